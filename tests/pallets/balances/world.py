"""A chain of System, Balances and a pallet with reasons, and short names for what happens on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from pallets.balances import (
    Balanced,
    Balances,
    BalancesConfig,
    Currency,
    Freezes,
    Fungible,
    Holds,
    Ledger,
    Locks,
    NamedReserves,
    Reserves,
    Unbalanced,
    balances,
)
from pallets.balances.imbalances import Imbalance
from pallets.system.accounts import AccountData, AccountInfo, Accounts
from pallets.system.system import System
from runtime.accounts import ss58_encode
from runtime.addresses import Id
from runtime.call import Call
from runtime.composition import Composition, Module, configured
from runtime.dispatch_error import DispatchFailure, PalletError, PlainFailure
from runtime.origin import ROOT, Origin, signed
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import Enumeration
from runtime.state import MemoryView, State
from runtime.version import RuntimeVersion
from runtime.weights import PostInfo

ED = 500


class HoldReason(Enumeration):
    """Reasons for holds."""


class FreezeReason(Enumeration):
    """Reasons for freezes."""


class HoldFoo(HoldReason, index=0):
    pass


class HoldBar(HoldReason, index=1):
    pass


class HoldBaz(HoldReason, index=2):
    pass


class FreezeFoo(FreezeReason, index=0):
    pass


class FreezeBar(FreezeReason, index=1):
    pass


class FreezeBaz(FreezeReason, index=2):
    pass


HOLDS = (HoldFoo(), HoldBar(), HoldBaz())
FREEZES = (FreezeFoo(), FreezeBar(), FreezeBaz())


class Why(Pallet, crate="pallet_why"):
    """Has reasons."""

    hold_reason = HoldReason
    freeze_reason = FreezeReason


@cache
def composition(config: BalancesConfig) -> Composition:
    return Composition(
        version=RuntimeVersion("test", "test", 1, 1, 1, [], 1, 1),
        path="test_runtime",
        modules=[
            Module("System", 0, [Accounts, System]),
            Module("Balances", 5, balances(config)),
            Module("Why", 9, [configured(Why, None)]),
        ],
        system=System,
    )


def account(number: int) -> bytes:
    return number.to_bytes(32, "big")


def by(number: int) -> Origin:
    """The origin of a call that an account signs."""
    return signed(account(number))


def to(number: int) -> Id:
    """The address of an account."""
    return Id(account(number))


class World:
    """Accounts are numbers here; block 1 is being made, so that events are recorded."""

    def __init__(self, ed: int = ED, max_reserves: int = 50, max_freezes: int = 50) -> None:
        config = BalancesConfig(ed, max_reserves=max_reserves, max_freezes=max_freezes)
        self.ed = ed
        self.state = State(MemoryView())
        self.runtime = Runtime(composition(config), self.state)
        of = self.runtime.pallet
        self.system, self.accounts, self.ledger = of(System), of(Accounts), of(Ledger)
        self.fungible, self.unbalanced, self.balanced = of(Fungible), of(Unbalanced), of(Balanced)
        self.holds, self.freezes, self.locks = of(Holds), of(Freezes), of(Locks)
        self.currency, self.reserves = of(Currency), of(Reserves)
        self.named, self.balances = of(NamedReserves), of(Balances)
        self.system.number.set(1)

    @classmethod
    def endowed(cls, balances_: dict[int, int], **config: int) -> World:
        """A chain whose genesis endows accounts."""
        world = cls(**config)
        listed = [[ss58_encode(account(who)), amount] for who, amount in balances_.items()]
        world.system.number.set(0)
        world.ledger.build_genesis({"balances": listed})
        world.system.number.set(1)
        return world

    @classmethod
    def monied(cls, ed: int = 1, **config: int) -> World:
        """The accounts that FRAME's own tests start with."""
        return cls.endowed(
            {1: 10 * ed, 2: 20 * ed, 3: 30 * ed, 4: 40 * ed, 12: 10 * ed}, ed=ed, **config
        )

    # Looking

    def free(self, who: int) -> int:
        return self.ledger.free_balance(account(who))

    def reserved(self, who: int) -> int:
        return self.ledger.reserved_balance(account(who))

    def total(self, who: int) -> int:
        return self.ledger.total_balance(account(who))

    def frozen(self, who: int) -> int:
        return self.info(who).data.frozen

    def funds(self, who: int) -> tuple[int, int, int]:
        """Free, reserved, frozen."""
        data = self.info(who).data
        return data.free, data.reserved, data.frozen

    def info(self, who: int) -> AccountInfo:
        return self.accounts.get(account(who))

    def references(self, who: int) -> tuple[int, int]:
        """Providers and consumers."""
        info = self.info(who)
        return info.providers, info.consumers

    def exists(self, who: int) -> bool:
        return self.accounts.exists(account(who))

    @property
    def issuance(self) -> int:
        return self.ledger.total_issuance.get()

    def stored(self) -> dict[bytes, bytes]:
        """All keys and values."""
        return {key: value for key, value in self.state.changes().items() if value is not None}

    def take_events(self) -> list[tuple[Any, ...]]:
        """The events since this was last asked, such as `("Transfer", 1, 2, 69)`."""
        events = [_short(record.event) for record in self.system.events.get()]
        self.system.reset_events()
        return events

    # Doing

    def put(self, who: int, data: AccountData) -> None:
        """Write the funds of an account as they are, without any rule."""
        self.accounts.store_data(account(who), data)

    def call(self, made: Call, origin: Origin = ROOT) -> PostInfo:
        return self.runtime.dispatch_bypass_filter(made, origin)

    def transfer(self, source: int, dest: int, amount: int) -> None:
        self.call(Balances.transfer_allow_death(to(dest), amount), by(source))

    def mint(self, who: int, amount: int) -> None:
        self.fungible.mint_into(account(who), amount)

    def create(self, who: int, amount: int) -> None:
        """Make an account with funds, by the old currency interface."""
        self.currency.drop(self.currency.deposit_creating(account(who), amount))

    def in_layer(self, action: Callable[[], Any]) -> Any:
        return self.runtime.in_layer(action)


def name_of(failure: DispatchFailure) -> str:
    """Such as `Token.Frozen`, `ConsumerRemaining` or, for an error of Balances, `DeadAccount`."""
    if isinstance(failure, PalletError):
        return failure.name
    assert isinstance(failure, PlainFailure)
    inner = getattr(failure.error, "error", None)
    return failure.error.scale_name + (f".{inner.name}" if inner is not None else "")


@contextmanager
def fails(name: str) -> Iterator[None]:
    """What is done inside fails, and with this."""
    with pytest.raises(DispatchFailure) as caught:
        yield
    assert name_of(caught.value) == name


def outcome(action: Callable[[], Any]) -> Any:
    """The result, with imbalances as amounts, or the name of the failure."""
    try:
        result = action()
    except DispatchFailure as failure:
        return name_of(failure)
    if isinstance(result, tuple):
        return tuple(_amount(part) for part in result)
    return _amount(result)


def _amount(value: Any) -> Any:
    return value.amount if isinstance(value, Imbalance) else value


def _short(event: Enumeration) -> tuple[Any, ...]:
    values = [getattr(event, field.name) for field in fields(event)]  # type: ignore[arg-type]
    numbers = [int.from_bytes(v, "big") if isinstance(v, bytes) else v for v in values]
    return (event.scale_name, *numbers)
