"""The loop that makes blocks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

import pytest

from chain.authoring import producer as production
from chain.authoring.aura import NotAnAuthority
from chain.authoring.sealing import Instant, Interval, Manual
from chain.database import DatabaseWriteFailed
from chain.replay import replay
from pallets.aura import Aura, slot_in
from pallets.balances import Balances
from pallets.sudo import Sudo
from pallets.system.system import System
from pallets.timestamp import Timestamp
from pallets.utility import Utility
from runtime.origin import None_
from runtime.weights import Weight
from tests.chain.authoring.making import START, FullDisk, Making
from tests.chain.pool.watching import OPERATIONAL, PAY


def run_until(making: Making, done: Callable[[], bool]) -> None:
    """Run the producer until something holds."""

    async def go() -> None:
        task = asyncio.create_task(making.producer.run())
        async with asyncio.timeout(20):
            while not done():
                await asyncio.sleep(0.001)
                if task.done():
                    task.result()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(go())


def make_block(making: Making, **options: float) -> None:
    asyncio.run(making.producer.make_block(**options))


# When


def test_an_interval_makes_blocks_with_or_without_extrinsics() -> None:
    making = Making(Interval(1))
    run_until(making, lambda: making.kit.number >= 3)
    assert set(making.sizes()) == {0}
    watcher = making.submit()
    run_until(making, lambda: watcher.ended)
    assert watcher.heard == ["ready", "inBlock", "finalized"] and 1 in making.sizes()


def test_instant_sealing_makes_no_empty_blocks() -> None:
    making = Making(Instant())

    async def go() -> None:
        task = asyncio.create_task(making.producer.run())
        for nonce in range(3):
            for _ in range(5):
                await asyncio.sleep(0)
            assert making.kit.number == nonce
            watcher = making.submit(nonce)
            while not watcher.ended:
                await asyncio.sleep(0.001)
        making.submit(9)  # which nothing can be made of
        await asyncio.sleep(0.02)
        task.cancel()

    asyncio.run(go())
    assert making.sizes() == [1, 1, 1]


def test_instant_sealing_does_not_turn_round_what_fits_into_no_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    making = Making(Instant())
    stuck = making.submit(0, System.remark(bytes(3000)))
    monkeypatch.setattr(production, "MAX_BLOCK_BYTES", 2000)
    run_until(making, lambda: making.kit.number > 0)

    async def go() -> None:
        task = asyncio.create_task(making.producer.run())
        before = making.kit.number
        other = making.submit(0, by="//Bob")
        while not other.ended:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.02)
        assert making.kit.number <= before + 2
        task.cancel()

    asyncio.run(go())
    assert stuck.heard == ["ready"]


def test_manual_sealing_makes_blocks_on_request_only() -> None:
    making = Making(Manual())
    making.submit()
    asyncio.run(making.producer.run())
    assert making.kit.number == 0
    make_block(making)
    make_block(making)
    assert making.sizes() == [1, 0]


def test_blocks_on_request_at_the_same_time_follow_each_other() -> None:
    making = Making()
    for nonce in range(20):
        making.submit(nonce)

    async def go() -> None:
        blocks = await asyncio.gather(*(making.producer.make_block() for _ in range(4)))
        assert [block.number for block in blocks] == [1, 2, 3, 4]

    asyncio.run(go())
    assert making.sizes() == [20, 0, 0, 0]


# Whose turn


def test_authorities_take_turns() -> None:
    making = Making(chain="localnet")
    for _ in range(7):
        make_block(making)
    headers = [making.chain.header(number) for number in range(1, 8)]
    slots = [slot_in(header.digest.logs) for header in headers if header]
    assert slots == [START // 250 + index for index in range(7)]
    authorities = making.kit.pallet(Aura).authorities.get()
    authors = [making.kit.at(number).pallet(Aura).find_author() for number in range(1, 8)]
    assert authors == [authorities[slot % 3] for slot in slots if slot is not None]
    assert len(list(replay(making.chain, 1, 7))) == 7  # which checks the seals


def test_without_the_key_there_is_no_block(caplog: pytest.LogCaptureFixture) -> None:
    making = Making(Interval(1), keys=["//Alice"])
    with pytest.raises(NotAnAuthority, match="whose key is not here"):
        make_block(making)
    tries = 0

    def enough() -> bool:
        nonlocal tries
        tries += 1
        return tries > 20

    run_until(making, enough)
    assert making.kit.number == 0
    assert [each.message[:16] for each in caplog.records] == ["Making no block:"]


# What goes in


def ended_by(caplog: pytest.LogCaptureFixture) -> str:
    return caplog.text.rpartition("; end: ")[2].partition(";")[0]


@pytest.fixture(autouse=True)
def _logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def test_the_log_has_the_lines_of_substrate(caplog: pytest.LogCaptureFixture) -> None:
    making = Making()
    genesis = making.chain.head_hash.hex()
    making.submit()
    make_block(making)
    own = making.chain.head_hash.hex()
    prepared, imported = (record.message for record in caplog.records)
    assert prepared.startswith("🎁 Prepared block for proposing at 1 (")
    assert prepared.endswith(
        f" ms) hash: 0x{own}; parent_hash: 0x{genesis[:4]}…{genesis[-4:]}; "
        "end: NoMoreTransactions; extrinsics_count: 2"
    )
    assert imported == (f"🏆 Imported #1 (0x{genesis[:4]}…{genesis[-4:]} → 0x{own[:4]}…{own[-4:]})")


def test_at_the_deadline_the_block_is_closed(caplog: pytest.LogCaptureFixture) -> None:
    making = Making()
    watcher = making.submit()
    make_block(making, deadline=0)
    assert making.sizes() == [0] and watcher.heard == ["ready"]
    assert ended_by(caplog) == "HitDeadline"
    make_block(making)
    assert making.sizes() == [0, 1]


def heavy(ref_time: int) -> object:
    return Sudo.sudo_unchecked_weight(System.remark(b""), Weight(ref_time, 0))


def test_what_is_too_heavy_for_the_rest_of_a_block_waits(caplog: pytest.LogCaptureFixture) -> None:
    making = Making()
    first, second = (making.submit(nonce, heavy(2_000_000_000_000)) for nonce in range(2))
    after, other = making.submit(2), making.submit(0, by="//Bob")
    make_block(making)
    assert first.ended and other.ended and making.sizes() == [2]
    assert second.heard == after.heard == ["ready"]
    assert ended_by(caplog) == "NoMoreTransactions"
    make_block(making)
    assert second.heard[-1] == after.heard[-1] == "finalized"


def test_after_several_that_are_too_heavy_the_block_is_full(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(production, "MAX_SKIPPED", 0)
    making = Making()
    making.submit(0, heavy(2_000_000_000_000))
    making.submit(1, heavy(2_000_000_000_000))
    other = making.submit(0, by="//Bob")
    make_block(making)
    assert ended_by(caplog) == "HitBlockWeightLimit" and other.ended is False
    make_block(making)
    assert other.ended


def test_a_block_is_bounded_in_bytes(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(production, "MAX_SKIPPED", 0)
    monkeypatch.setattr(production, "MAX_BLOCK_BYTES", 1500)
    making = Making()
    for nonce in range(3):
        making.submit(nonce, System.remark(bytes(500)))
    make_block(making)
    make_block(making)
    assert making.sizes() == [2, 1]
    assert "HitBlockSizeLimit" in caplog.text and ended_by(caplog) == "NoMoreTransactions"


def test_operational_ones_go_first() -> None:
    making = Making()
    making.submit(0)
    operational = making.submit(0, OPERATIONAL, by="//Bob")
    make_block(making)
    body = making.chain.database.body(1) or []
    assert operational.ended and body[1][-3:-1] == b"\x00\x05"


def test_what_is_invalid_in_the_block_leaves_the_pool() -> None:
    making = Making()
    making.kit.submit(Balances.transfer_keep_alive(PAY.args[0], 1_000))  # a block before
    leave = making.submit(0, Balances.transfer_all(PAY.args[0], False), by="//Dave")
    invalid, after = making.submit(1, by="//Dave"), making.submit(2, by="//Dave")
    make_block(making)
    assert leave.heard[-1] == "finalized"
    assert invalid.heard == after.heard == ["ready", "invalid"] and len(making.pool) == 0


def test_what_no_block_may_have_leaves_the_pool(caplog: pytest.LogCaptureFixture) -> None:
    making = Making()
    again = Sudo.sudo(Utility.dispatch_as(None_(), Timestamp.set(START + 10_000)))
    watcher = making.submit(0, again)
    make_block(making)
    assert watcher.heard == ["ready", "invalid"] and making.chain.head_number == 1
    assert "would make the block invalid: Timestamp must be updated only once" in caplog.text
    assert "BUG" not in caplog.text


def test_what_comes_while_a_full_block_is_closed_is_not_lost() -> None:
    making = Making()
    make_block(making, deadline=0)
    watchers = [making.submit(nonce) for nonce in range(3)]
    make_block(making)
    assert all(watcher.ended for watcher in watchers)


def test_others_go_on_while_a_large_block_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(production, "SLICE_SECONDS", 0.0)  # however fast the machine is
    making = Making()
    for nonce in range(150):
        making.submit(nonce)
    seen: list[int] = []

    async def go() -> None:
        block = asyncio.create_task(making.producer.make_block())
        while not block.done():
            seen.append(making.kit.balance("//Bob"))
            await asyncio.sleep(0)

    before = making.kit.balance("//Bob")
    asyncio.run(go())
    assert making.sizes() == [150]
    # Many times meanwhile, and it is the old block that is read until the new one is whole.
    changes = [balance for balance in seen if balance != before]
    assert len(seen) - len(changes) > 100 and set(changes) <= {before + 150 * 5000}


# What goes wrong


class Broken(Exception):
    pass


def test_a_bug_in_a_pallet_is_logged_and_its_extrinsic_left_out(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise Broken("of the third kind")

    monkeypatch.setattr(System.remark, "function", broken)
    making = Making()
    bad, after = making.submit(0, System.remark(b"boom")), making.submit(1)
    good = making.submit(0, by="//Bob")
    make_block(making)
    assert bad.heard == after.heard == ["ready", "invalid"] and good.ended
    assert making.sizes() == [1] and len(making.pool) == 0
    error = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert "BUG in a pallet" in error.message and b"boom".hex() in error.message
    assert error.exc_info and isinstance(error.exc_info[1], Broken)
    making.submit(0)
    make_block(making)
    assert making.sizes() == [1, 1]


def test_a_full_disk_ends_production_at_the_last_whole_block() -> None:
    disk = FullDisk()
    making = Making(Interval(1), backend=disk)
    make_block(making)
    watcher, head = making.submit(), making.chain.head_hash
    disk.full = True
    with pytest.raises(DatabaseWriteFailed, match="no space left"):
        asyncio.run(making.producer.run())
    assert making.chain.head_hash == head and making.kit.number == 1
    assert making.kit.balance("//Alice") == 10**15 and watcher.heard == ["ready"]
    disk.full = False
    make_block(making)
    assert watcher.ended
