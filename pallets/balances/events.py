"""What the Balances pallet tells about."""

from typing import Annotated

from pallets.balances.types import Balance, BalanceStatus
from runtime.scale import AccountId, Enumeration, Spelled


class Event(Enumeration, params={"T": None, "I": None}):
    """The events of the Balances pallet. All amounts are in rao."""


class Endowed(Event, index=0):
    """An account came into being with some free funds."""

    account: AccountId
    free_balance: Balance


class DustLost(Event, index=1):
    """Free funds below the existential deposit were lost with their account's balance."""

    account: AccountId
    amount: Balance


class Transfer(Event, index=2):
    """Free funds went from one account to another."""

    from_: AccountId
    to: AccountId
    amount: Balance


class BalanceSet(Event, index=3):
    """Root set the free funds of an account."""

    who: AccountId
    free: Balance


class Reserved(Event, index=4):
    """Free funds became reserved."""

    who: AccountId
    amount: Balance


class Unreserved(Event, index=5):
    """Reserved funds became free."""

    who: AccountId
    amount: Balance


class ReserveRepatriated(Event, index=6):
    """Reserved funds went to another account, to its free or its reserved funds."""

    from_: AccountId
    to: AccountId
    amount: Balance
    destination_status: Annotated[BalanceStatus, Spelled("Status")]


class Deposit(Event, index=7):
    """Funds were put into an account."""

    who: AccountId
    amount: Balance


class Withdraw(Event, index=8):
    """Funds were taken out of an account, as for a fee."""

    who: AccountId
    amount: Balance


class Slashed(Event, index=9):
    """Funds were taken from an account as a punishment."""

    who: AccountId
    amount: Balance


class Minted(Event, index=10):
    """New funds were made in an account."""

    who: AccountId
    amount: Balance


class Burned(Event, index=11):
    """Funds of an account were destroyed."""

    who: AccountId
    amount: Balance


class Suspended(Event, index=12):
    """Funds of an account were put aside, to be restored some day."""

    who: AccountId
    amount: Balance


class Restored(Event, index=13):
    """Funds that had been put aside were restored to an account."""

    who: AccountId
    amount: Balance


class Upgraded(Event, index=14):
    """An account was brought to today's rules about references."""

    who: AccountId


class Issued(Event, index=15):
    """The total issuance grew, which makes a credit to be paired off."""

    amount: Balance


class Rescinded(Event, index=16):
    """The total issuance shrank, which makes a debt to be paired off."""

    amount: Balance


class Locked(Event, index=17):
    """More of an account is locked."""

    who: AccountId
    amount: Balance


class Unlocked(Event, index=18):
    """Less of an account is locked."""

    who: AccountId
    amount: Balance


class Frozen(Event, index=19):
    """More of an account is frozen."""

    who: AccountId
    amount: Balance


class Thawed(Event, index=20):
    """Less of an account is frozen."""

    who: AccountId
    amount: Balance


class TotalIssuanceForced(Event, index=21):
    """Root adjusted the total issuance."""

    old: Balance
    new: Balance
