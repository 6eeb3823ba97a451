"""The stake that counts for a hotkey."""

from __future__ import annotations

import pytest

from pallets.subtensor.stake import StakeWeights
from pallets.subtensor.stake.weight import inherited, share_of
from pallets.subtensor.state import Delegation, Neurons, StakeShares
from runtime.fixed import I64F64, U96F32
from tests.pallets.subtensor.world import World, account

ALL = 2**64 - 1
HALF = ALL // 2
HOTKEY, PARENT, CHILD = account(1), account(2), account(3)


# The rule


@pytest.mark.parametrize(
    ("proportion", "share"),
    [(0, 0), (ALL, 1 << 32), (HALF, (1 << 31) - 1), (ALL // 3, (1 << 32) // 3), (1 << 32, 1)],
)
def test_a_proportion_has_32_binary_places(proportion: int, share: int) -> None:
    assert share_of(proportion) == U96F32(share)


@pytest.mark.parametrize(
    ("own", "children", "parents", "result"),
    [
        (1000, [], [], 1000),
        (1000, [ALL], [], 0),
        (1000, [HALF], [], 500),
        (1000, [ALL // 4, ALL // 4], [], 500),
        (1000, [ALL, ALL], [], 0),  # not less than nothing
        (1000, [ALL, ALL], [(ALL, 7)], 7),
        (0, [], [(ALL, 500)], 500),
        (0, [], [(HALF, 500)], 249),
        (0, [], [(HALF, 500), (HALF, 501)], 500),  # fractions add up
        (1000, [ALL], [(ALL, 500), (0, 900)], 500),
        (1000, [HALF], [(HALF, 1000)], 1000),
        (ALL, [], [(ALL, ALL)], ALL),
    ],
)
def test_what_children_get_goes_and_what_parents_give_comes(
    own: int, children: list[int], parents: list[tuple[int, int]], result: int
) -> None:
    assert inherited(own, children, parents) == result


# On the state


@pytest.fixture
def world() -> World:
    world = World()
    alpha = world.pallet(StakeShares).total_hotkey_alpha
    alpha[HOTKEY, 1], alpha[PARENT, 1] = 1000, 600
    alpha[HOTKEY, 0], alpha[PARENT, 0] = 50, 80
    delegation = world.pallet(Delegation)
    delegation.child_keys[HOTKEY, 1] = [(ALL // 4 + 1, CHILD)]
    delegation.parent_keys[HOTKEY, 1] = [(HALF + 1, PARENT)]
    delegation.child_keys[HOTKEY, 2] = [(ALL, CHILD)]
    return world


def test_alpha_is_inherited_by_the_keys_of_its_subnet(world: World) -> None:
    weights = world.pallet(StakeWeights)
    assert weights.inherited_alpha(HOTKEY, 1) == 1000 - 250 + 300
    assert weights.inherited_alpha(HOTKEY, 2) == 0
    assert weights.inherited_alpha(PARENT, 1) == 600  # its own list of children says nothing


def test_tao_of_root_is_inherited_by_the_keys_of_a_subnet(world: World) -> None:
    weights = world.pallet(StakeWeights)
    # 50 less 12.5, and 40
    assert weights.inherited_tao(HOTKEY, 1) == 77
    assert weights.inherited_tao(HOTKEY, 2) == 0
    assert weights.inherited_tao(HOTKEY, 3) == 50


def test_on_root_alpha_is_not_inherited_but_tao_is(world: World) -> None:
    world.pallet(Delegation).parent_keys[HOTKEY, 0] = [(ALL, PARENT)]
    weights = world.pallet(StakeWeights)
    assert weights.inherited_alpha(HOTKEY, 0) == 50
    assert weights.inherited_tao(HOTKEY, 0) == 130


@pytest.mark.parametrize(
    ("stored", "tao"), [(0, 0), (ALL, 77 << 64), (HALF + 1, 77 << 63), (1 << 32, 77 << 32)]
)
def test_the_stake_weight_adds_tao_by_its_weight(world: World, stored: int, tao: int) -> None:
    world.pallet(StakeShares).tao_weight.set(stored)
    weight = world.pallet(StakeWeights).weight(HOTKEY, 1)
    assert weight.alpha == I64F64.from_num(1050)
    assert weight.tao == I64F64.from_num(77)
    assert weight.total == I64F64((1050 << 64) + tao)


def test_the_weights_of_a_subnet_are_by_uid(world: World) -> None:
    world.pallet(StakeShares).tao_weight.set(ALL)
    neurons = world.pallet(Neurons)
    neurons.subnetwork_n[1] = 3
    neurons.keys[1, 0], neurons.keys[1, 2] = PARENT, HOTKEY
    neurons.keys[1, 3] = CHILD  # beyond the end
    weights = world.pallet(StakeWeights)
    nothing = I64F64.from_num(0)
    assert weights.weights(1) == [
        weights.weight(PARENT, 1),
        (nothing, nothing, nothing),
        weights.weight(HOTKEY, 1),
    ]
    assert weights.weights(1)[2].total == I64F64.from_num(1127)
