"""A subnet whose owner's hotkey validates with stake on root, as in the reference's tests."""

from __future__ import annotations

from pallets.subtensor.claims import RootClaiming
from pallets.subtensor.emission import Distribution
from pallets.subtensor.money import Tao
from pallets.subtensor.schedule import PendingEmission
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import PoolReserves, RootClaims, StakeShares, Subnets
from pallets.subtensor.types import ROOT, Keep, RootClaimTypeEnum
from runtime.fixed import I96F32
from tests.pallets.subtensor.world import World, account

OWNER, HOTKEY = account(1001), account(1002)
ALICE, BOB, EVE, OTHER = account(1003), account(1004), account(1005), account(10010)
U64_MAX = 2**64 - 1
TAKE = 11_796  # 65535ths: 18 %
STAKED = 10_000_000
"""What the owner has on its hotkey, in rao of alpha."""


class Validator:
    """A world with one subnet, in which a rao on root counts as much as a rao of alpha."""

    def __init__(self, *, tao: int | None = None, alpha: int | None = None) -> None:
        """With so many rao in the pool, if said; no money backs them."""
        self.world = World()
        self.netuid = self.world.add_dynamic_network(HOTKEY, OWNER)
        self.world.pallet(StakeShares).tao_weight.set(U64_MAX)
        self._take_registration_stake()
        if tao is not None and alpha is not None:
            self.world.setup_reserves(self.netuid, tao, alpha)
        self.claims = self.world.pallet(RootClaims)
        self.world.give_stake(HOTKEY, OWNER, self.netuid, STAKED)

    def _take_registration_stake(self) -> None:
        stake, outside = self.world.pallet(Stake), self.world.pallet(PoolReserves).subnet_alpha_out
        alpha = stake.of(HOTKEY, OWNER, self.netuid)
        stake.decrease(HOTKEY, OWNER, self.netuid, alpha)
        outside[self.netuid] -= alpha

    def open_root(self) -> None:
        """Let stake come to root and go."""
        subnets = self.world.pallet(Subnets)
        subnets.subtoken_enabled[ROOT] = subnets.networks_added[ROOT] = True

    def stake_on_root(self, stakes: dict[bytes, int]) -> None:
        """Stake of coldkeys, in rao."""
        for coldkey, rao in stakes.items():
            self.world.give_stake(HOTKEY, coldkey, ROOT, rao)

    def distribute(self, alpha: int) -> None:
        """Run an epoch, for which so much has waited for root's stakers."""
        pending = PendingEmission(miners=0, validators=0, root=alpha, owner=0)
        self.world.pallet(Distribution).distribute(self.netuid, pending)

    def choose(self, claim_type: RootClaimTypeEnum, *coldkeys: bytes) -> None:
        for coldkey in coldkeys:
            self.world.run(RootClaiming.set_root_claim_type(claim_type), by=coldkey)

    def keep(self, *coldkeys: bytes) -> None:
        self.choose(Keep(), *coldkeys)

    def claim(self, *coldkeys: bytes) -> None:
        for coldkey in coldkeys:
            self.world.run(RootClaiming.claim_root(frozenset({self.netuid})), by=coldkey)

    def stake(self, coldkey: bytes, netuid: int | None = None) -> int:
        """What a coldkey has on the hotkey in the subnet, or in another one."""
        netuid = self.netuid if netuid is None else netuid
        return self.world.pallet(Stake).of(HOTKEY, coldkey, netuid)

    def on_root(self, coldkey: bytes) -> int:
        return self.stake(coldkey, ROOT)

    @property
    def rate(self) -> I96F32:
        """The alpha that each rao on root may claim."""
        return self.claims.root_claimable[HOTKEY][self.netuid]

    def claimed(self, coldkey: bytes, hotkey: bytes = HOTKEY) -> int:
        return self.claims.root_claimed[self.netuid, hotkey, coldkey]

    @property
    def subnet_account(self) -> bytes:
        return self.world.pallet(Tao).existing_subnet_account(self.netuid)


def after_take(alpha: int) -> int:
    """What is left of dividends for stakers, in rao: the take is a fraction of 32 places."""
    take = (TAKE << 32) // 65_535
    return ((alpha << 32) - (take * alpha)) >> 32


def rate_of(alpha: int, root_stake: int) -> int:
    """A rate as the bits of 32 places."""
    return (alpha << 32) // root_stake


def claimable(rate: int, stake: int) -> int:
    """What a rate lets a stake claim."""
    return rate * stake >> 32
