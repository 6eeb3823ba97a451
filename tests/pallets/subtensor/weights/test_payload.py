"""What encrypted weights hold: the newer layout, the older one, and neither."""

from __future__ import annotations

import pytest

from pallets.subtensor.weights.payload import LegacyPayload, NotTheirs, Payload, weights_of
from runtime.scale import DecodeError, encode
from tests.pallets.subtensor.world import account

WHO = account(1)


def test_the_newer_layout_names_the_hotkey() -> None:
    payload = Payload(WHO, [0, 1], [10, 20], 7)
    assert weights_of(encode(Payload, payload), WHO) == payload
    assert weights_of(encode(Payload, payload) + b"and more", WHO) == payload


def test_a_longer_hotkey_counts_by_its_first_32_bytes() -> None:
    payload = Payload(WHO + b"tail", [0], [1], 0)
    assert weights_of(encode(Payload, payload), WHO) == payload


def test_weights_of_another_hotkey_are_nobodys() -> None:
    with pytest.raises(NotTheirs):
        weights_of(encode(Payload, Payload(account(2), [0], [1], 0)), WHO)


def test_the_older_layout_is_read_where_the_newer_one_does_not_decode() -> None:
    payload = LegacyPayload([0, 1], [10, 20], 7)
    assert weights_of(encode(LegacyPayload, payload), WHO) == payload


def test_the_older_layout_is_read_where_the_newer_one_has_too_short_a_hotkey() -> None:
    # As the newer layout: a hotkey of one byte, and three empty things.
    plain = bytes([1 << 2, 9, 0, 0]) + bytes(8)
    as_older = LegacyPayload([9], [], 0)
    assert weights_of(plain, WHO) == as_older


@pytest.mark.parametrize("plain", [b"", bytes(9), b"\xff" * 40, bytes([2 << 2, 1, 0])])
def test_what_has_neither_layout_is_no_payload(plain: bytes) -> None:
    with pytest.raises(DecodeError):
        weights_of(plain, WHO)
