"""The fixed-point types that the chain uses."""

from runtime.fixed.number import Fixed
from runtime.scale import I64, I128, U128


class I32F32(Fixed, width=64, frac=32, signed=True):
    bits: I64


class I64F64(Fixed, width=128, frac=64, signed=True):
    bits: I128


class I96F32(Fixed, width=128, frac=32, signed=True):
    bits: I128


class U64F64(Fixed, width=128, frac=64, signed=False):
    bits: U128


class U96F32(Fixed, width=128, frac=32, signed=False):
    bits: U128
