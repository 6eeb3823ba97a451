"""The old currency interface, by the facts of FRAME's own tests of it."""

import pytest

from pallets.balances.imbalances import NegativeImbalance, PositiveImbalance
from pallets.balances.policy import Liveness
from pallets.balances.types import MAX_BALANCE, BalanceStatus
from pallets.system.accounts import AccountData
from tests.pallets.balances.world import World, account, fails, outcome

ONE, TWO = account(1), account(2)
KEEP_ALIVE, ALLOW_DEATH = Liveness.KEEP_ALIVE, Liveness.ALLOW_DEATH


def test_transfer_keeps_alive_if_asked():
    world = World.endowed({1: 1000}, ed=1)
    with fails("Token.NotExpendable"):
        world.currency.transfer(ONE, TWO, 1000, KEEP_ALIVE)
    world.currency.transfer(ONE, TWO, 1000, ALLOW_DEATH)
    assert (world.free(1), world.free(2)) == (0, 1000)


def test_transfer_of_nothing_or_to_oneself_is_nothing():
    world = World.endowed({1: 1000})
    stored = world.stored()
    world.currency.transfer(ONE, TWO, 0, KEEP_ALIVE)
    world.currency.transfer(ONE, ONE, 5000, KEEP_ALIVE)
    assert (world.stored(), world.take_events()) == (stored, [])


def test_an_account_is_reaped_when_all_is_sent():
    world = World.monied(1)
    assert world.references(1) == (1, 0)
    world.transfer(1, 2, 10)
    assert world.references(1) == (0, 0) and not world.exists(1)


def test_an_account_that_something_relies_on_is_not_reaped():
    world = World.monied(1)
    world.accounts.inc_consumers(ONE)
    with fails("Token.Frozen"):
        world.transfer(1, 2, 10)
    world.accounts.inc_providers(ONE)
    world.transfer(1, 2, 10)
    assert world.references(1) == (1, 1)
    assert (world.exists(1), world.free(1)) == (True, 0)


@pytest.mark.parametrize(
    ("endowed", "reserved", "slash", "result", "funds"),
    [(112, 69, 42, (42, 0), (1, 69)), (42, 21, 69, (20, 49), (1, 21))],
)
def test_slash_beside_a_reserve(endowed, reserved, slash, result, funds):
    world = World.endowed({1: endowed}, ed=1)
    world.reserves.reserve(ONE, reserved)
    slashed, rest = world.currency.slash(ONE, slash)
    world.currency.drop(slashed)
    assert (slashed.amount, rest) == result
    assert (*world.funds(1)[:2], world.issuance) == (*funds, sum(funds))


@pytest.mark.parametrize(
    ("slash", "result", "alive"),
    [
        (1300, (1000, 300), False),
        (1000, (1000, 0), False),
        (900, (900, 0), True),
        (950, (950, 0), False),
    ],
)
def test_slash(slash, result, alive):
    world = World.endowed({1: 1000}, ed=100)
    assert outcome(lambda: world.currency.slash(ONE, slash)) == result
    assert world.exists(1) is alive


@pytest.mark.parametrize(
    ("slash", "result"), [(900, (900, 0)), (1000, (900, 100)), (800, (800, 0))]
)
def test_slash_of_an_account_that_something_relies_on(slash, result):
    world = World.endowed({1: 1000}, ed=100)
    world.accounts.inc_consumers(ONE)
    assert outcome(lambda: world.currency.slash(ONE, slash)) == result
    assert world.exists(1)


def test_slash_does_not_take_from_the_reserve():
    world = World.endowed({1: 1000}, ed=100)
    world.reserves.reserve(ONE, 100)
    world.take_events()
    assert outcome(lambda: world.currency.slash(ONE, 900)) == (800, 100)
    assert (world.take_events(), world.reserved(1)) == ([("Slashed", 1, 800)], 100)


def test_slash_when_the_account_is_needed():
    world = World.endowed({1: 52}, ed=50)
    world.reserves.reserve(ONE, 1)
    assert outcome(lambda: world.currency.slash(ONE, 1)) == (1, 0)
    assert outcome(lambda: world.currency.slash(ONE, 1)) == (0, 1)
    assert world.funds(1) == (50, 1, 0)


def test_slash_takes_what_is_frozen():
    world = World.endowed({1: 1000}, ed=100)
    world.accounts.inc_providers(ONE)
    world.put(1, AccountData(1000, 0, 1000))
    assert outcome(lambda: world.currency.slash(ONE, 500)) == (500, 0)


def test_what_is_too_low_for_an_account_is_not_deposited():
    world = World.endowed({1: 1000}, ed=100)
    stored = world.stored()
    assert world.currency.deposit_creating(TWO, 50) == PositiveImbalance(0)
    assert world.currency.make_free_balance_be(TWO, 50) == PositiveImbalance(0)
    assert (world.stored(), world.take_events()) == (stored, [])
    with fails("DeadAccount"):
        world.currency.deposit_into_existing(TWO, 500)


def test_what_would_overflow_is_not_deposited():
    world = World.endowed({1: 1000})
    assert world.currency.deposit_creating(ONE, MAX_BALANCE) == PositiveImbalance(0)
    with fails("Arithmetic.Overflow"):
        world.currency.deposit_into_existing(ONE, MAX_BALANCE)
    assert (world.free(1), world.take_events()) == (1000, [])


def test_withdraw():
    world = World.endowed({2: 111}, ed=1)
    taken = world.currency.withdraw(TWO, 11, KEEP_ALIVE)
    world.currency.drop(taken)
    assert world.take_events() == [("Withdraw", 2, 11), ("Rescinded", 11)]
    assert (world.free(2), world.issuance) == (100, 100)
    with fails("InsufficientBalance"):
        world.currency.withdraw(TWO, 101, ALLOW_DEATH)


def test_withdraw_keeps_alive_if_asked():
    world = World.endowed({2: 20}, ed=10)
    world.reserves.reserve(TWO, 5)
    with fails("Expendability"):
        world.currency.withdraw(TWO, 6, KEEP_ALIVE)
    assert world.currency.withdraw(TWO, 5, KEEP_ALIVE) == NegativeImbalance(5)


def test_withdraw_respects_what_is_frozen_without_the_reserve():
    world = World.endowed({2: 100}, ed=10)
    world.put(2, AccountData(50, 50, 50))
    with fails("LiquidityRestrictions"):
        world.currency.withdraw(TWO, 1, ALLOW_DEATH)
    world.currency.ensure_can_withdraw(TWO, 0, 0)
    assert world.currency.withdraw(TWO, 0, ALLOW_DEATH).amount == 0


@pytest.mark.parametrize(("amount", "can"), [(0, True), (10, True), (11, False)])
def test_can_slash(amount, can):
    assert World.monied(1).currency.can_slash(ONE, amount) is can


def test_make_free_balance_be():
    world = World.endowed({1: 1000})
    more = world.currency.make_free_balance_be(ONE, 1500)
    less = world.currency.make_free_balance_be(ONE, 600)
    assert (more, less) == (PositiveImbalance(500), NegativeImbalance(900))
    assert world.take_events() == [("BalanceSet", 1, 1500), ("BalanceSet", 1, 600)]


def test_a_balance_that_cannot_be_set_leaves_the_issuance_nevertheless():
    world = World.endowed({1: 1000, 2: 1000})
    world.accounts.inc_consumers(ONE)
    assert world.currency.make_free_balance_be(ONE, 0) == PositiveImbalance(0)
    assert world.take_events() == [("BalanceSet", 1, 0), ("Rescinded", 1000)]
    assert (world.free(1), world.issuance) == (1000, 1000)


def test_burn_and_issue_without_an_account():
    world = World.monied(1)
    burned = world.currency.burn(10)
    assert world.issuance == 100
    world.currency.drop(burned)
    assert world.issuance == 110
    issued = world.currency.issue(7)
    assert world.issuance == 117
    world.currency.drop(issued)
    assert world.issuance == 110
    assert world.take_events() == [
        ("Rescinded", 10),
        ("Issued", 10),
        ("Issued", 7),
        ("Rescinded", 7),
    ]
    assert world.currency.burn(0).amount == world.currency.issue(0).amount == 0
    assert world.currency.burn(200) == PositiveImbalance(110)
    assert world.currency.issue(MAX_BALANCE) == NegativeImbalance(MAX_BALANCE)
    assert world.currency.issue(1) == NegativeImbalance(0)
    world.currency.drop(NegativeImbalance(0))
    assert world.take_events()[-1] == ("Issued", 0)


def test_dead_accounts_do_not_change():
    world = World.endowed({1: 1000}, ed=1)
    dead, stored = account(1337), world.stored()
    assert world.reserves.unreserve(dead, 42) == 42
    with fails("InsufficientBalance"):
        world.reserves.reserve(dead, 42)
    assert outcome(lambda: world.reserves.slash_reserved(dead, 42)) == (0, 42)
    assert outcome(lambda: world.currency.slash(dead, 42)) == (0, 42)
    world.reserves.reserve(ONE, 42)
    world.reserves.unreserve(ONE, 42)
    with fails("DeadAccount"):
        world.reserves.repatriate_reserved(ONE, dead, 42, BalanceStatus.Free)
    world.take_events()
    assert world.stored() == stored
