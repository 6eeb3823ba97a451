"""The fungible interface to free funds: tests of FRAME, and its conformance tests at three EDs."""

import pytest

from pallets.balances.policy import Fortitude, Precision, Preservation, Provenance
from pallets.balances.rules import DepositConsequence, WithdrawConsequence
from pallets.balances.types import MAX_BALANCE
from pallets.system.accounts import AccountData
from tests.pallets.balances.world import FreezeFoo, HoldFoo, World, account, fails, outcome

ONE, TWO = account(1), account(2)
EXPENDABLE, PROTECT, PRESERVE = Preservation
POLITE, FORCE = Fortitude
EXACT, BEST_EFFORT = Precision
DEPOSITS = [1, 5, 1000]


@pytest.mark.parametrize(
    ("providers", "frozen", "fortitude", "reducible"),
    [
        (0, 0, POLITE, (100, 90, 90)),
        (0, 0, FORCE, (100, 90, 90)),
        (1, 0, POLITE, (100, 100, 90)),
        (1, 0, FORCE, (100, 100, 90)),
        (0, 50, POLITE, (50, 50, 50)),
        (0, 50, FORCE, (90, 90, 90)),
    ],
)
def test_reducible_balance(providers, frozen, fortitude, reducible):
    world = World.endowed({1: 100}, ed=10)
    for _ in range(providers):
        world.accounts.inc_providers(ONE)
    world.freezes.set_freeze(FreezeFoo(), ONE, frozen)

    def of(preservation):
        return world.ledger.reducible_balance(ONE, preservation, fortitude)

    assert tuple(of(preservation) for preservation in Preservation) == reducible


def test_write_balance():
    world = World(ed=1)
    write = world.unbalanced.write_balance
    assert (world.free(1), write(ONE, 100), world.free(1)) == (0, 0, 100)
    world.holds.hold(HoldFoo(), ONE, 60)
    with fails("InsufficientBalance"):
        write(ONE, 0)
    write(ONE, 1)
    assert world.funds(1) == (1, 60, 0)
    world.holds.release(HoldFoo(), ONE, 60, EXACT)
    assert (world.free(1), world.holds.balance_on_hold(HoldFoo(), ONE)) == (61, 0)


@pytest.mark.parametrize(
    ("held", "amount", "precision", "result", "left"),
    [
        (0, 101, EXACT, "Token.FundsUnavailable", 100),
        (0, 100, EXACT, 100, 0),
        (60, 40, EXACT, "Token.FundsUnavailable", 40),
        (60, 39, EXACT, 39, 1),
        (0, 101, BEST_EFFORT, 100, 0),
        (0, 99, BEST_EFFORT, 99, 1),
        (60, 0, BEST_EFFORT, 0, 40),
        (60, 10, BEST_EFFORT, 10, 30),
        (60, 200, BEST_EFFORT, 39, 1),
    ],
)
def test_decrease_balance(held, amount, precision, result, left):
    world = World.endowed({1: 100}, ed=1)
    world.holds.hold(HoldFoo(), ONE, held)

    def decrease():
        return world.unbalanced.decrease_balance(ONE, amount, precision, EXPENDABLE, POLITE)

    assert (outcome(decrease), world.free(1)) == (result, left)


def test_increase_balance():
    world = World(ed=1)

    def increase(amount, precision):
        return outcome(lambda: world.unbalanced.increase_balance(ONE, amount, precision))

    assert increase(0, EXACT) == "Token.BelowMinimum"
    assert increase(1, EXACT) == 1
    assert increase(MAX_BALANCE, EXACT) == "Arithmetic.Overflow"
    assert [increase(0, BEST_EFFORT), increase(1, BEST_EFFORT)] == [0, 1]
    assert increase(MAX_BALANCE, BEST_EFFORT) == MAX_BALANCE - 2
    assert world.free(1) == MAX_BALANCE
    assert outcome(lambda: world.unbalanced.increase_balance(TWO, 0, BEST_EFFORT)) == 0


def test_an_amount_that_stays_below_the_existential_deposit_is_refused_even_with_a_reserve():
    world = World.endowed({1: 1000})
    world.accounts.inc_providers(ONE)
    world.reserves.reserve(ONE, 900)
    assert outcome(lambda: world.unbalanced.increase_balance(ONE, 100, BEST_EFFORT)) == 0
    with fails("Token.BelowMinimum"):
        world.mint(1, 100)


def test_sufficients_let_the_balance_go():
    world = World.endowed({1: 100, 2: 100}, ed=1)
    world.accounts.inc_sufficients(ONE)
    world.transfer(1, 2, 100)
    assert (world.free(1), world.exists(1), world.references(1)) == (0, True, (0, 0))
    with fails("Token.FundsUnavailable"):
        world.transfer(1, 2, 100)


def test_a_transfer_counts_what_is_frozen_over_both_parts():
    world = World.endowed({1: 100}, ed=1)
    world.put(1, AccountData(60, 40, 70))
    assert world.ledger.can_withdraw(ONE, 31) is WithdrawConsequence.FROZEN
    world.transfer(1, 2, 30)
    assert world.funds(1) == (30, 40, 70)


# The conformance tests, with m for the ED


@pytest.mark.parametrize("m", DEPOSITS)
def test_mint(m):
    world = World(ed=m)
    world.mint(1, m)
    world.mint(1, m + 5)
    assert world.free(1) == world.issuance == world.ledger.active_issuance() == 2 * m + 5
    with fails("Token.BelowMinimum"):
        world.mint(2, m - 1)
    assert world.issuance == 2 * m + 5


@pytest.mark.parametrize("make", ["mint_into", "restore"])
@pytest.mark.parametrize("m", DEPOSITS)
def test_what_would_overflow_is_not_made(m, make):
    world = World(ed=m)
    make = getattr(world.fungible, make)
    assert make(ONE, MAX_BALANCE - 5 - m) == MAX_BALANCE - 5 - m
    with fails("Arithmetic.Overflow"):
        make(ONE, 10 + m)
    with fails("Token.BelowMinimum"):
        make(TWO, m - 1)
    assert world.issuance == world.free(1) == MAX_BALANCE - 5 - m


def test_more_than_can_be_counted_is_not_made_in_another_account():
    world = World.endowed({1: MAX_BALANCE - 5}, ed=1)
    with fails("Arithmetic.Overflow"):
        world.mint(2, 6)
    world.mint(2, 5)
    assert world.issuance == MAX_BALANCE


def test_nothing_is_written_for_nothing():
    world = World.endowed({1: 1000})
    world.put(1, AccountData(1000, 0, 0, 0))
    assert world.fungible.mint_into(ONE, 0) == 0
    assert world.take_events() == [("Minted", 1, 0)]  # and no Upgraded


@pytest.mark.parametrize("m", DEPOSITS)
def test_burn_from(m):
    world = World.endowed({1: m + 10}, ed=m)

    def burn(amount, precision):
        return outcome(lambda: world.fungible.burn_from(ONE, amount, EXPENDABLE, precision, POLITE))

    assert (burn(5, EXACT), world.free(1), world.issuance) == (5, m + 5, m + 5)
    assert burn(m + 6, EXACT) == "Token.FundsUnavailable"
    assert (burn(m + 6, BEST_EFFORT), world.issuance, world.exists(1)) == (m + 5, 0, False)


@pytest.mark.parametrize("m", DEPOSITS)
def test_shelve(m):
    world = World.endowed({1: m + 10}, ed=m)
    assert (world.fungible.shelve(ONE, 5), world.free(1), world.issuance) == (5, m + 5, m + 5)
    with fails("Token.FundsUnavailable"):
        world.fungible.shelve(ONE, m + 6)


def test_more_than_is_issued_is_not_burned():
    world = World.endowed({1: 1000})
    world.ledger.total_issuance.set(5)
    with fails("Arithmetic.Overflow"):
        world.fungible.burn_from(ONE, 6, EXPENDABLE, EXACT, POLITE)


@pytest.mark.parametrize("m", DEPOSITS)
@pytest.mark.parametrize("preservation", Preservation)
def test_transfer(m, preservation):
    world = World.endowed({1: m + 10, 2: m}, ed=m)
    world.fungible.transfer(ONE, TWO, 3, preservation)
    assert (world.free(1), world.free(2), world.issuance) == (m + 7, m + 3, 2 * m + 10)

    def everything():
        return world.fungible.transfer(ONE, TWO, m + 7, preservation)

    if preservation is EXPENDABLE:
        everything()
        assert (world.exists(1), world.free(2), world.issuance) == (False, 2 * m + 10, 2 * m + 10)
    else:
        with fails("Token.NotExpendable"):
            everything()


@pytest.mark.parametrize("m", DEPOSITS)
def test_transfer_that_leaves_dust(m):
    world = World.endowed({1: m + 10, 2: m}, ed=m)
    world.fungible.transfer(ONE, TWO, 11, EXPENDABLE)
    assert (world.exists(1), world.free(2), world.issuance) == (False, m + 11, 2 * m + 10 - (m - 1))


@pytest.mark.parametrize("m", DEPOSITS)
def test_set_balance(m):
    world = World.endowed({1: m + 10}, ed=m)
    assert world.fungible.set_balance(ONE, m + 15) == world.issuance == m + 15
    assert world.fungible.set_balance(ONE, m + 5) == world.issuance == m + 5
    assert world.fungible.set_balance(TWO, m - 1) == world.free(2) == 0


@pytest.mark.parametrize("m", DEPOSITS)
def test_can_deposit(m):
    world = World.endowed({1: m + 10}, ed=m)
    world.put(2, AccountData(0, 0))
    can = world.ledger.can_deposit
    assert can(ONE, 0) is can(ONE, 5) is can(TWO, m) is DepositConsequence.SUCCESS
    if m > 1:
        assert can(TWO, m - 1) is DepositConsequence.BELOW_MINIMUM
    assert can(TWO, 0) is DepositConsequence.SUCCESS
    assert can(ONE, MAX_BALANCE - m - 9) is DepositConsequence.OVERFLOW
    assert can(TWO, MAX_BALANCE) is DepositConsequence.SUCCESS
    assert can(TWO, MAX_BALANCE, Provenance.MINTED) is DepositConsequence.OVERFLOW
    world.put(1, AccountData(m, 10))
    assert can(ONE, MAX_BALANCE - m - 9) is DepositConsequence.OVERFLOW


@pytest.mark.parametrize("m", DEPOSITS)
def test_can_withdraw(m):
    world = World.endowed({1: m + 5, 2: m}, ed=m)
    can = world.ledger.can_withdraw
    assert can(ONE, 5) is can(ONE, 0) is WithdrawConsequence.SUCCESS
    assert can(TWO, 1) is WithdrawConsequence.REDUCED_TO_ZERO
    assert can(ONE, m + 6) is WithdrawConsequence.BALANCE_LOW
    assert can(ONE, 2 * m + 6) is WithdrawConsequence.UNDERFLOW
    world.accounts.inc_consumers(TWO)
    assert can(TWO, 1) is WithdrawConsequence.FROZEN


@pytest.mark.parametrize("m", DEPOSITS)
def test_dust_of_write_balance(m):
    world = World.endowed({1: m + 10}, ed=m)
    assert world.unbalanced.write_balance(ONE, m - 1) == m - 1
    assert world.issuance == m + 10  # whoever called it sees to the dust


@pytest.mark.parametrize("m", DEPOSITS)
def test_decrease_balance_preserving_the_account(m):
    world = World.endowed({1: m + 10}, ed=m)

    def decrease(precision):
        return outcome(
            lambda: world.unbalanced.decrease_balance(ONE, 11, precision, PRESERVE, POLITE)
        )

    assert decrease(EXACT) == "Token.FundsUnavailable"
    assert (decrease(BEST_EFFORT), world.free(1)) == (10, m)


@pytest.mark.parametrize(
    "step",
    [
        lambda world: world.fungible.burn_from(ONE, 1, EXPENDABLE, EXACT, POLITE),
        lambda world: world.balanced.withdraw(ONE, 1, EXACT, EXPENDABLE, POLITE),
        lambda world: world.unbalanced.decrease_balance(ONE, 1, EXACT, EXPENDABLE, POLITE),
    ],
)
def test_dust_is_not_in_the_result(step):
    world = World.endowed({1: 500})
    assert outcome(lambda: step(world)) == 1
    assert not world.exists(1)


def test_deactivate_and_reactivate():
    world = World.endowed({1: 10}, ed=1)
    key = world.ledger.inactive_issuance.key
    assert key not in world.stored()
    seen = []
    for change, amount in (
        (world.unbalanced.deactivate, 2),
        (world.unbalanced.reactivate, 4),
        (world.unbalanced.deactivate, 1),
        (world.unbalanced.deactivate, 15),
        (world.unbalanced.reactivate, 1),
    ):
        change(amount)
        seen.append((world.issuance, world.ledger.active_issuance()))
    assert seen == [(10, 8), (10, 10), (10, 9), (10, 0), (10, 1)]
    world.ledger.lower_issuance(5)
    assert world.ledger.active_issuance() == 0
