"""What stakers do, as calls that mostly make sense where the chain is."""

from __future__ import annotations

from collections.abc import Callable

from chain.kit import DevChain, account
from genesis.presets import TAO
from pallets.subtensor.claims import RootClaiming
from pallets.subtensor.keys import ColdkeySwapping, HotkeySwapping
from pallets.subtensor.locks import LockedAlphaFlags, Locks
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Prices, Stake
from pallets.subtensor.staking import (
    AddStake,
    AutoStake,
    BurnStake,
    MoveStake,
    Position,
    RemoveAllStake,
    RemoveStake,
)
from pallets.subtensor.state import KeyRing, Neurons, Subnets
from pallets.subtensor.types import Keep, KeepSubnets, Swap
from runtime.call import Call
from runtime.fixed import U64F64
from runtime.scale import Enumeration
from tests.properties.actions import COLDKEYS, HOTKEYS, SUDO, by_root
from tests.properties.dice import Dice
from tests.properties.pallets import Pallets

SPARE_COLDKEYS = [f"//Cold{number}" for number in range(8)]
SPARE_HOTKEYS = [f"//Hot{number}" for number in range(8)]
KNOWN = {account(who): who for who in (*COLDKEYS, *HOTKEYS, *SPARE_COLDKEYS, *SPARE_HOTKEYS)}
ALL = 2**64 - 1

Action = Callable[[DevChain, Dice], tuple[Call, str]]
"""A call, and who signs it."""


# What there is


def positions_of(chain: Pallets) -> list[Position]:
    """Who has stake where, of those whose keys we have. Parts of a rao do not count."""
    stake = chain.pallet(Stake)
    return [
        Position(coldkey, hotkey, netuid)
        for hotkey, coldkey, netuid, _ in stake.positions()
        if coldkey in KNOWN and stake.of(hotkey, coldkey, netuid)
    ]


def alpha_of(chain: Pallets, place: Position) -> int:
    return chain.pallet(Stake).of(place.hotkey, place.coldkey, place.netuid)


def hotkeys_of(chain: Pallets) -> list[bytes]:
    """Hotkeys that somebody owns."""
    return [hotkey for hotkey, owner in chain.pallet(KeyRing).owner.items() if owner in KNOWN]


def some_coldkey(chain: DevChain, dice: Dice) -> str:
    """One with TAO, as far as there is one."""
    rich = [who for who in (*COLDKEYS, *SPARE_COLDKEYS) if chain.balance(who) > TAO]
    return dice.one_of(rich or COLDKEYS)


def some_position(chain: Pallets, dice: Dice) -> Position:
    nowhere = Position(account(COLDKEYS[0]), account(HOTKEYS[0]), 2)
    return dice.one_of(positions_of(chain) or [nowhere])


def some_hotkey(chain: Pallets, dice: Dice) -> bytes:
    return dice.one_of([*hotkeys_of(chain), account(HOTKEYS[0])])


def some_netuid(chain: Pallets, dice: Dice) -> int:
    return dice.one_of(chain.pallet(Subnets).netuids())


def some_alpha(chain: Pallets, dice: Dice, place: Position) -> int:
    """All of it, a part, dust, or more than there is."""
    alpha = alpha_of(chain, place)
    return dice.one_of([alpha, alpha // 2, alpha // 16, alpha - min(alpha, 3), 1, alpha + 1])


def some_tao(dice: Dice) -> int:
    return dice.one_of([dice.number(TAO // 500, 100 * TAO), dice.number(0, TAO // 100)])


def some_limit(chain: Pallets, dice: Dice, netuid: int) -> int:
    """A price about that of now, or one that never or always holds."""
    price = chain.pallet(Prices).alpha_price(netuid).saturating_mul(U64F64.from_num(TAO))
    now: int = price.saturating_to_num()
    return dice.one_of([0, now * 9 // 10, now - 1, now, now + 1, now * 11 // 10, now * 2, ALL])


# Stake comes


def stake(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    call = AddStake.add_stake(some_hotkey(chain, dice), some_netuid(chain, dice), some_tao(dice))
    return call, some_coldkey(chain, dice)


def stake_up_to(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    netuid, hotkey = some_netuid(chain, dice), some_hotkey(chain, dice)
    limit, is_partial = some_limit(chain, dice, netuid), dice.one_of([True, False])
    call = AddStake.add_stake_limit(hotkey, netuid, some_tao(dice), limit, is_partial)
    return call, some_coldkey(chain, dice)


def stake_and_burn(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    netuid, hotkey = some_netuid(chain, dice), some_hotkey(chain, dice)
    limit = dice.one_of([None, some_limit(chain, dice, netuid)])
    call = BurnStake.add_stake_burn(hotkey, netuid, some_tao(dice), limit)
    return call, some_coldkey(chain, dice)


# Stake goes


def take(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    place = some_position(chain, dice)
    alpha = some_alpha(chain, dice, place)
    return dice.one_of(TAKING)(place, alpha), KNOWN[place.coldkey]


TakeStake = Callable[[Position, int], Call]


def unstake(place: Position, alpha: int) -> Call:
    return RemoveStake.remove_stake(place.hotkey, place.netuid, alpha)


def recycle(place: Position, alpha: int) -> Call:
    return BurnStake.recycle_alpha(place.hotkey, alpha, place.netuid)


def burn(place: Position, alpha: int) -> Call:
    return BurnStake.burn_alpha(place.hotkey, alpha, place.netuid)


TAKING: tuple[TakeStake, ...] = (unstake, unstake, recycle, burn)
"""Calls that take stake away."""


def unstake_down_to(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    place = some_position(chain, dice)
    alpha, limit = some_alpha(chain, dice, place), some_limit(chain, dice, place.netuid)
    partial = dice.one_of([True, False])
    calls = [
        RemoveStake.remove_stake_limit(place.hotkey, place.netuid, alpha, limit, partial),
        RemoveStake.remove_stake_full_limit(place.hotkey, place.netuid, limit),
        RemoveStake.remove_stake_full_limit(place.hotkey, place.netuid, None),
    ]
    return dice.one_of(calls), KNOWN[place.coldkey]


def unstake_everywhere(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    place = some_position(chain, dice)
    call = dice.one_of([RemoveAllStake.unstake_all, RemoveAllStake.unstake_all_alpha])
    return call(place.hotkey), KNOWN[place.coldkey]


# Stake moves


def move(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    place, netuid = some_position(chain, dice), some_netuid(chain, dice)
    alpha = some_alpha(chain, dice, place)
    _, hotkey, origin = place
    other = account(some_coldkey(chain, dice))
    limit = dice.one_of([0, TAO // 2, TAO, 2 * TAO, ALL])
    partial = dice.one_of([True, False])
    calls = [
        MoveStake.move_stake(hotkey, some_hotkey(chain, dice), origin, netuid, alpha),
        MoveStake.transfer_stake(other, hotkey, origin, netuid, alpha),
        MoveStake.swap_stake(hotkey, origin, netuid, alpha),
        MoveStake.swap_stake_limit(hotkey, origin, netuid, alpha, limit, partial),
    ]
    return dice.one_of(calls), KNOWN[place.coldkey]


def choose_where_to_stake(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    netuid = some_netuid(chain, dice)
    hotkeys = [hotkey for _, hotkey in chain.pallet(Neurons).keys.items(netuid)]
    call = AutoStake.set_coldkey_auto_stake_hotkey(netuid, dice.one_of([*hotkeys, bytes(32)]))
    return call, some_coldkey(chain, dice)


# Locks


def lock(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    place, hotkey = some_position(chain, dice), some_hotkey(chain, dice)
    alpha, enabled = some_alpha(chain, dice, place), dice.one_of([True, False])
    calls = [
        Locks.lock_stake(place.hotkey, place.netuid, alpha),
        Locks.move_lock(hotkey, place.netuid),
        Locks.set_perpetual_lock(place.netuid, enabled),
        LockedAlphaFlags.set_reject_locked_alpha(enabled),
    ]
    return dice.one_of(calls), KNOWN[place.coldkey]


# Claims


def claim(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    netuids = frozenset(chain.pallet(Subnets).netuids()[:5])
    return RootClaiming.claim_root(netuids), KNOWN[some_position(chain, dice).coldkey]


def choose_claims(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    kinds: list[Enumeration] = [Swap(), Keep(), KeepSubnets(frozenset({2}))]
    call = RootClaiming.set_root_claim_type(dice.one_of(kinds))
    return call, KNOWN[some_position(chain, dice).coldkey]


# Keys


def replace_hotkey(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    old, new = some_hotkey(chain, dice), account(dice.one_of(SPARE_HOTKEYS))
    netuid = dice.one_of([None, some_netuid(chain, dice)])
    calls = [
        HotkeySwapping.swap_hotkey(old, new, netuid),
        HotkeySwapping.swap_hotkey_v2(old, new, netuid, dice.one_of([True, False])),
    ]
    owner = chain.pallet(Ownership).owner_of(old)
    return dice.one_of(calls), KNOWN.get(owner, COLDKEYS[0])


def replace_coldkey(chain: DevChain, dice: Dice) -> tuple[Call, str]:
    """Root does it at once; who has root's key keeps it."""
    coldkeys = sorted({place.coldkey for place in positions_of(chain)} - {account(SUDO)})
    old = dice.one_of(coldkeys or [account(COLDKEYS[1])])
    new = account(dice.one_of(SPARE_COLDKEYS))
    return by_root(ColdkeySwapping.swap_coldkey(old, new, dice.one_of([0, TAO]))), SUDO


ACTIONS: tuple[Action, ...] = (
    *(stake, stake, stake, stake_up_to, stake_up_to, stake_and_burn),
    *(take, take, take, unstake_down_to, unstake_down_to, unstake_everywhere),
    *(move, move, move, move, choose_where_to_stake),
    *(lock, lock, lock, claim, claim, choose_claims),
    *(replace_hotkey, replace_coldkey),
)
