"""SCALE, Substrate's binary format, from ordinary type hints.

    U64, Compact[U64], AccountId ...       an int or bytes with a width (markers)
    list, tuple, dict, T | None, bytes     Vec, tuple, BTreeMap, Option, Vec<u8>
    Ok[T] | Err[E], Some[T | None] | None  Result, an Option of an Option
    Struct, Enumeration, UnitEnum          classes of one's own (compound)
    encode(hint, value), decode(hint, data)

Types that only a composition knows (`Outer`) need the composition's own `TypeSpace`.
"""

from runtime.scale.compact import decode_compact, encode_compact
from runtime.scale.compound import Enumeration, Err, Ok, Some, Struct, UnitEnum
from runtime.scale.errors import DecodeError, EncodeError, ScaleError, TypeDeclarationError
from runtime.scale.markers import (
    H256,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    U256,
    AccountId,
    Bounded,
    Bytes4,
    Bytes8,
    Bytes20,
    Bytes32,
    Bytes64,
    Bytes65,
    Compact,
    Custom,
    FixedArray,
    FixedBytes,
    Newtype,
    Option,
    Outer,
    Spelled,
)
from runtime.scale.space import TypeSpace

_plain = TypeSpace()
encode = _plain.encode
decode = _plain.decode
decode_prefix = _plain.decode_prefix

__all__ = [
    "I8", "I16", "I32", "I64", "I128", "U8", "U16", "U32", "U64", "U128", "U256",
    "AccountId", "Bounded", "Bytes4", "Bytes8", "Bytes20", "Bytes32", "Bytes64", "Bytes65",
    "Compact", "Custom", "DecodeError", "EncodeError", "Enumeration", "Err", "FixedArray",
    "FixedBytes", "H256", "Newtype", "Ok", "Option", "Outer", "ScaleError", "Some", "Spelled",
    "Struct", "TypeDeclarationError", "TypeSpace", "UnitEnum",
    "decode", "decode_compact", "decode_prefix", "encode", "encode_compact",
]  # fmt: skip
