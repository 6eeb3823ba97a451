"""What TransactionPayment tells about."""

from typing import Annotated

from runtime.scale import U64, AccountId, Enumeration, Spelled

Balance = Annotated[U64, Spelled("BalanceOf<T>")]


class Event(Enumeration, params={"T": None}):
    """The events of the TransactionPayment pallet."""


class TransactionFeePaid(Event, index=0):
    """`who` paid `actual_fee` rao for an extrinsic, of which `tip` rao were a tip."""

    who: AccountId
    actual_fee: Balance
    tip: Balance
