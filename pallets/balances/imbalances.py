"""Imbalances: amounts by which the total issuance is off from what the accounts hold.

Whoever has one settles it against an account or drops it, with the pallet that made it; until then
the books do not agree. The fungible interface has `Credit` and `Debt` and drops them silently; the
old currency interface has `NegativeImbalance` and `PositiveImbalance`, and an event for each drop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pallets.balances.types import MAX_BALANCE

Own = TypeVar("Own", bound="Imbalance")
One = TypeVar("One", bound="Imbalance")
Other = TypeVar("Other", bound="Imbalance")


@dataclass(frozen=True, slots=True)
class Imbalance:
    """So many rao."""

    amount: int

    def merge(self: Own, other: Own) -> Own:
        """Both as one."""
        return type(self)(min(self.amount + other.amount, MAX_BALANCE))

    def split(self: Own, amount: int) -> tuple[Own, Own]:
        """The first `amount`, or as much as there is, and the rest."""
        first = min(amount, self.amount)
        return type(self)(first), type(self)(self.amount - first)


@dataclass(frozen=True, slots=True)
class Credit(Imbalance):
    """The issuance is too high by this: funds that are in no account yet, or no longer."""


@dataclass(frozen=True, slots=True)
class Debt(Imbalance):
    """The issuance is too low by this: funds that some account has too much."""


@dataclass(frozen=True, slots=True)
class NegativeImbalance(Imbalance):
    """A credit of the old currency interface."""


@dataclass(frozen=True, slots=True)
class PositiveImbalance(Imbalance):
    """A debt of the old currency interface."""


def offset(one: One, other: Other) -> One | Other | None:
    """What is left of two opposite imbalances, if they are not equal."""
    if one.amount > other.amount:
        return type(one)(one.amount - other.amount)
    if other.amount > one.amount:
        return type(other)(other.amount - one.amount)
    return None
