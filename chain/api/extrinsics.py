"""Extrinsics as clients send them: bytes with a length in front."""

from __future__ import annotations

from runtime.scale import DecodeError, decode_compact

MAX_EXTRINSIC = 4 << 20
"""Bytes; a longer one fits into no block that a node makes, and takes seconds to be decoded."""


def with_length(data: bytes) -> bytes:
    """The extrinsic at the beginning of `data`, with its length; what follows does not matter.

    Raises DecodeError, in the words of Substrate's codec.
    """
    try:
        length, start = decode_compact(data, 0)
    except IndexError:
        raise DecodeError("Not enough data to fill buffer") from None
    if start > len(data):
        raise DecodeError("Not enough data to fill buffer")
    end = start + length
    if end > len(data):
        raise DecodeError("Not enough data to decode vector")
    return data[:end]
