"""What becomes of a subnet's part of a block, as a function of numbers."""

from __future__ import annotations

from pallets.subtensor.emission.pool_terms import pool_terms
from runtime.fixed import U96F32, literal

ONE = U96F32.from_num(1)
TAO = 10**9


def rao(amount: int) -> U96F32:
    return U96F32.from_num(amount)


def test_alpha_goes_with_tao_by_the_price() -> None:
    terms = pool_terms(rao(34_566_756), TAO, ONE, ONE)
    assert terms == (rao(34_566_756), rao(34_566_756), rao(TAO), U96F32.ZERO)
    terms = pool_terms(rao(300), TAO, rao(2), ONE)
    assert terms == (rao(300), rao(150), rao(TAO), U96F32.ZERO)


def test_beyond_roots_proportion_of_the_alpha_tao_buys() -> None:
    price = literal(U96F32, "0.01")
    emission = rao(TAO).saturating_mul(price).saturating_add(literal(U96F32, "0.01"))
    terms = pool_terms(emission, TAO, price, ONE)
    assert terms.alpha_in == terms.alpha_out == rao(TAO)
    assert terms.tao_in == price.saturating_mul(rao(TAO))
    assert terms.excess_tao == literal(U96F32, "0.01")


def test_the_limit_falls_with_roots_proportion() -> None:
    quarter = U96F32(1 << 30)
    terms = pool_terms(rao(TAO), TAO, ONE, quarter)
    assert terms == (rao(TAO // 4), rao(TAO // 4), rao(TAO), rao(3 * TAO // 4))
    assert pool_terms(rao(TAO // 4), TAO, ONE, quarter).excess_tao == U96F32.ZERO
    assert pool_terms(rao(TAO // 4 + 1), TAO, ONE, quarter).excess_tao == rao(1)


def test_without_root_all_tao_buys() -> None:
    terms = pool_terms(rao(7), TAO, ONE, U96F32.ZERO)
    assert terms == (U96F32.ZERO, U96F32.ZERO, rao(TAO), rao(7))


def test_where_all_alpha_is_mined_all_tao_buys() -> None:
    terms = pool_terms(rao(7), 0, ONE, ONE)
    assert terms == (U96F32.ZERO, U96F32.ZERO, U96F32.ZERO, rao(7))


def test_a_pool_without_a_price_gets_tao_alone() -> None:
    """A pool without alpha has a price of zero: no alpha is worth the TAO, and no limit is met."""
    terms = pool_terms(rao(7), TAO, U96F32.ZERO, ONE)
    assert terms == (rao(7), U96F32.ZERO, rao(TAO), U96F32.ZERO)


def test_without_tao_alpha_flows_all_the_same() -> None:
    assert pool_terms(U96F32.ZERO, TAO, ONE, ONE) == (
        U96F32.ZERO, U96F32.ZERO, rao(TAO), U96F32.ZERO,
    )  # fmt: skip
