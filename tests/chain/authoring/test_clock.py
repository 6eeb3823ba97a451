"""Block timestamps: steps, the clock, and slots that never repeat."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.authoring.clock import BlockClock, BlockTimeTooShort


def test_a_step_is_added_to_the_parents_time() -> None:
    assert BlockClock(250, 1000).next(5_000) == 6_000


def test_the_first_block_has_the_start_time_on_a_slot_boundary() -> None:
    assert BlockClock(250, 250, start=1_700_000_000_123).next(0) == 1_700_000_000_000


def test_without_a_start_the_first_block_has_the_clocks_time() -> None:
    now = time.time_ns() // 1_000_000
    first = BlockClock(250, 250).next(0)
    assert first % 250 == 0 and now - 250 < first < now + 5_000


def test_the_clock_is_followed_but_never_by_less_than_a_slot() -> None:
    clock = BlockClock(12_000, None, start=1_000_000)
    assert clock.next(500_000) == 1_000_000
    assert clock.next(999_000) == 1_011_000


def test_a_step_shorter_than_a_slot_is_refused() -> None:
    with pytest.raises(BlockTimeTooShort, match="200 ms is shorter than a slot, which has 250 ms"):
        BlockClock(250, 200)


@given(
    st.sampled_from([250, 12_000]),
    st.integers(0, 100_000),
    st.booleans(),
    st.integers(0, 2**40),
)
def test_slots_increase(slot: int, extra: int, stepped: bool, start: int) -> None:
    clock = BlockClock(slot, slot + extra if stepped else None, start)
    times = [clock.next(0)]
    for _ in range(5):
        times.append(clock.next(times[-1]))
    slots = [each // slot for each in times]
    assert all(after > before for before, after in itertools.pairwise(slots))
