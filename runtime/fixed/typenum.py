"""Whole numbers as types, as Rust's typenum has them: metadata shows a number's fraction so.

`uint(6)` is the type `UInt<UInt<UInt<UTerm, B1>, B1>, B0>`: its bits, the highest one innermost.
"""

from functools import cache
from typing import Annotated

from runtime.scale import Spelled, Struct
from runtime.scale.record import RecordType


class B0(Struct, path="substrate_typenum::bit::B0"):
    """The bit 0."""


class B1(Struct, path="substrate_typenum::bit::B1"):
    """The bit 1."""


class UTerm(Struct, path="substrate_typenum::uint::UTerm"):
    """The number without bits."""


@cache
def uint(number: int) -> type[Struct]:
    """The type that stands for a number from 0."""
    if number == 0:
        return UTerm
    msb, lsb = uint(number >> 1), B1 if number & 1 else B0
    body = {
        "__module__": __name__,
        "__qualname__": f"uint({number})",
        "__annotations__": {
            "msb": Annotated[msb, Spelled("U")],
            "lsb": Annotated[lsb, Spelled("B")],
        },
    }
    return RecordType(
        "UInt",
        (Struct,),
        body,
        path="substrate_typenum::uint::UInt",
        params={"U": msb, "B": lsb},
    )  # type: ignore[return-value]
