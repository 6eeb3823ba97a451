"""The engine: what an order yields, what its fee is, where it ends, and what is refused first."""

from __future__ import annotations

import pytest

from pallets.swap import MAX_PRICE, MIN_PRICE, GetAlphaForTao, GetTaoForAlpha, Order, SwapResult
from pallets.swap.balancer import Balancer
from pallets.swap.errors import (
    InsufficientLiquidity,
    PriceLimitExceeded,
    ReservesTooLow,
    SwapInputTooLarge,
)
from pallets.swap.execution import fee_of, fee_on_top
from pallets.swap.pool import Pool
from runtime.fixed import U64F64, literal
from runtime.fixed.integers import U16_MAX, U64_MAX
from runtime.fixed.perquintill import ACCURACY
from tests.pallets.swap.small_pools import ALPHA, FAR_DOWN, FAR_UP, TAO, SwapWorld, apart

BILLION = 1_000_000_000


@pytest.fixture
def world() -> SwapWorld:
    return SwapWorld()


def ratio(text: str) -> U64F64:
    return literal(U64F64, text)


# What is paid out


@pytest.mark.parametrize(
    ("order", "paid", "out", "fee"),
    [
        (GetAlphaForTao(1_000), 1_000, 3_999, 0),
        (GetAlphaForTao(2_000), 1_999, 7_995, 1),
        (GetAlphaForTao(123_456), 123_394, 493_515, 62),
        (GetAlphaForTao(1_000_000_000), 999_496_453, 1_999_496_326, 503_547),
        (GetAlphaForTao(10_000_000_000), 9_994_964_523, 3_636_197_098, 5_035_477),
        (GetTaoForAlpha(1_000), 1_000, 249, 0),
        (GetTaoForAlpha(2_000), 1_999, 499, 1),
        (GetTaoForAlpha(123_456), 123_394, 30_847, 62),
    ],
)
def test_a_swap_in_a_pool_at_a_quarter(
    world: SwapWorld, order: Order, paid: int, out: int, fee: int
) -> None:
    buys = isinstance(order, GetAlphaForTao)
    world.pools.hold(BILLION, 4 * BILLION)
    before = world.swap.current_alpha_price(1)
    result = world.trade(order, ratio("1000") if buys else ratio("0.0001"))
    assert result == SwapResult(paid, out, fee, fee)
    after = world.swap.current_alpha_price(1)
    assert after > before if buys else after < before


@pytest.mark.parametrize(
    ("reserve", "order", "paid", "out"),
    [
        (1_000, GetTaoForAlpha(999_500), 998_997, 998),
        (1_000_000, GetTaoForAlpha(999_500_000), 998_996_705, 998_999),
    ],
)
def test_a_pool_that_is_nearly_emptied(
    world: SwapWorld, reserve: int, order: Order, paid: int, out: int
) -> None:
    world.pools.hold(reserve, reserve)
    result = world.swap.swap(1, order, MIN_PRICE, should_rollback=True)
    assert (result.amount_paid_in, result.amount_paid_out) == (paid, out)


def test_without_fees(world: SwapWorld) -> None:
    result = world.swap.swap(1, GetAlphaForTao(TAO), MAX_PRICE, drop_fees=True)
    assert result == SwapResult(TAO, ALPHA // 2, 0, 0)


def test_an_order_over_nothing(world: SwapWorld) -> None:
    assert world.swap.swap(1, GetAlphaForTao(0), MAX_PRICE) == SwapResult(0, 0, 0, 0)


# Fees


@pytest.mark.parametrize(
    ("amount", "rate", "contained", "on_top"),
    [
        (65_535, 33, 32, 33),  # 33/65535 floored is a little less
        (65_536, 33, 33, 33),
        (10**15, 33, 503_547_722_590, 503_801_410_643),
        (100, U16_MAX, 100, 0),  # nothing can be left beside such a fee
        (100, 0, 0, 0),
        (U64_MAX, 10_000, 2_814_792_717_434_889_999, 3_321_642_941_155_946_990),
    ],
)
def test_a_fee_is_a_part_of_65535(amount: int, rate: int, contained: int, on_top: int) -> None:
    assert (fee_of(amount, rate), fee_on_top(amount, rate)) == (contained, on_top)


def test_the_author_gets_no_fee_where_nothing_is_swapped(world: SwapWorld) -> None:
    world.swap.fee_rate[1] = U16_MAX
    assert world.swap.sim_swap(1, GetAlphaForTao(1_000)) == SwapResult(0, 0, 1_000, 0)


def test_the_approximate_fee(world: SwapWorld) -> None:
    world.swap.fee_rate[1] = 6_554
    assert world.swap.approx_fee_amount(1, 1_000_000) == 100_007
    assert world.swap.approx_fee_amount(2, 1_000_000) == 503
    assert world.swap.approx_fee_amount(0, 1_000_000) == 0  # no pool, no fee


# Limits


def test_a_swap_ends_at_its_limit(world: SwapWorld) -> None:
    """The fee is then on top of what was swapped, not a part of the whole order."""
    result = world.trade(GetAlphaForTao(TAO), ratio("0.36"))
    assert result == SwapResult(199_999_999_999, 666_666_666_663, 100_760_282, 100_760_282)
    assert apart(world.swap.current_alpha_price(1), ratio("0.36")) < ratio("1e-9")


def test_a_sale_ends_at_its_limit(world: SwapWorld) -> None:
    result = world.trade(GetTaoForAlpha(ALPHA), ratio("0.16"))
    assert result == SwapResult(999_999_999_999, 199_999_999_999, 503_801_410, 503_801_410)
    assert apart(world.swap.current_alpha_price(1), ratio("0.16")) < ratio("1e-9")


def test_a_limit_without_fees(world: SwapWorld) -> None:
    result = world.trade(GetAlphaForTao(TAO), ratio("0.36"), drop_fees=True)
    assert (result.amount_paid_in, result.fee_paid) == (199_999_999_999, 0)


@pytest.mark.parametrize(
    ("kind", "ended"), [(GetAlphaForTao, 999_496_459), (GetTaoForAlpha, 999_496_458)]
)
def test_a_limit_that_the_price_just_reaches_does_not_end_the_swap(
    world: SwapWorld, kind: type[Order], ended: int
) -> None:
    """What the limit itself allows is floored, and a little less."""
    order, paid = kind(1_000_000_007), 999_496_460
    pool = world.swap.pool(1)
    limit = order.price_after(pool, paid)
    assert order.amount_to_price(pool, pool.price, limit) == ended
    assert world.swap.swap_up_to(1, order, limit, False, True).amount_paid_in == paid
    closer = U64F64(limit.bits + (1 if kind is GetTaoForAlpha else -1))
    assert world.swap.swap_up_to(1, order, closer, False, True).amount_paid_in == ended


@pytest.mark.parametrize("kind", [GetAlphaForTao, GetTaoForAlpha])
def test_up_to_a_far_limit_a_reserve_grows_at_most_17_times(
    world: SwapWorld, kind: type[Order]
) -> None:
    """The factor by which it grows has 18 decimals in a u64, and ends at 18.446744073709551615.

    So an order that would pass the limit takes less than the limit allows.
    """
    world.pools.hold(1_000, 1_000)
    result = world.swap.swap(1, kind(1_000_000), kind.farthest_price, drop_fees=True)
    assert (result.amount_paid_in, result.amount_paid_out) == (17_446, 945)
    # Most of what does not pass it is swapped whole.
    result = world.swap.swap(1, kind(900_000), kind.farthest_price, drop_fees=True)
    assert (result.amount_paid_in, result.amount_paid_out) == (900_000, 998)


def test_limits_are_in_rao(world: SwapWorld) -> None:
    by_rao = world.swap.swap(1, GetAlphaForTao(TAO), 360_000_000, should_rollback=True)
    limit = U64F64.from_num(360_000_000) / U64F64.from_num(BILLION)
    assert by_rao == world.swap.swap_up_to(1, GetAlphaForTao(TAO), limit, False, True)
    assert (MIN_PRICE, MAX_PRICE) == (1_000, 10**15)
    assert world.swap.swap(1, GetAlphaForTao(1_000), U64_MAX).amount_paid_out == 4_000


# Refusals, in their order


@pytest.mark.parametrize("kind", [GetAlphaForTao, GetTaoForAlpha])
@pytest.mark.parametrize("drop_fees", [False, True])
def test_an_order_is_at_most_a_thousand_times_the_reserve(
    world: SwapWorld, kind: type[Order], drop_fees: bool
) -> None:
    world.pools.hold(1_000, 1_000)
    limit = kind.farthest_price
    # Of an order with a fee, the part after the fee counts: 1_000_503 * 33 / 65535 = 503.
    most = 1_000_000 if drop_fees else 1_000_503
    assert world.swap.swap(1, kind(most), limit, drop_fees, True).amount_paid_out == 945
    with pytest.raises(SwapInputTooLarge):
        world.swap.swap(1, kind(most + 1), limit, drop_fees, True)
    with pytest.raises(SwapInputTooLarge):
        world.swap.sim_swap(1, kind(1_001_000))


def test_a_thousand_times_a_huge_reserve_ends_at_u64(world: SwapWorld) -> None:
    world.pools.hold(U64_MAX // 2, U64_MAX // 2)
    assert world.swap.swap(1, GetAlphaForTao(U64_MAX), MAX_PRICE, True, True).amount_paid_out


def test_the_reserve_that_pays_out_has_a_minimum() -> None:
    world = SwapWorld(minimum_reserve=1_000_000)
    world.pools.hold(999_999, 1_000_000)
    assert world.swap.sim_swap(1, GetAlphaForTao(1_000)).amount_paid_out == 999
    with pytest.raises(ReservesTooLow):
        world.swap.sim_swap(1, GetTaoForAlpha(1_000))


def test_a_payout_of_nothing_is_refused(world: SwapWorld) -> None:
    world.pools.hold(1_000_000, 1_000)
    with pytest.raises(ReservesTooLow):
        world.swap.sim_swap(1, GetAlphaForTao(1))


@pytest.mark.parametrize(
    ("order", "limit"),
    [
        (GetAlphaForTao(1_000), "0.25"),
        (GetAlphaForTao(1_000), "0.2"),
        (GetTaoForAlpha(1_000), "0.25"),
        (GetTaoForAlpha(1_000), "0.3"),
    ],
)
def test_a_limit_that_is_not_ahead(world: SwapWorld, order: Order, limit: str) -> None:
    with pytest.raises(PriceLimitExceeded):
        world.swap.swap_up_to(1, order, ratio(limit), False, False)


def test_the_first_failing_check_decides() -> None:
    world = SwapWorld(minimum_reserve=1_000)
    world.pools.hold(10, 10)
    with pytest.raises(SwapInputTooLarge):  # too large, too low and beyond the limit
        world.swap.swap_up_to(1, GetAlphaForTao(10**6), U64F64(0), True, False)
    with pytest.raises(ReservesTooLow):  # too low and beyond the limit
        world.swap.swap_up_to(1, GetAlphaForTao(10), U64F64(0), True, False)
    world.pools.hold(10**9, 10_000)
    with pytest.raises(PriceLimitExceeded):  # beyond the limit, and nothing would be paid out
        world.swap.swap_up_to(1, GetAlphaForTao(1), U64F64(0), True, False)


class Overpaid(GetAlphaForTao):
    """An order that gets more than there is, which no formula does."""

    def amount_out(self, pool: Pool, amount: int) -> int:
        return pool.alpha + 1


def test_a_pool_never_pays_more_than_it_has(world: SwapWorld) -> None:
    with pytest.raises(InsufficientLiquidity):
        world.swap.swap(1, Overpaid(1_000), MAX_PRICE)
    assert world.swap.pal_swap_initialized[1]  # which stays, unless the caller is rolled back
    assert world.swap.sim_swap(1, Overpaid(1_000)).amount_paid_out == ALPHA + 1


# What stays


def test_a_swap_moves_no_reserves_and_gives_weights(world: SwapWorld) -> None:
    world.swap.swap(1, GetAlphaForTao(1_000_000), MAX_PRICE)
    assert world.swap.pool(1) == Pool(TAO, ALPHA, Balancer())
    assert world.swap.pal_swap_initialized[1]
    assert 1 in world.swap.swap_balancer


def test_a_simulation_leaves_nothing(world: SwapWorld) -> None:
    order = GetAlphaForTao(1_000_000)
    simulated = world.swap.swap(1, order, MAX_PRICE, should_rollback=True)
    assert simulated == world.swap.sim_swap(1, order)
    assert not world.swap.pal_swap_initialized[1]
    assert simulated == world.swap.swap(1, order, MAX_PRICE)
    assert simulated.amount_paid_out == 3_997_984  # of 999_497 after the fee


def test_a_refused_swap_leaves_nothing(world: SwapWorld) -> None:
    with pytest.raises(PriceLimitExceeded):
        world.swap.swap(1, GetAlphaForTao(1_000), 1)
    assert not world.swap.pal_swap_initialized[1]


def test_a_pool_without_weights_starts_with_equal_ones(world: SwapWorld) -> None:
    """Whatever the state holds of weights: they count only when they have been set."""
    stale = Balancer(ACCURACY // 4)
    world.swap.swap_balancer[1] = world.swap.swap_balancer[2] = stale
    world.swap.pal_swap_initialized[2] = True
    result = world.swap.swap(1, GetAlphaForTao(TAO), MAX_PRICE, drop_fees=True)
    assert result.amount_paid_out == ALPHA // 2
    assert world.swap.swap_balancer[1] == Balancer()
    result = world.swap.swap(2, GetAlphaForTao(TAO), MAX_PRICE, drop_fees=True)
    assert result.amount_paid_out == 825_197_896_063  # 1 - (1/2) ** (1/3)
    assert world.swap.swap_balancer[2] == stale


# Simulations


def test_simulations_go_to_the_farthest_price(world: SwapWorld) -> None:
    assert world.swap.sim_swap(1, GetAlphaForTao(10**9)) == world.swap.swap_up_to(
        1, GetAlphaForTao(10**9), FAR_UP, False, True
    )
    assert world.swap.sim_swap(1, GetTaoForAlpha(10**9)) == world.swap.swap_up_to(
        1, GetTaoForAlpha(10**9), FAR_DOWN, False, True
    )


def test_without_a_pool_one_is_one(world: SwapWorld) -> None:
    assert world.swap.sim_swap(0, GetAlphaForTao(5)) == SwapResult(5, 5, 0, 0)
    assert world.swap.sim_swap(0, GetTaoForAlpha(5)) == SwapResult(5, 5, 0, 0)


def test_a_subnet_that_does_not_exist_pays_nothing() -> None:
    world = SwapWorld()
    world.pools.mechanism = lambda netuid: 0  # type: ignore[method-assign]
    assert world.swap.sim_swap(999, GetAlphaForTao(5)) == SwapResult(0, 0, 0, 0)
