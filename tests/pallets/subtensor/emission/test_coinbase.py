"""What a block mints goes to subnets: to the pools, and to wait for the epoch."""

from __future__ import annotations

import pytest

from pallets.balances import Ledger
from pallets.subtensor.emission import Coinbase, PendingAlpha
from pallets.subtensor.epoch import EpochRunner
from pallets.subtensor.events import EpochDeferred, IncentiveAlphaEmittedToMiners
from pallets.subtensor.money import MAX_ISSUANCE, Tao
from pallets.subtensor.state import (
    Emissions,
    Hyperparameters,
    Issuance,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ROOT
from pallets.swap import Swap
from runtime.fixed import U96F32
from tests.pallets.subtensor.emission.scenes import (
    U64_MAX,
    fill_root,
    pending,
    run_coinbase,
    set_moving_price,
)
from tests.pallets.subtensor.world import TAO, World

ALPHA = 10**9  # what a block mints of each subnet's alpha, in rao


@pytest.fixture
def world() -> World:
    return World()


def add_networks(world: World, *netuids: int) -> None:
    for netuid in netuids:
        world.add_network(netuid, tempo=1)


def make_dynamic(world: World, prices: dict[int, str]) -> None:
    """Pools count, and these are the moving prices."""
    for netuid, price in prices.items():
        world.pallet(Subnets).subnet_mechanism[netuid] = 1
        world.pallet(Swap).init_swap(netuid)
        set_moving_price(world, netuid, price)


def issuance_and_stake(world: World) -> tuple[int, int]:
    issuance = world.pallet(Issuance)
    return issuance.total_issuance.get(), issuance.total_stake.get()


def in_pool(world: World, netuid: int) -> tuple[int, int, int]:
    """TAO and alpha in the pool, and alpha outside."""
    reserves = world.pallet(PoolReserves)
    return (
        reserves.subnet_tao[netuid],
        reserves.subnet_alpha_in[netuid],
        reserves.subnet_alpha_out[netuid],
    )


def emitted(world: World, netuid: int) -> tuple[int, int, int, int]:
    """What storage has of the block: TAO in, alpha in, TAO that bought, alpha out."""
    emissions = world.pallet(Emissions)
    return (
        emissions.subnet_tao_in_emission[netuid],
        emissions.subnet_alpha_in_emission[netuid],
        emissions.subnet_excess_tao[netuid],
        emissions.subnet_alpha_out_emission[netuid],
    )


# TAO


def test_without_subnets_what_was_minted_is_as_if_never_minted(world: World) -> None:
    for amount in (0, TAO):
        run_coinbase(world, amount)
        assert issuance_and_stake(world) == (0, 0)
        assert world.pallet(Ledger).total_issuance.get() == 0


def test_one_subnet_gets_all_tao_and_the_alpha_that_it_is_worth(world: World) -> None:
    netuid = world.add_dynamic_network(1002, 1001)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    set_moving_price(world, netuid, "1")
    fill_root(world)
    account = world.pallet(Tao).existing_subnet_account(netuid)
    before, held = issuance_and_stake(world), world.balance(account)
    run_coinbase(world, 1_234_567)
    assert in_pool(world, netuid)[:2] == (100 * TAO + 1_234_567, 100 * TAO + 1_234_567)
    assert issuance_and_stake(world) == tuple(amount + 1_234_567 for amount in before)
    assert world.balance(account) == held + 1_234_567
    assert world.pallet(PoolReserves).subnet_protocol_flow[netuid] == 1_234_567


def test_a_single_rao_is_given_out(world: World) -> None:
    add_networks(world, 1)
    run_coinbase(world, 1)
    assert in_pool(world, 1)[0] == 1
    assert issuance_and_stake(world) == (1, 1)


def test_subnets_of_one_price_get_the_same_and_what_is_left_is_destroyed(world: World) -> None:
    add_networks(world, 1, 2, 3)
    run_coinbase(world, 3_333_333)
    # A third as a binary fraction of 64 places, of rao that are whole.
    assert [in_pool(world, netuid)[0] for netuid in (1, 2, 3)] == [1_111_110] * 3
    assert issuance_and_stake(world) == (3_333_330, 3_333_330)
    assert world.pallet(Ledger).total_issuance.get() == 3_333_330


def test_tao_follows_the_moving_prices(world: World) -> None:
    add_networks(world, 1, 2)
    world.setup_reserves(1, 100_000, 1_000_000)
    world.setup_reserves(2, 100_000, 500_000)
    make_dynamic(world, {1: "0.1", 2: "0.2"})
    fill_root(world)
    run_coinbase(world, 100_000_000)
    assert in_pool(world, 1)[:2] == (100_000 + 33_333_333, 1_000_000 + 333_333_333)
    assert in_pool(world, 2)[:2] == (100_000 + 66_666_666, 500_000 + 333_333_333)
    assert issuance_and_stake(world) == (99_999_999, 99_999_999)


def test_without_moving_prices_there_is_no_tao_but_alpha(world: World) -> None:
    netuids = [world.add_dynamic_network(hotkey, 0) for hotkey in (1, 2)]
    before = issuance_and_stake(world)
    for netuid in netuids:
        world.pallet(Subnets).subnet_emission_enabled[netuid] = True
        world.setup_reserves(netuid, 1_000_000, 1_000_000)
    run_coinbase(world, 1_000_000)
    for netuid in netuids:
        assert in_pool(world, netuid) == (1_000_000, 1_000_000, ALPHA)
    assert issuance_and_stake(world) == before


# Subnets that get none


def test_a_disabled_subnet_gets_no_tao_and_the_others_get_its_part(world: World) -> None:
    add_networks(world, 1, 2, 3)
    world.pallet(Subnets).subnet_emission_enabled[2] = False
    coinbase = world.pallet(Coinbase)
    tao = coinbase.tao_emissions([1, 2, 3], U96F32.from_num(3_333_333))
    # 1,666,666.5 less one part of 2^32.
    assert [part.bits for part in tao.values()] == [7158278110838784, 0, 7158278110838784]
    terms = coinbase.pool_terms(tao)
    assert [of.alpha_out.to_num() for of in terms.values()] == [ALPHA] * 3
    assert terms[2].alpha_in == terms[2].excess_tao == U96F32.ZERO
    run_coinbase(world, 3_333_333)
    assert [in_pool(world, netuid)[0] for netuid in (1, 2, 3)] == [1_666_666, 0, 1_666_666]
    assert issuance_and_stake(world) == (3_333_332, 3_333_332)


def test_what_storage_has_of_the_block_is_of_this_block(world: World) -> None:
    add_networks(world, 1, 2, 3)
    fill_root(world)
    enabled = world.pallet(Subnets).subnet_emission_enabled

    def tao_in() -> list[int]:
        run_coinbase(world, 3_000_000)
        blocks = [emitted(world, netuid) for netuid in (1, 2, 3)]
        assert all(tao == alpha for tao, alpha, _, _ in blocks)
        assert all(excess == 0 and out == ALPHA for _, _, excess, out in blocks)
        return [tao for tao, _, _, _ in blocks]

    assert tao_in() == [999_999] * 3
    enabled[2] = False
    world.pallet(Emissions).subnet_excess_tao[2] = 123
    assert tao_in() == [1_500_000, 0, 1_500_000]
    enabled[1], enabled[2] = False, True
    assert tao_in() == [0, 1_500_000, 1_500_000]
    enabled[1] = True
    assert tao_in() == [999_999] * 3


def test_subnets_without_registrations_get_nothing(world: World) -> None:
    add_networks(world, 1, 2)
    world.pallet(RegistrationParameters).network_registration_allowed[1] = False
    run_coinbase(world, 1_000)
    assert in_pool(world, 1) == (0, 0, 0)
    assert in_pool(world, 2)[0] == 1_000
    assert 1 not in world.pallet(Emissions).subnet_alpha_out_emission


def test_a_subnet_that_is_not_started_gets_nothing_and_has_nothing_waiting(world: World) -> None:
    world.add_network(1, tempo=10, started=False)
    run_coinbase(world, 1_000)
    assert in_pool(world, 1) == (0, 0, 0)
    assert pending(world, 1) == (0, 0, 0, 0)
    assert issuance_and_stake(world) == (0, 0)


# Alpha


def test_alpha_goes_in_by_the_pools_price_and_tao_by_the_moving_one(world: World) -> None:
    add_networks(world, 1, 2)
    world.setup_reserves(1, 1_000_000, 1_000_000)
    world.setup_reserves(2, 2_000_000, 1_000_000)
    make_dynamic(world, {1: "1", 2: "2"})
    fill_root(world)
    run_coinbase(world, 1_000_000)
    assert in_pool(world, 1)[:2] == (1_333_333, 1_333_333)
    assert in_pool(world, 2)[:2] == (2_666_666, 1_333_333)


def test_of_one_price_alpha_goes_in_equally(world: World) -> None:
    add_networks(world, 1, 2)
    for netuid in (1, 2):
        world.setup_reserves(netuid, 1_000_000, 1_000_000)
    fill_root(world)
    run_coinbase(world, 1_000_000)
    assert [in_pool(world, netuid)[1] for netuid in (1, 2)] == [1_500_000] * 2


def test_no_more_alpha_goes_in_than_roots_part_and_the_rest_of_the_tao_buys(world: World) -> None:
    add_networks(world, 1, 2)
    for netuid in (1, 2):
        world.setup_reserves(netuid, 1_000, 1_000_000_000)
    make_dynamic(world, {1: "1", 2: "2"})
    fill_root(world)
    run_coinbase(world, 1_000_000)
    # Root's part is less than all by 2^-32: of 10^9 rao that is one.
    assert emitted(world, 1) == (999, 999_999_998, 332_333, ALPHA)
    assert emitted(world, 2) == (999, 999_999_998, 665_666, ALPHA)
    # It buys before anything is put in.
    assert in_pool(world, 1) == (334_332, 1_003_008_728, ALPHA + 996_991_270)
    assert in_pool(world, 2) == (667_665, 1_001_504_885, ALPHA + 998_495_113)
    assert issuance_and_stake(world) == (999_997, 999_997)


def test_when_all_alpha_is_mined_tao_only_buys_and_the_alpha_stays(world: World) -> None:
    add_networks(world, 1, 2)
    reserves = world.pallet(PoolReserves)
    for netuid in (1, 2):
        world.setup_reserves(netuid, 10_000, 1_000_000_000)
        reserves.subnet_alpha_out[netuid] = MAX_ISSUANCE
    make_dynamic(world, {1: "1", 2: "2"})
    prices = [world.pallet(Swap).current_alpha_price(netuid) for netuid in (1, 2)]
    run_coinbase(world, 1_000_000)
    assert emitted(world, 1) == (0, 0, 333_333, 0)
    assert in_pool(world, 1) == (343_333, 29_126_242, MAX_ISSUANCE + 970_873_758)
    assert in_pool(world, 2) == (676_666, 14_778_340, MAX_ISSUANCE + 985_221_660)
    assert reserves.subnet_protocol_alpha[1] == 970_873_758
    assert reserves.subnet_protocol_alpha[2] == 985_221_660
    for netuid, before in zip((1, 2), prices, strict=True):
        assert world.pallet(Swap).current_alpha_price(netuid) > before


def test_a_subnets_alpha_halves_by_its_own_issuance(world: World) -> None:
    add_networks(world, 1, 2)
    world.pallet(PoolReserves).subnet_alpha_out[1] = MAX_ISSUANCE // 2
    run_coinbase(world, 0)
    assert [emitted(world, netuid)[3] for netuid in (1, 2)] == [ALPHA // 2, ALPHA]


@pytest.mark.parametrize("halvings", [1, 2, 3, 10, 29])
def test_at_each_threshold_a_subnets_alpha_halves(world: World, halvings: int) -> None:
    """All alpha counts, be it in the pool or outside of it; and TAO has no part in it."""
    world.add_network(1, tempo=1_000)
    fill_root(world)
    world.pallet(Issuance).total_issuance.set(MAX_ISSUANCE // 2)
    reserves = world.pallet(PoolReserves)
    reserves.subnet_alpha_in[1] = 5_000_000 * TAO
    mined = MAX_ISSUANCE - (MAX_ISSUANCE >> halvings)
    reserves.subnet_alpha_out[1] = mined - 1 - 5_000_000 * TAO
    run_coinbase(world, 1)
    emission = ALPHA >> halvings - 1
    assert emitted(world, 1)[3] == emission
    assert sum(in_pool(world, 1)[1:]) >= mined
    run_coinbase(world, 1)
    assert emitted(world, 1)[3] == emission // 2


@pytest.mark.parametrize(
    ("left", "minted"), [(0, 0), (1, 0), (19_557_774, 0), (19_557_775, 1), (10**9, 5 * 59)]
)
def test_there_is_never_more_than_21_million_alpha_of_a_subnet(
    world: World, left: int, minted: int
) -> None:
    """However much TAO there is for its pool, which buys."""
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    set_moving_price(world, netuid, "1")
    in_reserve = world.pallet(PoolReserves).subnet_alpha_in[netuid]
    world.pallet(PoolReserves).subnet_alpha_out[netuid] = MAX_ISSUANCE - left - in_reserve
    for _ in range(5):
        run_coinbase(world, TAO)
    assert sum(in_pool(world, netuid)[1:]) == MAX_ISSUANCE - left + minted
    assert emitted(world, netuid)[:3] == (0, 0, TAO)


def test_where_one_alpha_is_one_tao_what_is_bought_comes_out_of_nothing(world: World) -> None:
    """So there may be more of it than 21 million."""
    add_networks(world, 1)
    world.pallet(PoolReserves).subnet_alpha_out[1] = MAX_ISSUANCE
    run_coinbase(world, TAO)
    assert emitted(world, 1) == (0, 0, TAO, 0)
    assert in_pool(world, 1) == (TAO, 0, MAX_ISSUANCE + TAO)


def test_storage_has_what_the_last_subnet_mints_as_the_blocks_emission(world: World) -> None:
    """By number, also where the order of the state is another one."""
    add_networks(world, 1, 256)
    world.pallet(PoolReserves).subnet_alpha_out[256] = MAX_ISSUANCE // 2
    run_coinbase(world, 0)
    assert world.pallet(Issuance).block_emission.get() == ALPHA // 2
    world.pallet(PoolReserves).subnet_alpha_out[256] = MAX_ISSUANCE
    run_coinbase(world, 0)  # where all is mined, nothing is written
    assert world.pallet(Issuance).block_emission.get() == ALPHA


# What waits for the epoch


def test_all_may_be_the_owners(world: World) -> None:
    world.add_network(1, tempo=10_000)
    cut = world.pallet(Emissions).subnet_owner_cut
    run_coinbase(world, 0)
    assert pending(world, 1) == (ALPHA // 2, ALPHA // 2, 0, 0)
    cut.set(65_535)
    run_coinbase(world, 0)
    assert pending(world, 1) == (ALPHA // 2, ALPHA // 2, 0, ALPHA)


def test_without_the_cut_nothing_waits_for_the_owner(world: World) -> None:
    world.add_network(1, tempo=10_000)
    world.pallet(Emissions).subnet_owner_cut.set(65_535)
    world.pallet(Hyperparameters).owner_cut_enabled[1] = False
    run_coinbase(world, 0)
    assert pending(world, 1) == (ALPHA // 2, ALPHA // 2, 0, 0)
    assert 1 not in world.pallet(Emissions).pending_owner_cut


def test_roots_part_waits_if_root_sells(world: World) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Schedule).tempo[netuid] = 10_000
    world.pallet(PoolReserves).subnet_tao[ROOT] = TAO
    world.pallet(StakeShares).tao_weight.set(U64_MAX)
    world.pallet(PoolReserves).subnet_alpha_out[netuid] = 2 * TAO
    world.setup_reserves(netuid, 1_000_000, 1)
    set_moving_price(world, netuid, "2")
    run_coinbase(world, 0)
    # 1 of 1 + 3, less a part of 2^-32.
    assert pending(world, netuid) == (500_000_000, 375_000_000, 124_999_999, 0)


def test_roots_part_is_destroyed_if_root_does_not_sell(world: World) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(PoolReserves).subnet_tao[ROOT] = TAO
    world.pallet(StakeShares).tao_weight.set(U64_MAX)
    world.pallet(PoolReserves).subnet_alpha_out[netuid] = 2 * TAO
    world.setup_reserves(netuid, 1_000_000, 1)
    set_moving_price(world, netuid, "1")
    run_coinbase(world, 0)
    assert pending(world, netuid) == (500_000_000, 375_000_000, 0, 0)
    assert in_pool(world, netuid)[2] == 3 * TAO - 124_999_999


@pytest.mark.parametrize("root_sells", [False, True])
def test_figures_with_a_tenth_for_the_owner(world: World, root_sells: bool) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.setup_reserves(netuid, 1_000_000 * TAO, 1_000_000 * TAO)
    world.pallet(Emissions).subnet_owner_cut.set(65_535 // 10)
    world.pallet(PendingAlpha).mint(netuid, U96F32.from_num(ALPHA), root_sells)
    assert pending(world, netuid) == (450_003_814, 450_003_814, 0, 99_992_370)


def test_what_root_sold_in_the_last_block_is_forgotten(world: World) -> None:
    sold = world.pallet(Emissions).subnet_root_sell_tao
    sold[1] = sold[2] = 5
    run_coinbase(world, 0)
    assert not list(sold.items())


# Epochs


def test_epochs_run_by_number_whatever_the_order_of_the_state(world: World) -> None:
    """But where only one of them can, it is the first of the state."""
    add_networks(world, 1, 256)
    schedule = world.pallet(Schedule)
    world.set_block(50)
    run_coinbase(world, 0)
    epochs = [event.netuid for event in world.events(IncentiveAlphaEmittedToMiners)]
    assert epochs == [1, 256]
    world.forget_events()
    schedule.max_epochs_per_block.set(1)
    world.set_block(60)
    run_coinbase(world, 0)
    epochs = [event.netuid for event in world.events(IncentiveAlphaEmittedToMiners)]
    assert epochs == [256]
    assert world.events(EpochDeferred) == [EpochDeferred(1, 60, 61)]


def test_an_epoch_is_told_when_the_one_before_it_ran(world: World) -> None:
    """Also if it was put off: what counts is when it ran, and not when it was due."""
    world.add_network(1, tempo=10)
    world.register_ok_neuron(1, 5, 6)
    schedule, told = world.pallet(Schedule), []
    world.pallet(EpochRunner).watch = lambda epoch: told.append(epoch.inputs.last_step_block)
    for block, most in ((50, 1), (60, 0), (61, 1), (71, 1)):
        schedule.max_epochs_per_block.set(most)
        world.set_block(block)
        run_coinbase(world, 0)
    assert told == [0, 50, 61]
    assert schedule.last_mechansim_step_block[1] == 71
