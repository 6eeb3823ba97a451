"""Share pools: what each key owns after the common value or its own part has changed."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.shares import SafeFloat, SharePool
from pallets.subtensor.shares.safe_float import ZERO
from runtime.fixed.integers import I64_MAX, U64_MAX
from tests.runtime.fixed.vectors import by_operation

SEQUENCES = by_operation("share")["pool"]


@dataclass
class Memory:
    """A pool's numbers, without a state."""

    value: int = 0
    shares: dict[int, SafeFloat] = field(default_factory=dict)
    all_shares: SafeFloat = ZERO

    def shared_value(self) -> int:
        return self.value

    def share(self, key: int) -> SafeFloat:
        return self.shares.get(key, ZERO)

    def has_share(self, key: int) -> bool:
        return key in self.shares

    def denominator(self) -> SafeFloat:
        return self.all_shares

    def set_shared_value(self, value: int) -> None:
        self.value = value

    def set_share(self, key: int, share: SafeFloat) -> None:
        self.shares[key] = share

    def set_denominator(self, denominator: SafeFloat) -> None:
        self.all_shares = denominator


def pool_of(value: int = 0, shares: dict[int, int] | None = None, total: int = 0) -> SharePool[int]:
    held = {key: SafeFloat.from_u64(share) for key, share in (shares or {}).items()}
    return SharePool(Memory(value, held, SafeFloat.from_u64(total)))


def updated(*updates: tuple[int | None, int]) -> SharePool[int]:
    """A pool after updates of keys, or of all where there is none."""
    pool = pool_of()
    for key, update in updates:
        if key is None:
            pool.update_all(update)
        else:
            pool.update_one(key, update)
    return pool


# As the reference computes


@pytest.mark.parametrize("steps", [row[0] for row in SEQUENCES])
def test_a_sequence_of_updates_is_the_references(steps: Any) -> None:
    memory = Memory()
    pool = SharePool[int](memory)
    for all_keys, key, update, would_change, value, denominator, share, values in steps:
        assert pool.update_changes_shares(int(update)) is would_change
        if all_keys:
            pool.update_all(int(update))
        else:
            pool.update_one(key, int(update))
        assert memory.value == int(value)
        assert memory.all_shares == SafeFloat(*map(int, denominator))
        assert memory.share(key) == SafeFloat(*map(int, share))
        assert [pool.find_value(owner) for owner in range(4)] == [
            None if owned is None else int(owned) for owned in values
        ]


# What keys own


@pytest.mark.parametrize(
    ("value", "shares", "total", "owned"),
    [
        (100, {1: 3, 2: 7}, 10, [30, 70]),
        (100, {1: 3}, 0, [0, 0]),  # nothing without a sum of shares
        (
            U64_MAX,
            {1: 3, 2: 7},
            10,
            [5_534_023_222_112_865_484, 12_912_720_851_596_686_130],
        ),
        (10**9, {1: U64_MAX // 2, 2: U64_MAX // 2}, U64_MAX, [499_999_999, 499_999_999]),
    ],
)
def test_a_key_owns_its_part_floored(
    value: int, shares: dict[int, int], total: int, owned: list[int]
) -> None:
    pool = pool_of(value, shares, total)
    assert [pool.value_of(1), pool.value_of(2)] == owned
    assert pool.value_of_shares(SafeFloat.from_u64(shares[1])) == owned[0]


def test_a_key_without_an_entry_is_told_apart() -> None:
    pool = updated((1, 10), (1, -10))
    assert pool.find_value(1) == 0
    assert pool.find_value(2) is None
    assert pool.value_of(2) == 0


# Updates


def test_the_first_key_gets_what_it_brings() -> None:
    pool = updated((1, 1000))
    assert pool.value_of(1) == 1000
    assert pool.data.share(1) == pool.data.denominator() == SafeFloat.from_u64(1000)


def test_the_first_update_may_be_negative() -> None:
    """Its shares are made of the size of the update; the value stays zero."""
    pool = updated((1, -1000))
    assert pool.data.share(1) == SafeFloat.from_u64(1000)
    assert (pool.data.shared_value(), pool.value_of(1)) == (0, 0)


def test_an_update_of_all_ends_at_the_bounds_of_u64() -> None:
    pool = updated((None, 1000))
    assert pool.data.shared_value() == 1000
    pool.update_all(-1001)
    assert pool.data.shared_value() == 0
    for _ in range(3):
        pool.update_all(I64_MAX)
    assert pool.data.shared_value() == U64_MAX


def test_small_rests_are_exact() -> None:
    pool = updated((1, 1000), (1, -990), (2, 1000), (2, -990))
    assert [pool.value_of(1), pool.value_of(2)] == [10, 10]


def test_precision_after_huge_emissions_to_one_rao() -> None:
    almost_all = -499_999_999_999_990
    pool = updated(
        (1, 1),
        (2, 1),
        (None, 999_999_999_999_998),
        (1, almost_all),
        (2, almost_all),
        (None, 999_999_999_999_980),
        (1, 1_000_000_000_000),
        (2, 1_000_000_000_000),
    )
    assert [pool.value_of(1), pool.value_of(2)] == [501_000_000_000_000] * 2


def test_precision_after_many_small_updates() -> None:
    pool = updated((1, 1), (2, 1), (None, 10**15))
    for _ in range(1000):
        pool.update_one(1, -500_000_000)
        pool.update_one(2, -500_000_000)
    pool.update_all(10**15)
    pool.update_one(1, 10**12)
    pool.update_one(2, 10**12)
    expected = 1_001_000_000_000_000 - 1000 * 500_000_000
    assert [pool.value_of(1), pool.value_of(2)] == [expected, expected]


def test_nothing_is_lost_with_a_low_denominator() -> None:
    """A real case: taking 1000 rao out of 10^11 once took all of it."""
    data = Memory(10**12, {1: made(1, -15)}, made(1, -14))
    pool = SharePool[int](data)
    assert pool.value_of(1) == 100_000_000_000
    pool.update_one(1, -1000)
    assert pool.value_of(1) == 99_999_999_000


def made(mantissa: int, exponent: int) -> SafeFloat:
    number = SafeFloat.new(mantissa, exponent)
    assert number is not None
    return number


def test_taking_more_than_there_is() -> None:
    pool = updated((1, 100), (2, 900), (1, -200))
    assert pool.value_of(1) == 0
    assert pool.data.shared_value() == 800
    # From a share of zero nothing is taken; the sum of shares goes down all the same.
    before = pool.data.denominator()
    pool.update_one(3, -400)
    assert pool.data.share(3) == ZERO
    assert pool.data.denominator() == before.sub(made(400, 0))


def test_an_update_of_nothing_changes_nothing() -> None:
    pool = updated((1, 100), (2, 900))
    before = (pool.data.share(1), pool.data.denominator(), pool.data.shared_value())
    pool.update_one(1, 0)
    pool.update_one(3, 0)
    assert before == (pool.data.share(1), pool.data.denominator(), pool.data.shared_value())
    assert pool.data.share(3) == ZERO


def test_shares_stay_where_their_exponent_would_end() -> None:
    huge = made(10**21, I64_MAX)
    data = Memory(10, {1: huge}, huge)
    pool = SharePool[int](data)
    pool.update_one(1, 10)
    assert data.denominator() == data.share(1) == huge
    assert data.shared_value() == 20


def test_whether_an_update_is_large_enough() -> None:
    assert pool_of().update_changes_shares(0)  # an empty pool takes anything
    assert not pool_of(100, {1: 1}, 1).update_changes_shares(0)
    assert pool_of(100, {1: 1}, 1).update_changes_shares(-1)
    assert not pool_of(0, {1: 1}, 1).update_changes_shares(5)  # a worthless pool


SHARES_PER_UPDATE: list[tuple[int, int, int, int]] = [
    (1, 1, 1, 0),
    (1, 10**18, 1, 0),
    (1, 21 * 10**15, 1, 5),
    (1, 21 * 10**15, 1, -1_000_000),
    (1, 21 * 10**15, 1, -1_000_000_000),
    (1, 21 * 10**15, 1, -1_000_000_001),
    (1_000, 21 * 10**15, 1, 5),
    (21 * 10**15, 21 * 10**15, 1, 5),
    (21 * 10**15, 21 * 10**15, 1, -5),
    (21 * 10**15, 21 * 10**15, 1, -100),
    (21 * 10**15, 21 * 10**15, 1, 100),
    (210 * 10**15, 21 * 10**15, 1, 5),
    (1_000, 1_000, 21 * 10**15, 0),
    (1_000, 1_000, 21 * 10**15, -1),
]


@pytest.mark.parametrize(("update", "value", "mantissa", "exponent"), SHARES_PER_UPDATE)
def test_an_update_gets_its_part_of_the_shares(
    update: int, value: int, mantissa: int, exponent: int
) -> None:
    """A key without shares has those of its update, to the 21st digit, cut off."""
    denominator = made(mantissa, exponent)
    data = Memory(value, {}, denominator)
    SharePool[int](data).update_one(1, update)
    share = data.share(1)
    # In units of the denominator's last digit, which may be billions of places below the point.
    ours = share.mantissa * 10 ** (share.exponent - exponent + 60)
    wanted = update * mantissa * 10**60 // value
    assert 0 <= wanted - ours <= wanted // 10**19


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, 0, 1, 2]), st.integers(1, 10**15)), min_size=1, max_size=12
    )
)
def test_keys_own_at_most_what_there_is(updates: list[tuple[int | None, int]]) -> None:
    pool = updated((0, 10**9), *updates)
    owned = sum(pool.value_of(key) for key in range(3))
    assert owned <= pool.data.shared_value() + 3
    assert pool.data.shared_value() - owned <= 3 + pool.data.shared_value() // 10**15
