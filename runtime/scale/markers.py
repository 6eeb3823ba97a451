"""Annotations that give ordinary Python types a width: `U64` is an `int` of eight bytes.

A type checker sees the plain type; the codec sees what stands beside it in `Annotated`. An alias
may be wrapped again, `Annotated[U64, Spelled("T::Balance")]`: the annotations apply from left to
right.
"""

from typing import Annotated, Any, TypeVar

from runtime.scale.record import Record

T = TypeVar("T")


class Integer(Record):
    """An integer of a fixed width, little-endian."""

    bits: int
    signed: bool = False

    @property
    def name(self) -> str:
        return f"{'i' if self.signed else 'u'}{self.bits}"


class FixedBytes(Record):
    """Exactly `length` bytes, `[u8; length]` on the wire."""

    length: int


class FixedArray(Record):
    """Exactly `length` items, without a count on the wire."""

    length: int


class Bounded(Record):
    """A list or bytes of at most `limit` items; more is an error. FRAME's BoundedVec.

    With `weak`, FRAME's WeakBoundedVec: the limit is the pallet's business and is not checked here.
    """

    limit: int
    weak: bool = False


class Newtype(Record):
    """A type of its own name around the annotated one; the bytes are those of the inner type."""

    path: str
    params: tuple[tuple[str, Any], ...] = ()
    field_name: str | None = None
    field_type_name: str | None = None


class Spelled(Record):
    """How the reference's source spells the type where it is used: clients show it to users."""

    text: str


class Outer(Record):
    """A type that only a composition of pallets can fill in, such as the enum of all calls."""

    name: str


class Custom(Record):
    """A type whose bytes are not made of its parts, but by `codec`, and are one at least.

    The codec has `encode(value)` and `decode(data, pos)`, as shapes have them. `description` is
    what metadata shows for it: a hint, or a shape of its own.
    """

    codec: Any
    description: Any


class _Compact:
    """The compact form of the integer."""


class _Option:
    """`T | None` that is an Option on the wire, where a bare one would mean something else."""


COMPACT = _Compact()
OPTION = _Option()

U8 = Annotated[int, Integer(8)]
U16 = Annotated[int, Integer(16)]
U32 = Annotated[int, Integer(32)]
U64 = Annotated[int, Integer(64)]
U128 = Annotated[int, Integer(128)]
U256 = Annotated[int, Integer(256)]
I8 = Annotated[int, Integer(8, signed=True)]
I16 = Annotated[int, Integer(16, signed=True)]
I32 = Annotated[int, Integer(32, signed=True)]
I64 = Annotated[int, Integer(64, signed=True)]
I128 = Annotated[int, Integer(128, signed=True)]
Compact = Annotated[T, COMPACT]
Option = Annotated[T | None, OPTION]
Bytes4 = Annotated[bytes, FixedBytes(4)]
Bytes8 = Annotated[bytes, FixedBytes(8)]
Bytes20 = Annotated[bytes, FixedBytes(20)]
Bytes32 = Annotated[bytes, FixedBytes(32)]
Bytes64 = Annotated[bytes, FixedBytes(64)]
Bytes65 = Annotated[bytes, FixedBytes(65)]
H256 = Annotated[bytes, FixedBytes(32), Newtype("primitive_types::H256")]
AccountId = Annotated[
    bytes, FixedBytes(32), Newtype("sp_core::crypto::AccountId32"), Spelled("T::AccountId")
]
