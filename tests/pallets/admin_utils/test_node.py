"""Authorities, the EVM, and the least stake of nominators, in AdminUtils."""

from __future__ import annotations

import pytest

from pallets.admin_utils import AdminUtilsConfig, NodeAdmin, PrecompileEnum, TakesAdmin
from pallets.admin_utils.events import PrecompileUpdated
from pallets.aura import Aura
from pallets.grandpa import Grandpa
from pallets.subtensor.hyperparameters import NominationSettings
from pallets.subtensor.stake import Stake
from runtime.origin import NOBODY
from runtime.weights import weigh
from tests.pallets.admin_utils.admin import (
    CHAIN_ID,
    HOTKEY,
    NETUID,
    NOW,
    OWNER,
    STRANGER,
    AdminWorld,
)
from tests.pallets.admin_utils.cases import NODE
from tests.pallets.subtensor.world import account, fails

CALLS = [
    NodeAdmin.swap_authorities([account(1)]),
    NodeAdmin.sudo_set_evm_chain_id(945),
    NodeAdmin.schedule_grandpa_change([(account(1), 1)], 41, None),
    NodeAdmin.sudo_toggle_evm_precompile(PrecompileEnum.Staking, False),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.declaration.name)
def test_only_root_rules_over_the_node(call):
    assert call.declaration in NODE
    for config in (None, AdminUtilsConfig()):
        world = AdminWorld() if config is None else AdminWorld(config)
        before = world.stored()
        for origin in (OWNER, NOBODY):
            with fails("BadOrigin"):
                world.run(call, by=origin)
        assert world.stored() == before


def test_who_makes_blocks():
    world = AdminWorld()
    world.run(NodeAdmin.swap_authorities([account(1), account(2)]))
    assert world.pallet(Aura).authorities.get() == [account(1), account(2)]
    world.run(NodeAdmin.swap_authorities([]))
    assert len(world.pallet(Aura).authorities.get()) == 2


def test_who_finalizes_blocks():
    world = AdminWorld()
    grandpa = world.pallet(Grandpa)
    world.run(NodeAdmin.schedule_grandpa_change([(account(1), 1)], 41, None))
    with fails("ChangePending"):
        world.run(NodeAdmin.schedule_grandpa_change([], 41, None))
    grandpa.on_finalize(NOW + 41)
    assert grandpa.authorities.get() == [(account(1), 1)]
    world.run(NodeAdmin.schedule_grandpa_change([(account(2), 1)], 0, 5))
    grandpa.on_finalize(NOW)
    world.run(NodeAdmin.schedule_grandpa_change([(account(3), 1)], 10, 5))
    grandpa.on_finalize(NOW + 10)
    with fails("TooSoon"):
        world.run(NodeAdmin.schedule_grandpa_change([(account(2), 1)], 0, 5))


@pytest.mark.parametrize("count", [0, 3])
def test_changes_of_authorities_weigh_by_their_number(count):
    info = AdminWorld().runtime.dispatch_info
    swap = NodeAdmin.swap_authorities([account(1)] * count)
    assert info(swap).weight == weigh(4_442_146 + 29_392 * count, writes=1)
    change = NodeAdmin.schedule_grandpa_change([(account(1), 1)] * count, 1, None)
    expected = weigh(7_972_506 + 15_444 * count, 2_779, reads=1, writes=1)
    assert info(change).weight == expected


def test_the_evms_chain_id():
    world = AdminWorld()
    world.run(NodeAdmin.sudo_set_evm_chain_id(945))
    assert world.state.get(CHAIN_ID) == (945).to_bytes(8, "little")


def test_precompiles_are_switched_off_and_on_again():
    world = AdminWorld()
    enabled = world.pallet(NodeAdmin).precompile_enable
    toggle, staking = NodeAdmin.sudo_toggle_evm_precompile, PrecompileEnum.Staking
    assert enabled[staking]
    for value, told in ((True, 0), (False, 1), (False, 0), (True, 1)):
        world.forget_events()
        world.run(toggle(staking, value))
        assert enabled[staking] is value
        assert world.all_events() == [PrecompileUpdated(staking, value)] * told
    assert enabled[PrecompileEnum.Subnet]


def test_nothing_of_the_evm_where_there_is_none():
    world = AdminWorld(AdminUtilsConfig())
    for call in (CALLS[1], CALLS[3]):
        with fails("Unavailable"):
            world.run(call)


# The least stake of nominators


@pytest.mark.parametrize("factor", [0, 5, 10, 1_000_000, 2**64 - 1])
def test_the_least_stake_is_a_multiple_of_that_of_everybody(factor):
    world = AdminWorld()
    world.run(TakesAdmin.sudo_set_nominator_min_required_stake(factor))
    least = world.pallet(NominationSettings).min_required_stake()
    assert least == min(2_000_000 * factor, 2**64 - 1) // 1_000_000


@pytest.mark.parametrize(
    ("before", "after", "clears"),
    # The factor is compared with the stake that the old factor stands for, twice as much here.
    [(10, 5, 0), (5, 10, 0), (5, 11, 1), (10, 20, 0), (10, 21, 1), (0, 0, 0), (0, 1, 1)],
)
def test_a_higher_stake_clears_small_nominations(before, after, clears):
    world = AdminWorld()
    stake, nominator = world.pallet(Stake), account(STRANGER)
    stake.increase(HOTKEY, nominator, NETUID, 1)
    world.run(TakesAdmin.sudo_set_nominator_min_required_stake(before))
    stake.increase(HOTKEY, nominator, NETUID, 1 - stake.of(HOTKEY, nominator, NETUID))
    world.run(TakesAdmin.sudo_set_nominator_min_required_stake(after))
    assert stake.of(HOTKEY, nominator, NETUID) == 1 - clears
