"""What encrypted weights hold, in the two layouts that clients have used.

As `WeightsTlockPayload` and `LegacyWeightsTlockPayload` in coinbase/reveal_commits.rs. Bytes after
a payload do not matter.
"""

from __future__ import annotations

from runtime.scale import U16, U64, DecodeError, Struct, decode_prefix

ACCOUNT_BYTES = 32


class Payload(Struct):
    """Weights with the hotkey that committed them, lest somebody else commits a copy."""

    hotkey: bytes
    uids: list[U16]
    values: list[U16]
    version_key: U64


class LegacyPayload(Struct):
    """Weights of an older client, which do not say whose they are."""

    uids: list[U16]
    values: list[U16]
    version_key: U64


class NotTheirs(Exception):
    """The payload names another hotkey than the one that committed it."""


def weights_of(plain: bytes, hotkey: bytes) -> Payload | LegacyPayload:
    """What a hotkey committed, from what was encrypted.

    The older layout is tried only for what has not the newer one, or not an account in it.
    Raises NotTheirs, and DecodeError for what has neither layout.
    """
    try:
        payload: Payload = decode_prefix(Payload, plain)[0]
    except DecodeError:
        return _legacy(plain)
    if len(payload.hotkey) < ACCOUNT_BYTES:
        return _legacy(plain)
    if payload.hotkey[:ACCOUNT_BYTES] != hotkey:
        raise NotTheirs
    return payload


def _legacy(plain: bytes) -> LegacyPayload:
    payload: LegacyPayload = decode_prefix(LegacyPayload, plain)[0]
    return payload
