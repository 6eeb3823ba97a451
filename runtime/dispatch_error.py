"""How a dispatch fails. In code a failure is an exception; on the wire it is a `DispatchError`.

    DispatchFailure
    +- BadOrigin, CannotLookup, Exhausted, ...      one class for each plain variant
    +- TokenFailure(TokenError), ArithmeticFailure(ArithmeticError), TransactionalFailure(...)
    +- OtherFailure(text)                           the text is for logs and is not on the wire
    +- PalletError                                  the base of each pallet's own errors

A pallet's errors derive from a base of the pallet: `class Error(PalletError)`, and then
`class DeadAccount(Error, index=6)` with a docstring, which clients show to their users.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from runtime.scale import (
    U8,
    Bytes4,
    Enumeration,
    Spelled,
    Struct,
    TypeDeclarationError,
    UnitEnum,
)
from runtime.scale.compound import check_index, where
from runtime.weights import PostInfo


class TokenError(UnitEnum, path="sp_runtime::TokenError"):
    """Why a movement of funds is not possible."""

    FundsUnavailable = 0
    OnlyProvider = 1
    BelowMinimum = 2
    CannotCreate = 3
    UnknownAsset = 4
    Frozen = 5
    Unsupported = 6
    CannotCreateHold = 7
    NotExpendable = 8
    Blocked = 9


class ArithmeticError(UnitEnum, path="sp_arithmetic::ArithmeticError"):
    """Why a calculation has no result."""

    Underflow = 0
    Overflow = 1
    DivisionByZero = 2


class TransactionalError(UnitEnum, path="sp_runtime::TransactionalError"):
    """Why a storage layer could not be opened."""

    LimitReached = 0
    NoLayer = 1


class TrieError(UnitEnum, path="sp_runtime::proving_trie::TrieError"):
    """Why a trie proof is not acceptable."""

    InvalidStateRoot = 0
    IncompleteDatabase = 1
    ValueAtIncompleteKey = 2
    DecoderError = 3
    InvalidHash = 4
    DuplicateKey = 5
    ExtraneousNode = 6
    ExtraneousValue = 7
    ExtraneousHashReference = 8
    InvalidChildReference = 9
    ValueMismatch = 10
    IncompleteProof = 11
    RootMismatch = 12
    DecodeError = 13


class ModuleError(Struct, path="sp_runtime::ModuleError"):
    """An error of a pallet: the pallet's index, and the error's in the first of four bytes."""

    index: U8
    error: Annotated[Bytes4, Spelled("[u8; MAX_MODULE_ERROR_ENCODED_SIZE]")]


class DispatchError(Enumeration, path="sp_runtime::DispatchError"):
    """Why a dispatch failed, as events and receipts have it."""


class Other(DispatchError, index=0):
    pass


class CannotLookup(DispatchError, index=1):
    pass


class BadOrigin(DispatchError, index=2):
    pass


class Module(DispatchError, index=3, unnamed=True):
    error: ModuleError


class ConsumerRemaining(DispatchError, index=4):
    pass


class NoProviders(DispatchError, index=5):
    pass


class TooManyConsumers(DispatchError, index=6):
    pass


class Token(DispatchError, index=7, unnamed=True):
    error: TokenError


class Arithmetic(DispatchError, index=8, unnamed=True):
    error: ArithmeticError


class Transactional(DispatchError, index=9, unnamed=True):
    error: TransactionalError


class Exhausted(DispatchError, index=10):
    pass


class Corruption(DispatchError, index=11):
    pass


class Unavailable(DispatchError, index=12):
    pass


class RootNotAllowed(DispatchError, index=13):
    pass


class Trie(DispatchError, index=14, unnamed=True):
    error: TrieError


class DispatchFailure(Exception):
    """A dispatch did not succeed; what it did to the state is undone.

    `post` is what it reports in spite of that: the weight that it really took, and who pays.
    """

    post: PostInfo = PostInfo()

    def value(self, module_of: Callable[[type[PalletError]], int]) -> DispatchError:
        """The failure as the wire has it; `module_of` gives the index of an error's pallet."""
        raise NotImplementedError

    def with_post(self, post: PostInfo) -> DispatchFailure:
        self.post = post
        return self


class PlainFailure(DispatchFailure):
    """A failure that is nothing but a variant of DispatchError."""

    def __init__(self, error: DispatchError) -> None:
        super().__init__(error.scale_name)
        self.error = error

    def value(self, module_of: Callable[[type[PalletError]], int]) -> DispatchError:
        return self.error


def bad_origin() -> PlainFailure:
    """The origin may not make this call."""
    return PlainFailure(BadOrigin())


def token_failure(error: TokenError) -> PlainFailure:
    return PlainFailure(Token(error))


def arithmetic_failure(error: ArithmeticError) -> PlainFailure:
    return PlainFailure(Arithmetic(error))


class OtherFailure(PlainFailure):
    """A failure whose reason is a text for logs."""

    def __init__(self, reason: str) -> None:
        super().__init__(Other())
        self.args = (reason,)


class PalletError(DispatchFailure):
    """The base of a pallet's errors. The direct subclass is the pallet's enum of errors."""

    error_index: ClassVar[int] = -1
    error_enum: ClassVar[type[PalletError] | None] = None
    error_variants: ClassVar[dict[int, type[PalletError]]] = {}

    def __init_subclass__(cls, index: int | None = None) -> None:
        if index is None:
            cls.error_enum, cls.error_variants = cls, {}
            return
        check_index(index, cls)
        if cls.error_enum is None:
            raise TypeDeclarationError(f"{where(cls)} is no pallet's error: derive a base first")
        cls.error_index = index
        known = cls.error_variants.setdefault(index, cls)
        if known is not cls:
            raise TypeDeclarationError(
                f"error {index} is declared twice: by {where(known)} and {where(cls)}"
            )

    @property
    def name(self) -> str:
        return type(self).__name__

    def value(self, module_of: Callable[[type[PalletError]], int]) -> DispatchError:
        index = module_of(type(self))
        return Module(ModuleError(index, bytes([self.error_index, 0, 0, 0])))
