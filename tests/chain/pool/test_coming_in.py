"""What the pool takes, what it refuses, and what comes in place of what."""

from __future__ import annotations

import pytest

from chain.kit import account
from chain.pool import PoolError, PoolLimits
from chain.pool.errors import (
    AlreadyImported,
    ImmediatelyDropped,
    NoTagsProvided,
    Rejected,
    TooLowPriority,
)
from chain.pool.validation import Validator
from pallets.system.system import System
from runtime.hashing import blake2_256
from runtime.scale import DecodeError
from runtime.validity import ValidTransaction
from tests.chain.api.pooled import PooledChain
from tests.chain.pool.watching import OPERATIONAL, PAY, Watcher, ready_nonces, submit


@pytest.fixture
def node() -> PooledChain:
    return PooledChain()


def refusal(node: PooledChain, extrinsic: bytes) -> PoolError:
    """How the pool refuses; nobody hears of it otherwise, and nothing of it stays."""
    before, watcher = len(node.pool), Watcher()
    with pytest.raises(PoolError) as caught:
        node.pool.submit(extrinsic, watcher)
    assert watcher.heard == [] and len(node.pool) == before
    return caught.value


def test_nonces_in_a_row_are_ready(node: PooledChain) -> None:
    watchers = [submit(node, nonce) for nonce in range(3)]
    assert [watcher.heard for watcher in watchers] == [["ready"]] * 3
    assert ready_nonces(node) == [0, 1, 2] and node.pool.ready_count == len(node.pool) == 3


def test_a_gap_makes_those_after_it_wait(node: PooledChain) -> None:
    late = [submit(node, nonce) for nonce in (4, 2, 3)]
    assert [watcher.heard for watcher in late] == [["future"]] * 3
    submit(node, 0)
    assert ready_nonces(node) == [0] and len(node.pool) == 4
    submit(node, 1)
    assert ready_nonces(node) == [0, 1, 2, 3, 4]
    assert [watcher.heard for watcher in late] == [["future", "ready"]] * 3


def test_the_result_is_the_hash(node: PooledChain) -> None:
    extrinsic = node.signed(PAY)
    assert node.pool.submit(extrinsic) == blake2_256(extrinsic)


def test_the_same_bytes_again_are_in_already_ready_or_not(node: PooledChain) -> None:
    for nonce in (0, 7):
        extrinsic = node.signed(PAY, nonce=nonce)
        node.pool.submit(extrinsic)
        error = refusal(node, extrinsic)
        assert isinstance(error, AlreadyImported)
        assert (error.code, error.message) == (1013, "Transaction Already Imported")
        assert error.data == "Any { .. }"


def test_another_extrinsic_of_a_ready_nonce_has_too_low_a_priority(node: PooledChain) -> None:
    first = submit(node, 0)
    error = refusal(node, node.signed(PAY, tip=10**9))
    assert isinstance(error, TooLowPriority)
    assert (error.code, error.message) == (1014, "Priority is too low: (1 vs 1)")
    assert error.data is not None and error.data.startswith("The transaction has too low priority")
    assert first.heard == ["ready"] and ready_nonces(node) == [0]


def test_an_operational_one_takes_the_place_of_a_normal_one(node: PooledChain) -> None:
    normal, after = submit(node, 0), submit(node, 1)
    extrinsic = node.signed(OPERATIONAL)
    watcher = Watcher()
    node.pool.submit(extrinsic, watcher)
    assert normal.full == ["ready", {"usurped": "0x" + blake2_256(extrinsic).hex()}]
    assert normal.ended and watcher.heard == ["ready"]
    # What comes after it has its nonce before it still.
    assert after.heard == ["ready"] and ready_nonces(node) == [0, 1]
    error = refusal(node, node.signed(PAY))
    assert error.message == f"Priority is too low: ({10**10} vs 1)"


def test_of_two_that_wait_with_the_same_nonce_the_older_gets_it(node: PooledChain) -> None:
    older, younger = submit(node, 1), submit(node, 1, tip=5)
    assert older.heard == younger.heard == ["future"]
    submit(node, 0)
    assert older.heard == ["future", "ready"]
    assert younger.heard == ["future", "dropped"] and younger.ended


def test_of_two_that_wait_an_operational_one_gets_the_nonce(node: PooledChain) -> None:
    normal, operational = submit(node, 1), submit(node, 1, OPERATIONAL)
    submit(node, 0)
    assert normal.heard == ["future", "ready", "usurped"]
    assert operational.heard == ["future", "ready"]


def test_what_the_runtime_refuses_is_refused_in_its_words(node: PooledChain) -> None:
    error = refusal(node, node.signed(PAY, "//Nobody"))
    assert isinstance(error, Rejected) and (error.code, error.message) == (
        1010,
        "Invalid Transaction",
    )
    assert error.data == "Inability to pay some fees (e.g. account balance too low)"


def test_what_is_no_extrinsic_cannot_be_decoded(node: PooledChain) -> None:
    with pytest.raises(DecodeError):
        node.pool.submit(b"\x0c\x84\x00\x00")
    assert len(node.pool) == 0


def test_what_provides_nothing_cannot_be_told_from_others(
    node: PooledChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    extrinsic = node.signed(PAY)
    monkeypatch.setattr(Validator, "validate", lambda *_: ValidTransaction())
    error = refusal(node, extrinsic)
    assert isinstance(error, NoTagsProvided) and error.code == 1019


def test_the_next_nonce_is_after_those_that_are_ready(node: PooledChain) -> None:
    alice = account("//Alice")
    assert node.pool.nonce_after(alice, 0) == 0
    for nonce in (0, 1, 3):
        submit(node, nonce)
    assert node.pool.nonce_after(alice, 0) == 2
    assert node.pool.nonce_after(account("//Bob"), 5) == 5


def test_who_makes_blocks_hears_of_what_is_ready(node: PooledChain) -> None:
    heard: list[int] = []
    node.pool.on_ready(lambda: heard.append(node.pool.ready_count))
    submit(node, 1)
    assert heard == []
    submit(node, 0)
    assert heard == [1, 2]


# Limits


def dropped(node: PooledChain, extrinsic: bytes) -> None:
    error = refusal(node, extrinsic)
    assert isinstance(error, ImmediatelyDropped)
    assert (error.code, error.message) == (1016, "Immediately Dropped")


def test_a_full_ready_queue_drops_its_oldest() -> None:
    node = PooledChain(PoolLimits(ready=2))
    oldest, second = submit(node, 0, by="//Bob"), submit(node, 0)
    third = submit(node, 0, by="//Charlie")
    assert oldest.heard == ["ready", "dropped"] and oldest.ended
    assert second.heard == third.heard == ["ready"] and len(node.pool) == 2


def test_with_the_oldest_go_those_that_need_it() -> None:
    node = PooledChain(PoolLimits(ready=3))
    chain = [submit(node, nonce) for nonce in range(2)]
    submit(node, 0, by="//Bob")
    submit(node, 0, by="//Charlie")
    assert [watcher.heard for watcher in chain] == [["ready", "dropped"]] * 2
    assert len(node.pool) == 2


def test_one_that_goes_with_the_oldest_is_refused() -> None:
    node = PooledChain(PoolLimits(ready=2))
    first, second = submit(node, 0), submit(node, 1)
    watcher = Watcher()
    with pytest.raises(ImmediatelyDropped):
        node.pool.submit(node.signed(PAY, nonce=2), watcher)
    assert watcher.heard == [] and first.ended and second.ended and len(node.pool) == 0


def test_a_full_ready_queue_drops_the_less_important() -> None:
    node = PooledChain(PoolLimits(ready=2))
    operational = submit(node, 0, OPERATIONAL)
    normal = submit(node, 0, by="//Bob")
    submit(node, 0, OPERATIONAL, by="//Charlie")
    assert operational.heard == ["ready"] and normal.heard == ["ready", "dropped"]
    dropped(node, node.signed(PAY, "//Bob"))


def test_a_full_future_queue_drops_its_oldest() -> None:
    node = PooledChain(PoolLimits(future=2))
    oldest = submit(node, 5)
    submit(node, 6)
    submit(node, 7)
    assert oldest.heard == ["future", "dropped"] and oldest.ended and len(node.pool) == 2


@pytest.mark.parametrize("nonce", [0, 3])
def test_a_queue_is_bounded_in_bytes(nonce: int) -> None:
    node = PooledChain(PoolLimits(ready_bytes=1000, future_bytes=1000))
    small = submit(node, nonce, by="//Bob")
    large = node.signed(System.remark(bytes(900)), nonce=nonce)
    watcher = Watcher()
    with pytest.raises(ImmediatelyDropped):
        node.pool.submit(large, watcher)
    assert small.heard[-1] == "dropped" and watcher.heard == [] and len(node.pool) == 0


def test_a_place_that_is_left_can_be_taken(node: PooledChain) -> None:
    node = PooledChain(PoolLimits(ready=2, ready_bytes=400))
    for _ in range(20):
        nonce = node.dev.blockchain.head_number
        submit(node, nonce)
        node.make_block()
    assert len(node.pool) == 0
