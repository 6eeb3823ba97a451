"""How often something may be done, and where it is noted when it was."""

from __future__ import annotations

import pytest

from pallets.subtensor.config import FAST, MAINNET
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.state import Founding, RateLimits, Schedule
from pallets.subtensor.types import (
    Hyperparameter,
    LastTxBlock,
    LastTxBlockDelegateTake,
    NetworkLastRegistered,
    OwnerHyperparamUpdate,
    SetSNOwnerHotkey,
)
from tests.pallets.subtensor.world import World, account

NETUID = 3
WHO, ANOTHER = account(1), account(2)
T = TransactionType

LIMITS = [
    (T.SetChildren, 150, 150),
    (T.SetChildkeyTake, 216_000, 5),
    (T.RegisterNetwork, 7_200, 7_200),
    (T.SetWeightsVersionKey, 5 * 360, 5 * 10),
    (T.SetSNOwnerHotkey, 50_400, 50_400),
    (T.MechanismCountUpdate, 7_200, 1),
    (T.MechanismEmission, 7_200, 1),
    (T.MaxUidsTrimming, 216_000, 1),
    (T.TempoUpdate, 360, 360),
    *((parameter, 2 * 360, 2 * 10) for parameter in Hyperparameter),
]


@pytest.mark.parametrize(("kind", "mainnet", "fast"), LIMITS)
def test_the_limits_of_a_chain(kind, mainnet, fast):
    assert World(MAINNET).pallet(RateLimiting).limit(kind, NETUID) == mainnet
    assert World(FAST).pallet(RateLimiting).limit(kind, NETUID) == fast


def test_the_table_has_all_kinds():
    assert {kind for kind, _, _ in LIMITS} == {*TransactionType, *Hyperparameter}


def test_limits_that_can_be_set():
    world = World()
    limit = world.pallet(RateLimiting).limit
    world.pallet(RateLimits).tx_childkey_take_rate_limit.set(11)
    world.pallet(Founding).network_rate_limit.set(12)
    world.pallet(RateLimits).weights_version_key_rate_limit.set(3)
    world.pallet(Schedule).owner_hyperparam_rate_limit.set(4)
    world.pallet(Schedule).tempo[NETUID] = 100
    assert limit(T.SetChildkeyTake, NETUID) == 11
    assert limit(T.RegisterNetwork) == 12
    assert limit(T.SetWeightsVersionKey, NETUID) == 300
    assert limit(Hyperparameter.Rho, NETUID) == 400


def test_a_limit_beyond_all_blocks_never_passes():
    world = World(block=2**32 - 1)
    world.pallet(RateLimits).weights_version_key_rate_limit.set(2**64 - 1)
    limiting = world.pallet(RateLimiting)
    limiting.set_last_block(T.SetWeightsVersionKey, WHO, NETUID, 1)
    assert not limiting.passes(T.SetWeightsVersionKey, WHO, NETUID)


OF_A_KEY = [
    (T.SetChildren, 0),
    (T.SetChildkeyTake, 1),
    (T.SetWeightsVersionKey, 4),
    (T.MechanismCountUpdate, 7),
    (T.MechanismEmission, 8),
    (T.MaxUidsTrimming, 9),
    (T.TempoUpdate, 11),
]
OF_A_SUBNET = [
    (T.SetSNOwnerHotkey, SetSNOwnerHotkey(NETUID)),
    *((parameter, OwnerHyperparamUpdate(NETUID, parameter)) for parameter in Hyperparameter),
]


@pytest.mark.parametrize(("kind", "number"), OF_A_KEY)
def test_what_each_key_does_for_itself(kind, number):
    world = World()
    limiting, stored = world.pallet(RateLimiting), world.pallet(RateLimits)
    limiting.set_last_block(kind, WHO, NETUID, 77)
    assert list(stored.transaction_key_last_block.items()) == [((WHO, NETUID, number), 77)]
    assert not list(stored.last_rate_limited_block.keys())
    assert limiting.last_block(kind, WHO, NETUID) == 77
    assert limiting.last_block(kind, ANOTHER, NETUID) == 0
    assert limiting.last_block(kind, WHO, NETUID + 1) == 0


@pytest.mark.parametrize(("kind", "key"), OF_A_SUBNET)
def test_what_is_noted_for_the_subnet_whoever_does_it(kind, key):
    world = World()
    limiting, stored = world.pallet(RateLimiting), world.pallet(RateLimits)
    limiting.set_last_block(kind, WHO, NETUID, 77)
    assert list(stored.last_rate_limited_block.items()) == [(key, 77)]
    assert not list(stored.transaction_key_last_block.keys())
    assert limiting.last_block(kind, ANOTHER, NETUID) == 77
    assert limiting.last_block(kind, WHO, NETUID + 1) == 0


def test_the_registration_of_subnets_is_noted_once_for_all():
    world = World()
    limiting, stored = world.pallet(RateLimiting), world.pallet(RateLimits)
    limiting.set_last_block(T.RegisterNetwork, WHO, NETUID, 77)
    assert list(stored.last_rate_limited_block.items()) == [(NetworkLastRegistered(), 77)]
    assert limiting.last_block(T.RegisterNetwork, ANOTHER) == 77


def test_it_passes_when_the_limit_is_over():
    world = World(block=100)
    limiting = world.pallet(RateLimiting)
    assert limiting.passes(T.SetChildren, WHO, NETUID)  # never done
    limiting.set_last_block(T.SetChildren, WHO, NETUID, 100)
    for block, passes in ((100, False), (249, False), (250, True)):
        world.set_block(block)
        assert limiting.passes(T.SetChildren, WHO, NETUID) is passes
    assert limiting.passes(T.SetChildren, WHO, NETUID + 1)


def test_swaps_of_hotkeys():
    world = World(block=100)
    limiting, limits = world.pallet(RateLimiting), world.pallet(RateLimits)
    limits.tx_rate_limit.set(10)
    assert not limiting.exceeds_tx_rate_limit(WHO)
    limits.last_rate_limited_block[LastTxBlock(WHO)] = 100
    for block, exceeds in ((100, True), (110, True), (111, False)):
        world.set_block(block)
        assert limiting.exceeds_tx_rate_limit(WHO) is exceeds
    world.set_block(100)
    assert not limiting.exceeds_tx_rate_limit(ANOTHER)
    assert not limiting.exceeds_delegate_take_rate_limit(WHO)
    limits.tx_rate_limit.set(0)
    assert not limiting.exceeds_tx_rate_limit(WHO)


def test_changes_of_takes():
    world = World(block=100)
    limiting, limits = world.pallet(RateLimiting), world.pallet(RateLimits)
    limits.tx_delegate_take_rate_limit.set(10)
    limits.last_rate_limited_block[LastTxBlockDelegateTake(WHO)] = 100
    for block, exceeds in ((110, True), (111, False)):
        world.set_block(block)
        assert limiting.exceeds_delegate_take_rate_limit(WHO) is exceeds
    limits.tx_delegate_take_rate_limit.set(0)
    world.set_block(100)
    assert not limiting.exceeds_delegate_take_rate_limit(WHO)
