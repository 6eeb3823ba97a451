"""Weights, prices and amounts of a pool, as functions of its reserves."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from pallets.swap.balancer import MIN_WEIGHT, ONE, Balancer, WeightOutOfRange, rounded_share
from runtime.fixed import U64F64, literal
from runtime.fixed.integers import U64_MAX, U128_MAX
from runtime.fixed.perquintill import ACCURACY, from_rational
from runtime.scale import decode, encode

TRILLION = 10**12
SUPPLY = 21_000_000_000_000_000


def tenth(number: int) -> U64F64:
    return literal(U64F64, f"0.{number}")


def weighing(numerator: int, denominator: int = TRILLION) -> Balancer:
    return Balancer.checked(from_rational(numerator, denominator))


def fraction(number: U64F64) -> Fraction:
    return Fraction(number.bits, 1 << 64)


# Weights


def test_weights_are_equal_at_first() -> None:
    assert (Balancer().quote, Balancer().base) == (ACCURACY // 2, ACCURACY // 2)
    assert encode(Balancer, Balancer()).hex() == "0000b2d3595bf006"
    assert decode(Balancer, bytes(8)) == Balancer(0)


@pytest.mark.parametrize(
    "quote", [0, 1, MIN_WEIGHT - 1, ACCURACY - MIN_WEIGHT + 1, ACCURACY, ACCURACY + 1]
)
def test_a_weight_out_of_range_is_refused(quote: int) -> None:
    with pytest.raises(WeightOutOfRange):
        Balancer.checked(quote)


def test_the_range_includes_its_bounds() -> None:
    assert Balancer.checked(MIN_WEIGHT).base == ACCURACY - MIN_WEIGHT
    assert Balancer.checked(ACCURACY - MIN_WEIGHT).base == MIN_WEIGHT


@pytest.mark.parametrize(
    ("weight", "amount", "share"),
    [
        (0, 10**6, 0),
        (ACCURACY, 10**6, 10**6),
        (ACCURACY, U128_MAX, U128_MAX),
        *((ACCURACY // 2, amount, (amount + 1) // 2) for amount in (0, 1, 2, 3, 4, 5, 1023, 1025)),
        (from_rational(1, 3), 3, 1),
        (from_rational(1, 3), 4, 1),
        (from_rational(1, 3), 5, 2),
        (from_rational(1, 3), 6, 2),
        (from_rational(7, 10), 10**18, 7 * 10**17),
    ],
)
def test_a_share_is_rounded_with_halves_up(weight: int, amount: int, share: int) -> None:
    assert rounded_share(weight, amount) == share


# Prices


def test_a_price_is_the_ratio_of_reserves_by_weight() -> None:
    assert Balancer().price(tao=5, alpha=2) == literal(U64F64, "2.5")
    assert Balancer().price(tao=7, alpha=3) == Balancer().price(tao=70, alpha=30)
    assert weighing(3, 10).price(tao=0, alpha=10) == U64F64(0)
    assert weighing(3, 10).price(tao=10, alpha=0) == U64F64(0)


@pytest.mark.parametrize(
    ("quote", "tao", "alpha", "bits"),
    [
        ((1, 3), 10, 4, 92_233_720_368_547_758_217),  # 5 - 2e-17
        ((2, 5), 25, 9, 76_861_433_640_456_465_066),  # 25 / 6, floored three times
        ((3, 10), 15 * 10**15, SUPPLY, 30_744_573_456_182_586_025),
    ],
)
def test_a_price_with_other_weights(
    quote: tuple[int, int], tao: int, alpha: int, bits: int
) -> None:
    balancer = weighing(*quote)
    price = balancer.price(tao, alpha)
    assert price == U64F64(bits)
    exact = Fraction(balancer.base * tao, balancer.quote * alpha)
    assert 0 <= exact - fraction(price) < Fraction(10, 1 << 64)


def test_a_price_saturates_and_a_quotient_that_overflows_is_zero() -> None:
    assert Balancer(MIN_WEIGHT).price(tao=U64_MAX, alpha=1) == U64F64.MAX
    assert Balancer().price(tao=U64_MAX, alpha=1) == U64F64.from_num(U64_MAX)


# What a reserve keeps


@pytest.mark.parametrize(
    ("quote", "reserve", "added", "of_base", "left"),
    [
        ((5, 10), 100_000, 100, True, "0.999000999000999000"),
        ((1, 4), 500_000, 5_000, True, "0.970590147927643856"),
        ((3, 4), 200_000, 2_000, False, "0.970590147927643856"),
        ((9, 10), 13_513_642, 1_673, False, "0.998886481979889227"),
        ((773, 1000), 7_000_000_000, 10_000, True, "0.999999580484586"),
    ],
)
def test_what_is_left_of_a_reserve(
    quote: tuple[int, int], reserve: int, added: int, of_base: bool, left: str
) -> None:
    balancer = weighing(*quote)
    result = (balancer.tao_left if of_base else balancer.alpha_left)(reserve, added)
    # Eighteen decimals, floored, and then as a binary fraction, floored.
    assert abs(fraction(result) - Fraction(left)) < Fraction(1, 10**15)


WEIGHTS = [
    *(500_000_000_000 + 10**n for n in range(11)),
    *(hundreds * 100_000_000_000 for hundreds in (1, 2, 3, 4, 5, 6, 7, 8, 9)),
    499_999_999_999, 501_000_000_000, 100_000_000_001, 899_999_999_999,
]  # fmt: skip
SALES = [
    (1_000, 1_000, 0),
    (1_000, 1_000, 1),
    (1_500, 1_000, 1),
    (TRILLION, 10**14, 10**8),
    (10**11, 10**14, 10**8),
    (10**11, 10**14, 10**6),
    (10**11, 10**14, TRILLION),
    (10**9, 10**14, TRILLION),
    (10**6, 10**14, TRILLION),
    (1_000, 10**14, TRILLION),
    (1_000, 10**14, 10**9),
    (1_000, 10**14, 10**6),
    (1_000, 10**14, 1_000),
    (1_000, 10**14, 10**14),
    (10, 10**14, 10**14),
    (10**9, 4 * 10**9, TRILLION),
]


@pytest.mark.parametrize("quote", [*(w * 10**6 for w in WEIGHTS), 102_337_248_363_782_924])
def test_amounts_are_right_to_eighteen_decimals(quote: int) -> None:
    balancer = Balancer.checked(quote)
    with localcontext(prec=60):
        for tao, alpha, sold in SALES:
            base = Decimal(alpha) / (alpha + sold)
            for left, weights in [
                (balancer.tao_left(alpha, sold), Decimal(balancer.base) / balancer.quote),
                (balancer.alpha_left(alpha, sold), Decimal(balancer.quote) / balancer.base),
            ]:
                exact = base**weights
                error = exact - Decimal(left.bits) / (1 << 64)
                assert 0 <= error < Decimal("2e-18"), (tao, alpha, sold)
                paid, wanted = (Fraction(tao) * (1 - fraction(left)), tao * (1 - exact))
                assert abs(Decimal(paid.numerator) / paid.denominator - wanted) < Decimal("0.001")


@pytest.mark.parametrize(
    ("alpha", "sold"),
    [
        (1_000, TRILLION),
        (400_775_553, 14_446_633_907_665_582),
        (400_000_000, 14_000_000_000_000_000),
        (1, U64_MAX),
        (U64_MAX, U64_MAX),
    ],
)
@pytest.mark.parametrize("quote", [MIN_WEIGHT, ACCURACY // 2, ACCURACY - MIN_WEIGHT])
def test_of_a_reserve_at_most_all_is_left(alpha: int, sold: int, quote: int) -> None:
    balancer = Balancer(quote)
    assert U64F64(0) <= balancer.tao_left(alpha, sold) <= ONE
    assert U64F64(0) <= balancer.alpha_left(alpha, sold) <= ONE


def test_what_is_left_of_nothing() -> None:
    for quote in (MIN_WEIGHT, ACCURACY // 2, ACCURACY - MIN_WEIGHT):
        balancer = Balancer(quote)
        assert balancer.tao_left(0, 0) == balancer.alpha_left(0, 5) == U64F64(0)
        assert balancer.tao_left(5, 0) == balancer.alpha_left(U64_MAX, 0) == ONE
        assert balancer.tao_left(U64_MAX, 7) == ONE  # the sum ends at u64


def nearly_equal(difference: int) -> Balancer:
    return Balancer(ACCURACY // 2 + difference)


@pytest.mark.parametrize("difference", [500_000_000, -500_000_000, 500_000, -500_000])
@pytest.mark.parametrize("sold", [1, 100, 100_000])
def test_tiny_amounts_with_nearly_equal_weights(difference: int, sold: int) -> None:
    balancer = nearly_equal(difference)
    for left in (balancer.tao_left(SUPPLY, sold), balancer.alpha_left(SUPPLY, sold)):
        assert U64F64(0) < left < ONE


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("reserve", [1 << 42, (1 << 42) + (1 << 41)])
def test_reserves_where_the_logarithm_changes_its_form(reserve: int, offset: int) -> None:
    balancer, size = nearly_equal(500_000_000), reserve + offset
    with localcontext(prec=60):
        for sold in (1, size // 1_000, size // 2):
            left = balancer.tao_left(size, sold)
            exact = (Decimal(size) / (size + sold)) ** (Decimal(balancer.base) / balancer.quote)
            assert 0 <= exact - Decimal(left.bits) / (1 << 64) < Decimal("2e-18")


def test_far_powers_have_the_digits_that_they_need() -> None:
    """With 68 and 64 bits, the series would end too early for these, far from zero."""
    weight = 911_000_000_123_456_789
    assert Balancer(ACCURACY - weight).tao_left(1_000, 10**6) == U64F64(0)
    assert Balancer(weight).alpha_left(1_000, 10**6) == U64F64(0)
    high, low = U64F64(1 << 127), U64F64(2)
    assert Balancer(MIN_WEIGHT + 1).tao_to_price(high, low, 10**9) == 0
    assert Balancer(ACCURACY - MIN_WEIGHT - 1).alpha_to_price(low, high, 10**9) == 0


MORE_AND_LESS = [
    ((21 * 10**9, (10**12, 2 * 10**12)), (21 * 10**9, (10**12 + 1, 2 * 10**12))),
    ((21 * 10**9, (10**12, 2 * 10**12 + 1)), (21 * 10**9, (10**12, 2 * 10**12))),
    ((2, (1, 2)), (1, (1, 2))),
    ((1, (1, 2)), (1, (101, 200))),
    ((1, (100, 201)), (1, (1, 2))),
]


@pytest.mark.parametrize(("more", "less"), MORE_AND_LESS)
def test_small_differences_of_amounts_and_weights_show(
    more: tuple[int, tuple[int, int]], less: tuple[int, tuple[int, int]]
) -> None:
    """A slightly larger sale, or a slightly larger weight of what is sold, pays more."""
    (sold, weights), (sold_less, weights_less) = more, less
    kept = weighing(*weights).tao_left(SUPPLY, sold)
    kept_more = weighing(*weights_less).tao_left(SUPPLY, sold_less)
    assert kept < kept_more < ONE


# Amounts to a price


def test_the_amount_that_moves_a_price() -> None:
    balancer = weighing(250_000_000_000)  # the base weighs 0.75
    # 10^9 * (2 ** 0.75 - 1) and 10^9 * (2 ** 0.25 - 1)
    assert balancer.tao_to_price(tenth(1), tenth(2), 10**9) == 681_792_830
    assert balancer.alpha_to_price(tenth(2), tenth(1), 10**9) == 189_207_115


def test_a_price_on_the_other_side_is_not_reached() -> None:
    balancer = weighing(250_000_000_000)
    assert balancer.tao_to_price(tenth(1), literal(U64F64, "0.05"), 10**9) == 0
    assert balancer.alpha_to_price(tenth(1), tenth(2), 10**9) == 0


def test_the_amount_brings_the_price_there() -> None:
    tao, alpha = 10**9, 10**10 - 1  # 10^9 / 0.1, as a float has it
    added = Balancer().tao_to_price(tenth(1), tenth(2), tao)
    assert added == 414_213_562
    left = alpha * (1 - Fraction(tao, tao + added))
    price = Balancer().price(tao + added, alpha - int(left))
    assert abs(fraction(price) - fraction(tenth(2))) < Fraction(1, 10**9)


def test_amounts_to_a_price_at_the_ends() -> None:
    balancer, zero = Balancer(MIN_WEIGHT), U64F64(0)
    top = U64F64.from_num(U64_MAX)
    assert balancer.tao_to_price(zero, top, 10**9) == 0  # a price of zero has no ratio
    assert balancer.alpha_to_price(top, zero, 10**9) == 0
    assert balancer.tao_to_price(top, zero, 10**9) == 0
    # (2^64 - 1) ** 0.99 is more than the largest factor: that counts as (2^64 - 1) / 10^18.
    assert balancer.tao_to_price(ONE, top, 10**9) == 17_446_744_073
    assert balancer.tao_to_price(ONE, top, U64_MAX) == U64_MAX
    assert balancer.alpha_to_price(top, ONE, 10**9) == 558_329_159
    assert balancer.tao_to_price(ONE, ONE, U64_MAX) == 0


# What is added to the reserves


@pytest.mark.parametrize(
    ("reserves", "added", "quote"),
    [
        ((0, 0), (0, 0), ACCURACY // 2),
        ((0, 0), (U64_MAX, U64_MAX), ACCURACY // 2),
        ((U64_MAX, U64_MAX), (U64_MAX, U64_MAX), ACCURACY // 2),
        ((1_000, 2_000), (0, 0), ACCURACY // 2),
        ((1_000, 2_000), (1_000, 0), from_rational(2, 3)),
        ((1_000, 2_000), (0, 2_000), from_rational(1, 3)),
        ((10**12, 0), (5, 7), 0),
        ((0, 10**12), (5, 7), ACCURACY),
    ],
)
def test_weights_follow_what_is_added(
    reserves: tuple[int, int], added: tuple[int, int], quote: int
) -> None:
    if quote in (0, ACCURACY):  # all of the weight would be on one side
        with pytest.raises(WeightOutOfRange):
            Balancer().with_added(*reserves, *added)
    else:
        assert Balancer().with_added(*reserves, *added) == Balancer(quote)


@pytest.mark.parametrize(
    "extremes",
    [
        (0, U64_MAX, U64_MAX, 0),
        (U64_MAX, 0, 0, U64_MAX),
        (1, U64_MAX, U64_MAX, 1),
        (U64_MAX, 1, 1, U64_MAX),
    ],
)
def test_weights_that_would_be_too_far_apart(extremes: tuple[int, int, int, int]) -> None:
    with pytest.raises(WeightOutOfRange):
        Balancer().with_added(*extremes)


def test_first_weights_make_the_price() -> None:
    assert Balancer.at_price(tenth(2), 10**9, 4 * 10**9).quote == 555_555_555_555_555_555
    # A fifth floored makes a whole number less: 10^9 / (799999999 + 10^9)
    balancer = Balancer.at_price(ONE / U64F64.from_num(5), 10**9, 4 * 10**9)
    assert balancer.quote == 555_555_555_864_197_531
    assert abs(fraction(balancer.price(10**9, 4 * 10**9)) - Fraction(1, 5)) < Fraction(1, 10**9)
    with pytest.raises(WeightOutOfRange):
        Balancer.at_price(tenth(2), 0, 0)
    with pytest.raises(WeightOutOfRange):
        Balancer.at_price(ONE, 1, 10**12)
