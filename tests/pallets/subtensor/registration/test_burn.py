"""Prices on the chain: each block lets them fall, and counts registrations from zero."""

from __future__ import annotations

import pytest

from pallets.subtensor.networks import Networks
from pallets.subtensor.registration import BurnPrices
from pallets.subtensor.registration.burn_price import decayed
from pallets.subtensor.state import RegistrationParameters, Schedule, Subnets
from runtime.fixed import U64F64, literal
from tests.pallets.subtensor.world import TAO, World

U64_MAX = 2**64 - 1
NETUID = 1


class Market:
    """A subnet whose price is not bounded."""

    def __init__(self, block: int = 1) -> None:
        self.world = World(block=block)
        self.world.add_network(NETUID)
        self.parameters = self.world.pallet(RegistrationParameters)
        self.prices = self.world.pallet(BurnPrices)
        self.set(half_life=1_000)

    def set(
        self, price: int = 1_000, half_life: int = 1, netuid: int = NETUID, mult: int = 2
    ) -> None:
        self.parameters.burn[netuid] = price
        self.parameters.burn_half_life[netuid] = half_life
        self.parameters.burn_increase_mult[netuid] = U64F64.from_num(mult)
        self.bound(0, U64_MAX, netuid)

    def bound(self, least: int, most: int, netuid: int = NETUID) -> None:
        self.parameters.min_burn[netuid], self.parameters.max_burn[netuid] = least, most

    def step(self) -> None:
        """What prices do at the start of a block, and nothing else."""
        self.prices.step(self.world.pallet(Subnets).netuids())

    @property
    def price(self) -> int:
        return self.parameters.burn[NETUID]


@pytest.fixture
def market() -> Market:
    return Market()


def test_a_new_subnet_asks_for_one_tao_and_a_quarter_more_each_time() -> None:
    world = World()
    world.pallet(Networks).init_new_network(NETUID, 13)
    parameters = world.pallet(RegistrationParameters)
    assert parameters.burn[NETUID] == TAO
    assert parameters.burn_half_life[NETUID] == 360
    assert parameters.burn_increase_mult[NETUID] == literal(U64F64, "1.26")


def test_each_block_lets_the_price_fall(market: Market) -> None:
    market.set(1_024, half_life=2)
    seen = []
    for _ in range(4):
        market.world.step()
        seen.append(market.price)
    assert seen == [724, 511, 361, 255]


def test_all_subnets_have_prices_of_their_own(market: Market) -> None:
    for netuid, half_life in ((0, 17), (2, 0), (3, 1)):
        market.world.add_network(netuid)
        market.set(123_456, half_life, netuid)
    market.world.step(3)
    burn = market.parameters.burn
    assert burn[0] == decayed(decayed(decayed(123_456, 17), 17), 17)
    assert [burn[netuid] for netuid in (1, 2, 3)] == [997, 123_456, 15_432]


def test_no_price_falls_in_the_first_block_but_bounds_hold() -> None:
    market = Market(block=1)
    market.set(1_000, half_life=1)
    market.step()
    assert market.price == 1_000
    market.bound(2_000, U64_MAX)
    market.step()
    assert market.price == 2_000
    market.world.step()
    assert market.price == 2_000
    market.bound(0, 300)
    market.step()
    assert market.price == 300


def test_a_price_that_stays_is_not_written(market: Market) -> None:
    market.set(half_life=0)
    del market.parameters.burn[NETUID]
    market.world.step()
    assert NETUID not in market.parameters.burn


def test_the_upper_bound_is_the_last_word(market: Market) -> None:
    market.bound(500, 200)
    market.world.step()
    assert market.price == 200


def test_prices_do_not_get_stuck_below_the_bound(market: Market) -> None:
    market.set(1)
    market.bound(100_000, 150_000)
    for expected in (100_000, 100_000):
        market.world.step()
        assert market.price == expected
    market.prices.bump(NETUID)
    assert market.price == 150_000
    for expected in (100_000, 100_000):
        market.world.step()
        assert market.price == expected


@pytest.mark.parametrize(("mult", "expected"), [(3, 3_000), (1, 1_000), (0, 1_000)])
def test_a_registration_raises_the_price_at_once(market: Market, mult: int, expected: int) -> None:
    market.set(mult=mult)
    market.prices.bump(NETUID)
    assert market.price == expected


def test_root_has_no_price_to_raise(market: Market) -> None:
    market.world.add_network(0)
    market.set(netuid=0)
    market.prices.bump(0)
    assert market.parameters.burn[0] == 1_000


def test_a_block_counts_registrations_from_zero_and_raises_no_price(market: Market) -> None:
    market.parameters.registrations_this_block[NETUID] = 3
    market.world.step()
    assert market.price == 999
    assert NETUID in market.parameters.registrations_this_block
    assert market.parameters.registrations_this_block[NETUID] == 0


@pytest.mark.parametrize(("netuid", "starts_anew"), [(0, True), (NETUID, False)])
def test_only_root_counts_an_interval_from_zero_when_its_epoch_is_due(
    market: Market, netuid: int, starts_anew: bool
) -> None:
    market.world.add_network(0, tempo=5)
    market.world.pallet(Schedule).tempo[NETUID] = 5
    counts = market.parameters.registrations_this_interval
    counts[netuid] = 7
    market.world.set_block(5)
    market.step()
    assert counts[netuid] == 7
    market.world.set_block(6)
    market.step()
    assert counts[netuid] == (0 if starts_anew else 7)
    # No epoch of root ever runs, so that it stays due.
    counts[netuid] = 7
    market.world.set_block(7)
    market.step()
    assert counts[netuid] == (0 if starts_anew else 7)


def test_every_entry_of_a_subnet_counts_as_one(market: Market) -> None:
    """Also one that says that the subnet is not there."""
    market.world.add_network(2)
    market.world.pallet(Subnets).networks_added[2] = False
    market.set(1_000, 1, netuid=2)
    market.world.step()
    assert market.parameters.burn[2] == 500
