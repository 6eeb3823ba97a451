"""Voting power is tracked, where the owner of a subnet wants it."""

from __future__ import annotations

import pytest

from pallets.subtensor.epoch import EpochRunner
from pallets.subtensor.events import (
    VotingPowerTrackingDisabled,
    VotingPowerTrackingDisableScheduled,
    VotingPowerTrackingEnabled,
)
from pallets.subtensor.hyperparameters.dividends import DividendSettings
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Hyperparameters,
    Neurons,
    Scores,
    StakeShares,
    VotingPowers,
    WeightTable,
)
from pallets.subtensor.voting_power import VotingPowerTracking
from pallets.subtensor.voting_power.average import ONE
from runtime.call import Call
from runtime.origin import NOBODY, Origin
from tests.pallets.subtensor.world import World, account, fails

HOTKEY, OWNER, STRANGER, MINER, NEW_HOTKEY = (account(number) for number in (1, 2, 999, 5, 99))
STAKE = 1_000_000_000_000  # rao
GRACE = 100_800  # blocks
FIRST = 3_570_000_000
"""What the first epoch makes of that stake: 0.357 %."""


class Tracked:
    """A subnet and its owner's neuron."""

    def __init__(self) -> None:
        self.world = World()
        self.netuid = self.world.add_dynamic_network(HOTKEY, OWNER)
        self.powers = self.world.pallet(VotingPowers)
        self.tracking = self.world.pallet(VotingPowerTracking)

    def enable(self, by: bytes | None = OWNER) -> None:
        self.world.run(VotingPowerTracking.enable_voting_power_tracking(self.netuid), by=by)

    def disable(self, by: bytes | None = OWNER) -> None:
        self.world.run(VotingPowerTracking.disable_voting_power_tracking(self.netuid), by=by)

    @property
    def is_on(self) -> bool:
        return self.powers.voting_power_tracking_enabled[self.netuid]

    @property
    def end(self) -> int:
        return self.powers.voting_power_disable_at_block[self.netuid]

    def power(self, hotkey: bytes = HOTKEY) -> int:
        return self.powers.voting_power[self.netuid, hotkey]

    def set_power(self, power: int, hotkey: bytes = HOTKEY) -> None:
        self.powers.voting_power[self.netuid, hotkey] = power

    def has_power(self, hotkey: bytes = HOTKEY) -> bool:
        return (self.netuid, hotkey) in self.powers.voting_power

    def epochs(self, count: int = 1, stake: int | None = STAKE) -> None:
        """So many epochs with this stake of the owner's hotkey, None if it may not validate."""
        for _ in range(count):
            self.tracking.update(self.netuid, {HOTKEY: stake})


@pytest.fixture
def tracked() -> Tracked:
    return Tracked()


# The calls


@pytest.mark.parametrize("by", [OWNER, None])
def test_the_owner_and_root_can_begin_and_end_the_tracking(
    tracked: Tracked, by: bytes | None
) -> None:
    assert not tracked.is_on
    tracked.enable(by)
    assert (tracked.is_on, tracked.end) == (True, 0)
    tracked.disable(by)
    assert (tracked.is_on, tracked.end) == (True, 1 + GRACE)
    world, netuid = tracked.world, tracked.netuid
    assert world.events(VotingPowerTrackingEnabled) == [VotingPowerTrackingEnabled(netuid)]
    scheduled = VotingPowerTrackingDisableScheduled(netuid, 1 + GRACE)
    assert world.events(VotingPowerTrackingDisableScheduled) == [scheduled]


def test_to_end_it_again_puts_the_end_off(tracked: Tracked) -> None:
    tracked.enable()
    tracked.disable()
    tracked.world.set_block(1_000)
    tracked.disable()
    assert tracked.end == 1_000 + GRACE


def test_to_begin_again_undoes_the_end(tracked: Tracked) -> None:
    tracked.enable()
    tracked.disable()
    tracked.enable()
    assert (tracked.is_on, tracked.end) == (True, 0)
    assert tracked.netuid not in tracked.powers.voting_power_disable_at_block


def test_only_what_has_begun_can_end(tracked: Tracked) -> None:
    with fails("VotingPowerTrackingNotEnabled"):
        tracked.disable()


@pytest.mark.parametrize("by", [STRANGER, HOTKEY, NOBODY])
@pytest.mark.parametrize("is_on", [False, True])
def test_nobody_else_can_and_that_is_checked_first(
    tracked: Tracked, by: bytes | Origin, is_on: bool
) -> None:
    if is_on:
        tracked.enable()
    calls: list[Call] = [
        VotingPowerTracking.enable_voting_power_tracking(tracked.netuid),
        VotingPowerTracking.disable_voting_power_tracking(tracked.netuid),
        VotingPowerTracking.disable_voting_power_tracking(404),
    ]
    for call in calls:
        with fails("BadOrigin"):
            tracked.world.run(call, by=by)
    assert (tracked.is_on, tracked.end) == (is_on, 0)


def test_root_can_ask_for_a_subnet_that_there_is_not(tracked: Tracked) -> None:
    tracked.world.run(VotingPowerTracking.enable_voting_power_tracking(404))
    assert tracked.powers.voting_power_tracking_enabled[404]


def test_the_weight_of_new_stake_is_set_by_root_up_to_one(tracked: Tracked) -> None:
    weights, netuid = tracked.powers.voting_power_ema_alpha, tracked.netuid
    call = DividendSettings.sudo_set_voting_power_ema_alpha
    assert weights[netuid] == 3_570_000_000_000_000
    tracked.world.run(call(netuid, ONE // 2))
    assert weights[netuid] == ONE // 2
    with fails("InvalidVotingPowerEmaAlpha"):
        tracked.world.run(call(netuid, ONE + 1))
    with fails("BadOrigin"):
        tracked.world.run(call(netuid, ONE + 1), by=OWNER)


# Epochs


def test_voting_power_grows_epoch_by_epoch(tracked: Tracked) -> None:
    tracked.enable()
    assert tracked.power() == 0
    tracked.epochs()
    assert tracked.power() == FIRST
    tracked.epochs(10)
    assert tracked.power() == 38_576_484_544


def test_it_moves_by_the_subnets_own_weight(tracked: Tracked) -> None:
    tracked.enable()
    tracked.powers.voting_power_ema_alpha[tracked.netuid] = ONE // 4
    tracked.epochs()
    assert tracked.power() == STAKE // 4
    tracked.epochs(stake=0)
    assert tracked.power() == STAKE // 4 * 3 // 4


def test_without_tracking_nothing_moves(tracked: Tracked) -> None:
    tracked.set_power(5, NEW_HOTKEY)
    tracked.epochs()
    assert (tracked.power(), tracked.power(NEW_HOTKEY)) == (0, 5)


def test_who_is_not_registered_any_more_loses_it(tracked: Tracked) -> None:
    tracked.enable()
    tracked.epochs(10)
    tracked.set_power(5, NEW_HOTKEY)
    del tracked.world.pallet(Neurons).is_network_member[HOTKEY, tracked.netuid]
    tracked.epochs()
    assert not tracked.has_power() and not tracked.has_power(NEW_HOTKEY)


def test_who_is_registered_keeps_it_even_if_the_epoch_knows_nothing_of_it(
    tracked: Tracked,
) -> None:
    tracked.enable()
    tracked.set_power(5)
    tracked.tracking.update(tracked.netuid, {})
    assert tracked.power() == 5


def test_only_validators_have_it(tracked: Tracked) -> None:
    tracked.enable()
    tracked.world.register_ok_neuron(tracked.netuid, MINER, OWNER)
    tracked.tracking.update(tracked.netuid, {HOTKEY: STAKE, MINER: None})
    assert (tracked.power(), tracked.has_power(MINER)) == (FIRST, False)
    tracked.tracking.update(tracked.netuid, {HOTKEY: None, MINER: STAKE})
    assert (tracked.has_power(), tracked.power(MINER)) == (False, FIRST)


def test_who_never_had_the_least_stake_keeps_what_it_has(tracked: Tracked) -> None:
    tracked.enable()
    least = 10**9
    tracked.world.pallet(WeightTable).stake_threshold.set(least)
    tracked.set_power(least - 1)
    tracked.epochs(stake=0)
    assert tracked.power() == 996_429_999


@pytest.mark.parametrize(
    "before, stake, after",
    [
        (10**9 + 100, 10**9 * 95 // 100, 0),  # 999,821,599: a little below is below
        (10**9 + 10**8, 10**9 * 95 // 100, 1_099_464_500),
        (10**9, 0, 0),
    ],
)
def test_who_falls_below_the_least_stake_has_none(
    tracked: Tracked, before: int, stake: int, after: int
) -> None:
    tracked.enable()
    tracked.world.pallet(WeightTable).stake_threshold.set(10**9)
    tracked.set_power(before)
    tracked.epochs(stake=stake)
    assert (tracked.power(), tracked.has_power()) == (after, after > 0)


def test_without_a_least_stake_it_only_decays(tracked: Tracked) -> None:
    """What is rounded to zero is not written: one rao never goes."""
    tracked.enable()
    tracked.set_power(2)
    for left in (1, 1, 1):
        tracked.epochs(stake=0)
        assert tracked.power() == left


# The end


def test_it_goes_on_until_the_end(tracked: Tracked) -> None:
    tracked.enable()
    tracked.disable()
    for block, power in ((tracked.end - 1_000, FIRST), (tracked.end - 1, 7_127_255_100)):
        tracked.world.set_block(block)
        tracked.epochs()
        assert (tracked.is_on, tracked.power()) == (True, power)


@pytest.mark.parametrize("late", [0, 1])
def test_the_first_epoch_at_the_end_forgets_all_of_it(tracked: Tracked, late: int) -> None:
    tracked.enable()
    tracked.epochs(10)
    tracked.set_power(5, NEW_HOTKEY)
    tracked.powers.voting_power[404, HOTKEY] = 6
    tracked.disable()
    tracked.world.set_block(tracked.end + late)
    tracked.epochs()
    assert (tracked.is_on, tracked.end) == (False, 0)
    assert dict(tracked.powers.voting_power.items()) == {(404, HOTKEY): 6}
    assert tracked.netuid not in tracked.powers.voting_power_disable_at_block
    disabled = VotingPowerTrackingDisabled(tracked.netuid)
    assert tracked.world.events(VotingPowerTrackingDisabled) == [disabled]


# Hotkeys that are swapped


@pytest.mark.parametrize(
    "before, existing, after",
    [
        (5_000_000_000_000, 0, 5_000_000_000_000),
        (5_000_000_000_000, 2_000_000_000_000, 7_000_000_000_000),
        (2**64 - 1, 1, 2**64 - 1),
    ],
)
def test_voting_power_goes_along_with_a_hotkey(
    tracked: Tracked, before: int, existing: int, after: int
) -> None:
    tracked.set_power(before)
    if existing:
        tracked.set_power(existing, NEW_HOTKEY)
    tracked.tracking.move(tracked.netuid, HOTKEY, NEW_HOTKEY)
    assert not tracked.has_power()
    assert tracked.power(NEW_HOTKEY) == after


def test_no_voting_power_is_moved_as_none(tracked: Tracked) -> None:
    tracked.tracking.move(tracked.netuid, HOTKEY, NEW_HOTKEY)
    assert not tracked.has_power(NEW_HOTKEY)


# With the epoch itself


def test_an_epoch_counts_the_stake_weight_of_who_may_validate(tracked: Tracked) -> None:
    """With root's TAO in it, and of those that have a permit from now on."""
    world, netuid = tracked.world, tracked.netuid
    world.pallet(Hyperparameters).max_allowed_validators[netuid] = 1
    world.register_ok_neuron(netuid, MINER, OWNER)
    world.pallet(Stake).increase(HOTKEY, OWNER, netuid, STAKE)
    world.pallet(Stake).increase(HOTKEY, OWNER, 0, 5 * STAKE)
    world.pallet(StakeShares).tao_weight.set(2**64 - 1)
    held = world.pallet(Stake).on_hotkey(HOTKEY, netuid) + 5 * STAKE
    world.pallet(Stake).increase(MINER, OWNER, netuid, held - 1)
    tracked.enable()
    world.pallet(EpochRunner).run(netuid, 1_000)
    assert world.pallet(Scores).validator_permit[netuid] == [True, False]
    assert tracked.power() == held * 3_570 // 10**6
    assert not tracked.has_power(MINER)
