"""Which signatures are the beacon's."""

from __future__ import annotations

import pytest

from pallets.drand import QUICKNET
from pallets.drand.verifier import NotAPoint, is_signed_by, message
from tests.quicknet import NOT_A_POINT, PULSES

KEY = QUICKNET.public_key
SIGNATURE = PULSES[1000].signature
INFINITY = b"\xc0" + bytes(47)


@pytest.mark.parametrize("round_number", PULSES)
def test_each_recorded_pulse_is_quicknets(round_number: int) -> None:
    assert is_signed_by(KEY, round_number, PULSES[round_number].signature)


def test_the_message_is_the_hash_of_the_round_as_eight_bytes() -> None:
    hashed = "f652498d092acd949bad74e40683bf3824fb817980504a0c7e6722cfc5a9c0a3"
    assert message(1000).hex() == hashed


@pytest.mark.parametrize("signature", [PULSES[1001].signature, INFINITY])
def test_points_that_the_beacon_has_not_made_of_this_round(signature: bytes) -> None:
    assert not is_signed_by(KEY, 1000, signature)


def test_another_beacons_key() -> None:
    negated = bytes([KEY[0] ^ 0x20]) + KEY[1:]
    assert not is_signed_by(negated, 1000, SIGNATURE)


@pytest.mark.parametrize("signature", [b"", SIGNATURE[:-1], bytes(48), NOT_A_POINT, b"\1" * 96])
def test_a_signature_that_is_no_point(signature: bytes) -> None:
    with pytest.raises(NotAPoint):
        is_signed_by(KEY, 1000, signature)


def test_a_point_outside_of_the_group() -> None:
    """On the curve, but of another order."""
    with pytest.raises(NotAPoint):
        is_signed_by(KEY, 1000, b"\x80" + bytes(46) + b"\x04")


@pytest.mark.parametrize("key", [b"", KEY[:-1], bytes(96), KEY[:48]])
def test_a_key_that_is_no_point(key: bytes) -> None:
    with pytest.raises(NotAPoint):
        is_signed_by(key, 1000, SIGNATURE)


def test_what_follows_is_ignored() -> None:
    assert is_signed_by(KEY + b"more", 1000, SIGNATURE + b"more")
