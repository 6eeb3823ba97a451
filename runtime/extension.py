"""Transaction extensions: the steps that a signed extrinsic goes through before and after its call.

An extension is a struct: its fields are what the signer puts into the extrinsic, `implicit` is what
is signed without being sent. As FRAME's TransactionExtension, over Frontier's self-contained
extrinsics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from runtime.era import IMMORTAL, Era
from runtime.scale import Outer, Struct
from runtime.validity import TransactionSource, ValidTransaction
from runtime.weights import DispatchInfo, PostInfo

if TYPE_CHECKING:
    from runtime.call import Call
    from runtime.dispatch_error import DispatchFailure
    from runtime.runtime import Runtime

VALID = ValidTransaction()

ThisRuntime = Annotated[Any, Outer("Runtime")]
"""The type parameter of extensions over a whole runtime, which metadata names."""


@dataclass(slots=True)
class Applied:
    """What the extensions are asked about: one extrinsic in one place. `signer` is None if bare."""

    runtime: Runtime
    signer: bytes | None
    call: Call
    info: DispatchInfo
    length: int  # bytes, with the length prefix
    source: TransactionSource


@dataclass(frozen=True, slots=True)
class SigningOptions:
    """What a signer may choose; each extension takes what concerns it. `tip` is in rao."""

    nonce: int
    tip: int = 0
    era: Era = IMMORTAL
    check_metadata: bool = False


class TransactionExtension(Struct):
    """The base of extensions. Each step raises InvalidTransaction to refuse the extrinsic."""

    identifier: ClassVar[str] = ""
    implicit: ClassVar[Any] = None  # the type of what is signed besides; None is nothing
    listed_as: ClassVar[Any] = None  # the type in the metadata's list of extensions, if not this

    def __init_subclass__(cls, identifier: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.identifier = identifier or cls.__name__

    @classmethod
    def for_signing(cls, options: SigningOptions) -> Self:
        """The extension's data in an extrinsic that is signed with these options."""
        return cls()

    def implied(self, runtime: Runtime) -> Any:
        """What is signed besides, as this chain has it now."""
        return None

    def validate(self, applied: Applied) -> ValidTransaction:
        """Whether the extrinsic is acceptable now, and on which conditions. Changes nothing."""
        return VALID

    def prepare(self, applied: Applied) -> Any:
        """Before the call: charge, count, advance. The result is handed to `post_dispatch`."""
        return None

    def post_dispatch(
        self, prepared: Any, applied: Applied, post: PostInfo, failure: DispatchFailure | None
    ) -> None:
        """After the call, whether it failed or not."""

    @classmethod
    def bare_validate(cls, applied: Applied) -> ValidTransaction:
        """As `validate`, for an extrinsic that nobody signed."""
        return VALID

    @classmethod
    def bare_prepare(cls, applied: Applied) -> None:
        """As `prepare`, for an extrinsic that nobody signed."""

    @classmethod
    def bare_post_dispatch(cls, applied: Applied, post: PostInfo) -> None:
        """As `post_dispatch`, for an extrinsic that nobody signed."""
