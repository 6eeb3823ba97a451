"""A fixed-point number: whole `bits`, of which the last `frac_bits` stand behind the point.

The rules are those of substrate-fixed 0.6: sums are exact, products floor, quotients go toward
zero, and what is narrowed floors. A result that does not fit is an error of the plain operators,
where the reference panics in tests and wraps in a release build; `checked_*` gives None for it,
`saturating_*` the nearest bound, `wrapping_*` the lowest bits.
Division by zero raises ZeroDivisionError, except in `checked_div` and in what is made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from runtime.fixed.integers import U64_MAX, truncated_quotient
from runtime.fixed.typenum import uint
from runtime.scale import Struct


class FixedOverflow(ArithmeticError):
    """A result does not fit into the type."""


class Fixed(Struct):
    """The family of the types. A subclass says `width` and `frac` in bits, and whether `signed`.

    Two numbers in one operation are of one type: a type checker sees to that, nothing else does.
    """

    frac_bits: ClassVar[int] = 0
    min_bits: ClassVar[int] = 0
    max_bits: ClassVar[int] = 0
    MIN: ClassVar[Any]
    MAX: ClassVar[Any]
    ZERO: ClassVar[Any]

    if TYPE_CHECKING:
        bits: int

    def __init_subclass__(cls, width: int, frac: int, signed: bool) -> None:
        name = f"substrate_fixed::Fixed{'I' if signed else 'U'}{width}"
        super().__init_subclass__(path=name, params={"Frac": uint(frac)})
        cls.frac_bits = frac
        cls.min_bits = -(1 << width - 1) if signed else 0
        cls.max_bits = (1 << width - signed) - 1
        cls.MIN, cls.MAX, cls.ZERO = cls(cls.min_bits), cls(cls.max_bits), cls(0)

    # From other numbers

    @classmethod
    def from_num(cls, value: int | Fixed) -> Self:
        """The same number in this type, floored. Raises FixedOverflow."""
        return cls.of_bits(cls._scaled(value))

    @classmethod
    def checked_from_num(cls, value: int | Fixed) -> Self | None:
        return cls._checked(cls._scaled(value))

    @classmethod
    def saturating_from_num(cls, value: int | Fixed) -> Self:
        return cls._saturated(cls._scaled(value))

    @classmethod
    def wrapping_from_num(cls, value: int | Fixed) -> Self:
        return cls._wrapped(cls._scaled(value))

    @classmethod
    def _scaled(cls, value: int | Fixed) -> int:
        if not isinstance(value, Fixed):
            return value << cls.frac_bits
        surplus = value.frac_bits - cls.frac_bits
        return value.bits >> surplus if surplus > 0 else value.bits << -surplus

    @classmethod
    def of_bits(cls, bits: int) -> Self:
        """Raises FixedOverflow for more bits than the type has; the plain constructor does not."""
        if not cls.min_bits <= bits <= cls.max_bits:
            raise FixedOverflow(f"{bits} bits are not a {cls.__name__}")
        return cls(bits)

    @classmethod
    def _checked(cls, bits: int) -> Self | None:
        return cls(bits) if cls.min_bits <= bits <= cls.max_bits else None

    @classmethod
    def _saturated(cls, bits: int) -> Self:
        if bits > cls.max_bits:
            bits = cls.max_bits
        elif bits < cls.min_bits:
            bits = cls.min_bits
        return cls(bits)

    @classmethod
    def _wrapped(cls, bits: int) -> Self:
        values = cls.max_bits - cls.min_bits + 1
        return cls((bits - cls.min_bits) % values + cls.min_bits)

    # To whole numbers

    def to_num(self) -> int:
        """The whole number, floored; it may be more than any integer type holds."""
        return self.bits >> self.frac_bits

    def saturating_to_num(self, most: int = U64_MAX, least: int = 0) -> int:
        """The whole number, floored, within the bounds of an integer type: u64 if not said."""
        return max(least, min(most, self.bits >> self.frac_bits))

    def checked_to_num(self, most: int = U64_MAX, least: int = 0) -> int | None:
        """The whole number, floored, or None if it is not within the bounds."""
        whole = self.bits >> self.frac_bits
        return whole if least <= whole <= most else None

    # Arithmetic

    def __add__(self, other: Self) -> Self:
        return self.of_bits(self.bits + other.bits)

    def __sub__(self, other: Self) -> Self:
        return self.of_bits(self.bits - other.bits)

    def __mul__(self, other: Self) -> Self:
        return self.of_bits(self._product(other))

    def __truediv__(self, other: Self) -> Self:
        return self.of_bits(self._quotient(other))

    def __neg__(self) -> Self:
        return self.of_bits(-self.bits)

    def __abs__(self) -> Self:
        return self.of_bits(abs(self.bits))

    def _product(self, other: Self) -> int:
        return self.bits * other.bits >> self.frac_bits

    def _quotient(self, other: Self) -> int:
        return truncated_quotient(self.bits << self.frac_bits, other.bits)

    def checked_add(self, other: Self) -> Self | None:
        return self._checked(self.bits + other.bits)

    def checked_sub(self, other: Self) -> Self | None:
        return self._checked(self.bits - other.bits)

    def checked_mul(self, other: Self) -> Self | None:
        return self._checked(self._product(other))

    def checked_div(self, other: Self) -> Self | None:
        """None for division by zero too."""
        return self._checked(self._quotient(other)) if other.bits else None

    def checked_neg(self) -> Self | None:
        return self._checked(-self.bits)

    def saturating_add(self, other: Self) -> Self:
        return self._saturated(self.bits + other.bits)

    def saturating_sub(self, other: Self) -> Self:
        return self._saturated(self.bits - other.bits)

    def saturating_mul(self, other: Self) -> Self:
        return self._saturated(self._product(other))

    def saturating_div(self, other: Self) -> Self:
        return self._saturated(self._quotient(other))

    def saturating_neg(self) -> Self:
        return self._saturated(-self.bits)

    def wrapping_add(self, other: Self) -> Self:
        return self._wrapped(self.bits + other.bits)

    def wrapping_sub(self, other: Self) -> Self:
        return self._wrapped(self.bits - other.bits)

    def wrapping_mul(self, other: Self) -> Self:
        return self._wrapped(self._product(other))

    def wrapping_div(self, other: Self) -> Self:
        return self._wrapped(self._quotient(other))

    def safe_div(self, other: Self) -> Self:
        """The quotient, or zero: for division by zero, and also where the quotient overflows."""
        return self.safe_div_or(other, self.ZERO)

    def safe_div_or(self, other: Self, default: Self) -> Self:
        """The quotient, or the default for division by zero and for overflow."""
        quotient = self.checked_div(other)
        return default if quotient is None else quotient

    # Rounding

    def frac(self) -> Self:
        """What lies above the floor, from 0 to 1."""
        return type(self)(self.bits & (1 << self.frac_bits) - 1)

    def floor(self) -> Self:
        return type(self)(self.bits >> self.frac_bits << self.frac_bits)

    def ceil(self) -> Self:
        """Raises FixedOverflow."""
        return self.of_bits(-(-self.bits >> self.frac_bits) << self.frac_bits)

    def round(self) -> Self:
        """The nearest whole number, halves away from zero. Raises FixedOverflow."""
        return self.of_bits(self._rounded() << self.frac_bits)

    def saturating_round(self) -> Self:
        """As `round`, but a result that does not fit is the bound, which may be no whole number."""
        return self._saturated(self._rounded() << self.frac_bits)

    def _rounded(self) -> int:
        half = 1 << self.frac_bits >> 1
        whole = abs(self.bits) + half >> self.frac_bits
        return -whole if self.bits < 0 else whole

    # Comparison

    def __lt__(self, other: Self) -> bool:
        return self.bits < other.bits

    def __le__(self, other: Self) -> bool:
        return self.bits <= other.bits

    def __gt__(self, other: Self) -> bool:
        return self.bits > other.bits

    def __ge__(self, other: Self) -> bool:
        return self.bits >= other.bits

    def __str__(self) -> str:
        """The exact value as a decimal fraction."""
        sign, size = "-" if self.bits < 0 else "", abs(self.bits)
        # A binary fraction of n places is a decimal one of n places.
        decimals = str((size & (1 << self.frac_bits) - 1) * 5**self.frac_bits)
        places = decimals.rjust(self.frac_bits, "0").rstrip("0")
        return f"{sign}{size >> self.frac_bits}" + (f".{places}" if places else "")
