"""A pool's weights on the state: when they are set, shifted and forgotten."""

from fractions import Fraction

import pytest

from pallets.swap.balancer import Balancer
from runtime.fixed import U64F64
from runtime.fixed.perquintill import ACCURACY, from_rational
from tests.pallets.swap.small_pools import ALPHA, TAO, SwapWorld, apart

QUARTER = U64F64.from_num(1) / U64F64.from_num(4)
FIFTH = U64F64.from_num(1) / U64F64.from_num(5)

DELTAS = [
    (0, 0),
    *((0, 10**n) for n in (0, 1, 2, 3, 6, 9, 12)),
    *((10**n, 0) for n in (0, 1, 2, 3, 6, 9, 12)),
    *((10**n, 10**n) for n in (0, 1, 2, 3, 6, 9, 12)),
    *((10**n, 2 * 10**n) for n in (0, 1, 2, 3, 6, 9, 12)),
    *((2 * 10**n, 10**n) for n in (0, 1, 2, 3, 6, 9, 12)),
    (1_234_567, 2_432_765),
    (1_234_567, 2_432_765_890),
]


@pytest.fixture
def world() -> SwapWorld:
    return SwapWorld()


# Set


def test_first_weights_are_equal(world: SwapWorld) -> None:
    world.pools.hold(10**9, 4 * 10**9)
    world.swap.init_swap(1)
    assert world.swap.pal_swap_initialized[1]
    assert world.swap.swap_balancer[1] == Balancer(ACCURACY // 2)
    assert world.swap.current_alpha_price(1) == QUARTER


def test_first_weights_may_make_a_price(world: SwapWorld) -> None:
    world.pools.hold(10**9, 4 * 10**9)
    world.swap.init_swap(1, FIFTH)
    assert world.swap.pal_swap_initialized[1]
    assert world.swap.swap_balancer[1] == Balancer(555_555_555_864_197_531)
    assert world.swap.current_alpha_price(1) == U64F64(3_689_348_810_130_224_305)
    assert apart(world.swap.current_alpha_price(1), FIFTH) < U64F64((1 << 64) // 10**9)


def test_weights_are_set_once(world: SwapWorld) -> None:
    world.swap.init_swap(1, FIFTH)
    first = world.swap.swap_balancer[1]
    world.swap.init_swap(1)
    assert world.swap.swap_balancer[1] == first


@pytest.mark.parametrize(
    ("tao", "alpha", "price"),
    [(0, 0, FIFTH), (1, 10**12, U64F64.from_num(1)), (10**12, 1, FIFTH)],
)
def test_a_price_that_no_weights_make_sets_none(
    world: SwapWorld, tao: int, alpha: int, price: U64F64
) -> None:
    world.pools.hold(tao, alpha)
    world.swap.init_swap(1, price)
    assert not world.swap.pal_swap_initialized[1]
    assert 1 not in world.swap.swap_balancer


# Shifted


@pytest.mark.parametrize(("tao", "alpha"), DELTAS)
def test_what_the_protocol_adds_keeps_the_price(world: SwapWorld, tao: int, alpha: int) -> None:
    before = world.swap.current_alpha_price(1)
    assert world.swap.adjust_protocol_liquidity(1, tao, alpha) == (tao, alpha)
    world.pools.hold(TAO + tao, ALPHA + alpha)
    after = world.swap.current_alpha_price(1)
    assert apart(after, before) < U64F64(before.bits // 10**17)
    # The exact weight, which is rounded to a part of a quintillion.
    exact = Fraction(TAO + tao) / (Fraction(ALPHA + alpha) / 4 + TAO + tao)
    assert abs(world.swap.swap_balancer[1].quote - exact * ACCURACY) <= 1


@pytest.mark.parametrize(("tao", "alpha"), DELTAS)
def test_a_pool_without_alpha_gets_equal_weights(world: SwapWorld, tao: int, alpha: int) -> None:
    world.pools.hold(TAO, 0)
    assert world.swap.current_alpha_price(1) == U64F64(0)
    world.swap.adjust_protocol_liquidity(1, tao, alpha)
    world.pools.hold(TAO + tao, alpha)
    # With something times zero on one side only, the other would weigh all: nothing is changed.
    assert world.swap.swap_balancer[1] == Balancer()
    price = U64F64.from_num(TAO + tao).safe_div(U64F64.from_num(alpha))
    assert world.swap.current_alpha_price(1) == price


def test_what_would_bend_the_weights_too_far_is_not_added(world: SwapWorld) -> None:
    world.pools.hold(1_000, 4_000)
    assert world.swap.adjust_protocol_liquidity(1, 98_000, 0) == (98_000, 0)
    assert world.swap.swap_balancer[1] == Balancer(ACCURACY // 100 * 99)
    world.pools.hold(99_000, 4_000)
    assert world.swap.adjust_protocol_liquidity(1, 1_000, 0) == (0, 0)
    assert world.swap.swap_balancer[1] == Balancer(ACCURACY // 100 * 99)


def test_small_additions_amount_to_large_ones(world: SwapWorld) -> None:
    tao, alpha = 10**15, 10**16
    for _ in range(300):
        world.pools.hold(tao, alpha)
        world.swap.adjust_protocol_liquidity(1, 1_234_000, 4_321_000)
        tao, alpha = tao + 1_234_000, alpha + 4_321_000
    world.pools.hold(10**15, 10**16, netuid=2)
    world.swap.adjust_protocol_liquidity(2, 300 * 1_234_000, 300 * 4_321_000)
    step_by_step, at_once = world.swap.swap_balancer[1].quote, world.swap.swap_balancer[2].quote
    assert abs(step_by_step - at_once) <= 300
    assert at_once == from_rational(
        10**16 * (10**15 + 300 * 1_234_000),
        10**16 * (10**15 + 300 * 1_234_000) + 10**15 * (10**16 + 300 * 4_321_000),
    )


# Forgotten


def test_a_cleared_pool_is_empty_and_has_no_settings(world: SwapWorld) -> None:
    world.swap.fee_rate[202] = 1_000
    world.swap.init_swap(202, FIFTH)
    world.swap.init_swap(1)
    for _ in range(2):
        world.swap.clear_protocol_liquidity(202)
        assert 202 not in world.swap.fee_rate
        assert 202 not in world.swap.pal_swap_initialized
        assert 202 not in world.swap.swap_balancer
        assert (world.pools.tao_reserve(202), world.pools.alpha_reserve(202)) == (0, 0)
    assert world.swap.pal_swap_initialized[1]
    assert world.pools.tao_reserve(1) == TAO


# Prices


def test_prices(world: SwapWorld) -> None:
    assert world.swap.current_alpha_price(1) == QUARTER
    assert world.swap.current_alpha_price(0) == U64F64.from_num(1)
    world.pools.hold(TAO, 0)
    assert world.swap.current_alpha_price(1) == U64F64(0)


def test_the_alpha_that_is_worth_some_tao(world: SwapWorld) -> None:
    assert world.swap.get_alpha_amount_for_tao(1, 1_000) == 4_000
    assert world.swap.get_alpha_amount_for_tao(0, 1_000) == 1_000
    world.pools.hold(3, 1)
    assert world.swap.get_alpha_amount_for_tao(1, 1_000) == 333
    world.pools.hold(0, 10)  # a price of zero
    assert world.swap.get_alpha_amount_for_tao(1, 1_000) == 0
