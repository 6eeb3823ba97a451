"""What all guards have in common: their order, their price, and whom they ask about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genesis.composition import subtensor_composition
from pallets.subtensor.children import DelegateTakes
from pallets.subtensor.errors import DelegateTakeTooLow
from pallets.subtensor.guards import GUARDS
from pallets.subtensor.guards.base import CallGuard, SubtensorGuard
from pallets.subtensor.guards.delegate_take import CheckDelegateTake
from pallets.subtensor.keys import ColdkeySwapNotice, EvmKeys
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.serving import Serving
from pallets.subtensor.state import ColdkeySwaps, Delegation, KeyRing
from pallets.subtensor.weights import WeightSetting
from pallets.system.system import System
from pallets.utility import Utility
from pallets.utility.events import BatchCompletedWithErrors, ItemFailed
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure, Module, ModuleError
from runtime.origin import NOBODY, ROOT, signed
from runtime.weights import ZERO_WEIGHT, PostInfo, Weight
from tests.pallets.subtensor.guards.guarded import dispatch, guarded
from tests.pallets.subtensor.world import World, account, fails

DATA = Path(__file__).parents[3] / "data"
MEMBERS = json.loads((DATA / "weights-425.json").read_text())["dispatch_extension"]
CHAIN = subtensor_composition()
READ = 25_000_000
WHO, HOTKEY = 1, 2
NO_PROOF = EvmKeys.associate_evm_key(1, bytes(20), 0, bytes(65))

REFUSED = [
    (GUARDS[1], WeightSetting.batch_set_weights([1], [], [0]), "InputLengthsUnequal"),
    (GUARDS[3], DelegateTakes.increase_take(account(HOTKEY), 0), "DelegateTakeTooLow"),
    (GUARDS[4], Serving.serve_prometheus(1, 0, 1, 1, 9), "InvalidIpType"),
    (GUARDS[5], NO_PROOF, "HotKeyNotRegisteredInSubNet"),
]
"""What each of some guards refuses on a chain of nothing."""


@pytest.fixture
def world() -> World:
    return World()


# Which they are


def test_the_guards_of_the_chain_in_their_order() -> None:
    assert [type(guard).__name__ for guard in CHAIN.guards] == MEMBERS["order"]
    assert CHAIN.guards == GUARDS


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: type(guard).__name__)
def test_a_guard_weighs_at_the_calls_that_it_looks_at(guard: SubtensorGuard) -> None:
    fact = MEMBERS["members"][type(guard).__name__]
    cost = Weight(fact["ref_time"] + fact["reads"] * READ, fact["proof_size"])
    weighed = {}
    for module in CHAIN.modules:
        for pallet in module.pallets:
            for declared in pallet.calls:
                weighed[f"{module.name}.{declared.name}"] = guard.weight(declared)
    assert set(weighed.values()) <= {cost, ZERO_WEIGHT}
    charged = {name for name, weight in weighed.items() if weight == cost}
    everything = fact["applies_to"] == "every call"
    assert charged == (weighed.keys() if everything else set(fact["applies_to"]))
    if isinstance(guard, CallGuard):
        looked_at = {f"SubtensorModule.{declared.name}" for declared in guard.rules}
        assert looked_at == charged


def test_a_call_weighs_what_its_guards_weigh_together() -> None:
    call = NetworkRegistration.register_network(account(HOTKEY))
    bare = CHAIN.changed(guards=())
    swap, rates = GUARDS[0].weight(call.declaration), GUARDS[2].weight(call.declaration)
    added = CHAIN.guard_weight(call.declaration)
    assert added == swap + rates == Weight(17_583_000 + 35_376_000 + 9 * READ, 4198 + 4484)
    assert bare.guard_weight(call.declaration) == ZERO_WEIGHT


def test_they_weigh_again_within_other_calls(world: World) -> None:
    call = Serving.serve_prometheus(1, 0, 1, 1, 4)
    runtime = guarded(world, *GUARDS)
    once = runtime.dispatch_info(call).weight - world.runtime.dispatch_info(call).weight
    batch = Utility.force_batch([call, call])
    swap = GUARDS[0].weight(Utility.force_batch)
    more = runtime.dispatch_info(batch).weight - world.runtime.dispatch_info(batch).weight
    assert more == once * 2 + swap


# Whom they ask about


@pytest.mark.parametrize(("guard", "call", "name"), REFUSED)
def test_only_calls_that_somebody_signed_are_looked_at(
    world: World, guard: SubtensorGuard, call: Call, name: str
) -> None:
    with fails(name):
        guard.check(world.runtime, signed(account(WHO)), call)
    with fails(name):
        dispatch(world, guard, call, WHO)
    for origin in (NOBODY, ROOT):
        guard.check(world.runtime, origin, call)
        with pytest.raises(DispatchFailure) as caught:
            dispatch(world, guard, call, origin)
        assert not hasattr(caught.value, "name") or caught.value.name != name


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: type(guard).__name__)
def test_other_calls_pass(world: World, guard: SubtensorGuard) -> None:
    dispatch(world, guard, System.remark(b""), WHO)
    guard.check(world.runtime, signed(account(WHO)), Utility.force_batch([REFUSED[1][1]]))


@pytest.mark.parametrize(("guard", "call", "name"), REFUSED)
def test_a_refusal_changes_nothing_and_says_nothing_of_its_weight(
    world: World, guard: SubtensorGuard, call: Call, name: str
) -> None:
    before = world.stored()
    with pytest.raises(DispatchFailure) as caught:
        dispatch(world, guard, call, WHO)
    assert caught.value.post == PostInfo()
    assert world.stored() == before and world.all_events() == []


# In which order


def test_the_swap_of_the_coldkey_comes_first(world: World) -> None:
    runtime = guarded(world, *GUARDS)
    world.pallet(ColdkeySwaps).coldkey_swap_announcements[account(WHO)] = (1, bytes(32))
    for _, call, _ in REFUSED:
        with fails("ColdkeySwapAnnounced"):
            runtime.dispatch(call, signed(account(WHO)))


def test_the_base_filter_comes_before_the_guards(world: World) -> None:
    composition = world.runtime.composition.changed(
        guards=GUARDS, call_filter=lambda call: call.declaration is not DelegateTakes.increase_take
    )
    runtime = type(world.runtime)(composition, world.state)
    with fails("CallFiltered"):
        runtime.dispatch(DelegateTakes.increase_take(account(HOTKEY), 0), signed(account(WHO)))


# Calls within calls


def test_each_call_of_a_batch_is_looked_at_when_it_is_made(world: World) -> None:
    """A take can be low as long as the least one is: here it changes while the batch runs."""
    world.pallet(KeyRing).owner[account(HOTKEY)] = account(WHO)
    too_low = DelegateTakes.decrease_take(account(HOTKEY), 0)
    batch = Utility.force_batch([too_low, System.remark(b""), too_low])
    dispatch(world, CheckDelegateTake(), batch, WHO)
    failed = Module(ModuleError(7, bytes([DelegateTakeTooLow.error_index, 0, 0, 0])))
    assert [event.error for event in world.events(ItemFailed)] == [failed, failed]
    assert len(world.events(BatchCompletedWithErrors)) == 1
    world.pallet(Delegation).min_delegate_take.set(0)
    world.forget_events()
    dispatch(world, CheckDelegateTake(), batch, WHO)
    assert [event.error for event in world.events(ItemFailed)] == [failed]  # not below itself


def test_root_makes_calls_within_calls_unasked(world: World) -> None:
    notice = ColdkeySwapNotice.reset_coldkey_swap(account(WHO))
    world.pallet(ColdkeySwaps).coldkey_swap_announcements[account(WHO)] = (1, bytes(32))
    runtime = guarded(world, *GUARDS)
    runtime.dispatch(Utility.batch_all([notice]), ROOT)
    assert account(WHO) not in world.pallet(ColdkeySwaps).coldkey_swap_announcements
