"""What clients ask of the Swap pallet: prices, and what swaps would yield."""

from typing import Any

import pytest

from pallets.swap.api import SimSwapResult, SubnetPrice
from runtime.fixed.integers import U64_MAX
from runtime.scale import U16, U64, decode, encode
from tests.pallets.swap.small_pools import SwapWorld

NOTHING = SimSwapResult(0, 0, 0, 0, 0, 0)


@pytest.fixture
def world() -> SwapWorld:
    return SwapWorld()


def ask(world: SwapWorld, method: str, result: Any, *arguments: tuple[Any, int]) -> Any:
    data = b"".join(encode(hint, value) for hint, value in arguments)
    return decode(result, world.runtime.call_api(f"SwapRuntimeApi_{method}", data))


def test_a_price_is_in_rao_for_a_billion_rao_of_alpha(world: SwapWorld) -> None:
    assert ask(world, "current_alpha_price", U64, (U16, 1)) == 250_000_000
    assert ask(world, "current_alpha_price", U64, (U16, 0)) == 1_000_000_000
    world.pools.hold(2, 3)
    assert ask(world, "current_alpha_price", U64, (U16, 1)) == 666_666_666
    world.pools.hold(U64_MAX, 1)
    assert ask(world, "current_alpha_price", U64, (U16, 1)) == U64_MAX


def test_all_prices_come_in_the_order_of_the_subnets(world: SwapWorld) -> None:
    world.pools.hold(1, 1, netuid=256)
    assert ask(world, "current_alpha_price_all", list[SubnetPrice]) == [
        SubnetPrice(0, 1_000_000_000),
        SubnetPrice(256, 1_000_000_000),
        SubnetPrice(1, 250_000_000),
    ]


def test_what_tao_would_buy(world: SwapWorld) -> None:
    assert ask(
        world, "sim_swap_tao_for_alpha", SimSwapResult, (U16, 1), (U64, 10**12)
    ) == SimSwapResult(
        tao_amount=999_496_452_278,
        alpha_amount=1_999_496_325_465,
        tao_fee=503_547_722,
        alpha_fee=0,
        tao_slippage=0,
        alpha_slippage=2_000_503_674_535,  # of 4 * 10^12 at the price before
    )
    assert not world.swap.pal_swap_initialized[1]


def test_what_alpha_would_be_sold_for(world: SwapWorld) -> None:
    assert ask(
        world, "sim_swap_alpha_for_tao", SimSwapResult, (U16, 1), (U64, 4 * 10**12)
    ) == SimSwapResult(
        tao_amount=499_874_081_366,
        alpha_amount=3_997_985_809_110,
        tao_fee=0,
        alpha_fee=2_014_190_890,
        tao_slippage=500_125_918_634,
        alpha_slippage=0,
    )


@pytest.mark.parametrize("method", ["sim_swap_tao_for_alpha", "sim_swap_alpha_for_tao"])
def test_a_swap_that_fails_yields_nothing(world: SwapWorld, method: str) -> None:
    world.pools.hold(10, 10)
    assert ask(world, method, SimSwapResult, (U16, 1), (U64, 10**9)) == NOTHING


def test_simulations_without_a_pool(world: SwapWorld) -> None:
    bought = ask(world, "sim_swap_tao_for_alpha", SimSwapResult, (U16, 0), (U64, 7))
    assert bought == SimSwapResult(7, 7, 0, 0, 0, 0)
    sold = ask(world, "sim_swap_alpha_for_tao", SimSwapResult, (U16, 0), (U64, 7))
    assert sold == SimSwapResult(7, 7, 0, 0, 0, 0)
