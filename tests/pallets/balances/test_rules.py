"""Properties of what may be taken and put, over all accounts that can be."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from pallets.balances import rules
from pallets.balances.policy import Fortitude, Preservation
from pallets.balances.rules import DepositConsequence, WithdrawConsequence
from pallets.balances.types import MAX_BALANCE
from pallets.system.accounts import AccountData, AccountInfo
from tests.pallets.balances.world import outcome

EXPENDABLE, PROTECT, PRESERVE = Preservation
POLITE, FORCE = Fortitude

amounts = st.one_of(st.integers(0, 20), st.integers(0, MAX_BALANCE))
counts = st.integers(0, 2)
deposits = st.sampled_from([1, 5, 500])
funds = st.builds(AccountData, amounts, amounts, amounts)
accounts = st.builds(AccountInfo, st.just(0), counts, counts, counts, funds)


@given(accounts, deposits)
def test_stricter_is_never_more(account, deposit):
    def of(preservation, fortitude):
        return rules.reducible(account, preservation, fortitude, deposit)

    for fortitude in Fortitude:
        assert of(PRESERVE, fortitude) <= min(of(PROTECT, fortitude), of(EXPENDABLE, fortitude))
    for preservation in Preservation:
        assert 0 <= of(preservation, POLITE) <= of(preservation, FORCE) <= account.data.free


@given(accounts, amounts, deposits)
def test_a_withdrawal_leaves_what_is_frozen_and_what_is_needed(account, amount, deposit):
    result = rules.withdrawal(account, amount, MAX_BALANCE, deposit)
    if amount == 0 or result not in (
        WithdrawConsequence.SUCCESS,
        WithdrawConsequence.REDUCED_TO_ZERO,
    ):
        return
    left = account.data.free - amount
    assert left + account.data.reserved >= min(account.data.frozen, MAX_BALANCE)
    if result is WithdrawConsequence.REDUCED_TO_ZERO:
        assert left < deposit and rules.can_lose_provider(account)
    else:
        assert left >= deposit


@given(accounts, amounts, deposits)
def test_a_withdrawal_that_succeeds_can_be_taken_by_the_same_rule(account, amount, deposit):
    consequence = rules.withdrawal(account, amount, MAX_BALANCE, deposit)
    for preservation in Preservation:
        passes = outcome(partial(rules.check_withdrawal, consequence, preservation)) is None
        if passes and amount:
            assert amount <= rules.reducible(account, preservation, POLITE, deposit)


@given(funds, amounts, deposits)
def test_a_deposit_that_succeeds_fits(data, amount, deposit):
    free = data.free + amount
    match rules.placement(data, amount, deposit):
        case DepositConsequence.SUCCESS:
            assert amount == 0 or (free >= deposit and free + data.reserved <= MAX_BALANCE)
        case DepositConsequence.BELOW_MINIMUM:
            assert free < deposit
        case DepositConsequence.OVERFLOW:
            assert free + data.reserved > MAX_BALANCE


@given(funds)
def test_what_is_frozen_is_covered_by_free_funds_first(data):
    taken = rules.reducible_on_hold(data, POLITE)
    assert 0 <= taken <= rules.reducible_on_hold(data, FORCE) == data.reserved
    if taken:
        assert data.free + data.reserved - taken >= data.frozen
