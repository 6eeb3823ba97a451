"""Who may change a subnet, and when not."""

from __future__ import annotations

import pytest

from pallets.subtensor.limits import Permissions, RateLimiting, TransactionType
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Schedule, Subnets
from pallets.subtensor.types import ROOT as ROOT_NETWORK
from pallets.subtensor.types import Hyperparameter
from runtime.origin import NOBODY, ROOT, signed
from tests.pallets.subtensor.world import World, account, fails

NETUID = 1
OWNER, STRANGER = account(5), account(7)
NOW, TEMPO = 100, 10


@pytest.fixture
def world() -> World:
    world = World(block=NOW)
    world.pallet(Subnets).networks_added[NETUID] = True
    world.pallet(Subnets).subnet_owner[NETUID] = OWNER
    world.pallet(Schedule).tempo[NETUID] = TEMPO
    world.pallet(Schedule).last_epoch_block[NETUID] = NOW
    return world


@pytest.fixture
def permissions(world: World) -> Permissions:
    world.pallet(Schedule).admin_freeze_window.set(3)
    return world.pallet(Permissions)


def test_the_owner_and_nobody_else(permissions):
    assert permissions.ensure_subnet_owner(signed(OWNER), NETUID) == OWNER
    for origin in (signed(STRANGER), ROOT, NOBODY):
        with fails("BadOrigin"):
            permissions.ensure_subnet_owner(origin, NETUID)
    with fails("BadOrigin"):
        permissions.ensure_subnet_owner(signed(OWNER), NETUID + 1)


def test_the_owner_or_root(permissions):
    assert permissions.ensure_subnet_owner_or_root(signed(OWNER), NETUID) == OWNER
    assert permissions.ensure_subnet_owner_or_root(ROOT, NETUID) is None
    for origin in (signed(STRANGER), NOBODY):
        with fails("BadOrigin"):
            permissions.ensure_subnet_owner_or_root(origin, NETUID)


@pytest.mark.parametrize("netuid", [ROOT_NETWORK, NETUID])
def test_the_window_before_an_epoch(world, permissions, netuid):
    world.pallet(Schedule).tempo[netuid] = TEMPO
    world.pallet(Schedule).last_epoch_block[netuid] = NOW
    world.set_block(NOW + TEMPO - 3)
    permissions.ensure_admin_window_open(netuid)
    for block in (NOW + TEMPO - 2, NOW + TEMPO, NOW + TEMPO + 50):
        world.set_block(block)
        with fails("AdminActionProhibitedDuringWeightsWindow"):
            permissions.ensure_admin_window_open(netuid)


def test_owners_are_limited_and_root_is_not(world, permissions):
    world.pallet(EpochSchedule).set_tempo_unchecked(NETUID, 1)
    rho, kappa = Hyperparameter.Rho, Hyperparameter.Kappa
    ensure = permissions.ensure_owner_or_root_within_limits
    assert ensure(signed(OWNER), NETUID, rho, kappa) == OWNER
    world.pallet(RateLimiting).set_last_block(kappa, OWNER, NETUID, NOW)
    for kinds in ((kappa,), (rho, kappa), (kappa, rho)):
        with fails("TxRateLimitExceeded"):
            ensure(signed(OWNER), NETUID, *kinds)
    assert ensure(signed(OWNER), NETUID, rho) == OWNER
    assert ensure(ROOT, NETUID, kappa) is None
    with fails("BadOrigin"):
        ensure(signed(STRANGER), NETUID, kappa)
    world.set_block(NOW + 2)
    assert ensure(signed(OWNER), NETUID, kappa) == OWNER


def test_limits_do_not_care_for_the_window(world, permissions):
    world.set_block(NOW + TEMPO - 1)
    ensure = permissions.ensure_owner_or_root_within_limits
    assert ensure(signed(OWNER), NETUID, Hyperparameter.Kappa) == OWNER
    with fails("AdminActionProhibitedDuringWeightsWindow"):
        permissions.ensure_admin_window_open(NETUID)


def test_a_change_by_the_owner_is_remembered_and_one_by_root_is_not(world, permissions):
    kinds = (Hyperparameter.Rho, TransactionType.MechanismEmission)
    last = world.pallet(RateLimiting).last_block
    with permissions.owner_or_root(ROOT, NETUID, *kinds) as who:
        assert who is None
    assert [last(kind, OWNER, NETUID) for kind in kinds] == [0, 0]
    with permissions.owner_or_root(signed(OWNER), NETUID, *kinds) as who:
        assert who == OWNER
    assert [last(kind, OWNER, NETUID) for kind in kinds] == [NOW, NOW]


def test_a_change_that_fails_is_not_remembered(world, permissions):
    kind = TransactionType.MechanismEmission
    with (
        pytest.raises(LookupError),
        permissions.owner_or_root(signed(OWNER), NETUID, kind),
    ):
        raise LookupError
    assert world.pallet(RateLimiting).last_block(kind, OWNER, NETUID) == 0
