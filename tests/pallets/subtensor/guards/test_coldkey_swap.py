"""The guard of accounts that are about to be handed over to another key."""

from __future__ import annotations

import pytest

from pallets.balances import Balances
from pallets.subtensor.errors import ColdkeySwapAnnounced
from pallets.subtensor.guards.coldkey_swap import CheckColdkeySwap
from pallets.subtensor.keys import ColdkeySwapNotice
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.registration import Registration
from pallets.subtensor.state import ColdkeySwaps
from pallets.subtensor.weights import WeightSetting
from pallets.system.system import System
from pallets.utility import Utility
from pallets.utility.events import BatchInterrupted, ItemFailed
from runtime.accounts import derivative_account
from runtime.addresses import Id
from runtime.call import Call, call
from runtime.dispatch_error import Module, ModuleError
from runtime.hashing import blake2_256
from runtime.origin import NOBODY, ROOT, Origin, Signed
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.weights import Weight
from tests.pallets.subtensor.guards.guarded import dispatch, guarded
from tests.pallets.subtensor.world import TAO, World, account, fails

WHO, OTHER = 1, 2
HASH = blake2_256(account(42))
GUARD = CheckColdkeySwap()
REMARK = System.remark(b"")

FORBIDDEN = [
    REMARK,
    Balances.transfer_keep_alive(Id(account(OTHER)), 1),
    Balances.transfer_all(Id(account(OTHER)), False),
    WeightSetting.set_weights(1, [], [], 0),
    NetworkRegistration.register_network(account(OTHER)),
    Registration.burned_register(1, account(OTHER)),
    ColdkeySwapNotice.schedule_swap_coldkey(account(OTHER)),
    ColdkeySwapNotice.reset_coldkey_swap(account(WHO)),
    Utility.batch([ColdkeySwapNotice.dispute_coldkey_swap()]),
]
ABOUT_THE_SWAP = [
    ColdkeySwapNotice.announce_coldkey_swap(HASH),
    ColdkeySwapNotice.dispute_coldkey_swap(),
    ColdkeySwapNotice.clear_coldkey_swap_announcement(),
]


class Swapping(Pallet, crate="pallet_subtensor"):
    """The call that makes an announced swap."""

    @call(index=126, weight=Weight(0, 0))
    def swap_coldkey_announced(self, origin: Origin) -> None: ...


class Hiding(Pallet, crate="pallet_shield"):
    """The call of a sealed extrinsic, and another."""

    @call(index=1, weight=Weight(0, 0))
    def submit_encrypted(self, origin: Origin) -> None: ...

    @call(index=2, weight=Weight(0, 0))
    def announce_coldkey_swap(self, origin: Origin) -> None: ...


@pytest.fixture
def world() -> World:
    made = World()
    made.endow(WHO, 10 * TAO)
    made.forget_events()
    return made


def announce(world: World, who: bytes = account(WHO)) -> None:
    world.pallet(ColdkeySwaps).coldkey_swap_announcements[who] = (world.block, HASH)


def dispute(world: World) -> None:
    world.pallet(ColdkeySwaps).coldkey_swap_disputes[account(WHO)] = world.block


def test_every_call_pays_for_the_check() -> None:
    for made in [*FORBIDDEN, *ABOUT_THE_SWAP]:
        assert GUARD.weight(made.declaration) == Weight(17_583_000 + 2 * 25_000_000, 4198)


def test_without_an_announcement_all_calls_pass(world: World) -> None:
    announce(world, account(OTHER))
    dispatch(world, GUARD, REMARK, WHO)
    dispute(world)  # which is of no meaning by itself
    for made in [*FORBIDDEN, *ABOUT_THE_SWAP]:
        GUARD.check_signer(world.runtime, account(WHO), made)


@pytest.mark.parametrize("made", FORBIDDEN, ids=str)
def test_an_announcement_forbids_all_other_calls(world: World, made: Call) -> None:
    announce(world)
    before = world.stored()
    with fails("ColdkeySwapAnnounced"):
        dispatch(world, GUARD, made, WHO)
    assert world.stored() == before


@pytest.mark.parametrize(
    "made",
    [*ABOUT_THE_SWAP, Swapping.swap_coldkey_announced(), Hiding.submit_encrypted()],
    ids=str,
)
def test_an_announcement_leaves_what_is_about_the_swap_and_what_is_sealed(
    world: World, made: Call
) -> None:
    announce(world)
    GUARD.check_signer(world.runtime, account(WHO), made)
    dispute(world)
    with fails("ColdkeySwapDisputed"):
        GUARD.check_signer(world.runtime, account(WHO), made)


def test_it_is_the_calls_of_these_modules_and_not_of_others(world: World) -> None:
    announce(world)
    with fails("ColdkeySwapAnnounced"):
        GUARD.check_signer(world.runtime, account(WHO), Hiding.announce_coldkey_swap())


@pytest.mark.parametrize("made", [*FORBIDDEN, *ABOUT_THE_SWAP], ids=str)
def test_a_dispute_forbids_all_calls(world: World, made: Call) -> None:
    announce(world)
    dispute(world)
    with fails("ColdkeySwapDisputed"):
        dispatch(world, GUARD, made, WHO)


@pytest.mark.parametrize("origin", [NOBODY, ROOT])
def test_root_and_nobody_are_not_asked(world: World, origin: Origin) -> None:
    announce(world)
    dispute(world)
    dispatch(world, GUARD, REMARK, origin)


def test_a_dispute_after_an_announcement_by_calls(world: World) -> None:
    dispatch(world, GUARD, ColdkeySwapNotice.announce_coldkey_swap(HASH), WHO)
    with fails("ColdkeySwapAnnounced"):
        dispatch(world, GUARD, REMARK, WHO)
    dispatch(world, GUARD, ColdkeySwapNotice.dispute_coldkey_swap(), WHO)
    with fails("ColdkeySwapDisputed"):
        dispatch(world, GUARD, ColdkeySwapNotice.dispute_coldkey_swap(), WHO)
    dispatch(world, GUARD, ColdkeySwapNotice.reset_coldkey_swap(account(WHO)), ROOT)
    dispatch(world, GUARD, REMARK, WHO)


# Calls within calls


def refused() -> Module:
    return Module(ModuleError(7, bytes([ColdkeySwapAnnounced.error_index, 0, 0, 0])))


def test_a_batch_goes_on_to_the_announcement_in_it(world: World) -> None:
    """From then on its own calls are refused, whatever batch it is."""
    calls = [REMARK, ColdkeySwapNotice.announce_coldkey_swap(HASH), REMARK, REMARK]
    dispatch(world, GUARD, Utility.batch(calls), WHO)
    assert world.events(BatchInterrupted) == [BatchInterrupted(2, refused())]
    assert account(WHO) in world.pallet(ColdkeySwaps).coldkey_swap_announcements


def test_a_forced_batch_makes_what_may_be_made(world: World) -> None:
    announcement = ColdkeySwapNotice.announce_coldkey_swap(HASH)
    calls = [announcement, REMARK, ColdkeySwapNotice.dispute_coldkey_swap()]
    dispatch(world, GUARD, Utility.force_batch(calls), WHO)
    assert world.events(ItemFailed) == [ItemFailed(refused())]
    assert account(WHO) in world.pallet(ColdkeySwaps).coldkey_swap_disputes


def test_a_batch_of_all_or_nothing_is_nothing(world: World) -> None:
    before = world.stored()
    calls = [ColdkeySwapNotice.announce_coldkey_swap(HASH), REMARK]
    with fails("ColdkeySwapAnnounced"):
        dispatch(world, GUARD, Utility.batch_all(calls), WHO)
    assert world.stored() == before


def test_an_alternative_is_found_refused_too(world: World) -> None:
    announce(world, derivative_account(account(WHO), 0))
    either = Utility.as_derivative(0, Utility.if_else(REMARK, REMARK))
    with fails("ColdkeySwapAnnounced"):
        dispatch(world, GUARD, either, WHO)


def test_who_a_call_is_made_as_is_asked_about(world: World) -> None:
    """However deep: it counts whose call it is, and not who signed."""
    inner = derivative_account(derivative_account(account(WHO), 7), 8)
    nested = Utility.as_derivative(7, Utility.as_derivative(8, REMARK))
    dispatch(world, GUARD, nested, WHO)
    announce(world, inner)
    with fails("ColdkeySwapAnnounced"):
        dispatch(world, GUARD, nested, WHO)
    dispatch(world, GUARD, Utility.as_derivative(7, REMARK), WHO)


def test_what_root_makes_as_an_account_is_not_looked_at(world: World) -> None:
    announce(world)
    runtime: Runtime = guarded(world, GUARD)
    runtime.dispatch(Utility.dispatch_as_fallible(Signed(account(WHO)), REMARK), ROOT)
