"""Compact integers: 1, 2, 4 or 5 to 68 bytes, by size, always in the shortest form.

The two low bits of the first byte tell the form: 0, 1 and 2 stand for 1, 2 and 4 bytes with the
value above them; 3 for a byte count (less four) followed by the value, little-endian.
"""

from runtime.scale.errors import DecodeError, EncodeError

ONE_BYTE = [bytes([value << 2]) for value in range(64)]


def encode_compact(value: int) -> bytes:
    """The compact form of an integer from 0 to 2**536 - 1. Raises EncodeError outside of that."""
    if 0 <= value < 64:
        return ONE_BYTE[value]
    if value < 0:
        raise EncodeError(f"a compact integer is not negative: {value}")
    if value < 1 << 14:
        return (value << 2 | 1).to_bytes(2, "little")
    if value < 1 << 30:
        return (value << 2 | 2).to_bytes(4, "little")
    length = (value.bit_length() + 7) // 8
    if length > 67:
        raise EncodeError("a compact integer has at most 67 bytes")
    return bytes([(length - 4) << 2 | 3]) + value.to_bytes(length, "little")


def decode_compact(data: bytes, pos: int) -> tuple[int, int]:
    """The integer at `pos`, and the position after it. Raises DecodeError if it is too long a form.

    A form that runs past the end gives a position past the end, or an IndexError: the entry points
    of the codec turn both into a DecodeError.
    """
    first = data[pos]
    form = first & 3
    if form == 0:
        return first >> 2, pos + 1
    if form == 1:
        value = (first | data[pos + 1] << 8) >> 2
        if value < 1 << 6:
            raise DecodeError("compact integer is not in its shortest form")
        return value, pos + 2
    if form == 2:
        value = int.from_bytes(data[pos : pos + 4], "little") >> 2
        if value < 1 << 14:
            raise DecodeError("compact integer is not in its shortest form")
        return value, pos + 4
    end = pos + 5 + (first >> 2)
    value = int.from_bytes(data[pos + 1 : end], "little")
    if value < 1 << 30 or data[end - 1] == 0:
        raise DecodeError("compact integer is not in its shortest form")
    return value, end
