"""What waited for an epoch is distributed: among validators, and among parents and children."""

from __future__ import annotations

import pytest

from pallets.alpha_assets import AlphaAssets
from pallets.subtensor.emission import Distribution
from pallets.subtensor.emission.distribution import incentives_of
from pallets.subtensor.emission.dividends import divide_in_family
from pallets.subtensor.epoch import EpochRunner, NeuronEmission
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Delegation,
    Hyperparameters,
    KeyRing,
    RootClaims,
    Scores,
    StakeShares,
)
from runtime.fixed import I96F32, U96F32
from tests.pallets.subtensor.emission.scenes import (
    ALL,
    distribute,
    dividends,
    set_children,
    set_takes,
    set_weights,
    stake,
    stakes,
)
from tests.pallets.subtensor.world import TAO, World, account

HALF = ALL // 2
A, B, C = 1, 2, 3  # hotkeys; their coldkeys are 101, 102, 103
NINTH = 65_535 // 9


@pytest.fixture
def world() -> World:
    world = World()
    world.add_network(1, tempo=1)
    return world


def add_neuron(world: World, hotkey: int, coldkey: int, alpha: int = 0) -> None:
    """A neuron with stake, of which its owner takes nothing first."""
    world.register_ok_neuron(1, hotkey, coldkey)
    set_takes(world, {hotkey: 0})
    if alpha:
        stake(world, hotkey, coldkey, 1, alpha)


def pay_one_token(world: World, root: int = 0) -> None:
    distribute(world, 1, miners=TAO // 2, validators=TAO // 2, root=root)


# Among validators


def test_there_may_be_nothing_and_nobody(world: World) -> None:
    distribute(world, 0)
    distribute(world, 1)
    assert not list(world.pallet(StakeShares).total_hotkey_alpha.items())


def test_a_hotkey_without_a_neuron_gets_nothing(world: World) -> None:
    stake(world, 1, 2, 1, TAO)
    pay_one_token(world)
    assert stakes(world, 1, [1]) == [TAO]


def test_the_only_validator_gets_all_and_the_miners_part(world: World) -> None:
    add_neuron(world, 1, 2, TAO)
    pay_one_token(world)
    assert stakes(world, 1, [1]) == [2 * TAO]
    assert dividends(world, 1, [1]) == [TAO]


def test_the_rounding_of_a_take_is_lost(world: World) -> None:
    add_neuron(world, 1, 2, TAO)
    set_takes(world, {1: 11_796})
    pay_one_token(world)
    assert stakes(world, 1, [1]) == [2 * TAO - 1]
    assert dividends(world, 1, [1]) == [820_004_577]


def test_the_only_validator_of_a_subnet_with_an_owner(world: World) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.register_ok_neuron(netuid, 3, 4)
    stake(world, 3, 4, netuid, 1)
    distribute(world, netuid, miners=500_000, validators=500_000)
    assert stakes(world, netuid, [1, 3]) == [0, 1_000_000]  # one rao is lost to the take
    assert world.pallet(Scores).emission[netuid] == [0, 1_000_000]


@pytest.mark.parametrize(
    ("tao_weight", "root_stakes", "after"),
    [
        (0, (0, 0), (1_500_000_000, 1_500_000_000)),
        (ALL, (TAO, TAO), (1_500_000_000, 1_500_000_000)),
        # Root's stake counts for dividends that are not there, and so not for others.
        (ALL, (2 * TAO, TAO), (1_500_000_000, 1_499_999_999)),
        (HALF, (2 * TAO, TAO), (1_500_000_000, 1_499_999_999)),
    ],
)
def test_two_validators_share_by_their_alpha(
    world: World, tao_weight: int, root_stakes: tuple[int, int], after: tuple[int, int]
) -> None:
    world.pallet(StakeShares).tao_weight.set(tao_weight)
    for hotkey, root_stake in zip((1, 2), root_stakes, strict=True):
        add_neuron(world, hotkey, 3, TAO)
        if root_stake:
            stake(world, hotkey, 3, 0, root_stake)
    pay_one_token(world)
    assert tuple(stakes(world, 1, [1, 2])) == after
    assert tuple(stakes(world, 0, [1, 2])) == root_stakes


def test_roots_part_can_be_claimed(world: World) -> None:
    world.pallet(StakeShares).tao_weight.set(ALL)
    add_neuron(world, 1, 2, TAO)
    stake(world, 1, 2, 0, TAO)
    pay_one_token(world, root=TAO)
    assert stakes(world, 1, [1]) == [2 * TAO]
    assert stakes(world, 0, [1]) == [TAO]
    assert world.pallet(RootClaims).root_claimable[account(1)] == {1: I96F32.from_num(1)}


def validator_and_miner(world: World) -> None:
    """One validator, which weighs one miner."""
    add_neuron(world, 1, 2, TAO)
    add_neuron(world, 3, 4)
    set_weights(world, 1, {0: {1: 65_535}})
    world.pallet(Scores).validator_permit[1] = [True, False]
    world.set_block(3)


def test_a_miner_gets_the_miners_part(world: World) -> None:
    validator_and_miner(world)
    distribute(world, 1, miners=600, validators=400)
    # Of all, half is the miner's: the miners' part is not asked for.
    assert stakes(world, 1, [1, 3]) == [TAO + 400, 500]


def test_an_epoch_without_emission_is_an_epoch_all_the_same(world: World) -> None:
    validator_and_miner(world)
    distribute(world, 1)
    assert stakes(world, 1, [1, 3]) == [TAO, 0]
    assert world.pallet(Scores).incentive[1] == [0, 65_535]
    assert world.pallet(Scores).dividends[1] == [65_535, 0]


def test_a_single_rao_is_nobodys(world: World) -> None:
    """Half of it is nothing, for the miner and for the validator."""
    validator_and_miner(world)
    distribute(world, 1, miners=0, validators=1)
    assert stakes(world, 1, [1, 3]) == [TAO, 0]


def test_a_validator_that_mines_gets_both(world: World) -> None:
    """Two validators, of which the first weighs the second one, and that weighs a miner."""
    for hotkey, alpha in ((2, 100 * TAO), (4, 100 * TAO), (6, 0)):
        add_neuron(world, hotkey, hotkey - 1, alpha)
    set_weights(world, 1, {0: {1: 65_535}, 1: {2: 65_535}})
    world.pallet(Hyperparameters).kappa[1] = 65_535 // 5
    world.pallet(Scores).validator_permit[1] = [True, True, False]
    world.set_block(3)
    distribute(world, 1, miners=5 * TAO, validators=5 * TAO)
    validator, both, miner = stakes(world, 1, [2, 4, 6])
    assert validator == 100 * TAO + 2_500_000_000
    assert both == 100 * TAO + 5_000_000_000
    assert miner == 2_500_000_000


# Among parents and children


def test_a_child_takes_its_part_and_the_parent_gets_the_rest(world: World) -> None:
    add_neuron(world, 2, 3)
    stake(world, 1, 3, 1, TAO)
    set_children(world, 1, 1, {2: ALL})
    world.pallet(Delegation).childkey_take[account(2), 1] = 65_535 // 10
    pay_one_token(world)
    assert stakes(world, 1, [1, 2]) == [1_900_007_629, 99_992_370]


@pytest.mark.parametrize(
    ("burn", "after", "recycled"),
    [
        (0, [1_900_007_629, 99_992_370], 0),
        (ALL // 10, [1_888_897_365, 111_102_633], 99_999_999),
        (ALL, [TAO, TAO], TAO),
    ],
)
def test_what_is_burned_of_a_childs_dividends_is_recycled_and_paid_nevertheless(
    world: World, burn: int, after: list[int], recycled: int
) -> None:
    """The dividends only say how the alpha is divided: that is all of it in the end."""
    add_neuron(world, 2, 3)
    stake(world, 1, 9, 1, TAO)
    set_children(world, 1, 1, {2: ALL})
    world.pallet(Delegation).childkey_take[account(2), 1] = 65_535 // 10
    world.pallet(Delegation).ck_burn.set(burn)
    pay_one_token(world)
    assert stakes(world, 1, [1, 2]) == after
    assert world.pallet(AlphaAssets).alpha_recycled[1] == recycled


@pytest.mark.parametrize(
    ("take", "proportion", "paid"),
    [
        (0, ALL, [500_000_000, 500_000_000]),
        (0, HALF, [500_000_000, 500_000_000]),
        (65_535, ALL, [0, 1_000_000_000]),
        (32_767, ALL, [250_003_814, 749_996_185]),
    ],
)
def test_stake_on_root_counts_in_families_too(
    world: World, take: int, proportion: int, paid: list[int]
) -> None:
    world.add_network(0, tempo=1)
    world.pallet(StakeShares).tao_weight.set(ALL)
    for hotkey, coldkey in ((A, 101), (B, 102)):
        add_neuron(world, hotkey, coldkey, TAO)
        stake(world, hotkey, coldkey, 0, TAO)
    set_children(world, 1, A, {B: proportion})
    world.pallet(Delegation).childkey_take[account(B), 1] = take
    pay_one_token(world)
    assert dividends(world, 1, [A, B]) == paid
    assert stakes(world, 1, [A, B]) == [TAO + amount for amount in paid]
    assert stakes(world, 0, [A, B]) == [TAO, TAO]


def test_a_take_that_is_raised_counts_in_the_next_epoch(world: World) -> None:
    add_neuron(world, A, 101, TAO)
    add_neuron(world, B, 102, TAO)
    set_children(world, 1, A, {B: ALL})
    pay_one_token(world)
    pay_one_token(world)
    assert stakes(world, 1, [A, B]) == [2 * TAO, 2 * TAO]
    world.pallet(Delegation).childkey_take[account(B), 1] = 65_535
    pay_one_token(world)
    assert dividends(world, 1, [A, B]) == [0, TAO]


@pytest.mark.parametrize("parents_take", [0, 65_535 // 5])
def test_a_childs_take_goes_to_its_nominators(world: World, parents_take: int) -> None:
    """The child has no stake of its own: half of the parent's, and a nominator's."""
    parent, child, miner, nominator = 3, 4, 6, 7
    for hotkey, coldkey in ((child, 2), (parent, 1), (miner, 5)):
        world.register_ok_neuron(1, hotkey, coldkey)
    set_takes(world, {parent: parents_take, child: 0})
    world.pallet(Delegation).childkey_take[account(child), 1] = 65_535 // 5
    set_children(world, 1, parent, {child: HALF})
    stake(world, parent, 1, 1, 100 * TAO)
    stake(world, child, nominator, 1, 100 * TAO)
    set_weights(world, 1, {0: {2: 65_535}, 1: {2: 65_535}})
    world.pallet(Scores).validator_permit[1] = [True, True, False]
    world.set_block(3)
    distribute(world, 1, miners=5 * TAO, validators=5 * TAO)
    of = world.pallet(Stake).of
    assert of(account(child), account(2), 1) == 0
    # 45 % of the validators' half; with a take, a rao of it is lost.
    lost = 2 if parents_take else 1
    assert of(account(parent), account(1), 1) == 100 * TAO + 2_250_000_000 - lost
    assert of(account(child), account(nominator), 1) == 100 * TAO + 2_750_000_000 - 1
    assert stakes(world, 1, [miner]) == [5 * TAO]


@pytest.fixture
def chain(world: World) -> World:
    """A gives half of its stake to B, and B half to C; both take a ninth."""
    world.setup_reserves(1, 1_000 * TAO, 1_000 * TAO)
    for hotkey, alpha in ((A, 300_000), (B, 100_000), (C, 50_000)):
        world.register_ok_neuron(1, hotkey, 100 + hotkey)
        stake(world, hotkey, 100 + hotkey, 1, alpha)
    for parent, child in ((A, B), (B, C)):
        set_children(world, 1, parent, {child: HALF})
        world.pallet(Delegation).childkey_take[account(child), 1] = NINTH
    return world


def in_family(world: World, hotkey: int) -> list[tuple[bytes, int]]:
    """What becomes of a million rao of a validator's dividends."""
    family = world.pallet(Distribution).family(account(hotkey), 1)
    return divide_in_family(1_000_000, family).paid


def test_stake_that_is_passed_on_once_is_not_passed_on_again(chain: World) -> None:
    """1/3, 4/9 and 2/9: only what B has itself goes to C."""
    earned = chain.pallet(EpochRunner).run(1, 1_000_000)
    assert earned == [
        NeuronEmission(account(A), 0, 333_334),
        NeuronEmission(account(B), 0, 444_444),
        NeuronEmission(account(C), 0, 222_220),
    ]


def test_dividends_are_divided_as_the_stake_came(chain: World) -> None:
    assert in_family(chain, A) == [(account(A), 1_000_000)]
    assert in_family(chain, B) == [(account(A), 666_674), (account(B), 333_325)]
    assert in_family(chain, C) == [(account(B), 444_449), (account(C), 555_550)]


def test_all_in_a_chain_are_paid(chain: World) -> None:
    before = stakes(chain, 1, (A, B, C))
    pay_one_token(chain)
    after = stakes(chain, 1, (A, B, C))
    # 2/3 without the takes of a 9th on its half, 2/9 so too but with such a take, and the rest.
    assert [now - then for now, then in zip(after, before, strict=True)] == [
        629_634_337, 246_910_687, 123_454_973,
    ]  # fmt: skip


def test_a_coldkey_pays_no_take_to_itself(world: World) -> None:
    for hotkey, alpha in ((A, 300_000), (B, 100_000)):
        world.register_ok_neuron(1, hotkey, 100)
        stake(world, hotkey, 100, 1, alpha)
    set_children(world, 1, A, {B: HALF})
    world.pallet(Delegation).childkey_take[account(B), 1] = NINTH
    earned = world.pallet(EpochRunner).run(1, 1_000_000)
    assert [neuron.dividends for neuron in earned] == [375_000, 624_999]
    assert in_family(world, A) == [(account(A), 1_000_000)]
    assert in_family(world, B) == [(account(A), 599_999), (account(B), 400_000)]


def test_a_child_may_have_several_parents_and_a_parent_several_children(world: World) -> None:
    for hotkey, alpha in ((A, 600), (B, 100), (C, 100)):
        world.register_ok_neuron(1, hotkey, 100 + hotkey)
        stake(world, hotkey, 100 + hotkey, 1, alpha)
    set_children(world, 1, A, {B: ALL // 3, C: ALL // 2})
    set_children(world, 1, B, {C: ALL})
    family = world.pallet(Distribution).family(account(C), 1)
    assert family.own_contribution == 100
    assert [parent.contribution for parent in family.parents] == [
        U96F32((300 << 32) - 600),
        U96F32.from_num(100),
    ]
    # A keeps a sixth, B nothing of its own.
    distribution = world.pallet(Distribution)
    assert distribution.own_contribution(account(A), 1) == 100
    assert distribution.own_contribution(account(B), 1) == 0


def test_an_owner_that_is_not_known_is_nobody(world: World) -> None:
    """Neither has an owner: it is the same one, and there is no take."""
    stake(world, A, 101, 1, 100)
    set_children(world, 1, A, {B: ALL})
    (parent,) = world.pallet(Distribution).family(account(B), 1).parents
    assert not parent.pays_take
    world.pallet(KeyRing).owner[account(B)] = account(102)
    (parent,) = world.pallet(Distribution).family(account(B), 1).parents
    assert parent.pays_take


# Dividends and incentives, with figures of their own


@pytest.mark.parametrize(
    ("incentive", "dividend"),
    [(683_051_923, 123_456_789), (0, 123_456_789), (123_456_789, 0)],
)
def test_what_neurons_earned_is_what_is_divided(
    world: World, incentive: int, dividend: int
) -> None:
    add_neuron(world, 1, 2, 1)
    earned = [NeuronEmission(account(1), incentive, dividend)]
    assert incentives_of(earned) == {account(1): incentive}
    assert world.pallet(Distribution).dividends(1, earned) == {
        account(1): U96F32.from_num(dividend)
    }


def test_validators_get_what_is_theirs_whatever_the_epoch_says(world: World) -> None:
    add_neuron(world, 1, 2, 1)
    distribution = world.pallet(Distribution)
    earned = [NeuronEmission(account(1), 61_728_394, 61_728_394)]
    counted = distribution.dividends(1, earned)
    assert distribution.divide(1, 61_728_394, 0, counted).alpha == {
        account(1): U96F32.from_num(61_728_394)
    }
    assert distribution.divide(1, 123_456_789, 0, counted).alpha == {
        account(1): U96F32.from_num(123_456_789)
    }
