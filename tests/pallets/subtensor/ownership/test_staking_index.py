"""Coldkeys with stake on root are numbered without gaps."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.ownership import StakingIndex
from pallets.subtensor.state import StakeShares
from tests.pallets.subtensor.world import World, account


def numbered(world: World) -> list[bytes]:
    """The coldkeys by number; both maps say the same."""
    shares = world.pallet(StakeShares)
    by_index = dict(shares.staking_coldkeys_by_index.items())
    assert dict(shares.staking_coldkeys.items()) == {who: i for i, who in by_index.items()}
    assert sorted(by_index) == list(range(shares.num_staking_coldkeys.get()))
    return [who for _, who in sorted(by_index.items())]


def test_a_coldkey_gets_the_next_number_once() -> None:
    world = World()
    index = world.pallet(StakingIndex)
    for number in (7, 5, 7, 6):
        index.add(account(number))
    assert numbered(world) == [account(7), account(5), account(6)]


def test_the_last_coldkey_takes_the_place_of_the_one_that_goes() -> None:
    world = World()
    index = world.pallet(StakingIndex)
    for number in (7, 5, 6, 8):
        index.add(account(number))
    index.remove(account(7))
    assert numbered(world) == [account(8), account(5), account(6)]
    index.remove(account(6))
    assert numbered(world) == [account(8), account(5)]
    index.remove(account(9))
    assert numbered(world) == [account(8), account(5)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5)), max_size=20))
def test_the_numbers_are_those_of_whoever_is_there(steps: list[tuple[bool, int]]) -> None:
    world = World()
    index, there = world.pallet(StakingIndex), set()
    for comes, number in steps:
        if comes:
            index.add(account(number))
            there.add(account(number))
        else:
            index.remove(account(number))
            there.discard(account(number))
        assert set(numbered(world)) == there
