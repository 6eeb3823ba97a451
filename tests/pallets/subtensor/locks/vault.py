"""A subnet with a deep pool, where coldkey 1 has 100 TAO staked on hotkey 2, and may lock it.

As in the reference's tests of locks: there, too, the coldkey's lock is perpetual.
"""

from __future__ import annotations

from pallets.subtensor.locks import LockRecords, Locks
from pallets.subtensor.locks.decay import Rates
from pallets.subtensor.locks.rules import LockKind
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import StakeLocks, Subnets
from pallets.subtensor.types import LockState
from runtime.call import Call
from runtime.fixed import U64F64
from tests.pallets.subtensor.world import TAO, World, account, fails

COLDKEY, OTHER_COLDKEY, THIRD_COLDKEY = account(1), account(5), account(7)
HOTKEY, OTHER_HOTKEY, THIRD_HOTKEY = account(2), account(3), account(4)
OWNER, OWNER_HOTKEY = account(1001), account(1002)
RATE = 934_866
RATES = Rates(unlock=RATE, maturity=RATE)
STAKE = 100 * TAO
MATURED_IN_1000 = U64F64(98_607_081_697_194_735_000)
"""The conviction of a perpetual lock of 5,000 rao after 1,000 blocks: 5.3455..."""


def fixed(number: int) -> U64F64:
    return U64F64.from_num(number)


def a_lock(mass: int, conviction: int = 0, block: int = 1) -> LockState:
    """A lock of so many rao, with so much conviction."""
    return LockState(mass, fixed(conviction), block)


class Vault(World):
    """The world, in which nothing is locked at first."""

    def __init__(self, block: int = 1) -> None:
        super().__init__(block=block)
        self.netuid = self.open_subnet(OWNER_HOTKEY, OWNER)
        self.invest(COLDKEY, HOTKEY)

    # Setting up

    def open_subnet(self, hotkey: bytes, coldkey: bytes) -> int:
        """One more subnet; its netuid."""
        netuid = self.add_dynamic_network(hotkey, coldkey)
        self.setup_reserves(netuid, STAKE * 1_000_000, STAKE * 10_000_000)
        return netuid

    def invest(
        self,
        coldkey: bytes,
        hotkey: bytes,
        netuid: int | None = None,
        *,
        tao: int = STAKE,
        perpetual: bool = True,
    ) -> int:
        """Stake TAO (rao), and say how the coldkey's lock will go on. The result is the alpha."""
        netuid = self.netuid if netuid is None else netuid
        self.associate(coldkey, hotkey)
        if perpetual:
            self.locks.decaying_lock[coldkey, netuid] = False
        return self.increase_stake(hotkey, coldkey, netuid, tao)

    def associate(self, coldkey: bytes, hotkey: bytes) -> None:
        """Let the coldkey own the hotkey, if nobody does."""
        self.pallet(Ownership).create_account_if_non_existent(coldkey, hotkey)

    def own_subnet(self, coldkey: bytes, hotkey: bytes) -> None:
        """Say whose the subnet is, and which hotkey is the owner's."""
        subnets = self.pallet(Subnets)
        subnets.subnet_owner[self.netuid] = coldkey
        subnets.subnet_owner_hotkey[self.netuid] = hotkey

    def put(self, coldkey: bytes, hotkey: bytes, lock: LockState, total: LockState) -> None:
        """Say what a coldkey has locked for a hotkey, and what the sum of its kind is."""
        self.pallet(LockRecords).put(coldkey, self.netuid, hotkey, lock)
        kind = self.pallet(LockRecords).kind(coldkey, self.netuid, hotkey)
        self.pallet(LockRecords).put_total(self.netuid, hotkey, kind, total)

    # Doing

    def lock(self, alpha: int, coldkey: bytes = COLDKEY, hotkey: bytes = HOTKEY) -> None:
        """Lock so much more, by a call."""
        self.run(Locks.lock_stake(hotkey, self.netuid, alpha), by=coldkey)

    def refuses(self, call: Call, error: str, by: bytes = COLDKEY) -> None:
        """The call fails with this error, and nothing has changed."""
        before = self.stored()
        with fails(error):
            self.run(call, by=by)
        assert self.stored() == before

    def wait(self, blocks: int) -> None:
        """Go on to a later block, without anything that blocks do."""
        self.set_block(self.block + blocks)

    # Looking

    @property
    def locks(self) -> StakeLocks:
        return self.pallet(StakeLocks)

    def stored_lock(self, coldkey: bytes = COLDKEY, hotkey: bytes = HOTKEY) -> LockState | None:
        """The lock of a coldkey on a hotkey as it was written last."""
        return self.locks.lock[coldkey, self.netuid, hotkey]

    def total(self, kind: LockKind, hotkey: bytes = HOTKEY) -> LockState | None:
        """The sum of locks of a kind as it was written last."""
        return self.pallet(LockRecords).total(self.netuid, hotkey, kind)

    def staked(self, coldkey: bytes = COLDKEY, netuid: int | None = None) -> int:
        """The alpha of a coldkey on all hotkeys."""
        return self.pallet(Stake).of_coldkey(coldkey, self.netuid if netuid is None else netuid)
