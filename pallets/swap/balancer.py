"""The balancer: a pool's weights, and the prices and amounts that follow from them and reserves.

A pool holds a base currency (alpha, reserve x) and a quote currency (TAO, reserve y), which weigh
w1 and w2; both together are 1.

    price                              (w1 * y) / (w2 * x)
    paid out for dx of the base        y * (1 - (x / (x + dx)) ** (w1 / w2))
    paid out for dy of the quote       x * (1 - (y / (y + dy)) ** (w2 / w1))
    of the base down to a price p'     x * ((p / p') ** w2 - 1)
    of the quote up to a price p'      y * ((p' / p) ** w1 - 1)

With equal weights this is the constant product. What is added to the reserves in another proportion
than the price shifts the weights, so that the price stays.
"""

from __future__ import annotations

from pallets.swap.power import pow_ratio_scaled
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX, U128_MAX, saturating_add
from runtime.fixed.perquintill import ACCURACY, Perquintill, from_rational
from runtime.scale import Struct

MIN_WEIGHT = ACCURACY // 100
AMOUNT_PRECISION = 256  # bits
LIMIT_PRECISION = 1024

ONE = U64F64.from_num(1)
ACCURACY_FIXED = U64F64.from_num(ACCURACY)


class WeightOutOfRange(ArithmeticError):
    """A pool's weight would be less than a hundredth, or more than 99 of them."""


class Balancer(Struct, path="pallet_subtensor_swap::pallet::balancer::Balancer"):
    """The weight of the quote currency; that of the base is what it lacks of 1."""

    quote: Perquintill = ACCURACY // 2

    @classmethod
    def checked(cls, quote: int) -> Balancer:
        """Raises WeightOutOfRange."""
        if not MIN_WEIGHT <= quote <= ACCURACY - MIN_WEIGHT:
            raise WeightOutOfRange(f"{quote} / {ACCURACY}")
        return cls(quote)

    @classmethod
    def at_price(cls, price: U64F64, tao: int, alpha: int) -> Balancer:
        """The weights that make this the price. Raises WeightOutOfRange, also for two zeros."""
        # The whole part of the price and its fraction are multiplied, and floored, on their own.
        whole = price.saturating_to_num() * alpha
        part = U64F64.saturating_from_num(alpha).saturating_mul(price.frac()).to_num()
        total = whole + part + tao
        if total == 0:
            raise WeightOutOfRange("both reserves are empty")
        return cls.checked(from_rational(tao, total))

    @property
    def base(self) -> int:
        return max(ACCURACY - self.quote, 0)

    def price(self, tao: int, alpha: int) -> U64F64:
        """TAO per alpha; zero where there is no alpha, and where it overflows."""
        weights = U64F64.saturating_from_num(self.base).safe_div(
            U64F64.saturating_from_num(self.quote)
        )
        reserves = U64F64.saturating_from_num(tao).safe_div(U64F64.saturating_from_num(alpha))
        return weights.saturating_mul(reserves)

    def with_added(self, tao: int, alpha: int, tao_added: int, alpha_added: int) -> Balancer:
        """The weights that keep the price when this is added to the reserves.

        They are equal where there was no alpha or no TAO. Raises WeightOutOfRange.
        """
        base = rounded_share(self.base, min(tao * (alpha + alpha_added), U128_MAX))
        quote = rounded_share(self.quote, min(alpha * (tao + tao_added), U128_MAX))
        total = saturating_add(base, quote, U128_MAX)
        return self.checked(from_rational(quote, total) if total else ACCURACY // 2)

    # What is left of one reserve, when the other grows

    def tao_left(self, alpha: int, added: int) -> U64F64:
        """The part of the TAO that a pool keeps when alpha is sold to it; from 0 to 1."""
        return _reserve_left(alpha, added, (self.base, self.quote))

    def alpha_left(self, tao: int, added: int) -> U64F64:
        """The part of the alpha that a pool keeps when it is bought with TAO; from 0 to 1."""
        return _reserve_left(tao, added, (self.quote, self.base))

    # How much moves the price

    def tao_to_price(self, current: U64F64, target: U64F64, tao: int) -> int:
        """The TAO that raises the price; 0 if it is higher already."""
        return _growth_of(tao, (target.bits, current.bits), self.base)

    def alpha_to_price(self, current: U64F64, target: U64F64, alpha: int) -> int:
        """The alpha that lowers the price; 0 if it is lower already."""
        return _growth_of(alpha, (current.bits, target.bits), self.quote)


def rounded_share(weight: int, amount: int) -> int:
    """A weight's share of an amount, to the nearest, halves up; at most u128."""
    return min((amount * weight + ACCURACY // 2) // ACCURACY, U128_MAX)


def _reserve_left(reserve: int, added: int, weights: tuple[int, int]) -> U64F64:
    """`(reserve / (reserve + added)) ** weights`, at most 1; 0 if it cannot be computed."""
    grown = saturating_add(reserve, added)
    power = pow_ratio_scaled((reserve, grown), weights, AMOUNT_PRECISION, ACCURACY)
    if power is None or not 0 <= power <= U64_MAX:
        return U64F64(0)
    return min(U64F64.from_num(power).safe_div(ACCURACY_FIXED), ONE)


def _growth_of(reserve: int, prices: tuple[int, int], weight: int) -> int:
    """`reserve * (prices ** weight - 1)`, from zero."""
    power = pow_ratio_scaled(prices, (weight, ACCURACY), LIMIT_PRECISION, ACCURACY)
    if power is None:
        return 0
    factor = U64F64.from_num(max(0, min(power, U64_MAX))).safe_div(ACCURACY_FIXED)
    growth = factor.saturating_sub(ONE)
    return U64F64.saturating_from_num(reserve).saturating_mul(growth).saturating_to_num()
