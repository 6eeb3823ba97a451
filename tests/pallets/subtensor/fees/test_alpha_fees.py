"""What a fee is in alpha, and what its sale moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.events import StakeRemoved
from pallets.subtensor.fees import AlphaFee
from pallets.subtensor.locks import Locks
from pallets.subtensor.staking import Position
from pallets.transaction_payment import CannotPay
from tests.pallets.subtensor.fees.tollhouse import Tollhouse
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    HOTKEY,
    NOWHERE,
    POOLS,
    ROOT,
    SECOND,
    STABLE,
    books,
    fill,
    sold,
)
from tests.pallets.subtensor.world import AUTHOR, ED, TAO

FEE = 400_000  # rao of TAO
NOTHING = AlphaFee(ROOT, 0, 0)


def place(netuid: int = FIRST) -> Position:
    return Position(COLDKEY, HOTKEY, netuid)


def a_house(alpha: int = TAO, netuid: int = FIRST) -> Tollhouse:
    """With so much stake."""
    house = Tollhouse()
    house.give(alpha, netuid)
    return house


def take(house: Tollhouse, fee: int = FEE, netuid: int = FIRST) -> AlphaFee:
    return house.alpha_fees.take([place(netuid)], fee, AUTHOR)


# How much it is


@pytest.mark.parametrize(
    ("netuid", "alpha"),
    [(FIRST, 266_666), (SECOND, 400_000), (STABLE, 400_000), (ROOT, 400_000)],
)
def test_a_fee_is_so_much_alpha_by_the_price_of_now(netuid: int, alpha: int) -> None:
    enough, too_little = a_house(alpha, netuid), a_house(alpha - 1, netuid)
    assert enough.alpha_fees.can_pay([place(netuid)], FEE)
    assert not too_little.alpha_fees.can_pay([place(netuid)], FEE)
    assert take(enough, netuid=netuid).alpha == alpha


def test_when_alpha_becomes_cheap_the_same_stake_is_too_little() -> None:
    house = a_house(2_000_000)
    assert house.alpha_fees.can_pay([place()], FEE)
    house.reserves(FIRST, 1_000_000, 10_000_000_000)
    assert not house.alpha_fees.can_pay([place()], FEE)


def test_where_there_is_no_subnet_alpha_is_tao_that_nobody_has() -> None:
    house = Tollhouse()
    assert not house.alpha_fees.can_pay([place(NOWHERE)], FEE)
    with pytest.raises(CannotPay):
        take(house, netuid=NOWHERE)


# What is moved


def test_alpha_is_sold_for_the_author_without_the_fee_of_a_trade() -> None:
    house = a_house()
    before, sale = books(house.world), sold(266_666, fee=False)
    assert take(house) == AlphaFee(FIRST, 266_666, sale.out)
    assert sale.out == 399_997  # the slippage and the rounding are the author's loss
    assert house.staked() == TAO - 266_666
    assert (house.balance(), house.balance(AUTHOR)) == (ED, sale.out)
    tao, alpha = POOLS[FIRST]
    assert house.pool() == (tao - sale.out, alpha + 266_666, TAO - 266_666)
    assert books(house.world) == before
    assert house.world.events(StakeRemoved) == [
        StakeRemoved(COLDKEY, HOTKEY, sale.out, 266_666, FIRST, 0)
    ]


@pytest.mark.parametrize("netuid", [ROOT, STABLE])
def test_at_par_the_author_gets_the_whole_fee(netuid: int) -> None:
    house = a_house(netuid=netuid)
    before = books(house.world)
    assert take(house, netuid=netuid) == AlphaFee(netuid, FEE, FEE)
    assert (house.staked(netuid), house.balance(AUTHOR)) == (TAO - FEE, FEE)
    assert books(house.world) == before


def test_the_author_loses_by_slippage_in_a_shallow_pool() -> None:
    house = a_house()
    fill(house.world, FIRST, 3_000_000, 2_000_000)
    assert take(house) == AlphaFee(FIRST, 266_666, 3_000_000 * 266_666 // 2_266_666)


def test_stake_that_is_too_little_is_sold_whole() -> None:
    """The pool would have refused; the price may fall until the block is made."""
    house = a_house(1_000)
    assert take(house) == AlphaFee(FIRST, 1_000, sold(1_000, fee=False).out)
    assert house.staked() == 0


def test_a_fee_below_a_rao_of_alpha_takes_all_stake() -> None:
    house = a_house(5_000)
    fill(house.world, FIRST, 4 * 10**15, 10**6)  # a rao of alpha is 4 TAO
    assert house.alpha_fees.can_pay([place()], FEE)
    assert take(house).alpha == 5_000
    assert house.staked() == 0 and house.balance(AUTHOR) > 10**13


def test_locked_stake_pays_too() -> None:
    house = a_house()
    house.world.run(Locks.set_perpetual_lock(FIRST, True), by=COLDKEY)
    house.world.run(Locks.lock_stake(HOTKEY, FIRST, TAO), by=COLDKEY)
    assert take(house).alpha == 266_666
    assert house.world.pallet(Locks).locked(COLDKEY, FIRST) == TAO > house.staked()


# What is not moved


@pytest.mark.parametrize("netuids", [(), (FIRST, SECOND)])
def test_only_one_place_is_drawn_on(netuids: tuple[int, ...]) -> None:
    house = Tollhouse()
    for netuid in netuids:
        house.give(TAO, netuid)
    before, places = house.world.stored(), [place(netuid) for netuid in netuids]
    assert not house.alpha_fees.can_pay(places, 1)
    assert house.alpha_fees.take(places, 1, AUTHOR) == NOTHING
    assert house.world.stored() == before


def test_without_an_author_nothing_is_taken() -> None:
    house = a_house()
    before = house.world.stored()
    assert house.alpha_fees.take([place()], FEE, None) == NOTHING
    assert house.world.stored() == before


@pytest.mark.parametrize(
    ("tao", "alpha"),
    [
        (150 * TAO, 0),  # no price at all
        (200 * TAO, 10**18),  # less than the lowest price
        (99, 99),  # less than pools may pay out of
        (100, 1),  # more alpha than the pool takes at once
        (0, 0),
    ],
)
def test_where_the_pool_buys_nothing_no_fee_is_paid(tao: int, alpha: int) -> None:
    """Whether there would be enough is no matter of whether it can be sold."""
    house = a_house(10**15)
    fill(house.world, FIRST, tao, alpha)
    before = house.world.stored()
    assert house.alpha_fees.can_pay([place()], FEE)
    with pytest.raises(CannotPay):
        take(house)
    assert house.world.stored() == before


def test_a_sale_that_would_bring_the_price_below_the_lowest_is_not_cut_short() -> None:
    """It fails: the fee of a trade, though there is none, cannot be sold at such a price."""
    house = a_house(10**16)
    fill(house.world, FIRST, 1_000_500_000_000, 10**18)
    before = house.world.stored()
    with pytest.raises(CannotPay):
        take(house, TAO)
    assert house.world.stored() == before


def test_a_sale_whose_money_is_not_there_is_undone() -> None:
    house = a_house()
    house.empty_account(FIRST)
    before = house.world.stored()
    with pytest.raises(CannotPay):
        take(house)
    assert house.world.stored() == before


# In general


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from((ROOT, FIRST, SECOND, STABLE)),
    st.integers(1, 10 * TAO),
    st.integers(1, 10 * TAO),
)
def test_a_fee_moves_as_much_as_it_says(netuid: int, alpha: int, fee: int) -> None:
    house = a_house(alpha, netuid)
    before, pool = books(house.world), house.pool(netuid)
    payable = house.alpha_fees.can_pay([place(netuid)], fee)
    paid = take(house, fee, netuid)
    assert books(house.world) == before
    assert house.staked(netuid) == alpha - paid.alpha
    assert house.balance(AUTHOR) == paid.tao == pool[0] - house.pool(netuid)[0]
    assert paid.tao <= fee and (payable or paid.alpha == alpha)
