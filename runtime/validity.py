"""Whether an extrinsic may be in a block or in the pool. As sp_runtime's transaction validity."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, ClassVar

from runtime.scale import U8, U64, Enumeration, Spelled, Struct, UnitEnum

U64_MAX = 2**64 - 1
Tags = Annotated[list[bytes], Spelled("Vec<TransactionTag>")]


class TransactionSource(UnitEnum, path="sp_runtime::transaction_validity::TransactionSource"):
    """Where an extrinsic comes from."""

    InBlock = 0
    Local = 1
    External = 2


class InvalidReason(Enumeration, path="sp_runtime::transaction_validity::InvalidTransaction"):
    """Why an extrinsic cannot be valid now. `text` is what clients are told."""

    text: ClassVar[str]


class InvalidCall(InvalidReason, index=0, name="Call"):
    text: ClassVar[str] = "Transaction call is not expected"


class Payment(InvalidReason, index=1):
    text: ClassVar[str] = "Inability to pay some fees (e.g. account balance too low)"


class Future(InvalidReason, index=2):
    text: ClassVar[str] = "Transaction will be valid in the future"


class Stale(InvalidReason, index=3):
    text: ClassVar[str] = "Transaction is outdated"


class BadProof(InvalidReason, index=4):
    text: ClassVar[str] = "Transaction has a bad signature"


class AncientBirthBlock(InvalidReason, index=5):
    text: ClassVar[str] = "Transaction has an ancient birth block"


class ExhaustsResources(InvalidReason, index=6):
    text: ClassVar[str] = "Transaction would exhaust the block limits"


class CustomInvalid(InvalidReason, index=7, name="Custom", unnamed=True):
    """A code of the chain's own."""

    code: U8

    @property
    def text(self) -> str:  # type: ignore[override]
        return f"Custom error: {self.code}"


class BadMandatory(InvalidReason, index=8):
    text: ClassVar[str] = "A call was labelled as mandatory, but resulted in an Error."


class MandatoryValidation(InvalidReason, index=9):
    text: ClassVar[str] = "Transaction dispatch is mandatory; transactions must not be validated."


class BadSigner(InvalidReason, index=10):
    text: ClassVar[str] = "Invalid signing address"


class IndeterminateImplicit(InvalidReason, index=11):
    text: ClassVar[str] = "The implicit data was unable to be calculated"


class UnknownOrigin(InvalidReason, index=12):
    text: ClassVar[str] = "The transaction extension did not authorize any origin"


class UnknownReason(Enumeration, path="sp_runtime::transaction_validity::UnknownTransaction"):
    """Why it cannot be told whether an extrinsic is valid."""

    @property
    def text(self) -> str:
        return self.scale_name


class CannotLookup(UnknownReason, index=0):
    pass


class NoUnsignedValidator(UnknownReason, index=1):
    pass


class CustomUnknown(UnknownReason, index=2, name="Custom", unnamed=True):
    code: U8

    @property
    def text(self) -> str:
        return f"Custom({self.code})"


class TransactionValidityError(
    Enumeration, path="sp_runtime::transaction_validity::TransactionValidityError"
):
    """Why an extrinsic is not taken."""


class Invalid(TransactionValidityError, index=0, unnamed=True):
    reason: Annotated[InvalidReason, Spelled("InvalidTransaction")]


class Unknown(TransactionValidityError, index=1, unnamed=True):
    reason: Annotated[UnknownReason, Spelled("UnknownTransaction")]


class InvalidTransaction(Exception):
    """An extrinsic that cannot be in a block: it leaves no trace."""

    def __init__(self, reason: InvalidReason | UnknownReason) -> None:
        super().__init__(reason.text)
        self.reason = reason

    @property
    def value(self) -> TransactionValidityError:
        if isinstance(self.reason, InvalidReason):
            return Invalid(self.reason)
        return Unknown(self.reason)


class ValidTransaction(Struct, path="sp_runtime::transaction_validity::ValidTransaction"):
    """What the pool needs to know of a valid extrinsic.

    `requires` and `provides` are tags that order extrinsics; `longevity` counts blocks.
    """

    priority: Annotated[U64, Spelled("TransactionPriority")] = 0
    requires: Tags = field(default_factory=list)
    provides: Tags = field(default_factory=list)
    longevity: Annotated[U64, Spelled("TransactionLongevity")] = U64_MAX
    propagate: bool = True

    def combine(self, other: ValidTransaction) -> ValidTransaction:
        """Both conditions together."""
        return ValidTransaction(
            min(self.priority + other.priority, U64_MAX),
            self.requires + other.requires,
            self.provides + other.provides,
            min(self.longevity, other.longevity),
            self.propagate and other.propagate,
        )
