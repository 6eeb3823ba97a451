"""A chain that makes blocks from calls, for tests of what happens around a call.

Accounts are numbers. `Chain.sign` puts a signed extrinsic through all that a block puts it through,
but for its signature, and remembers the events of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

import pytest

from pallets.balances import BalancesConfig, Ledger, balances
from pallets.drand import DrandPriority
from pallets.metadata_hash import CheckMetadataHash
from pallets.shield import CheckShieldedTxValidity
from pallets.subtensor.config import MAINNET
from pallets.subtensor.extensions import SubtensorTransactionExtension
from pallets.subtensor.guards.coldkey_swap import CheckColdkeySwap
from pallets.subtensor.state import ColdkeySwaps
from pallets.sudo import Sudo, SudoTransactionExtension
from pallets.system.accounts import Accounts
from pallets.system.extensions import (
    CheckGenesis,
    CheckMortality,
    CheckNonce,
    CheckNonZeroSender,
    CheckSpecVersion,
    CheckTxVersion,
    CheckWeight,
)
from pallets.system.system import System
from pallets.timestamp import Timestamp
from pallets.transaction_payment import (
    ChargeTransactionPaymentWrapper,
    TransactionPayment,
    TransactionPaymentConfig,
)
from pallets.transaction_payment.api import TransactionPaymentApi, TransactionPaymentCallApi
from pallets.transaction_payment.charging import FindAuthor
from pallets.utility import Utility, no_nested_batches
from runtime.accounts import ss58_encode
from runtime.addresses import Id
from runtime.block import Digest, Header
from runtime.call import Call
from runtime.composition import Composition, Module, configured
from runtime.dispatch_error import (
    DispatchError,
    DispatchFailure,
    PalletError,
    PlainFailure,
)
from runtime.dispatch_error import Module as ModuleFailure
from runtime.executive import Executive, Outcome
from runtime.extension import SigningOptions
from runtime.extrinsic import Sr25519, encode_signed
from runtime.origin import Origin, signed
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import Enumeration, Err, Ok
from runtime.state import MemoryView, State
from runtime.validity import InvalidTransaction, TransactionSource, ValidTransaction
from runtime.version import RuntimeVersion
from runtime.weights import PostInfo

EXTENSIONS = (
    CheckNonZeroSender,
    CheckSpecVersion,
    CheckTxVersion,
    CheckGenesis,
    CheckMortality,
    CheckNonce,
    CheckWeight,
    ChargeTransactionPaymentWrapper,
    SudoTransactionExtension,
    CheckShieldedTxValidity,
    SubtensorTransactionExtension,
    DrandPriority,
    CheckMetadataHash,
)
TAO = 10**9
AUTHOR = 99
PAYMENT = TransactionPaymentConfig()


@cache
def author_is(number: int | None) -> FindAuthor:
    author = None if number is None else account(number)
    return lambda runtime: author


@dataclass(frozen=True)
class Rules:
    """What differs between the chains of the tests."""

    extra: type[Pallet] | None = None
    guarded: bool = True
    ed: int = 500
    call_filter: Callable[[Call], bool] = no_nested_batches
    payment: TransactionPaymentConfig = PAYMENT


RULES = Rules()


@cache
def composition(rules: Rules) -> Composition:
    modules = [
        Module("System", 0, [Accounts, System]),
        Module("Timestamp", 2, [Timestamp]),
        Module("Balances", 5, balances(BalancesConfig(rules.ed))),
        Module("TransactionPayment", 6, [configured(TransactionPayment, rules.payment)]),
        # As much of it as the extension and the guard ask about other modules' calls.
        Module("SubtensorModule", 7, [configured(ColdkeySwaps, MAINNET)]),
        Module("Utility", 11, [Utility]),
        Module("Sudo", 12, [Sudo]),
    ]
    if rules.extra is not None:
        modules.append(Module("Extra", 40, [rules.extra]))
    return Composition(
        version=RuntimeVersion("test", "test", 1, 1, 1, [], 1, 1),
        path="test_runtime",
        modules=modules,
        system=System,
        extensions=EXTENSIONS,
        guards=[CheckColdkeySwap()] if rules.guarded else [],
        apis=[TransactionPaymentApi, TransactionPaymentCallApi],
        call_filter=rules.call_filter,
    )


def account(number: int) -> bytes:
    return number.to_bytes(32, "big")


def to(number: int) -> Id:
    """The address of an account."""
    return Id(account(number))


@dataclass(frozen=True)
class Signed:
    """A signed extrinsic in a block: its outcome and events, and how many bytes it has."""

    outcome: Outcome
    events: list[tuple[Any, ...]]
    length: int


class Chain:
    """In block 1, with the accounts that its genesis endows."""

    def __init__(
        self,
        funds: Mapping[int, int],
        *,
        sudo: int | None = None,
        author: int | None = AUTHOR,
        extra: type[Pallet] | None = None,
        payment: TransactionPaymentConfig = PAYMENT,
        rules: Rules = RULES,
    ) -> None:
        payment = replace(payment, author=author_is(author))
        rules = replace(rules, extra=extra or rules.extra, payment=payment)
        self.composition = composition(rules)
        self.state = State(MemoryView())
        self.runtime = Runtime(self.composition, self.state)
        self.executive = Executive(self.runtime)
        of = self.runtime.pallet
        self.system, self.accounts, self.ledger = of(System), of(Accounts), of(Ledger)
        genesis: dict[type[Pallet], dict[str, Any]] = {
            Ledger: {"balances": [[ss58_encode(account(w)), free] for w, free in funds.items()]},
            Sudo: {} if sudo is None else {"key": ss58_encode(account(sudo))},
        }
        for pallet in self.composition.pallets:
            of(pallet).build_genesis(genesis.get(pallet, {}))
        self.next_block()

    # Blocks

    def next_block(self) -> None:
        number = self.system.block_number() + 1
        self.executive.initialize_block(
            Header(bytes([number]) * 32, number, bytes(32), bytes(32), Digest([]))
        )

    def sign(self, who: int, made: Call, *, tip: int = 0, nonce: int | None = None) -> Signed:
        """Put a signed extrinsic into the block. Raises InvalidTransaction."""
        encoded = self.encode(who, made, tip=tip, nonce=nonce)
        before = len(self.system.events.get())
        outcome = self.executive.apply_or_undo(encoded, verified=True)
        return Signed(outcome, self.events()[before:], len(encoded))

    def encode(self, who: int, made: Call, *, tip: int = 0, nonce: int | None = None) -> bytes:
        used = self.accounts.nonce(account(who)) if nonce is None else nonce
        options = SigningOptions(nonce=used, tip=tip)
        extensions = tuple(
            extension.for_signing(options) for extension in self.composition.extensions
        )
        return encode_signed(self.composition, made, to(who), Sr25519(bytes(64)), extensions)

    def validate(self, who: int, made: Call, *, tip: int = 0) -> ValidTransaction:
        """What the extensions tell the pool. Raises InvalidTransaction."""
        encoded = self.encode(who, made, tip=tip)
        return self.executive.validate_prepared(TransactionSource.External, encoded, verified=True)

    # Calls alone

    def call(self, made: Call, origin: Origin) -> PostInfo:
        """Dispatch with filters and guards. Raises DispatchFailure."""
        return self.runtime.dispatch(made, origin)

    def by(self, who: int, made: Call) -> PostInfo:
        return self.call(made, signed(account(who)))

    def bypassing(self, who: int, made: Call) -> PostInfo:
        """Dispatch without filters and guards. Raises DispatchFailure."""
        return self.runtime.dispatch_bypass_filter(made, signed(account(who)))

    # Looking

    def free(self, who: int) -> int:
        return self.ledger.free_balance(account(who))

    @property
    def issuance(self) -> int:
        return self.ledger.total_issuance.get()

    def held(self, *accounts: int) -> int:
        """What these accounts have together."""
        return sum(self.ledger.total_balance(account(who)) for who in accounts)

    def events(self) -> list[tuple[Any, ...]]:
        """The events of the block, such as `("Balances.Transfer", 1, 2, 69)`."""
        return [self._short(record.event) for record in self.system.events.get()]

    def take_events(self) -> list[tuple[Any, ...]]:
        """The events since this was last asked."""
        events = self.events()
        self.system.reset_events()
        return events

    def _short(self, event: Enumeration) -> tuple[Any, ...]:
        module = self.composition.events.modules[self.composition.events.index_of[event.scale_enum]]
        if event.scale_name in ("ExtrinsicSuccess", "ExtrinsicFailed"):
            return (event.scale_name,)
        values = [getattr(event, field.name) for field in fields(event)]  # type: ignore[arg-type]
        return (f"{module.name}.{event.scale_name}", *map(self._shown, values))

    def _shown(self, value: Any) -> Any:
        match value:
            case bytes():
                return int.from_bytes(value, "big")
            case Ok():
                return "Ok"
            case Err(error):
                return self.name_of(error)
            case DispatchError():
                return self.name_of(value)
        return value

    def name_of(self, error: DispatchError) -> str:
        """Such as `Token.Frozen`, `BadOrigin` or `Sudo.RequireSudo`."""
        if isinstance(error, ModuleFailure):
            module = self.composition.errors.modules[error.error.index]
            return f"{module.name}.{module.variants[error.error.error[0]].__name__}"
        inner = getattr(error, "error", None)
        return error.scale_name + (f".{inner.name}" if inner is not None else "")

    @contextmanager
    def fails(self, name: str, post: PostInfo | None = None) -> Iterator[None]:
        """What is done inside fails with this error, and reports this."""
        with pytest.raises(DispatchFailure) as caught:
            yield
        assert isinstance(caught.value, PalletError | PlainFailure)
        assert self.name_of(self.runtime.error_value(caught.value)) == name
        if post is not None:
            assert caught.value.post == post


@contextmanager
def invalid(reason: type[Enumeration]) -> Iterator[None]:
    """What is done inside cannot be in a block, for this reason."""
    with pytest.raises(InvalidTransaction) as caught:
        yield
    assert isinstance(caught.value.reason, reason)


def names(events: Sequence[tuple[Any, ...]]) -> list[str]:
    return [event[0] for event in events]
