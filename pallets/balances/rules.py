"""What may be taken from an account or put into it: functions of the account alone, in rao.

An account has free and reserved funds. `frozen` lies over both: free and reserved together must not
fall below it. The existential deposit (ED) in free funds keeps the account alive, so that it cannot
be taken while something relies on the account. As the `fungible` traits of FRAME's pallet-balances.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from pallets.balances.policy import Fortitude, Preservation
from pallets.balances.types import MAX_BALANCE, BalanceLock, FrozenAmount
from pallets.system.accounts import AccountData, AccountInfo
from runtime.dispatch_error import (
    ArithmeticError,
    DispatchFailure,
    TokenError,
    arithmetic_failure,
    token_failure,
)


class WithdrawConsequence(Enum):
    """What a withdrawal would do. FRAME has WouldDie too, but always finds FROZEN before it."""

    SUCCESS = auto()
    REDUCED_TO_ZERO = auto()  # what is left, less than the ED, goes too
    BALANCE_LOW = auto()
    FROZEN = auto()
    UNDERFLOW = auto()


class DepositConsequence(Enum):
    """What a deposit would do."""

    SUCCESS = auto()
    BELOW_MINIMUM = auto()
    OVERFLOW = auto()


def total(data: AccountData) -> int:
    """Free and reserved funds together."""
    return min(data.free + data.reserved, MAX_BALANCE)


def can_lose_provider(account: AccountInfo) -> bool:
    """Whether the account can do without the ED."""
    return account.consumers == 0 or account.providers > 1


def reducible(
    account: AccountInfo, preservation: Preservation, fortitude: Fortitude, deposit: int
) -> int:
    """How much of the free funds can be taken; `deposit` is the ED."""
    data = account.data
    untouchable = 0
    if fortitude is Fortitude.POLITE and data.frozen > data.reserved:
        untouchable = data.frozen - data.reserved
    if preservation is Preservation.PRESERVE:
        needed = True
    elif preservation is Preservation.PROTECT:
        needed = account.providers == 1
    else:
        needed = not can_lose_provider(account)
    if needed and untouchable < deposit:
        untouchable = deposit
    return max(data.free - untouchable, 0)


def reducible_on_hold(data: AccountData, fortitude: Fortitude) -> int:
    """How much of the reserved funds can be taken, whatever they are reserved for."""
    if fortitude is Fortitude.FORCE:
        return data.reserved
    return max(data.reserved - max(data.frozen - data.free, 0), 0)


def frozen_by(locks: Sequence[BalanceLock], freezes: Sequence[FrozenAmount]) -> int:
    """What is frozen: locks and freezes overlap, so that the largest counts."""
    return max([lock.amount for lock in locks] + [f.amount for f in freezes], default=0)


def withdrawal(
    account: AccountInfo, amount: int, issuance: int, deposit: int
) -> WithdrawConsequence:
    """What it would do to take an amount of free funds, if the account may die by it."""
    if amount == 0:
        return WithdrawConsequence.SUCCESS
    if amount > issuance:
        return WithdrawConsequence.UNDERFLOW
    data = account.data
    left = data.free - amount
    if left < 0:
        return WithdrawConsequence.BALANCE_LOW
    if amount > reducible(account, Preservation.EXPENDABLE, Fortitude.POLITE, deposit):
        return WithdrawConsequence.FROZEN
    return WithdrawConsequence.SUCCESS if left >= deposit else WithdrawConsequence.REDUCED_TO_ZERO


def placement(data: AccountData, amount: int, deposit: int) -> DepositConsequence:
    """What it would do to put an amount into the free funds."""
    if amount == 0:
        return DepositConsequence.SUCCESS
    free = data.free + amount
    if free > MAX_BALANCE:
        return DepositConsequence.OVERFLOW
    if free < deposit:
        return DepositConsequence.BELOW_MINIMUM
    if free + data.reserved > MAX_BALANCE:
        return DepositConsequence.OVERFLOW
    return DepositConsequence.SUCCESS


def check_withdrawal(consequence: WithdrawConsequence, preservation: Preservation) -> None:
    """Fails unless the withdrawal succeeds.

    With FundsUnavailable, Frozen, arithmetic Underflow, or NotExpendable if it would take all and
    the account may not die.
    """
    if consequence is WithdrawConsequence.SUCCESS:
        return
    if consequence is WithdrawConsequence.REDUCED_TO_ZERO:
        if preservation is not Preservation.EXPENDABLE:
            raise token_failure(TokenError.NotExpendable)
        return
    raise _withdraw_failure(consequence)


def _withdraw_failure(consequence: WithdrawConsequence) -> DispatchFailure:
    if consequence is WithdrawConsequence.BALANCE_LOW:
        return token_failure(TokenError.FundsUnavailable)
    if consequence is WithdrawConsequence.FROZEN:
        return token_failure(TokenError.Frozen)
    return arithmetic_failure(ArithmeticError.Underflow)


def check_deposit(consequence: DepositConsequence) -> None:
    """Fails with BelowMinimum or arithmetic Overflow unless the deposit succeeds."""
    if consequence is DepositConsequence.BELOW_MINIMUM:
        raise token_failure(TokenError.BelowMinimum)
    if consequence is DepositConsequence.OVERFLOW:
        raise arithmetic_failure(ArithmeticError.Overflow)
