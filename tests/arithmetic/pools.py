"""Powers of fractions, a balancer's prices and amounts, and the whole numbers around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pallets.swap.balancer import MIN_WEIGHT, Balancer, WeightOutOfRange, rounded_share
from pallets.swap.power import MAX_EXACT_EXPONENT, pow_ratio_scaled
from runtime.fixed import U64F64
from runtime.fixed.integers import I128_MAX, I128_MIN, U64_MAX, U128_MAX, safe_div
from runtime.fixed.perquintill import ACCURACY, from_rational
from tests.arithmetic.draws import Draws
from tests.arithmetic.groups import NONE, Draw, Group, Operands, Table, in_table


def groups() -> Iterator[Group]:
    yield from in_table("integer", INTEGERS)
    yield from in_table("balancer", BALANCER)


# Whole numbers of any length (safe-bigmath)


def power(*numbers: int) -> int | None:
    base, over, times, root, precision, scale = numbers
    return pow_ratio_scaled((base, over), (times, root), precision, scale)


def quotient(dividend: int, divisor: int) -> int | str:
    """Rounded toward zero; what is divided by zero is no number there, and our default here."""
    return safe_div(dividend, divisor, default=0) if divisor else NONE


def any_i128(draws: Draws) -> int:
    return draws.integer(I128_MIN, I128_MAX)


def fraction_and_exponent(draws: Draws) -> Operands:
    """Exponents and bases are kept such that the result has at most a few hundred digits."""
    base, over = draws.one_of((close_numbers, small_numbers, amounts, prices))(draws)
    exponents = (small_exponent, large_exponent, edge_of_exact, weights, one_weight)
    times, root = draws.one_of(exponents)(draws)
    if max(times, root) <= MAX_EXACT_EXPONENT:
        base = min(base, (1 << 60) - 1)  # a longer one takes the original long
    growth = max(base.bit_length() - over.bit_length(), base.bit_length() // 8)
    if growth * times > 1100 * root or (times * root > 20_000 and root <= MAX_EXACT_EXPONENT):
        times, root = times % 16, root % 100
    precision = draws.one_of((0, 64, 256, 256, 256, 1024))
    return base, over, times, root, precision, draws.one_of((10**6, ACCURACY, ACCURACY))


def close_numbers(draws: Draws) -> tuple[int, int]:
    number = draws.sized(127)
    return number, number + draws.below(number // 2 + 1)


def small_numbers(draws: Draws) -> tuple[int, int]:
    return draws.below(1000), draws.below(1000)


def amounts(draws: Draws) -> tuple[int, int]:
    return draws.sized(64), draws.sized(64)


def prices(draws: Draws) -> tuple[int, int]:
    return draws.sized(128), draws.sized(128)


def small_exponent(draws: Draws) -> tuple[int, int]:
    return draws.below(40), draws.below(40)


def large_exponent(draws: Draws) -> tuple[int, int]:
    return draws.below(1100), draws.below(6) + 1


def edge_of_exact(draws: Draws) -> tuple[int, int]:
    """The largest exponents that are exact, and the next ones."""
    edge, other = MAX_EXACT_EXPONENT + draws.below(3) - 1, draws.below(5) + 1
    return (edge, other) if draws.below(2) else (other, edge)


def weights(draws: Draws) -> tuple[int, int]:
    weight = quote_weight(draws)
    return ACCURACY - weight, weight


def one_weight(draws: Draws) -> tuple[int, int]:
    return quote_weight(draws), ACCURACY


# A pool with weights


def quote_weight(draws: Draws) -> int:
    """Within the limits: a half, close to it, hundredths, any, and the limits."""
    half, span = ACCURACY // 2, ACCURACY - 2 * MIN_WEIGHT
    return (
        half,
        half + draws.signed(56),
        (draws.below(99) + 1) * MIN_WEIGHT,
        MIN_WEIGHT + draws.below(span + 1),
        draws.one_of((MIN_WEIGHT, MIN_WEIGHT + 1, ACCURACY - MIN_WEIGHT)),
    )[draws.below(5)]


def weight_and(*sizes: int) -> Draw:
    return lambda draws: (quote_weight(draws), *(draws.integer(0, (1 << s) - 1) for s in sizes))


def reserve_and_added(draws: Draws) -> Operands:
    """Half of the orders are a small part of the reserve."""
    reserve, added = draws.integer(0, U64_MAX), draws.integer(0, U64_MAX)
    return quote_weight(draws), reserve, added if draws.below(2) else added % (reserve // 4 + 2)


def prices_and_reserve(draws: Draws) -> Operands:
    current = draws.integer(0, U128_MAX)
    target = draws.integer(0, U128_MAX)
    if draws.below(3):
        target = min(current + (current >> draws.below(30)), U128_MAX)
    pair = (current, target) if draws.below(5) else (target, current)
    return quote_weight(draws), *pair, draws.integer(0, U64_MAX)


def reserves_and_added(draws: Draws) -> Operands:
    tao, alpha, more_tao, more_alpha = (draws.integer(0, U64_MAX) for _ in range(4))
    if draws.below(2):
        more_tao, more_alpha = more_tao % (tao // 2 + 2), more_alpha % (alpha // 2 + 2)
    return quote_weight(draws), tao, alpha, more_tao, more_alpha


def price_and_reserves(draws: Draws) -> Operands:
    """Half of them such that the weights are within their limits."""
    tao, alpha = draws.integer(0, U64_MAX), draws.integer(0, U64_MAX)
    price = draws.integer(0, U128_MAX)
    if draws.below(2) and alpha:
        price = min((tao << 64) // alpha * (draws.below(60) + 1) // 10, U128_MAX)
    return price, tao, alpha


def two_amounts(draws: Draws) -> Operands:
    return draws.integer(0, U128_MAX), draws.integer(0, U128_MAX)


def weight_of(rule: Callable[..., Balancer]) -> Callable[..., int | None]:
    def quote(*numbers: int) -> int | None:
        try:
            return rule(*numbers).quote
        except WeightOutOfRange:
            return None

    return quote


INTEGERS: Table = (
    ("power", 1500, fraction_and_exponent, power),
    ("quotient", 500, lambda draws: (any_i128(draws), any_i128(draws)), quotient),
)
BALANCER: Table = (
    ("price", 900, weight_and(64, 64), lambda weight, tao, alpha:
        Balancer(weight).price(tao, alpha)),
    ("tao_left", 800, reserve_and_added, lambda weight, alpha, added:
        Balancer(weight).tao_left(alpha, added)),
    ("alpha_left", 800, reserve_and_added, lambda weight, tao, added:
        Balancer(weight).alpha_left(tao, added)),
    ("tao_to_price", 500, prices_and_reserve, lambda weight, current, target, tao:
        Balancer(weight).tao_to_price(U64F64(current), U64F64(target), tao)),
    ("alpha_to_price", 500, prices_and_reserve, lambda weight, target, current, alpha:
        Balancer(weight).alpha_to_price(U64F64(current), U64F64(target), alpha)),
    ("with_added", 900, reserves_and_added, weight_of(
        lambda weight, *amounts: Balancer(weight).with_added(*amounts))),
    ("at_price", 900, price_and_reserves, weight_of(
        lambda price, *reserves: Balancer.at_price(U64F64(price), *reserves))),
    ("rounded_share", 600, weight_and(128), rounded_share),
    ("from_rational", 900, two_amounts, from_rational),
)  # fmt: skip
