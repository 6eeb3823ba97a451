"""The calls of SubtensorModule that only set a value."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import (
    InvalidNumRootClaim,
    InvalidRootClaimThreshold,
    InvalidVotingPowerEmaAlpha,
)
from pallets.subtensor.events import (
    MaxChildKeyTakeSet,
    MinChildKeyTakeSet,
    TxChildKeyTakeRateLimitSet,
    VotingPowerEmaAlphaSet,
)
from pallets.subtensor.hyperparameters import DividendSettings, TakeSettings
from pallets.subtensor.state import Delegation, RateLimits, RootClaims, Subnets, VotingPowers
from runtime.fixed import I96F32
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.world import World, account, fails

NETUID, OWNER, STRANGER = 1, 5, 7
TAKES, DIVIDENDS = TakeSettings, DividendSettings

BY_ROOT = [
    (
        TAKES.sudo_set_tx_childkey_take_rate_limit(9),
        lambda world: world.pallet(RateLimits).tx_childkey_take_rate_limit.get(),
        9,
        [TxChildKeyTakeRateLimitSet(9)],
    ),
    (
        TAKES.sudo_set_min_childkey_take(9),
        lambda world: world.pallet(Delegation).min_childkey_take.get(),
        9,
        [MinChildKeyTakeSet(9)],
    ),
    (
        TAKES.sudo_set_max_childkey_take(9),
        lambda world: world.pallet(Delegation).max_childkey_take.get(),
        9,
        [MaxChildKeyTakeSet(9)],
    ),
    (
        TAKES.set_pending_childkey_cooldown(9),
        lambda world: world.pallet(Delegation).pending_child_key_cooldown.get(),
        9,
        [],
    ),
    (
        DIVIDENDS.sudo_set_num_root_claims(50),
        lambda world: world.pallet(RootClaims).num_root_claim.get(),
        50,
        [],
    ),
    (
        DIVIDENDS.sudo_set_voting_power_ema_alpha(NETUID, 10**18),
        lambda world: world.pallet(VotingPowers).voting_power_ema_alpha[NETUID],
        10**18,
        [VotingPowerEmaAlphaSet(NETUID, 10**18)],
    ),
]


@pytest.fixture
def world() -> World:
    world = World()
    world.pallet(Subnets).subnet_owner[NETUID] = account(OWNER)
    return world


@pytest.mark.parametrize(
    ("call", "read", "value", "events"),
    [pytest.param(*case, id=case[0].declaration.name) for case in BY_ROOT],
)
def test_what_root_sets(world, call, read, value, events):
    before = read(world)
    for origin in (OWNER, STRANGER, NOBODY):
        with fails("BadOrigin"):
            world.run(call, by=origin)
    assert read(world) == before != value
    world.run(call)
    assert read(world) == value
    assert world.all_events() == events


def test_how_many_coldkeys_claim_by_themselves(world):
    with pytest.raises(InvalidNumRootClaim):
        world.run(DIVIDENDS.sudo_set_num_root_claims(51))
    world.run(DIVIDENDS.sudo_set_num_root_claims(0))
    assert world.pallet(RootClaims).num_root_claim.get() == 0


@pytest.mark.parametrize("origin", [OWNER, ROOT])
def test_what_is_claimed_at_least(world, origin):
    threshold = world.pallet(RootClaims).root_claimable_threshold
    call = DIVIDENDS.sudo_set_root_claim_threshold
    for who in (STRANGER, NOBODY):
        with fails("BadOrigin"):
            world.run(call(NETUID, 1_000), by=who)
    with pytest.raises(InvalidRootClaimThreshold):
        world.run(call(NETUID, 10_000_001), by=origin)
    world.run(call(NETUID, 10_000_000), by=origin)
    assert threshold[NETUID] == I96F32.from_num(10_000_000)
    assert threshold[NETUID + 1] == I96F32.from_num(500_000)


def test_the_weight_of_new_stake_in_voting_power(world):
    with pytest.raises(InvalidVotingPowerEmaAlpha):
        world.run(DIVIDENDS.sudo_set_voting_power_ema_alpha(NETUID, 10**18 + 1))
    world.run(DIVIDENDS.sudo_set_voting_power_ema_alpha(NETUID, 0))
    assert world.pallet(VotingPowers).voting_power_ema_alpha[NETUID] == 0
