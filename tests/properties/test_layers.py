"""What is undone is undone to the last byte, however deep, and whatever it was."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chain.kit import account
from genesis.presets import TAO
from pallets.admin_utils import EmissionAdmin
from pallets.subtensor.networks import Dissolution, NetworkRegistration, SubnetStart
from pallets.subtensor.registration import Registration
from pallets.subtensor.staking import AddStake
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure
from runtime.origin import ROOT, Origin, signed
from runtime.runtime import Runtime
from tests.properties.actions import COLDKEYS, HOTKEYS, accounts, any_call, coldkeys, subnets
from tests.properties.subnet_chain import SubnetChain

FAILS = EmissionAdmin.sudo_set_total_issuance(0)  # always, whoever calls it

calls = st.one_of(
    any_call(["SubtensorModule", "AdminUtils", "Commitments", "Swap"]),
    st.builds(Registration.burned_register, st.just(2), accounts),
    st.builds(AddStake.add_stake, st.just(account(HOTKEYS[1])), st.just(2), st.just(TAO)),
    st.builds(NetworkRegistration.register_network, accounts),
    st.builds(Dissolution.root_dissolve_network, subnets),
)
origins = coldkeys.map(lambda who: signed(account(who))) | st.just(ROOT)
actions = st.lists(st.tuples(origins, calls), max_size=4)


@cache
def chain() -> SubnetChain:
    """With a subnet, neurons and stake. Nothing is put into it any more."""
    made = SubnetChain()
    made.require(NetworkRegistration.register_network(account(HOTKEYS[0])), COLDKEYS[0])
    made.require(SubnetStart.start_call(2), COLDKEYS[0])
    for hotkey in HOTKEYS[1:]:
        made.require(Registration.burned_register(2, account(hotkey)), COLDKEYS[1])
    made.require(AddStake.add_stake(account(HOTKEYS[1]), 2, TAO), COLDKEYS[1])
    return made


def block() -> Runtime:
    """A block in the making."""
    return chain().chain.begin().runtime


def make(runtime: Runtime, made: list[tuple[Origin, Call]]) -> None:
    """Make calls, some of which fail."""
    for origin, call in made:
        try:
            runtime.dispatch(call, origin)
        except DispatchFailure:
            continue


def seen(runtime: Runtime) -> tuple[dict[bytes, bytes | None], list[bytes], bytes | None]:
    """The state from all sides: changes, the keys in their order, and a way through them."""
    state = runtime.state
    return state.changes(), list(state.keys(b"")), state.next_key(b"")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=actions, undone=actions)
def test_a_failure_leaves_the_state_as_it_was(
    before: list[tuple[Origin, Call]], undone: list[tuple[Origin, Call]]
) -> None:
    runtime = block()
    make(runtime, before)
    known, depth = seen(runtime), runtime.state.depth

    def act() -> None:
        make(runtime, undone)
        runtime.dispatch(FAILS, ROOT)

    with pytest.raises(DispatchFailure):
        runtime.in_layer(act)
    assert (seen(runtime), runtime.state.depth) == (known, depth)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=actions, inner=actions, outer=actions)
def test_layers_are_undone_one_by_one(
    before: list[tuple[Origin, Call]],
    inner: list[tuple[Origin, Call]],
    outer: list[tuple[Origin, Call]],
) -> None:
    runtime = block()
    make(runtime, before)
    state, first = runtime.state, seen(runtime)
    state.begin()
    make(runtime, outer)
    second = seen(runtime)
    state.begin()
    make(runtime, inner)
    state.rollback()
    assert seen(runtime) == second
    state.rollback()
    assert seen(runtime) == first
