"""Timelocked ciphertexts of the clients' library, opened with recorded pulses of quicknet."""

from __future__ import annotations

import bittensor_core
import pytest

from runtime.timelock import CannotOpen, TimelockError, Undecodable, open_timelocked
from tests.quicknet import NOT_A_POINT, PULSES, seal

SIGNATURE = PULSES[1000].signature
SECRET = b"a secret until round 1000"
SEALED = seal(SECRET, 1000)
POINT, V, W, REST = SEALED[:96], SEALED[104:136], SEALED[144:176], SEALED[176:]


def counted(part: bytes) -> bytes:
    return len(part).to_bytes(8, "little") + part


def changed(at: int, data: bytes = SEALED) -> bytes:
    """The bytes with one bit turned over."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("round_number", PULSES)
def test_each_recorded_pulse_opens_what_was_sealed_to_its_round(round_number: int) -> None:
    sealed = seal(b"hello", round_number)
    assert open_timelocked(sealed, PULSES[round_number].signature) == b"hello"


@pytest.mark.parametrize("content", [b"", b"x", bytes(700)])
def test_content_of_any_length(content: bytes) -> None:
    assert open_timelocked(seal(content, 1000), SIGNATURE) == content


def test_another_round_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        open_timelocked(SEALED, PULSES[1001].signature)


def test_what_follows_is_ignored() -> None:
    assert open_timelocked(SEALED + b"more", SIGNATURE) == SECRET
    assert open_timelocked(SEALED, SIGNATURE + b"more") == SECRET


def test_a_signature_may_have_0x_before_it() -> None:
    assert open_timelocked(SEALED, b"0x" + SIGNATURE) == SECRET


def test_the_name_of_the_cipher_does_not_matter() -> None:
    assert SEALED.endswith(b"AES_GCM_")
    assert open_timelocked(SEALED[:-8] + b"nonsense", SIGNATURE) == SECRET


@pytest.mark.parametrize("length", [0, 95, 96, 103, 104, 150, 180, len(SEALED) - 1])
def test_too_few_bytes(length: int) -> None:
    with pytest.raises(Undecodable):
        open_timelocked(SEALED[:length], SIGNATURE)


def test_a_count_that_no_memory_could_hold() -> None:
    with pytest.raises(Undecodable):
        open_timelocked(POINT + (2**64 - 1).to_bytes(8, "little") + SEALED[104:], SIGNATURE)


@pytest.mark.parametrize("at", [0, 50, 110, 150, 190, 230])
def test_any_changed_part_keeps_it_closed(at: int) -> None:
    with pytest.raises(TimelockError):
        open_timelocked(changed(at), SIGNATURE)


@pytest.mark.parametrize("first", [0x00, 0xFF, 0xC0])
def test_a_point_that_is_none_keeps_it_closed(first: int) -> None:
    with pytest.raises(CannotOpen):
        open_timelocked(bytes([first]) + SEALED[1:], SIGNATURE)


@pytest.mark.parametrize(
    "signature",
    [b"", b"3" * 10, bytes(48), NOT_A_POINT, b"\xc0" + bytes(47), SIGNATURE[:-1], b"0x"],
)
def test_a_signature_that_is_none_opens_nothing(signature: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_timelocked(SEALED, signature)


@pytest.mark.parametrize(
    ("v", "w"),
    [(V + b"x", W), (V[:31], W), (V[:31], W[:31]), (V, W + b"x"), (V, W[:31]), (b"", b"")],
)
def test_odd_lengths_do_not_stop_the_chain(v: bytes, w: bytes) -> None:
    """Some of them make the reference's library panic."""
    with pytest.raises(CannotOpen):
        open_timelocked(POINT + counted(v) + counted(w) + REST, SIGNATURE)


def test_the_commits_of_clients_are_such_ciphertexts() -> None:
    """They choose the round themselves, of which there is no pulse here."""
    commit, _ = bittensor_core.get_encrypted_commit_v2(
        uids=[0, 1], weights=[1, 2], version_key=0, last_epoch_block=0, pending_epoch_at=0,
        subnet_epoch_index=1, tempo=10, blocks_since_last_step=1, current_block=2,
        subnet_reveal_period_epochs=1, block_time=0.25, hotkey=bytes(32),
    )  # fmt: skip
    with pytest.raises(CannotOpen, match="InvalidSignature"):
        open_timelocked(commit, SIGNATURE)
