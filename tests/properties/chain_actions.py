"""What goes on besides staking: neurons, children and subnets come and go, and root interferes."""

from __future__ import annotations

from chain.kit import DevChain, account, to
from pallets.admin_utils import SubnetsAdmin, TakesAdmin
from pallets.balances import Balances
from pallets.subtensor.children import Children, DelegateTakes
from pallets.subtensor.hyperparameters import DividendSettings
from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.networks import Dissolution, NetworkRegistration, SubnetStart
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.registration import Registration, RootRegistration
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import ROOT, RecycleOrBurnEnum
from pallets.swap import Swap
from runtime.call import Call
from tests.properties.actions import COLDKEYS, HOTKEYS, SUDO, by_root, owner_of
from tests.properties.dice import Dice
from tests.properties.stake_actions import (
    KNOWN,
    Action,
    some_coldkey,
    some_hotkey,
    some_netuid,
    some_tao,
)

FEW, MOST = 3, 5  # networks


def some_subnet(chain: DevChain, dice: Dice) -> int:
    netuids = [netuid for netuid in chain.pallet(Subnets).netuids() if netuid != ROOT]
    return dice.one_of(netuids or [1])


def owner(chain: DevChain, hotkey: bytes) -> str:
    return KNOWN.get(chain.pallet(Ownership).owner_of(hotkey), COLDKEYS[0])


def register(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    hotkey = dice.one_of(HOTKEYS)
    netuid = some_netuid(chain, dice)
    if netuid == ROOT:
        return RootRegistration.root_register(account(hotkey)), owner_of(hotkey)
    return Registration.burned_register(netuid, account(hotkey)), owner_of(hotkey)


def choose_children(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    parent = some_hotkey(chain, dice)
    children = [(dice.one_of([1 << 60, 1 << 63]), some_hotkey(chain, dice))]
    call = Children.set_children(parent, some_netuid(chain, dice), dice.one_of([children, []]))
    return call, owner(chain, parent)


def change_take(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    hotkey, take = some_hotkey(chain, dice), dice.number(0, 12_000)
    change = dice.one_of([DelegateTakes.increase_take, DelegateTakes.decrease_take])
    return change(hotkey, take), owner(chain, hotkey)


def found(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    """A subnet, unless there are many; then one is to be started."""
    hotkey, netuid = dice.one_of(HOTKEYS), some_subnet(chain, dice)
    if chain.pallet(Subnets).total_networks.get() >= MOST:
        by = chain.pallet(Subnets).subnet_owner[netuid]
        return SubnetStart.start_call(netuid), KNOWN.get(by, COLDKEYS[0])
    return NetworkRegistration.register_network(account(hotkey)), some_coldkey(chain, dice)


def dissolve(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    """A subnet, if there are enough."""
    if chain.pallet(Subnets).total_networks.get() <= FEW:
        return found(chain, dice)
    return by_root(Dissolution.root_dissolve_network(some_subnet(chain, dice))), SUDO


def move_tao(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    """Some goes to somebody, or all: who has none left pays fees with alpha."""
    payee = to(some_coldkey(chain, dice))
    calls = [
        Balances.transfer_all(payee, False),
        Balances.transfer_allow_death(payee, some_tao(dice)),
        Balances.transfer_allow_death(to(subnet_account(b"subtensr", 2)), some_tao(dice)),
    ]
    return dice.one_of(calls), dice.one_of(COLDKEYS[2:])


def set_something(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    """Root changes what decides about money."""
    netuid, on = some_subnet(chain, dice), dice.one_of([True, False])
    calls = [
        TakesAdmin.sudo_set_nominator_min_required_stake(dice.number(0, 40_000_000)),
        DividendSettings.sudo_set_num_root_claims(dice.one_of([0, 50])),
        DividendSettings.sudo_set_root_claim_threshold(netuid, dice.number(0, 10_000_000)),
        SubnetsAdmin.sudo_set_subnet_emission_enabled(netuid, on),
        SubnetsAdmin.sudo_set_owner_cut_enabled(netuid, on),
        SubnetsAdmin.sudo_set_owner_cut_auto_lock_enabled(netuid, on),
        SubnetsAdmin.sudo_set_toggle_transfer(netuid, on),
        SubnetsAdmin.sudo_set_subtoken_enabled(netuid, dice.one_of([True, True, on])),
        SubnetsAdmin.sudo_set_recycle_or_burn(netuid, dice.one_of(list(RecycleOrBurnEnum))),
        SubnetsAdmin.sudo_set_tempo(netuid, dice.number(1, 8)),
        TakesAdmin.sudo_set_ck_burn(dice.number(0, 1 << 60)),
        Swap.set_fee_rate(netuid, dice.number(0, 1_000)),
    ]
    return by_root(dice.one_of(calls)), SUDO


CHAIN_ACTIONS: tuple[Action, ...] = (
    *(register, choose_children, change_take, move_tao),
    *(set_something, set_something, set_something, found, dissolve),
)
