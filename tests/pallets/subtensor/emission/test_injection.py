"""TAO and alpha go into pools, and TAO buys alpha from them."""

from __future__ import annotations

import pytest

from pallets.balances import Ledger
from pallets.balances.imbalances import Credit
from pallets.subtensor.emission import PoolInjection
from pallets.subtensor.emission.pool_terms import PoolTerms
from pallets.subtensor.money import Tao
from pallets.subtensor.state import Emissions, Issuance, PoolReserves
from pallets.swap import Swap
from pallets.swap.balancer import Balancer
from runtime.fixed import U64F64, U96F32
from tests.pallets.subtensor.world import TAO, World

LARGE = 1_000_000 * TAO


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def netuid(world: World) -> int:
    netuid = world.add_dynamic_network(1, 2)
    world.setup_reserves(netuid, LARGE, LARGE)
    world.pallet(Swap).init_swap(netuid)
    return netuid


def terms(tao_in: int, alpha_in: int, excess: int) -> PoolTerms:
    return PoolTerms(*map(U96F32.from_num, (tao_in, alpha_in, 0, excess)))


def inject(world: World, netuid: int, given: PoolTerms, credit: int) -> None:
    world.pallet(PoolInjection).inject([netuid], {netuid: given}, world.pallet(Tao).mint(credit))


def test_weights_make_up_for_what_is_not_in_proportion(world: World, netuid: int) -> None:
    """So that the price changes by what was bought alone."""
    inject(world, netuid, terms(123, 456, 789_100), 789_223)
    reserves = world.pallet(PoolReserves)
    assert reserves.subnet_tao[netuid] == LARGE + 123 + 789_100
    assert reserves.subnet_alpha_in[netuid] == LARGE + 456 - 789_100
    assert reserves.subnet_alpha_out[netuid] == reserves.subnet_protocol_alpha[netuid] == 789_100
    price = world.pallet(Swap).current_alpha_price(netuid)
    bought = U64F64.from_num(LARGE + 789_100) / U64F64.from_num(LARGE - 789_100)
    assert abs(price.bits - bought.bits) < 2**13  # of 2^64
    assert world.pallet(Swap).swap_balancer[netuid] == Balancer(499_999_999_999_916_750)


def test_storage_has_what_flowed(world: World, netuid: int) -> None:
    account = world.pallet(Tao).existing_subnet_account(netuid)
    held, staked = world.balance(account), world.pallet(Issuance).total_stake.get()
    inject(world, netuid, terms(123, 456, 700), 823)
    emissions = world.pallet(Emissions)
    assert emissions.subnet_tao_in_emission[netuid] == 123
    assert emissions.subnet_alpha_in_emission[netuid] == 456
    assert emissions.subnet_excess_tao[netuid] == 700
    assert world.pallet(PoolReserves).subnet_protocol_flow[netuid] == 823
    assert world.balance(account) == held + 823
    assert world.pallet(Issuance).total_stake.get() == staked + 823


def test_what_is_left_of_the_credit_is_destroyed(world: World, netuid: int) -> None:
    before = world.pallet(Issuance).total_issuance.get()
    inject(world, netuid, terms(100, 100, 50), 1_000)
    assert world.pallet(Issuance).total_issuance.get() == before + 150


def test_fractions_of_a_rao_do_not_flow(world: World, netuid: int) -> None:
    almost = U96F32((2 << 32) - 1)
    inject(world, netuid, PoolTerms(almost, almost, almost, almost), 10)
    emissions = world.pallet(Emissions)
    assert emissions.subnet_tao_in_emission[netuid] == 1
    assert emissions.subnet_alpha_in_emission[netuid] == 1
    assert emissions.subnet_excess_tao[netuid] == 1


def test_a_pool_that_would_be_out_of_balance_gets_nothing(world: World, netuid: int) -> None:
    before = world.pallet(Issuance).total_issuance.get()
    inject(world, netuid, terms(0, 1_000 * LARGE, 0), 5)
    assert world.pallet(PoolReserves).subnet_alpha_in[netuid] == LARGE
    assert world.pallet(Emissions).subnet_alpha_in_emission[netuid] == 0
    assert world.pallet(Issuance).total_issuance.get() == before


def test_what_can_not_buy_stays_in_the_subnets_account(world: World, netuid: int) -> None:
    """The pool has too little alpha to pay out: the TAO is spent, and not in the pool."""
    world.setup_reserves(netuid, LARGE, 99)
    account = world.pallet(Tao).existing_subnet_account(netuid)
    issuance = world.pallet(Issuance)
    held, staked, issued = (
        world.balance(account),
        issuance.total_stake.get(),
        issuance.total_issuance.get(),
    )
    inject(world, netuid, terms(0, 0, 50), 70)
    assert world.balance(account) == held + 50
    assert issuance.total_issuance.get() == issued + 50
    assert world.pallet(Ledger).total_issuance.get() == issuance.total_issuance.get()
    assert world.pallet(PoolReserves).subnet_tao[netuid] == LARGE
    assert world.pallet(Emissions).subnet_excess_tao[netuid] == 0
    assert world.pallet(PoolReserves).subnet_protocol_alpha[netuid] == 0
    assert issuance.total_stake.get() == staked


def test_what_the_pool_takes_is_on_record_and_not_what_was_offered(
    world: World, netuid: int
) -> None:
    """The chain pays up to a million TAO for one alpha; the rest stays in the account."""
    world.setup_reserves(netuid, 900_000_000_000, 1_000_000)
    account = world.pallet(Tao).existing_subnet_account(netuid)
    issuance, reserves = world.pallet(Issuance), world.pallet(PoolReserves)
    held, staked = world.balance(account), issuance.total_stake.get()
    inject(world, netuid, terms(0, 0, 100 * TAO), 100 * TAO)
    taken = 48_683_298_050  # the square root of 9 * 10^23, less 9 * 10^11
    assert world.pallet(Emissions).subnet_excess_tao[netuid] == taken
    assert reserves.subnet_protocol_alpha[netuid] == 51_316
    assert reserves.subnet_tao[netuid] == 900_000_000_000 + taken
    assert reserves.subnet_protocol_flow[netuid] == taken
    assert world.balance(account) == held + 100 * TAO
    assert issuance.total_stake.get() == staked + 100 * TAO  # all that was offered


def test_a_credit_that_is_too_small_is_not_spent(world: World, netuid: int) -> None:
    account = world.pallet(Tao).existing_subnet_account(netuid)
    held = world.balance(account)
    inject(world, netuid, terms(20, 20, 30), 29)
    assert world.balance(account) == held + 20
    assert world.pallet(Emissions).subnet_excess_tao[netuid] == 0
    assert world.pallet(Emissions).subnet_tao_in_emission[netuid] == 20
    inject(world, netuid, terms(20, 20, 30), 49)
    assert world.balance(account) == held + 50
    assert world.pallet(Emissions).subnet_tao_in_emission[netuid] == 0
    assert world.pallet(Emissions).subnet_alpha_in_emission[netuid] == 20


def test_an_account_that_can_not_be_opened_gets_nothing() -> None:
    """What is less than the existential deposit does not open an account."""
    world = World(ed=500)
    world.add_network(1)
    world.pallet(PoolInjection).inject([1], {1: terms(3, 3, 4)}, world.pallet(Tao).mint(7))
    assert world.pallet(PoolReserves).subnet_tao[1] == 0
    assert world.pallet(PoolReserves).subnet_alpha_in[1] == 3
    assert world.pallet(Issuance).total_issuance.get() == 0


def test_subnets_are_served_in_the_order_given(world: World) -> None:
    for netuid in (1, 2):
        world.add_network(netuid)
    injection = world.pallet(PoolInjection)
    both = {1: terms(0, 0, 5), 2: terms(0, 0, 5)}
    injection.inject([2, 1], both, world.pallet(Tao).mint(7))
    assert [world.pallet(PoolReserves).subnet_tao[netuid] for netuid in (1, 2)] == [0, 5]
    injection.inject([], {}, Credit(0))
