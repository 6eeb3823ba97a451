"""A chain of SubtensorModule and what it needs, with the constants of the reference's own tests.

Accounts are numbers, as in those tests: account 1 is 32 bytes, little-endian. Calls are dispatched
without fees and signatures.

    world = World()
    world.add_network(1, tempo=13)
    world.run(Registration.burned_register(1, account(5)), by=2)
    with fails("SubnetNotExists"):
        world.run(...)
    world.pallet(Neurons).subnetwork_n[1]
    world.step(10)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import pytest

from pallets.alpha_assets import AlphaAssets
from pallets.balances import BalancesConfig, Ledger, balances
from pallets.commitments import Commitments, CommitmentsConfig
from pallets.drand import Drand
from pallets.subtensor.config import REFERENCE_TESTS, SubtensorConfig
from pallets.subtensor.module import subtensor
from pallets.subtensor.money import Tao
from pallets.subtensor.seams import Seams
from pallets.subtensor.stake import Stake, Trades, pools_of
from pallets.subtensor.state import PoolReserves, RegistrationParameters, Schedule, Subnets
from pallets.swap import Swap, SwapConfig
from pallets.system.accounts import Accounts
from pallets.system.system import System
from pallets.utility import Utility
from runtime.call import Call
from runtime.composition import Composition, Module, configured
from runtime.dispatch_error import DispatchFailure, PalletError, PlainFailure
from runtime.fixed import U64F64
from runtime.origin import ROOT, Origin, signed
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import Enumeration
from runtime.state import MemoryView, State
from runtime.version import RuntimeVersion
from runtime.weights import PostInfo

ED = 1  # rao; as in the reference's tests
TAO = 10**9  # rao
MINIMUM_RESERVE = 100  # rao of what a swap pays out
RESERVE = 1_000 * TAO  # of each kind, in a pool that a helper fills

PalletT = TypeVar("PalletT", bound=Pallet)
EventT = TypeVar("EventT", bound=Enumeration)


def account(number: int) -> bytes:
    """The account of a number."""
    return number.to_bytes(32, "little")


AUTHOR = account(12345)
"""Who makes all blocks, and gets the fees of trades."""


def _purge_commitments(runtime: Runtime, netuid: int) -> None:
    runtime.pallet(Commitments).purge_netuid(netuid)


@cache
def composition(
    config: SubtensorConfig = REFERENCE_TESTS, ed: int = ED, author: bytes | None = AUTHOR
) -> Composition:
    """The runtime of the tests."""
    swap = SwapConfig(pools=pools_of, minimum_reserve=MINIMUM_RESERVE)
    seams = Seams(_purge_commitments, block_author=lambda runtime: author)
    return Composition(
        version=RuntimeVersion("test", "test", 1, 1, 1, [], 1, 1),
        path="test_runtime",
        modules=[
            Module("System", 0, [Accounts, System]),
            Module("Balances", 5, balances(BalancesConfig(existential_deposit=ed))),
            Module("SubtensorModule", 7, subtensor(config, seams)),
            Module("Utility", 11, [Utility], alias="pallet_utility"),
            Module("Commitments", 18, [configured(Commitments, CommitmentsConfig())]),
            Module("Drand", 26, [Drand]),
            Module("Swap", 28, [configured(Swap, swap)]),
            Module("AlphaAssets", 31, [AlphaAssets]),
        ],
        system=System,
    )


class World:
    """Block 1 is being made, so that events are recorded."""

    def __init__(
        self,
        config: SubtensorConfig = REFERENCE_TESTS,
        block: int = 1,
        ed: int = ED,
        author: bytes | None = AUTHOR,
    ) -> None:
        self.config, self.ed = config, ed
        self.state = State(MemoryView())
        self.runtime = Runtime(composition(config, ed, author), self.state)
        self.system = self.runtime.pallet(System)
        self.system.number.set(block)

    def pallet(self, kind: type[PalletT]) -> PalletT:
        """A pallet on the state as it is now."""
        return self.runtime.pallet(kind)

    # Looking

    @property
    def block(self) -> int:
        """The number of the block that is being made."""
        return self.system.number.get()

    def balance(self, who: int | bytes) -> int:
        """The free balance in rao."""
        return self.pallet(Ledger).free_balance(_id(who))

    def events(self, kind: type[EventT]) -> list[EventT]:
        """The events of a class since the last block or `forget_events`, in order."""
        records = self.system.events.get()
        return [record.event for record in records if isinstance(record.event, kind)]

    def all_events(self) -> list[Enumeration]:
        return [record.event for record in self.system.events.get()]

    def forget_events(self) -> None:
        self.system.reset_events()

    def stored(self) -> dict[bytes, bytes]:
        """All keys and values, to see that nothing changed."""
        return {key: value for key, value in self.state.changes().items() if value is not None}

    # Doing

    def run(self, call: Call, by: int | bytes | Origin | None = None) -> PostInfo:
        """Make a call in a storage layer of its own, as root if nobody is named.

        Raises DispatchFailure.
        """
        origin = by if isinstance(by, Origin) else ROOT if by is None else signed(_id(by))
        return self.runtime.dispatch_bypass_filter(call, origin)

    def endow(self, who: int | bytes, amount: int) -> None:
        """Mint rao into an account; less than the existential deposit is not minted."""
        if amount >= self.ed:
            tao = self.pallet(Tao)
            assert tao.spend(_id(who), tao.mint(amount), amount) is not None

    def step(self, blocks: int = 1) -> None:
        """End the block and begin the next, so many times: SubtensorModule's hooks run."""
        ours = self.runtime.composition.module_of
        pallets = [kind for kind, module in ours.items() if module.name == "SubtensorModule"]
        for _ in range(blocks):
            for kind in pallets:
                self.pallet(kind).on_finalize(self.block)
            self.system.number.set(self.block + 1)
            self.system.reset_events()
            for kind in pallets:
                self.pallet(kind).on_initialize(self.block)

    def step_to(self, block: int) -> None:
        self.step(block - self.block)

    def set_block(self, block: int) -> None:
        """Say that another block is being made, without any hook."""
        self.system.number.set(block)

    def step_epochs(self, count: int, netuid: int) -> None:
        """Go on until a subnet has had so many more epochs."""
        index = self.pallet(Schedule).subnet_epoch_index
        end = index[netuid] + count
        while index[netuid] < end:
            self.step()

    # Setting up

    def add_network(self, netuid: int, tempo: int = 13, *, started: bool = True) -> None:
        """A subnet without an owner and a pool, where one alpha is one TAO."""
        from pallets.subtensor.networks import Networks

        self.pallet(Networks).init_new_network(netuid, tempo)
        self._open(netuid, 1 if started else None)

    def add_dynamic_network(
        self, hotkey: int | bytes, coldkey: int | bytes, *, started: bool = True
    ) -> int:
        """A subnet that the coldkey founds and pays for, with a pool. The result is its netuid."""
        from pallets.subtensor.networks import LockCost, NetworkRegistration, Networks

        netuid, cost = self.pallet(Networks).next_netuid(), self.pallet(LockCost).current()
        self.endow(coldkey, cost + self.ed)
        self.run(NetworkRegistration.register_network(_id(hotkey)), by=coldkey)
        self._open(netuid, 0 if started else None)
        return netuid

    def _open(self, netuid: int, first_emission_block: int | None) -> None:
        """Let everybody register for a price that stays, and trade if the subnet is started."""
        parameters, subnets = self.pallet(RegistrationParameters), self.pallet(Subnets)
        parameters.network_registration_allowed[netuid] = True
        parameters.burn_half_life[netuid] = 1
        parameters.burn_increase_mult[netuid] = U64F64.from_num(1)
        if first_emission_block is not None:
            subnets.first_emission_block_number[netuid] = first_emission_block
            subnets.subtoken_enabled[netuid] = True

    def setup_reserves(self, netuid: int, tao: int = RESERVE, alpha: int = RESERVE) -> None:
        """Say what the pool of a subnet holds (rao); no money backs it."""
        pools = self.pallet(PoolReserves)
        pools.subnet_tao[netuid], pools.subnet_alpha_in[netuid] = tao, alpha

    def register_ok_neuron(self, netuid: int, hotkey: int | bytes, coldkey: int | bytes) -> None:
        """A neuron that costs nothing."""
        from pallets.subtensor.registration import Registration

        parameters, pools = self.pallet(RegistrationParameters), self.pallet(PoolReserves)
        if not pools.subnet_tao[netuid] and not pools.subnet_alpha_in[netuid]:
            self.setup_reserves(netuid)
        parameters.burn[netuid] = 0
        self.endow(coldkey, self.ed + 10)
        self.run(Registration.burned_register(netuid, _id(hotkey)), by=coldkey)
        parameters.burn[netuid] = 0

    def increase_stake(
        self, hotkey: int | bytes, coldkey: int | bytes, netuid: int, tao: int
    ) -> int:
        """Endow the coldkey with TAO (rao), and stake it. The result is the alpha."""
        self.endow(coldkey, tao + self.ed)
        return self.pallet(Trades).stake_into_subnet(_id(hotkey), _id(coldkey), netuid, tao)

    def give_stake(
        self, hotkey: int | bytes, coldkey: int | bytes, netuid: int, alpha: int
    ) -> None:
        """Stake out of nothing, in a subnet that exists then, with ample TAO in its account."""
        self.pallet(Stake).increase(_id(hotkey), _id(coldkey), netuid, alpha)
        self.pallet(Subnets).networks_added[netuid] = True
        ample = min(alpha * 100, 1_000_000 * TAO)
        self.endow(self.pallet(Tao).existing_subnet_account(netuid), ample)


def _id(who: int | bytes) -> bytes:
    return account(who) if isinstance(who, int) else who


def name_of(failure: DispatchFailure) -> str:
    """Such as `SubnetNotExists` for a pallet's error, `Token.FundsUnavailable` or `BadOrigin`."""
    if isinstance(failure, PalletError):
        return failure.name
    assert isinstance(failure, PlainFailure)
    inner = getattr(failure.error, "error", None)
    return failure.error.scale_name + (f".{inner.name}" if inner is not None else "")


@contextmanager
def fails(name: str) -> Iterator[None]:
    """What is done inside fails, and with this: `SubnetNotExists`, `Token.FundsUnavailable`."""
    with pytest.raises(DispatchFailure) as caught:
        yield
    assert name_of(caught.value) == name
