"""Funds on hold, by the facts of FRAME's own tests and the rules of each operation."""

import pytest

from pallets.balances import Balances
from pallets.balances.imbalances import Credit
from pallets.balances.policy import Fortitude, Precision, Preservation, Restriction
from pallets.balances.types import MAX_BALANCE, HeldAmount
from pallets.system.accounts import AccountData
from tests.pallets.balances.world import (
    HOLDS,
    FreezeFoo,
    World,
    account,
    by,
    fails,
    outcome,
    to,
)

ONE, TWO = account(1), account(2)
FOO, BAR, BAZ = HOLDS
POLITE, FORCE = Fortitude
EXACT, BEST_EFFORT = Precision
FREE, ON_HOLD = Restriction
EXPENDABLE, PROTECT, PRESERVE = Preservation


def held(*amounts: int, frozen: int = 0, ed: int = 1) -> World:
    """Account 1 with 10 free beside holds for Foo, Bar, ..., and account 2 with 20."""
    world = World.endowed({1: 10 + sum(amounts), 2: 20}, ed=ed)
    for reason, amount in zip(HOLDS, amounts, strict=False):
        world.holds.hold(reason, ONE, amount)
    world.freezes.set_freeze(FreezeFoo(), ONE, frozen)
    world.take_events()
    return world


def on_hold(world: World, who: int = 1) -> list[int]:
    return [world.holds.balance_on_hold(reason, account(who)) for reason in HOLDS]


def test_hold_and_release():
    world = held(5)
    assert (world.funds(1), on_hold(world)) == ((10, 5, 0), [5, 0, 0])
    world.holds.hold(FOO, ONE, 2)
    world.holds.hold(BAR, ONE, 1)
    assert (world.funds(1), on_hold(world)) == ((7, 8, 0), [7, 1, 0])
    assert world.holds.release(FOO, ONE, 3, EXACT) == 3
    assert world.holds.release(FOO, ONE, 30, BEST_EFFORT) == 4
    with fails("Token.FundsUnavailable"):
        world.holds.release(BAR, ONE, 2, EXACT)
    assert world.holds.release_all(BAR, ONE, EXACT) == 1
    assert (world.funds(1), world.references(1)) == ((15, 0, 0), (1, 0))
    assert world.stored()[world.ledger.holds.key_of(ONE)] == b"\0"  # as FRAME leaves it
    assert world.take_events() == []


def test_all_can_be_held_with_a_second_provider_only():
    world = World.endowed({1: 100}, ed=1)
    with fails("Token.FundsUnavailable"):
        world.holds.hold(FOO, ONE, 100)
    world.accounts.inc_providers(ONE)
    world.holds.hold(FOO, ONE, 100)
    assert world.references(1) == (1, 1)
    with fails("ConsumerRemaining"):
        world.accounts.dec_providers(ONE)


def test_freezes_and_holds_overlap():
    world = World.endowed({1: 10, 2: 20}, ed=1)
    world.freezes.set_freeze(FreezeFoo(), ONE, 10)
    world.holds.hold(FOO, ONE, 9)
    assert (world.funds(1), world.references(1)) == ((1, 9, 10), (1, 1))
    reducible = world.holds.reducible_total
    assert (reducible(ONE, FORCE), reducible(ONE, POLITE)) == (9, 0)

    def move(fortitude):
        return world.holds.transfer_on_hold(
            FOO, ONE, TWO, 1, precision=EXACT, restriction=FREE, fortitude=fortitude
        )

    with fails("Token.Frozen"):
        move(POLITE)
    assert move(FORCE) == 1
    assert world.funds(1) == (1, 8, 10)


def test_transfer_on_hold_leaves_what_is_frozen():
    world = World.endowed({1: 10, 2: 20}, ed=1)
    world.freezes.set_freeze(FreezeFoo(), ONE, 5)
    world.holds.hold(FOO, ONE, 9)
    reducible = world.holds.reducible_total
    assert (reducible(ONE, FORCE), reducible(ONE, POLITE)) == (9, 5)
    world.holds.transfer_on_hold(
        FOO, ONE, TWO, 10, precision=BEST_EFFORT, restriction=FREE, fortitude=POLITE
    )
    assert (world.total(1), world.total(2)) == (5, 25)


@pytest.mark.parametrize(
    ("amount", "precision", "restriction", "result", "two"),
    [
        (5, EXACT, FREE, 5, (25, 0)),
        (5, EXACT, ON_HOLD, 5, (20, 5)),
        (8, EXACT, FREE, "Token.FundsUnavailable", (20, 0)),  # Bar's 2 are not Foo's
        (11, EXACT, FREE, "Token.Frozen", (20, 0)),
        (11, BEST_EFFORT, ON_HOLD, 7, (20, 7)),
        (0, EXACT, ON_HOLD, 0, (20, 0)),
    ],
)
def test_transfer_on_hold(amount, precision, restriction, result, two):
    world = held(7, 2)

    def move():
        return world.holds.transfer_on_hold(
            FOO, ONE, TWO, amount, precision=precision, restriction=restriction, fortitude=POLITE
        )

    assert (outcome(move), world.funds(2)[:2]) == (result, two)
    assert world.issuance == world.total(1) + world.total(2)


@pytest.mark.parametrize(
    ("amount", "restriction", "failure"),
    [(3, FREE, "Token.CannotCreate"), (7, ON_HOLD, "Token.CannotCreateHold")],
)
def test_a_hold_needs_somewhere_to_go(amount, restriction, failure):
    world = World.endowed({1: 100}, ed=5)
    world.holds.hold(FOO, ONE, 10)
    with fails(failure):
        world.holds.transfer_on_hold(
            FOO, ONE, TWO, amount, precision=EXACT, restriction=restriction, fortitude=POLITE
        )


def test_transfer_and_hold():
    world = held(0)

    def transfer(amount, dest=TWO, preservation=PRESERVE):
        return outcome(
            lambda: world.holds.transfer_and_hold(
                FOO,
                ONE,
                dest,
                amount,
                precision=EXACT,
                preservation=preservation,
                fortitude=POLITE,
            )
        )

    assert (transfer(4), world.funds(1), world.funds(2)) == (4, (6, 0, 0), (20, 4, 0))
    assert on_hold(world, 2) == [4, 0, 0]
    assert transfer(6) == "Token.FundsUnavailable"
    assert transfer(1, account(9)) == "Token.CannotCreateHold"
    assert transfer(MAX_BALANCE) == "Token.CannotCreate"
    assert transfer(6, preservation=EXPENDABLE) == 6
    assert not world.exists(1)


def test_set_on_hold():
    world = held(5)
    for amount in (7, 2, 2, 0):
        world.holds.set_on_hold(FOO, ONE, amount)
        assert on_hold(world)[0] == amount == world.reserved(1)


@pytest.mark.parametrize(
    ("amount", "precision", "fortitude", "result"),
    [
        (3, EXACT, POLITE, 3),
        (5, EXACT, POLITE, "Token.Frozen"),
        (5, EXACT, FORCE, 5),
        (8, EXACT, FORCE, "Token.FundsUnavailable"),
        (8, BEST_EFFORT, FORCE, 7),
        (8, BEST_EFFORT, POLITE, 4),
    ],
)
def test_burn_held(amount, precision, fortitude, result):
    world = held(7, 2, frozen=15)
    before = world.issuance
    assert outcome(lambda: world.holds.burn_held(FOO, ONE, amount, precision, fortitude)) == result
    burned = result if isinstance(result, int) else 0
    assert (world.issuance, on_hold(world)) == (before - burned, [7 - burned, 2, 0])


def test_burn_all_held():
    world = held(7, 2)
    assert world.holds.burn_all_held(FOO, ONE, EXACT, POLITE) == 7
    assert (world.issuance, world.funds(1)) == (32, (10, 2, 0))


def test_slash_of_a_hold():
    world = held(7)
    assert world.holds.slash(FOO, ONE, 5) == (Credit(5), 0)
    assert world.holds.slash(FOO, ONE, 5) == (Credit(2), 3)
    assert world.holds.slash(FOO, ONE, 5) == (Credit(0), 5)
    assert world.holds.slash(FOO, account(9), 5) == (Credit(0), 5)
    assert (world.issuance, world.total(1)) == (37, 10)
    world.ledger.holds[TWO] = [HeldAmount(FOO, 9)]  # of which nothing is reserved
    assert world.holds.slash(FOO, TWO, 5) == (Credit(0), 5)


def test_each_reason_has_one_place():
    world = held(1, 2, 3)
    assert [h.id for h in world.ledger.holds[ONE]] == list(HOLDS)
    world.holds.release_all(FOO, ONE, EXACT)
    world.holds.hold(FOO, ONE, 4)
    assert [h.id for h in world.ledger.holds[ONE]] == [BAR, BAZ, FOO]
    assert world.holds.max_holds == 3


def test_a_full_list_has_no_place():
    world = held()
    full = [HeldAmount(BAR, 0)] * 3
    world.ledger.holds[ONE] = full
    with fails("Token.CannotCreateHold"):
        world.holds.hold(FOO, ONE, 1)
    with fails("TooManyHolds"):
        world.holds.increase_balance_on_hold(FOO, ONE, 1, EXACT)
    world.holds.ensure_can_hold(BAR, ONE, 1)
    assert world.ledger.holds[ONE] == full


def test_a_hold_needs_a_provider_and_room_for_a_consumer():
    world = held()
    assert not world.holds.hold_available(FOO, account(9))
    with fails("NoProviders"):
        world.holds.set_balance_on_hold(FOO, account(9), 1)
    for _ in range(16):
        world.accounts.inc_consumers(ONE)
    stored = world.stored()
    with fails("TooManyConsumers"):
        world.in_layer(lambda: world.holds.hold(FOO, ONE, 1))
    assert world.stored() == stored


def test_amounts_on_hold_stay_in_range():
    world = held(5)
    with fails("Arithmetic.Overflow"):
        world.holds.increase_balance_on_hold(FOO, ONE, MAX_BALANCE, EXACT)
    assert world.holds.increase_balance_on_hold(FOO, ONE, 0, EXACT) == 0
    with fails("Arithmetic.Overflow"):
        world.holds.set_balance_on_hold(BAR, ONE, MAX_BALANCE)
    world.put(1, AccountData(10, 3))
    with fails("Arithmetic.Underflow"):
        world.holds.set_balance_on_hold(FOO, ONE, 0)
    with fails("Token.CannotCreate"):
        world.holds.release(FOO, ONE, MAX_BALANCE, BEST_EFFORT)
    assert world.holds.increase_balance_on_hold(FOO, TWO, MAX_BALANCE, BEST_EFFORT) == MAX_BALANCE
    assert world.holds.increase_balance_on_hold(FOO, TWO, 1, BEST_EFFORT) == 0


def test_the_rest_of_an_account_with_two_providers_is_lost_on_the_way():
    world = World.endowed({1: 1000})
    world.accounts.inc_providers(ONE)
    world.holds.hold(FOO, ONE, 700)
    assert world.take_events()[-2:] == [("DustLost", 1, 300), ("Endowed", 1, 0)]
    assert (world.funds(1), world.issuance) == ((0, 700, 0), 700)


def test_dust_that_is_lost_when_a_hold_ends_stays_in_the_issuance():
    world = World.endowed({1: 1000})
    world.accounts.inc_providers(ONE)
    world.holds.hold(FOO, ONE, 500)
    world.reserves.reserve(ONE, 200)
    assert world.funds(1) == (300, 700, 0)
    world.reserves.unreserve(ONE, 200)
    assert world.funds(1) == (500, 500, 0)
    world.reserves.reserve(ONE, 200)
    world.reserves.slash_reserved(ONE, 200)
    world.take_events()
    assert world.holds.burn_held(FOO, ONE, 500, EXACT, POLITE) == 500
    assert world.take_events() == [("DustLost", 1, 300)]
    assert (world.funds(1), world.issuance) == ((0, 0, 0), 500)  # 300 of dust, 200 slashed


@pytest.mark.parametrize(
    ("step", "result"),
    [
        (lambda world: world.transfer(1, 2, 90), "ConsumerRemaining"),
        (lambda world: world.call(Balances.transfer_all(to(2), False), by(1)), "ConsumerRemaining"),
        (lambda world: world.call(Balances.transfer_keep_alive(to(2), 40), by(1)), 1),
        (lambda world: world.call(Balances.transfer_all(to(2), True), by(1)), 1),
        (lambda world: world.holds.release(FOO, ONE, 10, EXACT), 0),
        (lambda world: world.holds.release(FOO, ONE, 5, EXACT), 1),
    ],
    ids=["all", "transfer all", "keep alive", "transfer all but the ED", "release", "release some"],
)
def test_an_account_that_lost_its_consumer_does_not_die_of_it(step, result):
    world = World.endowed({1: 100, 2: 20}, ed=1)
    world.holds.hold(FOO, ONE, 10)
    world.accounts.dec_consumers(ONE)
    if isinstance(result, str):
        with fails(result):
            step(world)
    else:
        step(world)
        assert world.references(1) == (1, result)
    assert world.total(1) + world.total(2) == world.issuance == 120


def test_an_old_account_loses_its_mark_by_a_hold():
    world = World.endowed({1: 1000})
    world.put(1, AccountData(1000, 0, 0, 0))
    world.holds.set_balance_on_hold(FOO, ONE, 0)
    assert world.info(1).data == AccountData(1000, 0, 0, 0)
    assert world.take_events() == [("Upgraded", 1)]
