"""When an epoch is due: pure arithmetic of blocks."""

from __future__ import annotations

import pytest

from pallets.subtensor.schedule.tempo import (
    Cycle,
    activity_cutoff,
    blocks_until_due,
    first_anchor,
    is_due,
    is_frozen,
    next_epoch,
)
from runtime.fixed.integers import U64_MAX

U16_MAX = 65_535
MAX_TEMPO = 50_400


@pytest.mark.parametrize(
    ("tempo", "block", "left"),
    [
        (10, 5, 5),
        (20, 15, 5),
        (30, 25, 5),
        (10, 9, 1),
        (20, 20, 0),
        (20, 21, 0),
        (U16_MAX, 0, U16_MAX),
        (U16_MAX - 1, 100, U16_MAX - 101),
        (U16_MAX, U64_MAX, 0),
        (U16_MAX, U64_MAX - 1, 0),
        (10, U64_MAX, 0),
        (10, U64_MAX - 1, 0),
    ],
)
def test_the_schedule_counts_down_from_the_last_epoch_and_stays_at_zero(
    tempo: int, block: int, left: int
) -> None:
    assert blocks_until_due(0, tempo, block) == left
    if block < U64_MAX - 1000:
        assert blocks_until_due(1000, tempo, block + 1000) == left


def test_each_block_brings_the_epoch_one_block_nearer() -> None:
    assert [blocks_until_due(0, 10, block) for block in range(10)] == list(range(10, 0, -1))


def test_without_a_tempo_an_epoch_is_never_near() -> None:
    never = Cycle(tempo=0, last_epoch=0, pending_at=1, blocks_since_step=U64_MAX)
    assert blocks_until_due(0, 0, 100) == U64_MAX
    assert next_epoch(never) is None
    assert not is_due(never, 100, MAX_TEMPO)
    assert not is_frozen(never, 0, 1000)


def test_the_end_of_the_schedule_saturates() -> None:
    late = Cycle(tempo=10, last_epoch=U64_MAX - 5, pending_at=0, blocks_since_step=0)
    assert next_epoch(late) == U64_MAX
    assert blocks_until_due(U64_MAX - 5, 10, U64_MAX - 1) == 1


@pytest.mark.parametrize(
    ("pending_at", "expected"),
    [(0, 150), (120, 120), (150, 150), (200, 150)],
)
def test_the_next_epoch_is_the_scheduled_or_the_asked_for_one(
    pending_at: int, expected: int
) -> None:
    assert next_epoch(Cycle(50, 100, pending_at, 0)) == expected


@pytest.mark.parametrize(
    ("cycle", "block", "due"),
    [
        (Cycle(100, 1000, 0, 0), 1099, False),
        (Cycle(100, 1000, 0, 0), 1100, True),
        (Cycle(100, 1000, 0, 0), 900, False),
        (Cycle(100, 1000, 1050, 0), 1049, False),
        (Cycle(100, 1000, 1050, 0), 1050, True),
        (Cycle(100, 1000, 1050, 0), 1051, True),
        (Cycle(100, 1000, 0, MAX_TEMPO), 1001, False),
        (Cycle(100, 1000, 0, MAX_TEMPO + 1), 1001, True),
        (Cycle(U16_MAX, 1000, 0, 0), 1000 + U16_MAX, True),
    ],
)
def test_an_epoch_is_due_by_tempo_by_request_or_after_too_long(
    cycle: Cycle, block: int, due: bool
) -> None:
    assert is_due(cycle, block, MAX_TEMPO) is due


@pytest.mark.parametrize(
    ("pending_at", "block", "frozen"),
    [
        (0, 89, False),
        (0, 90, False),
        (0, 91, True),
        (0, 100, True),
        (0, 150, True),
        (50, 10, True),
        (50, 49, True),
        (50, 50, False),
        (50, 51, False),
    ],
)
def test_a_subnet_is_frozen_shortly_before_an_epoch_and_while_one_is_pending(
    pending_at: int, block: int, frozen: bool
) -> None:
    assert is_frozen(Cycle(100, 0, pending_at, 0), block, window=10) is frozen


@pytest.mark.parametrize(
    ("netuid", "tempo", "block", "anchor"),
    [
        (1, 360, 1000, 999),
        (361, 360, 1000, 999),
        (360, 360, 1000, 1000),
        (7, 0, 5, 5),
        (9, 13, 3, 0),
    ],
)
def test_a_new_subnet_is_counted_from_an_earlier_block_by_its_netuid(
    netuid: int, tempo: int, block: int, anchor: int
) -> None:
    assert first_anchor(netuid, tempo, block) == anchor


@pytest.mark.parametrize(
    ("factor", "tempo", "blocks"),
    [(13_889, 360, 5000), (1000, 360, 360), (1, 360, 1), (0, 360, 1), (13_889, 0, 1)],
)
def test_the_activity_cutoff_is_a_multiple_of_the_tempo(
    factor: int, tempo: int, blocks: int
) -> None:
    assert activity_cutoff(factor, tempo) == blocks
