"""What the Balances pallet stores beside the accounts themselves, and the types of its calls."""

from __future__ import annotations

from enum import IntFlag
from typing import Annotated

from pallets.system.accounts import Balance as StoredBalance
from runtime.scale import U64, Bytes8, Enumeration, Outer, Spelled, Struct, UnitEnum

MAX_BALANCE = 2**64 - 1

Balance = Annotated[U64, Spelled("T::Balance")]
"""An amount in rao."""

LockIdentifier = Annotated[Bytes8, Spelled("LockIdentifier")]
ReserveIdentifier = Annotated[Bytes8, Spelled("ReserveIdentifier")]

RuntimeHoldReason = Annotated[Enumeration, Outer("RuntimeHoldReason")]
"""Why funds are on hold: a `HoldReason` of any pallet of the composition."""

RuntimeFreezeReason = Annotated[Enumeration, Outer("RuntimeFreezeReason")]
"""Why funds are frozen: a `FreezeReason` of any pallet of the composition."""

# FRAME's IdAmount has its reason as a type parameter; here it is one class for each kind of reason.
_ID_AMOUNT = "frame_support::traits::tokens::misc::IdAmount"


class HeldAmount(Struct, path=_ID_AMOUNT, params={"Id": RuntimeHoldReason, "Balance": U64}):
    """How much of an account is on hold for one reason."""

    id: Annotated[RuntimeHoldReason, Spelled("Id")]
    amount: StoredBalance


class FrozenAmount(Struct, path=_ID_AMOUNT, params={"Id": RuntimeFreezeReason, "Balance": U64}):
    """How much of an account is frozen for one reason."""

    id: Annotated[RuntimeFreezeReason, Spelled("Id")]
    amount: StoredBalance


class ReserveData(
    Struct,
    path="pallet_balances::types::ReserveData",
    params={"ReserveIdentifier": Bytes8, "Balance": U64},
):
    """How much of an account's reserve stands under one name."""

    id: ReserveIdentifier
    amount: StoredBalance


class Reasons(UnitEnum, path="pallet_balances::types::Reasons"):
    """What a lock is meant to prevent. Kept for clients: every lock prevents all withdrawals."""

    Fee = 0
    Misc = 1
    All = 2

    def joined(self, other: Reasons) -> Reasons:
        return self if self is other else Reasons.All


class WithdrawReasons(IntFlag):
    """What funds are withdrawn for, as the old currency interface asks."""

    TRANSACTION_PAYMENT = 1
    TRANSFER = 2
    RESERVE = 4
    FEE = 8
    TIP = 16
    ALL = 31

    def as_reasons(self) -> Reasons:
        """What a lock against these is stored as."""
        if self == WithdrawReasons.TRANSACTION_PAYMENT:
            return Reasons.Fee
        return Reasons.All if self & WithdrawReasons.TRANSACTION_PAYMENT else Reasons.Misc


class BalanceLock(Struct, path="pallet_balances::types::BalanceLock", params={"Balance": U64}):
    """One lock: so much of the account cannot leave it."""

    id: LockIdentifier
    amount: StoredBalance
    reasons: Reasons


class BalanceStatus(UnitEnum, path="frame_support::traits::tokens::misc::BalanceStatus"):
    """Which part of an account funds are moved to."""

    Free = 0
    Reserved = 1


class AdjustmentDirection(UnitEnum, path="pallet_balances::types::AdjustmentDirection"):
    """Which way the total issuance is adjusted."""

    Increase = 0
    Decrease = 1
