"""Hotkeys choose children: what may be chosen, and when it is true."""

import pytest

from pallets.subtensor.children import Children
from pallets.subtensor.config import MAINNET
from pallets.subtensor.events import SetChildren, SetChildrenScheduled
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import (
    Delegation,
    RateLimits,
    RegistrationParameters,
    Schedule,
    Subnets,
    WeightTable,
)
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.children.family import (
    ALL,
    HALF,
    SET_CHILDREN_LIMIT,
    Numbered,
    children_of,
    choose,
    forget_limits,
    have,
    impose,
    let_be,
    linked,
    parents_of,
)
from tests.pallets.subtensor.world import World, account, fails

NETUID = 1
COLDKEY, HOTKEY = 1, 2


@pytest.fixture
def world() -> World:
    """A started subnet with one neuron."""
    world = World()
    world.add_network(NETUID)
    world.register_ok_neuron(NETUID, HOTKEY, COLDKEY)
    world.forget_events()
    return world


def threshold(world: World, rao: int) -> None:
    world.pallet(WeightTable).stake_threshold.set(rao)


# What is chosen comes to be


@pytest.mark.parametrize(
    "children",
    [
        [(1000, 3)],
        [(0, 3)],
        [(ALL, 3)],
        [(1000, 3), (2000, 4)],
        [(0, 3), (ALL, 4)],
        [(1, 3), (2, 4), (3, 5), (4, 6), (5, 7)],
    ],
)
def test_children_are_stored_with_both(world: World, children: Numbered) -> None:
    have(world, COLDKEY, HOTKEY, NETUID, children)
    assert children_of(world, HOTKEY, NETUID) == children
    for proportion, child in children:
        assert parents_of(world, child, NETUID) == [(proportion, HOTKEY)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(1000, 3)], [(1000, 4)]),
        ([(500, 3)], [(500, 4)]),
        ([(0, 3)], [(ALL, 3)]),
        ([(1000, 3)], [(1000, 4), (1000, 5)]),
        ([(1000, 3), (1000, 4)], [(2000, 4), (3000, 5)]),
        ([(1000, 3), (1000, 4), (1000, 5)], [(1000, 3), (1000, 4)]),
        ([(1000, 3), (2000, 4), (3000, 5)], [(1000, 3), (3000, 5)]),
        ([(1000, 3), (2000, 4)], []),
        ([(1000, 3)], []),
        ([], []),
    ],
)
def test_new_children_take_the_place_of_the_old(
    world: World, before: Numbered, after: Numbered
) -> None:
    have(world, COLDKEY, HOTKEY, NETUID, before)
    world.set_block(world.block + SET_CHILDREN_LIMIT)
    have(world, COLDKEY, HOTKEY, NETUID, after)
    assert children_of(world, HOTKEY, NETUID) == after
    remaining = {child: proportion for proportion, child in after}
    for _, child in before + after:
        expected = [(remaining[child], HOTKEY)] if child in remaining else []
        assert parents_of(world, child, NETUID) == expected


def test_children_can_be_taken_back_one_after_the_other(world: World) -> None:
    for children in ([(1000, 3), (2000, 4), (3000, 5)], [(1000, 3), (3000, 5)], []):
        forget_limits(world)
        have(world, COLDKEY, HOTKEY, NETUID, children)
        assert children_of(world, HOTKEY, NETUID) == children
        assert parents_of(world, 4, NETUID) == ([(2000, HOTKEY)] if len(children) == 3 else [])
    delegation = world.pallet(Delegation)
    assert not list(delegation.child_keys.items()) and not list(delegation.parent_keys.items())


def test_empty_lists_are_not_kept(world: World) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[account(8), NETUID] = [(ALL, account(9))]
    delegation.parent_keys[account(9), NETUID] = [(ALL, account(8))]
    impose(world, 8, NETUID, [])
    assert (account(8), NETUID) not in delegation.child_keys
    assert (account(9), NETUID) not in delegation.parent_keys


def test_a_chain_of_parents_and_a_child_with_two(world: World) -> None:
    threshold(world, 0)
    for hotkey in (3, 4, 5, 6, 7):
        world.pallet(Ownership).create_account_if_non_existent(account(COLDKEY), account(hotkey))
    for hotkey in (2, 3, 4, 5):
        choose(world, COLDKEY, hotkey, NETUID, [(HALF, hotkey + 1)])
    let_be(world, NETUID)
    for hotkey in (3, 4, 5, 6):
        assert parents_of(world, hotkey, NETUID) == [(HALF, hotkey - 1)]
    assert parents_of(world, 2, NETUID) == []
    have(world, COLDKEY, 7, NETUID, [(HALF // 2, 6)])
    assert parents_of(world, 6, NETUID) == [(HALF, 5), (HALF // 2, 7)]


# What cannot be chosen


def test_only_a_signer_chooses(world: World) -> None:
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(Children.set_children(account(HOTKEY), NETUID, []), by=origin)


@pytest.mark.parametrize("children", [[], [(1000, 3)], [(HALF, 3), (HALF, 4)]])
def test_only_in_a_subnet(world: World, children: Numbered) -> None:
    with fails("SubnetNotExists"):
        choose(world, COLDKEY, HOTKEY, 999, children)
    world.pallet(Subnets).networks_added[0] = True
    with fails("RegistrationNotPermittedOnRootSubnet"):
        choose(world, COLDKEY, HOTKEY, 0, children)


@pytest.mark.parametrize("children", [[], [(1000, 3)], [(HALF, 3), (HALF, 4)]])
def test_only_for_hotkeys_of_ones_own(world: World, children: Numbered) -> None:
    with fails("NonAssociatedColdKey"):
        choose(world, 999, HOTKEY, NETUID, children)
    with fails("NonAssociatedColdKey"):
        choose(world, COLDKEY, 77, NETUID, children)  # nobody's


@pytest.mark.parametrize(
    ("children", "error"),
    [
        ([(1, 3), (2, 3)], "DuplicateChild"),
        ([(1, HOTKEY)], "InvalidChild"),
        ([(1, 3), (1, HOTKEY)], "InvalidChild"),
        ([(1, child) for child in range(3, 9)], "TooManyChildren"),
        ([(ALL, 3), (1, 4)], "ProportionOverflow"),
        ([(1, 9)], "ChildParentInconsistency"),
        ([(1, HOTKEY), (1, HOTKEY)], "DuplicateChild"),
        ([(1, 3)], "NotEnoughStakeToSetChildkeys"),
    ],
)
def test_what_children_cannot_be(world: World, children: Numbered, error: str) -> None:
    impose(world, 9, NETUID, [(1, HOTKEY)])
    threshold(world, 1)
    before = world.stored()
    with fails(error):
        choose(world, COLDKEY, HOTKEY, NETUID, children)
    assert world.stored() == before


def test_a_state_that_is_wrong_already_is_refused_too(world: World) -> None:
    delegation = world.pallet(Delegation)
    delegation.child_keys[account(HOTKEY), NETUID] = linked([(ALL, 3), (ALL, 4)])
    with fails("ProportionOverflow"):
        choose(world, COLDKEY, HOTKEY, NETUID, [])
    delegation.child_keys[account(HOTKEY), NETUID] = linked([(1, 3)])
    delegation.parent_keys[account(HOTKEY), NETUID] = linked([(1, 3)])
    with fails("ChildParentInconsistency"):
        choose(world, COLDKEY, HOTKEY, NETUID, [])


def test_each_check_before_the_next(world: World) -> None:
    """The reference's order; each step repairs what failed, and the next check fails."""
    bad, netuid = [(ALL, 3), (ALL, 3)], 0
    threshold(world, 10**12)
    last = world.pallet(RateLimits).transaction_key_last_block
    last[account(HOTKEY), 0, 0] = world.block
    with fails("TxRateLimitExceeded"):
        choose(world, 999, HOTKEY, netuid, bad)
    forget_limits(world)
    with fails("RegistrationNotPermittedOnRootSubnet"):
        choose(world, 999, HOTKEY, netuid, bad)
    with fails("SubnetNotExists"):
        choose(world, 999, HOTKEY, 7, bad)
    with fails("NonAssociatedColdKey"):
        choose(world, 999, HOTKEY, NETUID, bad)
    with fails("DuplicateChild"):
        choose(world, COLDKEY, HOTKEY, NETUID, bad)
    with fails("ProportionOverflow"):
        choose(world, COLDKEY, HOTKEY, NETUID, [(ALL, 3), (ALL, 4)])
    with fails("NotEnoughStakeToSetChildkeys"):
        choose(world, COLDKEY, HOTKEY, NETUID, [(ALL, 3)])


def test_the_checks_of_a_hotkey_that_nobody_owned() -> None:
    world = World()
    with fails("SubnetNotExists"):
        choose(world, 2, 1, NETUID, [(ALL, 1)])
    world.add_network(NETUID, tempo=1)
    with fails("NonAssociatedColdKey"):
        choose(world, 2, 1, NETUID, [(ALL, 1)])
    world.pallet(Ownership).create_account_if_non_existent(account(2), account(1))
    with fails("InvalidChild"):
        choose(world, 2, 1, NETUID, [(ALL, 1)])
    have(world, 2, 1, NETUID, [(ALL, 3)])
    assert children_of(world, 1, NETUID) == [(ALL, 3)]


# Stake


def test_stake_is_worth_the_threshold_at_the_price(world: World) -> None:
    """Where one alpha is one TAO; a rao less is not enough."""
    threshold(world, 1_000_000)
    world.give_stake(HOTKEY, 50, NETUID, 999_999)  # of another coldkey: the hotkey's counts
    with fails("NotEnoughStakeToSetChildkeys"):
        choose(world, COLDKEY, HOTKEY, NETUID, [(1, 3)])
    world.give_stake(HOTKEY, COLDKEY, NETUID, 1)
    choose(world, COLDKEY, HOTKEY, NETUID, [(1, 3)])


def test_stake_in_other_subnets_counts(world: World) -> None:
    world.add_network(0)
    world.give_stake(HOTKEY, COLDKEY, 0, 1_000_000)
    threshold(world, 1_000_000)
    choose(world, COLDKEY, HOTKEY, NETUID, [(1, 3)])


def test_to_have_no_children_takes_no_stake(world: World) -> None:
    have(world, COLDKEY, HOTKEY, NETUID, [(1000, 3)])
    threshold(world, 10**12)
    forget_limits(world)
    choose(world, COLDKEY, HOTKEY, NETUID, [])
    let_be(world, NETUID)
    assert children_of(world, HOTKEY, NETUID) == []


def test_the_owners_hotkey_needs_no_stake_but_other_hotkeys_of_the_owner_do() -> None:
    world = World()
    netuid = world.add_dynamic_network(4, 1)
    world.register_ok_neuron(netuid, 6, 1)
    threshold(world, 2**63)
    choose(world, 1, 4, netuid, [(1000, 5)])
    with fails("NotEnoughStakeToSetChildkeys"):
        choose(world, 1, 6, netuid, [(1000, 5)])


def test_where_no_owner_is_known_nobody_is_excused(world: World) -> None:
    """The account of zeros would be the owner's hotkey if an absent entry were read as one."""
    threshold(world, 1)
    world.pallet(Ownership).create_account_if_non_existent(account(COLDKEY), bytes(32))
    with fails("NotEnoughStakeToSetChildkeys"):
        choose(world, COLDKEY, 0, NETUID, [(1, 3)])


def test_children_can_be_chosen_where_nobody_can_register(world: World) -> None:
    world.pallet(RegistrationParameters).network_registration_allowed[NETUID] = False
    have(world, COLDKEY, HOTKEY, NETUID, [(1000, 3)])
    assert children_of(world, HOTKEY, NETUID) == [(1000, 3)]


# How often


def test_children_are_chosen_every_150_blocks_by_hotkey_and_subnet(world: World) -> None:
    have(world, COLDKEY, HOTKEY, NETUID, [(100, 3)])
    with fails("TxRateLimitExceeded"):
        choose(world, COLDKEY, HOTKEY, NETUID, [(100, 4)])
    world.add_network(2)
    choose(world, COLDKEY, HOTKEY, 2, [(100, 4)])
    world.set_block(world.block + SET_CHILDREN_LIMIT - 1)
    with fails("TxRateLimitExceeded"):
        choose(world, COLDKEY, HOTKEY, NETUID, [(100, 4)])
    assert children_of(world, HOTKEY, NETUID) == [(100, 3)]
    world.set_block(world.block + 1)
    have(world, COLDKEY, HOTKEY, NETUID, [(100, 4)])
    assert children_of(world, HOTKEY, NETUID) == [(100, 4)]


def test_the_limit_is_noted_under_the_number_of_its_kind(world: World) -> None:
    choose(world, COLDKEY, HOTKEY, NETUID, [])
    noted = dict(world.pallet(RateLimits).transaction_key_last_block.items())
    assert noted == {(account(HOTKEY), NETUID, 0): world.block}


# When


def test_a_choice_waits_for_its_cooldown(world: World) -> None:
    choose(world, COLDKEY, HOTKEY, NETUID, [(2000, 4), (1000, 3)])
    until = 1 + MAINNET.pending_child_key_cooldown
    pending = world.pallet(Delegation).pending_child_keys
    chosen = linked([(2000, 4), (1000, 3)])
    assert pending[NETUID, account(HOTKEY)] == (chosen, until)
    scheduled = SetChildrenScheduled(account(HOTKEY), NETUID, until, chosen)
    assert world.all_events() == [scheduled]
    world.forget_events()

    world.set_block(until)
    world.pallet(Children).apply_pending(NETUID)
    assert children_of(world, HOTKEY, NETUID) == [] and world.all_events() == []
    world.set_block(until + 1)
    world.pallet(Children).apply_pending(NETUID)
    assert children_of(world, HOTKEY, NETUID) == [(1000, 3), (2000, 4)]
    assert world.all_events() == [SetChildren(account(HOTKEY), NETUID, chosen)], "as chosen"
    assert (NETUID, account(HOTKEY)) not in pending


def test_a_later_choice_replaces_the_waiting_one(world: World) -> None:
    choose(world, COLDKEY, HOTKEY, NETUID, [(1, 3)])
    world.set_block(1 + SET_CHILDREN_LIMIT)
    choose(world, COLDKEY, HOTKEY, NETUID, [(1, 4)])
    pending = world.pallet(Delegation).pending_child_keys
    until = 1 + SET_CHILDREN_LIMIT + MAINNET.pending_child_key_cooldown
    assert pending[NETUID, account(HOTKEY)] == (linked([(1, 4)]), until)


def test_the_cooldown_ends_with_the_numbers(world: World) -> None:
    world.pallet(Delegation).pending_child_key_cooldown.set(ALL)
    choose(world, COLDKEY, HOTKEY, NETUID, [(1, 3)])
    assert world.pallet(Delegation).pending_child_keys[NETUID, account(HOTKEY)][1] == ALL


def test_before_the_start_of_the_subnet_a_choice_is_true_at_once(world: World) -> None:
    del world.pallet(Subnets).subtoken_enabled[NETUID]
    choose(world, COLDKEY, HOTKEY, NETUID, [(1000, 3), (2000, 4)])
    assert children_of(world, HOTKEY, NETUID) == [(1000, 3), (2000, 4)]
    assert (NETUID, account(HOTKEY)) not in world.pallet(Delegation).pending_child_keys
    chosen = linked([(1000, 3), (2000, 4)])
    assert world.all_events() == [SetChildren(account(HOTKEY), NETUID, chosen)]


def test_before_the_start_nothing_waits(world: World) -> None:
    choose(world, COLDKEY, HOTKEY, NETUID, [(1000, 3)])
    world.pallet(Subnets).subtoken_enabled[NETUID] = False
    world.pallet(Children).apply_pending(NETUID)
    assert children_of(world, HOTKEY, NETUID) == [(1000, 3)]
    assert (NETUID, account(HOTKEY)) not in world.pallet(Delegation).pending_child_keys


def test_what_has_become_impossible_is_forgotten_in_silence(world: World) -> None:
    """A parent of the hotkey was chosen as a child before it became one."""
    choose(world, COLDKEY, HOTKEY, NETUID, [(1, 9)])
    impose_only = world.pallet(Delegation)
    impose_only.parent_keys[account(HOTKEY), NETUID] = linked([(1, 9)])
    world.forget_events()
    let_be(world, NETUID)
    assert children_of(world, HOTKEY, NETUID) == [] and world.all_events() == []
    assert (NETUID, account(HOTKEY)) not in impose_only.pending_child_keys


def test_only_the_subnet_that_has_an_epoch(world: World) -> None:
    world.add_network(2)
    for netuid in (NETUID, 2):
        choose(world, COLDKEY, HOTKEY, netuid, [(1, 3)])
    let_be(world, 2)
    assert children_of(world, HOTKEY, NETUID) == []
    assert children_of(world, HOTKEY, 2) == [(1, 3)]


def test_the_epoch_after_the_cooldown_makes_it_true(world: World) -> None:
    world.pallet(Delegation).pending_child_key_cooldown.set(5)
    choose(world, COLDKEY, HOTKEY, NETUID, [(1000, 3)])
    until = world.block + 5
    schedule = world.pallet(Schedule)
    while not children_of(world, HOTKEY, NETUID):
        assert world.block < until + 30
        world.step()
    assert world.block > until
    assert schedule.last_epoch_block[NETUID] == world.block
