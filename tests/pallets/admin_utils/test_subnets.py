"""The owner's hotkey, tempo, trimming, and limits of owners, in AdminUtils."""

from __future__ import annotations

import pytest

from pallets.admin_utils import (
    ChainAdmin,
    ConsensusAdmin,
    FoundingAdmin,
    NeuronsAdmin,
    RegistrationAdmin,
    SubnetsAdmin,
    WeightsAdmin,
)
from pallets.subtensor import errors
from pallets.subtensor.events import SubnetOwnerHotkeySet
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.money import Tao
from pallets.subtensor.networks import SubnetStart
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Hyperparameters, RateLimits, Schedule, Subnets, WeightTable
from pallets.subtensor.types import SetSNOwnerHotkey
from tests.pallets.admin_utils.admin import (
    HOTKEY,
    LAST_EPOCH,
    NETUID,
    NOW,
    OTHER,
    OWNER,
    TEMPO,
    AdminWorld,
)
from tests.pallets.subtensor.world import account, fails

WEEK = 50_400
OWNER_HOTKEY = [SubnetsAdmin.sudo_set_subnet_owner_hotkey, SubnetsAdmin.sudo_set_sn_owner_hotkey]


def free_of_windows(world: AdminWorld, tempo: int = 1) -> None:
    """A tempo so short that limits are, too, and no window."""
    world.run(ChainAdmin.sudo_set_admin_freeze_window(0))
    world.pallet(EpochSchedule).set_tempo_unchecked(NETUID, tempo)


@pytest.mark.parametrize("choose", OWNER_HOTKEY, ids=lambda declaration: declaration.name)
def test_the_owners_hotkey_stays_for_a_week(choose):
    world = AdminWorld()
    world.run(choose(NETUID, HOTKEY), by=OWNER)
    for origin in (OWNER, None):
        with fails("TxRateLimitExceeded"):
            world.run(choose(NETUID, account(71)), by=origin)
    last = world.pallet(RateLimits).last_rate_limited_block
    assert last[SetSNOwnerHotkey(NETUID)] == NOW
    world.set_block(NOW + WEEK - 1)
    with fails("TxRateLimitExceeded"):
        world.run(choose(NETUID, account(71)))
    world.set_block(NOW + WEEK)
    world.run(choose(NETUID, account(71)))
    assert world.pallet(Subnets).subnet_owner_hotkey[NETUID] == account(71)
    assert world.events(SubnetOwnerHotkeySet)[-1] == SubnetOwnerHotkeySet(NETUID, account(71))


def test_the_account_of_a_subnet_is_nobodys_hotkey():
    world = AdminWorld()
    system_account = world.pallet(Tao).existing_subnet_account(NETUID)
    with fails("CannotUseSystemAccount"):
        world.run(SubnetsAdmin.sudo_set_sn_owner_hotkey(NETUID, system_account), by=OWNER)
    world.run(SubnetsAdmin.sudo_set_sn_owner_hotkey(NETUID, HOTKEY), by=OWNER)
    with fails("TxRateLimitExceeded"):  # which is looked at first
        world.run(SubnetsAdmin.sudo_set_sn_owner_hotkey(NETUID, system_account), by=OWNER)


def test_a_new_tempo_counts_from_now():
    world = AdminWorld()
    schedule = world.pallet(Schedule)
    world.run(SubnetsAdmin.sudo_set_tempo(NETUID, 20))
    assert (schedule.tempo[NETUID], schedule.last_epoch_block[NETUID]) == (20, NOW)


@pytest.mark.parametrize("tempo", [0, 1, 65_535])
def test_root_sets_any_tempo(tempo):
    world = AdminWorld()
    world.run(SubnetsAdmin.sudo_set_tempo(NETUID, tempo))
    assert world.pallet(Schedule).tempo[NETUID] == tempo


def test_the_window_is_as_long_as_it_was_set():
    world = AdminWorld()
    world.run(ChainAdmin.sudo_set_admin_freeze_window(3))
    world.set_block(LAST_EPOCH + TEMPO - 3)
    world.run(RegistrationAdmin.sudo_set_min_burn(NETUID, 123))
    world.set_block(LAST_EPOCH + TEMPO - 2)
    for origin in (None, OWNER):
        with fails("AdminActionProhibitedDuringWeightsWindow"):
            world.run(RegistrationAdmin.sudo_set_min_burn(NETUID, 123), by=origin)
        with fails("AdminActionProhibitedDuringWeightsWindow"):
            world.run(WeightsAdmin.sudo_set_commit_reveal_weights_interval(NETUID, 77), by=origin)


def test_owners_are_limited_for_each_parameter_and_by_tempos():
    world = AdminWorld()
    free_of_windows(world)
    interval = WeightsAdmin.sudo_set_commit_reveal_weights_interval
    world.run(interval(NETUID, 10), by=OWNER)
    world.run(ConsensusAdmin.sudo_set_rho(NETUID, 5), by=OWNER)
    for block in (NOW, NOW + 1):
        world.set_block(block)
        with fails("TxRateLimitExceeded"):
            world.run(interval(NETUID, 11), by=OWNER)
        with fails("TxRateLimitExceeded"):
            world.run(ConsensusAdmin.sudo_set_rho(NETUID, 6), by=OWNER)
    world.set_block(NOW + 2)
    world.run(interval(NETUID, 13), by=OWNER)
    world.run(ConsensusAdmin.sudo_set_rho(NETUID, 7), by=OWNER)
    assert world.pallet(WeightTable).reveal_period_epochs[NETUID] == 13
    assert world.pallet(Hyperparameters).rho[NETUID] == 7


def test_owners_are_limited_for_each_subnet():
    world = AdminWorld()
    world.own(OTHER)
    world.pallet(Subnets).networks_added[OTHER] = True
    world.run(ConsensusAdmin.sudo_set_rho(NETUID, 5), by=OWNER)
    world.run(ConsensusAdmin.sudo_set_rho(OTHER, 5), by=OWNER)


def test_the_limit_stays_with_the_subnet_when_the_owner_changes():
    world = AdminWorld()
    world.run(ConsensusAdmin.sudo_set_rho(NETUID, 5), by=OWNER)
    world.pallet(Subnets).subnet_owner[NETUID] = account(9)
    with fails("TxRateLimitExceeded"):
        world.run(ConsensusAdmin.sudo_set_rho(NETUID, 6), by=9)


def test_the_version_key_is_limited_by_tempos_of_its_own():
    world = AdminWorld()
    free_of_windows(world, tempo=10)
    set_key, kind = WeightsAdmin.sudo_set_weights_version_key, TransactionType.SetWeightsVersionKey
    passes = world.pallet(RateLimiting).passes
    world.run(set_key(NETUID, 9))
    assert passes(kind, account(OWNER), NETUID)
    world.run(set_key(NETUID, 10), by=OWNER)
    world.set_block(NOW + 49)
    assert not passes(kind, account(OWNER), NETUID)
    with fails("TxRateLimitExceeded"):
        world.run(set_key(NETUID, 11), by=OWNER)
    world.set_block(NOW + 50)
    assert passes(kind, account(OWNER), NETUID)
    world.run(set_key(NETUID, 11), by=OWNER)
    assert world.pallet(Hyperparameters).weights_version_key[NETUID] == 11


def test_epochs_that_a_block_may_have_put_off_others():
    world = AdminWorld()
    due = [1, 2, 3, 4]
    for netuid in due:
        world.own(netuid)
        world.pallet(Schedule).pending_epoch_at[netuid] = 1
    world.run(ChainAdmin.sudo_set_max_epochs_per_block(1))
    assert len(world.pallet(EpochSchedule).deferred(due, NOW)) == 3
    world.run(ChainAdmin.sudo_set_max_epochs_per_block(6))
    assert not world.pallet(EpochSchedule).deferred(due, NOW)


def test_trimming_is_limited_to_once_in_30_days():
    world = AdminWorld()
    trim = NeuronsAdmin.sudo_trim_to_max_allowed_uids
    with pytest.raises(errors.InvalidValue):
        world.run(trim(NETUID, 129), by=OWNER)
    world.run(trim(NETUID, 64), by=OWNER)
    with fails("TxRateLimitExceeded"):
        world.run(trim(NETUID, 63), by=OWNER)
    world.run(trim(NETUID, 63))
    assert world.pallet(Hyperparameters).max_allowed_uids[NETUID] == 63


def test_the_delay_of_starts():
    world = AdminWorld()
    world.pallet(Subnets).network_registered_at[NETUID] = NOW
    world.run(FoundingAdmin.sudo_set_start_call_delay(1))
    with fails("NeedWaitingMoreBlocksToStarCall"):
        world.run(SubnetStart.start_call(NETUID), by=OWNER)
    world.run(FoundingAdmin.sudo_set_start_call_delay(0))
    world.run(SubnetStart.start_call(NETUID), by=OWNER)
    assert world.pallet(Subnets).first_emission_block_number[NETUID] == NOW + 1
    with fails("FirstEmissionBlockNumberAlreadySet"):
        world.run(SubnetStart.start_call(NETUID), by=OWNER)
