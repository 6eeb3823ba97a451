"""Amounts and limits of nothing, of one rao, and as large as there are, in each kind of subnet.

The errors are the reference's, and follow from the order of its checks. Whether a call fails or
not: no TAO comes into being or goes, and no alpha but what is said to.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from pallets.subtensor.errors import (
    AmountTooLow,
    CannotBurnOrRecycleOnRootSubnet,
    InsufficientLiquidity,
    NotEnoughBalanceToStake,
    NotEnoughStakeToWithdraw,
    SameNetuid,
    SlippageTooHigh,
    SubnetNotExists,
    SubtokenDisabled,
)
from pallets.subtensor.staking import AddStake, BurnStake, MoveStake, RemoveStake
from pallets.swap.errors import PriceLimitExceeded
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    HOTKEY,
    NOWHERE,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    books,
    give,
    refuses,
    stake,
)
from tests.pallets.subtensor.world import TAO, World

At = Callable[[int], Call]
Outcome = type[DispatchFailure] | None

HELD = 30 * TAO
PLACES = (ROOT, FIRST, STABLE, NOWHERE)
PAIRS = list(product(PLACES, PLACES))

add, add_limit = AddStake.add_stake, AddStake.add_stake_limit
remove, remove_limit = RemoveStake.remove_stake, RemoveStake.remove_stake_limit
remove_full = RemoveStake.remove_stake_full_limit
swap_limit = MoveStake.swap_stake_limit


@pytest.fixture
def world() -> World:
    made = a_market()
    for netuid in (ROOT, FIRST, SECOND, STABLE):
        give(made, HELD, netuid)
    return made


def comes_to(world: World, call: Call, outcome: Outcome) -> None:
    if outcome is not None:
        refuses(world, call, outcome)
        return
    before = books(world)
    world.run(call, by=COLDKEY)
    # Where one alpha is one TAO, alpha comes and goes with TAO.
    assert books(world)._replace(alpha=[]) == before._replace(alpha=[])


@pytest.mark.parametrize(
    ("call", "at_par", "in_pool", "nowhere"),
    [
        (lambda n: add(HOTKEY, n, 0), AmountTooLow, AmountTooLow, SubnetNotExists),
        (lambda n: add(HOTKEY, n, 1), AmountTooLow, AmountTooLow, SubnetNotExists),
        (
            lambda n: add(HOTKEY, n, U64_MAX),
            NotEnoughBalanceToStake,
            InsufficientLiquidity,
            SubnetNotExists,
        ),
        (lambda n: remove(HOTKEY, n, 0), AmountTooLow, AmountTooLow, SubtokenDisabled),
        (lambda n: remove(HOTKEY, n, 1), AmountTooLow, AmountTooLow, SubtokenDisabled),
        (lambda n: remove(HOTKEY, n, U64_MAX), None, None, SubtokenDisabled),
        (lambda n: remove_full(HOTKEY, n, None), None, None, SubtokenDisabled),
        (lambda n: remove_full(HOTKEY, n, 0), None, None, SubnetNotExists),
        (lambda n: remove_full(HOTKEY, n, TAO), None, SlippageTooHigh, SubnetNotExists),
        (
            lambda n: remove_full(HOTKEY, n, U64_MAX),
            SlippageTooHigh,
            PriceLimitExceeded,
            SubnetNotExists,
        ),
    ],
)
def test_adding_and_removing(
    world: World, call: At, at_par: Outcome, in_pool: Outcome, nowhere: Outcome
) -> None:
    outcomes = (at_par, in_pool, at_par, nowhere)
    for netuid, outcome in zip(PLACES, outcomes, strict=True):
        comes_to(world, call(netuid), outcome)


@pytest.mark.parametrize(
    ("amount", "limit", "partly", "wholly", "in_pool"),
    [
        (0, 0, AmountTooLow, AmountTooLow, PriceLimitExceeded),
        (1, 0, AmountTooLow, AmountTooLow, PriceLimitExceeded),
        (0, U64_MAX, AmountTooLow, AmountTooLow, AmountTooLow),
        (1, U64_MAX, AmountTooLow, AmountTooLow, AmountTooLow),
        (TAO, U64_MAX, None, None, None),
        (U64_MAX, 0, AmountTooLow, SlippageTooHigh, InsufficientLiquidity),
        (U64_MAX, U64_MAX, NotEnoughBalanceToStake, NotEnoughBalanceToStake, InsufficientLiquidity),
    ],
)
def test_adding_up_to_a_limit(  # noqa: PLR0917
    world: World, amount: int, limit: int, partly: Outcome, wholly: Outcome, in_pool: Outcome
) -> None:
    for is_partial, at_par in ((True, partly), (False, wholly)):
        outcomes = (at_par, in_pool, at_par, SubnetNotExists)
        for netuid, outcome in zip(PLACES, outcomes, strict=True):
            comes_to(world, add_limit(HOTKEY, netuid, amount, limit, is_partial), outcome)


@pytest.mark.parametrize(
    ("amount", "limit", "partly", "wholly", "in_pool"),
    [
        (0, 0, AmountTooLow, AmountTooLow, AmountTooLow),
        (1, 0, AmountTooLow, AmountTooLow, AmountTooLow),
        (0, U64_MAX, AmountTooLow, AmountTooLow, PriceLimitExceeded),
        (1, U64_MAX, AmountTooLow, AmountTooLow, PriceLimitExceeded),
        (TAO, 0, None, None, None),
        (TAO, U64_MAX, None, SlippageTooHigh, PriceLimitExceeded),
        (U64_MAX, 0, NotEnoughStakeToWithdraw, NotEnoughStakeToWithdraw, InsufficientLiquidity),
        (
            U64_MAX,
            U64_MAX,
            NotEnoughStakeToWithdraw,
            NotEnoughStakeToWithdraw,
            InsufficientLiquidity,
        ),
    ],
)
def test_removing_down_to_a_limit(  # noqa: PLR0917
    world: World, amount: int, limit: int, partly: Outcome, wholly: Outcome, in_pool: Outcome
) -> None:
    for is_partial, at_par in ((True, partly), (False, wholly)):
        outcomes = (at_par, in_pool, at_par, SubnetNotExists)
        for netuid, outcome in zip(PLACES, outcomes, strict=True):
            comes_to(world, remove_limit(HOTKEY, netuid, amount, limit, is_partial), outcome)


@pytest.mark.parametrize(("source", "dest"), PAIRS)
@pytest.mark.parametrize("amount", [0, 1, U64_MAX])
def test_moving(world: World, source: int, dest: int, amount: int) -> None:
    outcome: Outcome = AmountTooLow if amount < 2 else None
    if NOWHERE in (source, dest):
        outcome = SubnetNotExists
    comes_to(world, MoveStake.move_stake(HOTKEY, OTHER_HOTKEY, source, dest, amount), outcome)
    if outcome is None:
        give(world, HELD, source)
    comes_to(world, MoveStake.transfer_stake(OTHER_COLDKEY, HOTKEY, source, dest, amount), outcome)
    # To itself:
    if source == dest:
        outcome = SameNetuid
    elif outcome is None:
        give(world, HELD, source)
    comes_to(world, MoveStake.move_stake(HOTKEY, HOTKEY, source, dest, amount), outcome)


@pytest.mark.parametrize("limit", [0, U64_MAX])
@pytest.mark.parametrize("is_partial", [True, False])
@pytest.mark.parametrize(("source", "dest"), PAIRS)
def test_swapping_down_to_a_limit(
    world: World, limit: int, is_partial: bool, source: int, dest: int
) -> None:
    """The limit is looked at before whether there are such subnets, if one of them has a pool."""
    outcome: Outcome = None
    if source == dest:
        outcome = SameNetuid
    elif limit and FIRST in (source, dest):
        outcome = PriceLimitExceeded
    elif NOWHERE in (source, dest):
        outcome = SubnetNotExists
    elif limit and not is_partial:
        outcome = SlippageTooHigh
    comes_to(world, swap_limit(HOTKEY, source, dest, U64_MAX, limit, is_partial), outcome)
    if outcome is None:
        assert stake(world, source) == (HELD if limit else 0)


@pytest.mark.parametrize("amount", [0, 1, U64_MAX])
@pytest.mark.parametrize("is_burned", [True, False])
def test_destroying(world: World, amount: int, is_burned: bool) -> None:
    call = BurnStake.burn_alpha if is_burned else BurnStake.recycle_alpha
    comes_to(world, call(HOTKEY, amount, ROOT), CannotBurnOrRecycleOnRootSubnet)
    comes_to(world, call(HOTKEY, amount, NOWHERE), SubnetNotExists)
    for netuid in (FIRST, STABLE):
        before, taken = books(world), min(amount, HELD)
        comes_to(world, call(HOTKEY, amount, netuid), None)
        assert stake(world, netuid) == HELD - taken
        left = 0 if is_burned else taken
        assert books(world).alpha[netuid] == before.alpha[netuid] - left


@pytest.mark.parametrize(
    ("amount", "limit", "on_root", "in_pool", "without_pool"),
    [
        (0, None, AmountTooLow, AmountTooLow, AmountTooLow),
        (0, 0, AmountTooLow, PriceLimitExceeded, AmountTooLow),
        (1, U64_MAX, AmountTooLow, AmountTooLow, AmountTooLow),
        (TAO, None, CannotBurnOrRecycleOnRootSubnet, None, None),
        (TAO, 0, SlippageTooHigh, PriceLimitExceeded, SlippageTooHigh),
        (TAO, U64_MAX, CannotBurnOrRecycleOnRootSubnet, None, None),
        (U64_MAX, None, NotEnoughBalanceToStake, InsufficientLiquidity, NotEnoughBalanceToStake),
        (U64_MAX, 0, SlippageTooHigh, InsufficientLiquidity, SlippageTooHigh),
    ],
)
def test_staking_and_burning_at_once(  # noqa: PLR0917
    world: World,
    amount: int,
    limit: int | None,
    on_root: Outcome,
    in_pool: Outcome,
    without_pool: Outcome,
) -> None:
    outcomes = (on_root, in_pool, without_pool, SubnetNotExists)
    for netuid, outcome in zip(PLACES, outcomes, strict=True):
        comes_to(world, BurnStake.add_stake_burn(HOTKEY, netuid, amount, limit), outcome)
