"""Credits and debts: the issuance is right again when each of them is settled or dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pallets.balances.imbalances import Credit, Debt, NegativeImbalance, PositiveImbalance, offset
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.balances.types import MAX_BALANCE
from tests.pallets.balances.world import FreezeFoo, World, account, fails

ONE, TWO = account(1), account(2)
EXPENDABLE, PRESERVE = Preservation.EXPENDABLE, Preservation.PRESERVE
POLITE, FORCE = Fortitude
EXACT, BEST_EFFORT = Precision
DEPOSITS = [1, 5, 1000]
amounts = st.integers(0, MAX_BALANCE)


@pytest.mark.parametrize("m", DEPOSITS)
def test_issue_and_resolve(m):
    world = World(ed=m)
    credit = world.balanced.issue(m - 1)
    assert world.issuance == credit.amount == m - 1
    with fails("Token.BelowMinimum"):
        world.balanced.resolve(ONE, credit)
    world.balanced.drop(credit)
    assert (world.issuance, world.exists(1)) == (0, False)
    world.balanced.resolve(ONE, world.balanced.issue(m))
    assert world.issuance == world.free(1) == m


@pytest.mark.parametrize("m", DEPOSITS)
def test_rescind_and_settle(m):
    world = World.endowed({1: m + 10}, ed=m)
    debt = world.balanced.rescind(2)
    assert world.issuance == m + 8
    world.balanced.settle(ONE, debt, EXPENDABLE)
    assert world.issuance == world.free(1) == m + 8


@pytest.mark.parametrize("m", DEPOSITS)
def test_a_debt_that_cannot_be_settled_is_still_there(m):
    world = World.endowed({1: m + 10}, ed=m)
    debt = world.balanced.rescind(11)
    with fails("Token.FundsUnavailable"):
        world.balanced.settle(ONE, debt, PRESERVE)
    world.balanced.drop(debt)
    assert world.issuance == world.free(1) == m + 10


@pytest.mark.parametrize("m", DEPOSITS)
def test_settling_may_kill_the_account(m):
    world = World.endowed({1: m + 10}, ed=m)
    world.balanced.settle(ONE, world.balanced.rescind(11), EXPENDABLE)
    assert (world.issuance, world.exists(1)) == (0, False)


@pytest.mark.parametrize("m", DEPOSITS)
def test_deposit_up_to_the_limit(m):
    world = World.endowed({1: m}, ed=m)
    with fails("Arithmetic.Overflow"):
        world.balanced.deposit(ONE, MAX_BALANCE, EXACT)
    debt = world.balanced.deposit(ONE, MAX_BALANCE, BEST_EFFORT)
    assert (debt.amount, world.free(1)) == (MAX_BALANCE - m, MAX_BALANCE)
    world.balanced.drop(debt)
    assert world.issuance == MAX_BALANCE


def test_a_pair_cancels_out():
    world = World.endowed({1: 1000})
    debt, credit = world.balanced.pair(7)
    assert (debt.amount, credit.amount, world.issuance) == (7, 7, 1000)
    assert world.take_events() == [("Issued", 7), ("Rescinded", 7)]
    with fails("Other"):
        world.balanced.pair(MAX_BALANCE)
    # The credit falls away last, and with it what the debt's drop could not be counted for.
    assert world.issuance == 1000


def test_a_withdrawal_takes_what_it_can():
    world = World.endowed({1: 10}, ed=1)
    world.freezes.set_freeze(FreezeFoo(), ONE, 10)
    credit = world.balanced.withdraw(ONE, 5, BEST_EFFORT, PRESERVE, POLITE)
    assert (credit, world.free(1)) == (Credit(0), 10)
    with fails("Token.FundsUnavailable"):
        world.balanced.withdraw(ONE, 5, EXACT, PRESERVE, POLITE)
    assert world.balanced.withdraw(ONE, 5, EXACT, PRESERVE, FORCE) == Credit(5)


def test_a_fee_that_nobody_gets_leaves_the_issuance():
    world = World.endowed({1: 1000})
    world.balanced.drop(world.balanced.withdraw(ONE, 30, EXACT, PRESERVE, POLITE))
    assert (world.free(1), world.issuance) == (970, 970)
    assert world.take_events() == [("Withdraw", 1, 30)]


def test_events_of_nothing():
    world = World.endowed({1: 1000})
    assert world.balanced.issue(0) == Credit(0)
    assert world.balanced.rescind(0) == Debt(0)
    world.balanced.withdraw(ONE, 0, EXACT, PRESERVE, POLITE)
    world.balanced.deposit(ONE, 0, EXACT)
    world.balanced.drop(Credit(0))
    assert world.take_events() == [("Rescinded", 0), ("Withdraw", 1, 0), ("Deposit", 1, 0)]


@given(amounts, amounts)
@pytest.mark.parametrize("kind", [Credit, Debt, NegativeImbalance, PositiveImbalance])
def test_split_and_merge(kind, amount, part):
    first, second = kind(amount).split(part)
    assert first.amount == min(part, amount)
    assert first.merge(second) == kind(amount)
    assert kind(amount).merge(kind(part)) == kind(min(amount + part, MAX_BALANCE))


@given(amounts, amounts)
def test_offset(credit, debt):
    rest = offset(Credit(credit), Debt(debt))
    if credit == debt:
        assert rest is None
    else:
        assert rest == (Credit(credit - debt) if credit > debt else Debt(debt - credit))
