"""How an account's funds and its references move together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pallets.balances.invariants import invariants
from pallets.balances.policy import Precision
from pallets.balances.types import HeldAmount
from pallets.system.accounts import IS_NEW_LOGIC, AccountData
from runtime.dispatch_error import DispatchFailure
from tests.pallets.balances.world import FreezeFoo, HoldFoo, World, account, fails

ONE = account(1)


@pytest.mark.parametrize(
    ("old", "new", "references", "events"),
    [
        ((0, 0, 0), (500, 0, 0), (1, 0), [("NewAccount", 1), ("Endowed", 1, 500)]),
        ((0, 0, 0), (0, 0, 0), (0, 0), [("Endowed", 1, 0)]),
        ((0, 0, 0), (499, 0, 0), (0, 0), [("Endowed", 1, 499), ("DustLost", 1, 499)]),
        ((0, 0, 0), (500, 0, 1), (1, 1), [("NewAccount", 1), ("Endowed", 1, 500)]),
        ((500, 0, 0), (501, 0, 0), (1, 0), []),
        ((500, 0, 0), (500, 1, 0), (1, 1), []),
        ((500, 0, 0), (500, 0, 1), (1, 1), []),
        ((500, 1, 0), (500, 0, 1), (1, 1), []),
        ((500, 1, 0), (500, 0, 0), (1, 0), []),
        ((500, 0, 0), (0, 0, 0), (0, 0), [("KilledAccount", 1)]),
        ((500, 0, 0), (1, 0, 0), (0, 0), [("KilledAccount", 1), ("DustLost", 1, 1)]),
        ((500, 1, 0), (1, 0, 0), (0, 0), [("KilledAccount", 1), ("DustLost", 1, 1)]),
    ],
)
def test_change(old, new, references, events):
    world = World.endowed({1: 500} if old[0] else {})
    if any(old[1:]):
        world.ledger.change(ONE, AccountData(*old))
    world.take_events()
    dust = world.ledger.change(ONE, AccountData(*new))
    assert world.references(1) == references
    assert world.take_events() == events
    assert dust == (new[0] if new[0] < 500 else 0)
    assert world.funds(1) == (new if new[0] >= 500 else (0, 0, 0))
    assert world.exists(1) is (new[0] >= 500)


@pytest.mark.parametrize(
    ("old", "new"), [((500, 1, 0), (499, 2, 0)), ((500, 1, 0), (0, 1, 0)), ((500, 0, 0), (0, 1, 0))]
)
def test_the_last_provider_of_a_consumer_stays(old, new):
    world = World.endowed({1: 500})
    world.ledger.change(ONE, AccountData(*old))
    stored = world.stored()
    with fails("ConsumerRemaining"):
        world.ledger.change(ONE, AccountData(*new))
    assert world.stored() == stored


def test_a_released_consumer_is_bound_again_if_another_keeps_the_account():
    world = World.endowed({1: 500})
    world.ledger.change(ONE, AccountData(500, 1))
    world.accounts.inc_consumers(ONE)
    stored = world.stored()
    with fails("ConsumerRemaining"):
        world.ledger.change(ONE, AccountData(0, 0))
    assert world.stored() == stored


def test_reserved_funds_without_a_provider_fail():
    world = World()
    with fails("NoProviders"):
        world.ledger.change(ONE, AccountData(0, 500))


def test_sufficients_keep_what_is_reserved_from_nothing():
    world = World()
    world.accounts.inc_sufficients(ONE)
    with fails("NoProviders"):
        world.ledger.change(ONE, AccountData(0, 500))
    world.ledger.change(ONE, AccountData(500))
    assert world.references(1) == (1, 0)
    world.ledger.change(ONE, AccountData(0))
    assert (world.exists(1), world.references(1)) == (True, (0, 0))


def test_the_nonce_dies_with_the_account():
    world = World.endowed({1: 500})
    world.accounts.set_nonce(ONE, 7)
    world.ledger.change(ONE, AccountData(600))
    assert world.info(1).nonce == 7
    world.ledger.change(ONE, AccountData(0))
    world.ledger.change(ONE, AccountData(500))
    assert world.info(1).nonce == 0


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)), max_size=8),
    st.booleans(),
)
def test_references_follow_the_funds(changes, provided):
    world = World(ed=2)
    if provided:
        world.accounts.inc_providers(ONE)
    for free, reserved, frozen in changes:
        data = AccountData(free, reserved, frozen)
        try:
            world.in_layer(lambda data=data: world.ledger.change(ONE, data))
        except DispatchFailure:
            continue
        gone = free < 2 and reserved == 0
        assert world.funds(1) == ((0, 0, 0) if gone else (free, reserved, frozen))
        assert world.info(1).providers == provided + (free >= 2)
        if not gone:
            assert world.info(1).consumers >= (reserved > 0 or frozen > 0)


BREAKING = {
    "the accounts hold": lambda world: world.ledger.total_issuance.set(1),
    "Balances.Account": lambda world: world.ledger.account.__setitem__(ONE, AccountData(1)),
    "its flags": lambda world: world.put(1, AccountData(1000, 0, 0, IS_NEW_LOGIC + 1)),
    "neither a provider": lambda world: put_info(world, providers=0),
    "no provider": lambda world: put_info(world, providers=0, sufficients=1),
    "no consumer": lambda world: world.put(1, AccountData(999, 1)),
    "dust": lambda world: world.put(1, AccountData(499)),
    "is frozen, and": lambda world: world.put(1, AccountData(1000, 0, 5)),
    "is reserved, and": lambda world: world.ledger.holds.__setitem__(
        ONE, [HeldAmount(HoldFoo(), 5)]
    ),
    "holds": lambda world: world.ledger.holds.__setitem__(ONE, [HeldAmount(HoldFoo(), 0)] * 4),
}


def put_info(world, **counts):
    old = world.info(1)
    values = {
        name: getattr(old, name) for name in ("nonce", "consumers", "providers", "sufficients")
    }
    world.accounts.account[ONE] = type(old)(**{**values, **counts}, data=old.data)


@pytest.mark.parametrize("text", BREAKING)
def test_a_broken_state_is_found(text):
    world = World.endowed({1: 1000})
    assert invariants(world.ledger) == []
    BREAKING[text](world)
    assert any(text in broken for broken in invariants(world.ledger))


def test_a_state_with_everything_in_it_is_whole():
    world = World.endowed({1: 1000, 2: 1000})
    world.holds.hold(HoldFoo(), ONE, 100)
    world.named.reserve_named(b"name   a", ONE, 50)
    world.named.reserve_named(b"name   b", ONE, 50)
    world.freezes.set_freeze(FreezeFoo(), ONE, 700)
    assert invariants(world.ledger) == []
    world.holds.release(HoldFoo(), ONE, 100, Precision.EXACT)
    names = world.ledger.reserves[ONE]
    world.ledger.reserves[ONE] = names[::-1]
    assert any("not in order" in broken for broken in invariants(world.ledger))
