"""Powers, prices and amounts are those of the reference's own code, over a thousand operands."""

from collections.abc import Callable

import pytest

from pallets.swap.balancer import Balancer, WeightOutOfRange, rounded_share
from pallets.swap.power import pow_ratio_scaled
from runtime.fixed import U64F64
from runtime.fixed.perquintill import from_rational
from tests.runtime.fixed.vectors import by_operation

VECTORS = by_operation("swap")


def power(*numbers: int) -> int | None:
    base, over, exponent, root, precision, scale = numbers
    return pow_ratio_scaled((base, over), (exponent, root), precision, scale)


def with_added(weight: int, tao: int, alpha: int, tao_added: int, alpha_added: int) -> int | None:
    try:
        return Balancer(weight).with_added(tao, alpha, tao_added, alpha_added).quote
    except WeightOutOfRange:
        return None


def at_price(price: int, tao: int, alpha: int) -> int | None:
    try:
        return Balancer.at_price(U64F64(price), tao, alpha).quote
    except WeightOutOfRange:
        return None


OPERATIONS: dict[str, Callable[..., int | None]] = {
    "pow": power,
    "price": lambda weight, tao, alpha: Balancer(weight).price(tao, alpha).bits,
    "tao_left": lambda weight, alpha, added: Balancer(weight).tao_left(alpha, added).bits,
    "alpha_left": lambda weight, tao, added: Balancer(weight).alpha_left(tao, added).bits,
    "tao_to_price": lambda weight, current, target, tao: Balancer(weight).tao_to_price(
        U64F64(current), U64F64(target), tao
    ),
    "alpha_to_price": lambda weight, current, target, alpha: Balancer(weight).alpha_to_price(
        U64F64(current), U64F64(target), alpha
    ),
    "with_added": with_added,
    "at_price": at_price,
    "rounded_share": rounded_share,
    "from_rational": from_rational,
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_result_is_that_of_the_reference(operation: str) -> None:
    assert len(VECTORS[operation]) > 80
    for args, expected in VECTORS[operation]:
        wanted = None if expected is None else int(expected)
        assert OPERATIONS[operation](*map(int, args)) == wanted, args


def test_there_are_no_other_vectors() -> None:
    assert set(VECTORS) == set(OPERATIONS)
