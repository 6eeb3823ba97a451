"""Signed calls of those who have TAO for the fee, and of those who have not."""

from __future__ import annotations

import pytest

from pallets.subtensor.errors import InsufficientLiquidity, SubtokenDisabled
from pallets.subtensor.events import (
    AlphaBurned,
    AlphaRecycled,
    StakeAdded,
    StakeRemoved,
    TransactionFeePaidWithAlpha,
)
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake, BurnStake, MoveStake, RemoveAllStake, RemoveStake
from pallets.subtensor.state import Subnets
from pallets.transaction_payment import CannotPay, TransactionFeePaid
from runtime.call import Call
from runtime.validity import InvalidTransaction
from tests.pallets.subtensor.fees.tollhouse import ELSEWHERE, Done, Tollhouse
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER,
    POOLS,
    ROOT,
    SECOND,
    Trade,
    books,
    fill,
    stake,
    trade,
)
from tests.pallets.subtensor.world import AUTHOR, ED, TAO

STAKED = 10 * TAO
AMOUNT = TAO // 50
REMOVE = RemoveStake.remove_stake(HOTKEY, FIRST, AMOUNT)


@pytest.fixture
def house() -> Tollhouse:
    """With stake in the first subnet, whose alpha costs 1.5 TAO, and no TAO to speak of."""
    house = Tollhouse()
    house.give(STAKED)
    return house


def in_alpha(fee: int) -> Trade:
    """What is sold for a fee in the first subnet, as its pool was at first."""
    return trade(fee * 2 // 3, *reversed(POOLS[FIRST]), fee=False)


def after(fee: Trade, alpha: int) -> Trade:
    """What alpha is sold for when a fee has been."""
    tao, pooled = POOLS[FIRST]
    return trade(alpha, pooled + fee.paid, tao - fee.out)


# With TAO


def test_whoever_has_tao_pays_in_tao(house: Tollhouse) -> None:
    """Here the reference's tests have plenty."""
    fee = house.fee(REMOVE)
    house.leave(fee + ED)
    sale = trade(AMOUNT, *reversed(POOLS[FIRST]))
    done = house.sign(REMOVE)
    assert done.fee == fee and done.error is None and done.in_alpha is None
    assert (house.staked(), house.balance()) == (STAKED - AMOUNT, ED + sale.out)


def test_a_rao_too_little_is_no_tao_at_all(house: Tollhouse) -> None:
    """The fee is not paid in part: what there is of TAO stays."""
    house.leave(house.fee(REMOVE) + ED - 1)
    before = house.balance()
    done = house.sign(REMOVE)
    assert done.in_alpha is not None and house.balance() > before


def test_a_failing_call_is_paid_in_tao_by_whoever_has_it(house: Tollhouse) -> None:
    house.leave(TAO)
    house.reserves(FIRST, 1, 100 * TAO)
    done = house.sign(REMOVE)
    assert done.error is InsufficientLiquidity and done.in_alpha is None
    assert (house.staked(), house.balance()) == (STAKED, TAO - done.fee)


def test_the_fees_of_staking_are_the_authors() -> None:
    house = Tollhouse()
    house.leave(10 * TAO)
    bought = trade(TAO, *POOLS[FIRST])
    done = house.sign(AddStake.add_stake(HOTKEY, FIRST, TAO))
    assert house.balance() == 9 * TAO - done.fee
    assert house.balance(AUTHOR) == done.fee + bought.fee == done.fee + 503_547


# Without TAO


def test_what_is_told_of_a_fee_in_alpha_and_in_which_order(house: Tollhouse) -> None:
    fee = house.fee(REMOVE)
    paid, before = in_alpha(fee), books(house.world)
    sale = after(paid, AMOUNT)
    assert (fee, paid.paid, paid.out, sale.out) == (1_338_824, 892_549, 1_338_811, 29_978_367)
    done = house.sign(REMOVE)
    told = (StakeRemoved, TransactionFeePaidWithAlpha, TransactionFeePaid)
    assert [event for event in done.events if isinstance(event, told)] == [
        StakeRemoved(COLDKEY, HOTKEY, paid.out, paid.paid, FIRST, 0),
        StakeRemoved(COLDKEY, HOTKEY, sale.out, sale.paid, FIRST, sale.fee),
        TransactionFeePaidWithAlpha(COLDKEY, FIRST, paid.paid, paid.out),
        TransactionFeePaid(COLDKEY, fee, 0),
    ]
    assert house.staked() == STAKED - paid.paid - AMOUNT
    assert house.balance() == ED + sale.out
    assert books(house.world) == before


def test_the_author_gets_what_the_fees_in_alpha_are_sold_for(house: Tollhouse) -> None:
    paid = in_alpha(house.fee(REMOVE))
    sale = after(paid, AMOUNT)
    house.sign(REMOVE)
    tao, pooled = POOLS[FIRST][0] - paid.out - sale.out, POOLS[FIRST][1] + paid.paid + sale.paid
    of_the_trade = trade(sale.fee, pooled, tao, fee=False)
    assert house.balance(AUTHOR) == paid.out + of_the_trade.out


def test_the_tip_is_paid_in_alpha_too(house: Tollhouse) -> None:
    plain, tipped = house.fee(REMOVE), house.fee(REMOVE, tip=TAO)
    assert tipped > plain + TAO - 10  # the tip makes it some bytes longer
    done = house.sign(REMOVE, tip=TAO)
    paid = in_alpha(tipped)
    assert done.in_alpha == TransactionFeePaidWithAlpha(COLDKEY, FIRST, paid.paid, paid.out)
    assert TransactionFeePaid(COLDKEY, tipped, TAO) in done.events


def limit(alpha: int) -> Call:
    return RemoveStake.remove_stake_limit(HOTKEY, FIRST, alpha, 1_000, False)


TAKERS = {
    "remove_stake": RemoveStake.remove_stake(HOTKEY, FIRST, AMOUNT),
    "remove_stake_limit": limit(AMOUNT),
    "move_stake": MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, FIRST, SECOND, AMOUNT),
    "transfer_stake": MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, FIRST, SECOND, AMOUNT),
    "swap_stake": MoveStake.swap_stake(HOTKEY, FIRST, SECOND, AMOUNT),
    "swap_stake_limit": MoveStake.swap_stake_limit(HOTKEY, FIRST, SECOND, AMOUNT, 1_000, False),
    "recycle_alpha": BurnStake.recycle_alpha(HOTKEY, AMOUNT, FIRST),
    "burn_alpha": BurnStake.burn_alpha(HOTKEY, AMOUNT, FIRST),
}


@pytest.mark.parametrize("call", TAKERS.values(), ids=TAKERS)
def test_the_fee_comes_on_top_of_what_the_call_takes(house: Tollhouse, call: Call) -> None:
    fee = house.fee(call)
    paid = in_alpha(fee)
    done = house.sign(call)
    assert done.error is None and done.fee == fee
    assert done.in_alpha == TransactionFeePaidWithAlpha(COLDKEY, FIRST, paid.paid, paid.out)
    assert house.staked() == STAKED - AMOUNT - paid.paid
    received = [event for event in done.events if isinstance(event, StakeRemoved)][1:]
    assert all(event.tao == after(paid, AMOUNT).out for event in received[:1])


@pytest.mark.parametrize(
    ("name", "hotkey", "coldkey"),
    [
        ("move_stake", OTHER_HOTKEY, COLDKEY),
        ("transfer_stake", HOTKEY, OTHER_COLDKEY),
        ("swap_stake", HOTKEY, COLDKEY),
        ("swap_stake_limit", HOTKEY, COLDKEY),
    ],
)
def test_stake_arrives_where_it_is_moved_to(
    house: Tollhouse, name: str, hotkey: bytes, coldkey: bytes
) -> None:
    done = house.sign(TAKERS[name])
    arrived = stake(house.world, SECOND, hotkey=hotkey, coldkey=coldkey)
    assert [e.alpha for e in done.events if isinstance(e, StakeAdded)] == [arrived]
    assert arrived > 0 and house.balance() == ED


def test_what_is_recycled_or_burned_is_not_what_was_paid(house: Tollhouse) -> None:
    kinds = (AlphaRecycled, AlphaBurned)
    for name in ("recycle_alpha", "burn_alpha"):
        events = [e for e in house.sign(TAKERS[name]).events if isinstance(e, kinds)]
        assert [event.alpha for event in events] == [AMOUNT]
    assert house.balance() == ED


# All of it


@pytest.mark.parametrize(
    "call",
    [
        RemoveStake.remove_stake(HOTKEY, FIRST, STAKED),
        RemoveStake.remove_stake_full_limit(HOTKEY, FIRST, None),
        RemoveAllStake.unstake_all(HOTKEY),
    ],
    ids=lambda call: call.declaration.name,
)
def test_all_stake_can_be_sold_without_any_tao(house: Tollhouse, call: Call) -> None:
    """Less is sold then than the call names: the fee has been taken before."""
    paid = in_alpha(house.fee(call))
    done = house.sign(call)
    assert done.error is None and done.in_alpha is not None
    assert house.staked() == 0
    assert house.balance() == ED + after(paid, STAKED - paid.paid).out


def test_all_stake_can_go_to_root_without_any_tao(house: Tollhouse) -> None:
    call = RemoveAllStake.unstake_all_alpha(HOTKEY)
    paid = in_alpha(house.fee(call))
    assert house.sign(call).error is None
    assert (house.staked(), house.balance()) == (0, ED)
    assert house.staked(ROOT) == after(paid, STAKED - paid.paid).out


@pytest.mark.parametrize("amount", [TAO // 10, TAO])
def test_on_root_a_rao_of_stake_pays_a_rao(amount: int) -> None:
    house = Tollhouse()
    house.give(TAO, ROOT)
    call = RemoveStake.remove_stake(HOTKEY, ROOT, amount)
    fee = house.fee(call)
    done = house.sign(call)
    assert done.in_alpha == TransactionFeePaidWithAlpha(COLDKEY, ROOT, fee, fee)
    taken = min(amount, TAO - fee)
    assert (house.staked(ROOT), house.balance()) == (TAO - fee - taken, ED + taken)
    assert house.balance(AUTHOR) == fee


# Who cannot pay


def test_whose_stake_is_worth_less_than_the_fee_cannot_pay() -> None:
    house, needed = Tollhouse(), Tollhouse().fee(REMOVE) * 2 // 3
    house.give(needed - 1)
    house.refuses(RemoveStake.remove_stake(HOTKEY, FIRST, 1_000))
    house.give(1)
    assert house.validate(REMOVE).priority == 1


def test_when_alpha_becomes_cheap_the_fee_cannot_be_paid() -> None:
    house = Tollhouse()
    house.give(2_000_000)
    assert house.validate(REMOVE).priority == 1
    house.reserves(FIRST, 1_000_000, 10_000_000_000)
    house.refuses(REMOVE)


@pytest.mark.parametrize("make", [RemoveAllStake.unstake_all, RemoveAllStake.unstake_all_alpha])
def test_a_fee_is_not_paid_with_the_stake_of_two_subnets(house: Tollhouse, make: type) -> None:
    """With TAO all is sold, and the fee is no part of it."""
    house.give(STAKED, SECOND)
    call = make(HOTKEY)
    house.refuses(call)
    house.leave(TAO)
    done = house.sign(call)
    assert done.error is None and done.in_alpha is None
    assert house.staked() == house.staked(SECOND) == 0


def test_stake_on_another_hotkey_or_of_another_coldkey_does_not_count(house: Tollhouse) -> None:
    house.world.pallet(Ownership).create_account_if_non_existent(OWNER, ELSEWHERE)
    house.refuses(RemoveStake.remove_stake(ELSEWHERE, FIRST, AMOUNT))
    house.world.pallet(Stake).increase(ELSEWHERE, OTHER_COLDKEY, FIRST, STAKED)
    house.refuses(RemoveStake.remove_stake(ELSEWHERE, FIRST, AMOUNT))


def test_a_coldkey_without_any_account_cannot_pay_whatever_its_stake(house: Tollhouse) -> None:
    """Even a rao of TAO is needed: what has no account makes no transactions that cost fees."""
    house.leave(0)
    house.refuses(REMOVE)


def test_what_the_pool_takes_may_not_be_payable_in_a_block(house: Tollhouse) -> None:
    house.empty_account(FIRST)
    assert house.validate(REMOVE).priority == 1
    before = house.world.stored()
    with pytest.raises(InvalidTransaction, match="pay some fees"):
        house.sign(REMOVE)
    assert house.world.stored() == before


def test_what_no_stake_may_pay_is_not_taken(house: Tollhouse) -> None:
    """Also if nobody has asked before whether it could be."""
    for call in (AddStake.add_stake(HOTKEY, FIRST, TAO), RemoveAllStake.unstake_all(OTHER_HOTKEY)):
        with pytest.raises(CannotPay):
            house.payment.charging.take(COLDKEY, call, 400_000)
    assert house.staked() == STAKED


# What fails


def test_a_failing_call_is_paid_in_alpha(house: Tollhouse) -> None:
    fill(house.world, FIRST, TAO, TAO)
    house.world.pallet(Subnets).subtoken_enabled[FIRST] = False
    call = RemoveStake.remove_stake(HOTKEY, FIRST, STAKED)
    fee = house.fee(call)
    done = house.sign(call)
    assert done.error is SubtokenDisabled and done.in_alpha is not None
    assert (house.staked(), house.balance()) == (STAKED - fee, ED)
    assert house.balance(AUTHOR) == TAO * fee // (TAO + fee)


def test_without_an_author_nothing_is_paid_and_that_is_told() -> None:
    house = Tollhouse(author=None)
    house.give(STAKED)
    done = house.sign(REMOVE)
    assert done.in_alpha == TransactionFeePaidWithAlpha(COLDKEY, ROOT, 0, 0)
    assert done.error is None and house.staked() == STAKED - AMOUNT


def test_each_call_in_a_block_finds_the_prices_that_the_last_one_left(house: Tollhouse) -> None:
    paid: list[Done] = [house.sign(BurnStake.burn_alpha(HOTKEY, AMOUNT, FIRST)) for _ in range(3)]
    sold = [done.in_alpha.alpha_fee for done in paid if done.in_alpha]
    assert len(sold) == 3 and sold == sorted(sold) and sold[0] < sold[2]
