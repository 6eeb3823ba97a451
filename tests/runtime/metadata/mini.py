"""A small composition with one of everything that metadata shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from runtime.api import RuntimeApi
from runtime.call import RuntimeCall, call
from runtime.composition import Composition, Module, configured
from runtime.dispatch_error import PalletError
from runtime.extension import TransactionExtension
from runtime.hashers import Blake2_128Concat, Identity, Twox64Concat
from runtime.metadata.api import Metadata
from runtime.origin import Origin
from runtime.pallet import Pallet, constant
from runtime.scale import (
    U16,
    U32,
    U64,
    AccountId,
    Compact,
    Enumeration,
    Outer,
    Spelled,
    Struct,
)
from runtime.storage import StorageDoubleMap, StorageMap, StorageNMap, StorageValue
from runtime.system import SystemPallet
from runtime.version import RuntimeVersion
from runtime.weights import Weight

Balance = Annotated[U64, Spelled("T::Balance")]
FREE = Weight(0, 0)


class AccountEvent(Enumeration, params={"T": None}):
    """What happens to accounts."""


class Opened(AccountEvent, index=0):
    """An account was opened."""

    who: AccountId


class Event(Enumeration, params={"T": None, "I": None}):
    """What happens to funds."""


class Moved(Event, index=3):
    """Funds were moved.

    From one account to another.
    """

    from_: Annotated[AccountId, Spelled("T::AccountId")]
    amount: Balance


class Error(PalletError):
    """Why funds stay where they are."""


class Frozen(Error, index=2):
    """The funds are frozen."""


class System(SystemPallet, crate="frame_system"):
    """The books of a block."""

    number = StorageValue[U32]("The number of the block.")


@dataclass(frozen=True)
class FundsConfig:
    minimum: int = 500


class Accounts(Pallet, crate="pallet_funds"):
    """Who is there."""

    event = AccountEvent

    accounts = StorageMap[Blake2_128Concat[AccountId], Balance | None]("Free funds.")
    by_pair = StorageDoubleMap[Identity[U16], Twox64Concat[U32], bool]("By two keys.", default=True)


class Funds(Pallet, crate="pallet_funds"):
    """Keeps funds."""

    event = Event
    error = Error
    config: FundsConfig

    total = StorageValue[U64]("All funds.\n\nIn rao.", default=7)
    by_three = StorageNMap[
        tuple[Identity[U16], Identity[U16], Blake2_128Concat[AccountId]], list[U16]
    ]("By three keys.", name="ByTriple")

    @constant
    def smallest_amount(self) -> U64:
        """What an account needs to have at least."""
        return self.config.minimum

    @call(index=5, weight=FREE)
    def move(self, origin: Origin, dest: AccountId, value: Compact[Balance]) -> None:
        """Move funds."""

    @call(index=1, weight=FREE)
    def both(self, origin: Origin, calls: list[RuntimeCall]) -> None:
        """Make several calls."""


class Silent(Pallet, crate="pallet_silent"):
    """Has nothing."""


class CheckVersion(
    TransactionExtension,
    path="frame_system::CheckVersion",
    params={"T": Annotated[Any, Outer("Runtime")]},
):
    """Signs the version without sending it."""

    implicit = U32


class Tip(Struct, path="pallet_fees::Tip", unnamed=True):
    amount: Compact[U64]


class Charge(TransactionExtension, path="runtime::Charge", identifier="Tip"):
    listed_as = Tip
    inner: Tip


class FundsApi(RuntimeApi, version=3):
    """Questions about funds."""

    def free(self, account: AccountId, at: U32) -> U64:
        """The free funds of an account."""
        return 0


def composition(modules: Sequence[Module] | None = None) -> Composition:
    """The small composition; its module Funds is made of two pallets."""
    funds = Module("Funds", 5, [Accounts, configured(Funds, FundsConfig(minimum=501))])
    known = [funds, Module("Silent", 9, [Silent]), Module("System", 0, [System])]
    return Composition(
        version=RuntimeVersion("mini", "mini", 1, 2, 1, [], 1, 1),
        path="mini_runtime",
        modules=known if modules is None else modules,
        system=cast(Any, System),
        extensions=((CheckVersion,), Charge),
        apis=[Metadata, FundsApi],
    )
