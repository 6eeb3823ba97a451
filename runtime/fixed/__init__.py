"""Fixed-point numbers, as substrate-fixed 0.6 has them, to the last bit.

    I96F32.from_num(3) / I96F32.from_num(7)        floors, truncates and overflows as there
    literal(U64F64, "0.1")                         what a float literal becomes
    integers                                       whole numbers by Rust's rules
    transcendental                                 log2, ln, exp, sqrt, pow

On the wire a number is its bits.
"""

from runtime.fixed.literal import literal
from runtime.fixed.number import Fixed, FixedOverflow
from runtime.fixed.types import I32F32, I64F64, I96F32, U64F64, U96F32

__all__ = [
    "I32F32", "I64F64", "I96F32", "U64F64", "U96F32", "Fixed", "FixedOverflow", "literal",
]  # fmt: skip
