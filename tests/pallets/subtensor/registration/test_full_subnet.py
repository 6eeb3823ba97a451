"""A subnet without free places: whoever registers takes that of the weakest neuron."""

from __future__ import annotations

import pytest

from pallets.subtensor.state import Scores
from tests.pallets.subtensor.registration.desk import PAYER, Desk
from tests.pallets.subtensor.world import account

NETUID = 5
NOW = 1_000


@pytest.fixture
def desk() -> Desk:
    """Three places, taken by neurons that registered at 850, 800 and 990."""
    desk = Desk(NETUID, price=0)
    desk.hyperparameters.max_allowed_uids[NETUID] = 3
    desk.hyperparameters.immunity_period[NETUID] = 100
    desk.world.endow(PAYER, 10)
    for uid, block in enumerate((850, 800, 990)):
        desk.world.set_block(block)
        desk.register(30_001 + uid)
    desk.world.set_block(NOW)
    return desk


def emit(desk: Desk, *emissions: int) -> None:
    desk.world.pallet(Scores).emission[NETUID] = list(emissions)


def test_the_oldest_of_the_weakest_that_are_not_immune_goes(desk: Desk) -> None:
    emit(desk, 10, 10, 1)
    desk.register(40_000, payer=PAYER)
    assert desk.hotkeys() == [30_001, 40_000, 30_003]
    assert not desk.table.is_registered(NETUID, account(30_002))
    assert desk.neurons.block_at_registration[NETUID, 1] == NOW


def test_whoever_came_before_may_come_back(desk: Desk) -> None:
    emit(desk, 10, 10, 1)
    desk.register(40_000)
    emit(desk, 5, 10, 10)
    desk.register(30_002)
    assert desk.hotkeys() == [30_002, 40_000, 30_003]


def test_of_immune_ones_the_weakest_goes_if_all_are(desk: Desk) -> None:
    desk.hyperparameters.immunity_period[NETUID] = 5_000
    emit(desk, 10, 9, 8)
    desk.register(40_000)
    assert desk.hotkeys() == [30_001, 30_002, 40_000]
