"""A coldkey is swapped: as announced, or by root. What moves, and what stands in the way."""

from __future__ import annotations

import pytest

from pallets.balances import Ledger
from pallets.balances.locks import Locks as BalanceLocks
from pallets.balances.types import WithdrawReasons
from pallets.subtensor.claims import OwedDividends
from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.events import ColdkeySwapped
from pallets.subtensor.keys import ColdkeySwapNotice, ColdkeySwapping
from pallets.subtensor.locks import Locks
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake, StakeValues
from pallets.subtensor.state import (
    ColdkeySwaps,
    Identities,
    Issuance,
    KeyRing,
    RateLimits,
    RootClaims,
    StakeLocks,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ChainIdentityV2, LastTxBlock, LockState
from runtime.call import Call
from runtime.fixed import I96F32, U64F64
from runtime.hashing import blake2_256
from runtime.origin import NOBODY, Origin
from runtime.origin import ROOT as ROOT_ORIGIN
from tests.pallets.subtensor.keys.swaps import NET, OTHER, ROOT, money
from tests.pallets.subtensor.world import ED, TAO, World, account, fails

OLD, NEW, NOMINATOR, DELEGATE = (account(number) for number in (1, 2, 3, 4))
ONE, TWO, THREE = HOTKEYS = [account(number) for number in (1001, 1002, 1003)]
PLACES = [(ONE, NET), (TWO, OTHER), (THREE, NET)]
PRICE = REFERENCE_TESTS.key_swap_cost
BLOCK = 1_000
HASH = blake2_256(NEW)
IDENTITY = ChainIdentityV2(b"old", *[b""] * 6)
BY_ROOT = ColdkeySwapping.swap_coldkey(OLD, NEW, 0)
ANNOUNCED = ColdkeySwapping.swap_coldkey_announced(NEW)


@pytest.fixture
def world() -> World:
    """OLD founded two subnets with money, has three neurons, and stakes on them."""
    world = World(block=BLOCK)
    world.pallet(Subnets).networks_added[ROOT] = True
    for netuid in (NET, OTHER):
        world.add_network(netuid)
        world.pallet(Subnets).subnet_owner[netuid] = OLD
    for hotkey, netuid in PLACES:
        world.register_ok_neuron(netuid, hotkey, OLD)
    for tao, (hotkey, netuid) in enumerate(PLACES, 1):
        world.increase_stake(hotkey, OLD, netuid, tao * TAO)
    world.increase_stake(ONE, NOMINATOR, NET, 5 * TAO)
    world.pallet(Identities).identities_v2[OLD] = IDENTITY
    world.endow(OLD, PRICE)
    world.forget_events()
    return world


def announce(world: World, when: int = BLOCK, digest: bytes = HASH) -> None:
    world.pallet(ColdkeySwaps).coldkey_swap_announcements[OLD] = (when, digest)


def swap(world: World, *, announced: bool = False) -> None:
    if announced:
        announce(world)
        world.run(ANNOUNCED, by=OLD)
    else:
        world.run(BY_ROOT)


def stakes_of(world: World, coldkey: bytes) -> list[int]:
    return [world.pallet(Stake).of(hotkey, coldkey, netuid) for hotkey, netuid in PLACES]


# What moves


@pytest.mark.parametrize("announced", [False, True])
def test_all_that_a_coldkey_has_is_the_new_ones(world: World, announced: bool) -> None:
    keys, shares, values = (
        world.pallet(KeyRing),
        world.pallet(StakeShares),
        world.pallet(StakeValues),
    )
    others = {ONE: [account(7), account(8)], TWO: [account(9), account(10)]}
    for (hotkey, list_before), netuid in zip(
        {ONE: [OLD, *others[ONE]], TWO: [*others[TWO], OLD]}.items(), (NET, OTHER), strict=True
    ):
        shares.auto_stake_destination[OLD, netuid] = hotkey
        shares.auto_stake_destination_coldkeys[hotkey, netuid] = list_before
    stakes, worth, books = stakes_of(world, OLD), values.total_for_coldkey(OLD), money(world)
    balance = world.balance(OLD)
    assert all(stakes) and worth
    swap(world, announced=announced)
    assert (stakes_of(world, OLD), stakes_of(world, NEW)) == ([0, 0, 0], stakes)
    assert (values.total_for_coldkey(OLD), values.total_for_coldkey(NEW)) == (0, worth)
    assert (world.balance(OLD), world.balance(NEW)) == (0, balance)
    assert money(world) == books
    identities = world.pallet(Identities).identities_v2
    assert (identities[OLD], identities[NEW]) == (None, IDENTITY)
    owners = world.pallet(Subnets).subnet_owner
    assert owners[NET] == owners[OTHER] == NEW
    for hotkey, netuid in ((ONE, NET), (TWO, OTHER)):
        assert (OLD, netuid) not in shares.auto_stake_destination
        assert shares.auto_stake_destination[NEW, netuid] == hotkey
        coldkeys = shares.auto_stake_destination_coldkeys[hotkey, netuid]
        assert coldkeys == [*others[hotkey], NEW]
    for by_coldkey in (keys.owned_hotkeys, keys.staking_hotkeys):
        assert OLD not in by_coldkey
        assert sorted(by_coldkey[NEW]) == HOTKEYS
    assert keys.owned_hotkeys[NEW] == HOTKEYS
    assert [keys.owner[hotkey] for hotkey in HOTKEYS] == [NEW, NEW, NEW]
    limited = world.pallet(RateLimits).last_rate_limited_block
    assert limited[LastTxBlock(NEW)] == BLOCK
    assert OLD not in world.pallet(ColdkeySwaps).coldkey_swap_announcements
    assert world.all_events()[-1] == ColdkeySwapped(OLD, NEW)


def test_nothing_is_minted_or_lost(world: World) -> None:
    issued = world.pallet(Issuance).total_issuance.get()
    in_balances = world.pallet(Ledger).total_issuance.get()
    swap(world)
    assert world.pallet(Issuance).total_issuance.get() == issued
    assert world.pallet(Ledger).total_issuance.get() == in_balances


def test_nominators_and_hotkeys_notice_nothing(world: World) -> None:
    keys, values = world.pallet(KeyRing), world.pallet(StakeValues)
    keys.owner[DELEGATE] = DELEGATE
    keys.owned_hotkeys[DELEGATE] = [DELEGATE]
    world.increase_stake(DELEGATE, OLD, NET, TAO)
    world.increase_stake(DELEGATE, DELEGATE, NET, TAO)

    def others() -> list[object]:
        return [
            *(values.total_for_hotkey(hotkey) for hotkey in (*HOTKEYS, DELEGATE)),
            *(values.total_for_coldkey(coldkey) for coldkey in (NOMINATOR, DELEGATE)),
            *(keys.staking_hotkeys[coldkey] for coldkey in (NOMINATOR, DELEGATE)),
            *(keys.owned_hotkeys[coldkey] for coldkey in (NOMINATOR, DELEGATE)),
            keys.owner[DELEGATE],
        ]

    before = others()
    swap(world)
    assert others() == before
    assert keys.owned_hotkeys[NEW] == HOTKEYS
    assert sorted(keys.staking_hotkeys[NEW]) == sorted([*HOTKEYS, DELEGATE])


def test_a_coldkey_with_nothing_is_swapped(world: World) -> None:
    world.run(ColdkeySwapping.swap_coldkey(account(50), account(51), 0))
    assert stakes_of(world, account(51)) == [0, 0, 0]
    assert world.balance(account(51)) == 0
    assert account(50) not in world.pallet(KeyRing).owned_hotkeys
    assert world.all_events() == [ColdkeySwapped(account(50), account(51))]


def test_subnets_of_others_stay_theirs(world: World) -> None:
    owners = world.pallet(Subnets).subnet_owner
    owners[OTHER] = NOMINATOR
    swap(world)
    assert (owners[NET], owners[OTHER], owners[ROOT]) == (NEW, NOMINATOR, bytes(32))


def test_the_most_stake_that_there_can_be_is_moved() -> None:
    most = (21_000_000 * TAO - 2 * ED - 100) // 2
    world = World()
    for netuid in (NET, OTHER):
        world.add_network(netuid)
        world.setup_reserves(netuid, most, most)
    world.register_ok_neuron(NET, ONE, OLD)
    alpha = world.increase_stake(ONE, OLD, NET, most)
    assert alpha > most * 99 // 100
    swap(world)
    assert world.pallet(Stake).of(ONE, NEW, NET) == alpha
    assert world.pallet(Stake).of(ONE, OLD, NET) == 0


def test_the_new_coldkeys_identity_stays(world: World) -> None:
    identities = world.pallet(Identities).identities_v2
    own = ChainIdentityV2(b"new", *[b""] * 6)
    identities[NEW] = own
    swap(world)
    assert (identities[OLD], identities[NEW]) == (IDENTITY, own)


def test_what_the_new_coldkey_has_is_added_to(world: World) -> None:
    """It may have TAO, hotkeys that it does not stake on, and a choice for auto-stake."""
    keys, shares = world.pallet(KeyRing), world.pallet(StakeShares)
    keys.owner[DELEGATE], keys.owned_hotkeys[NEW] = NEW, [DELEGATE, TWO]
    shares.auto_stake_destination[OLD, NET] = ONE
    shares.auto_stake_destination[NEW, NET] = ONE
    shares.auto_stake_destination_coldkeys[ONE, NET] = [NEW, OLD, NOMINATOR]
    world.endow(NEW, TAO)
    balance = world.balance(OLD)
    swap(world)
    assert world.balance(NEW) == balance + TAO
    assert keys.owned_hotkeys[NEW] == [DELEGATE, TWO, ONE, THREE]
    assert shares.auto_stake_destination_coldkeys[ONE, NET] == [NOMINATOR, NEW]


def test_what_the_new_coldkey_chose_for_auto_stake_gives_way(world: World) -> None:
    """It stays on the other list."""
    shares = world.pallet(StakeShares)
    for coldkey, hotkey in ((OLD, ONE), (NEW, THREE)):
        shares.auto_stake_destination[coldkey, NET] = hotkey
        shares.auto_stake_destination_coldkeys[hotkey, NET] = [coldkey]
    swap(world)
    assert shares.auto_stake_destination[NEW, NET] == ONE
    for hotkey in (ONE, THREE):
        assert shares.auto_stake_destination_coldkeys[hotkey, NET] == [NEW]


# Stake on root


def test_the_turn_to_claim_goes_along_with_stake_on_root(world: World) -> None:
    shares = world.pallet(StakeShares)
    world.increase_stake(ONE, OLD, ROOT, TAO)
    world.increase_stake(ONE, NOMINATOR, ROOT, TAO)
    assert (shares.staking_coldkeys[OLD], shares.staking_coldkeys[NOMINATOR]) == (0, 1)
    swap(world)
    assert OLD not in shares.staking_coldkeys
    assert (shares.staking_coldkeys[NEW], shares.staking_coldkeys[NOMINATOR]) == (0, 1)
    assert [shares.staking_coldkeys_by_index[index] for index in range(3)] == [NEW, NOMINATOR, None]
    assert shares.num_staking_coldkeys.get() == 2


def test_who_has_no_stake_on_root_any_more_has_no_turn(world: World) -> None:
    shares = world.pallet(StakeShares)
    shares.staking_coldkeys[OLD], shares.staking_coldkeys_by_index[0] = 0, OLD
    shares.num_staking_coldkeys.set(1)
    swap(world)
    assert shares.num_staking_coldkeys.get() == 0
    assert NEW not in shares.staking_coldkeys


def test_claims_go_along_with_stake_and_are_added_up(world: World) -> None:
    """In each subnet where there is stake then; else they stay. There is an entry even of zero."""
    claimed = world.pallet(RootClaims).root_claimed
    for netuid in (NET, OTHER):
        claimed[netuid, ONE, OLD] = 5
        claimed[netuid, ONE, NEW] = 7
    world.increase_stake(ONE, OLD, ROOT, TAO)
    swap(world)
    assert (claimed[NET, ONE, OLD], claimed[NET, ONE, NEW]) == (0, 12)
    assert (claimed[OTHER, ONE, OLD], claimed[OTHER, ONE, NEW]) == (5, 7)
    assert (ROOT, ONE, NEW) in claimed
    assert claimed[ROOT, ONE, NEW] == 0


def test_stake_on_a_delegate_of_another_is_moved_on_root_too(world: World) -> None:
    stake = world.pallet(Stake)
    world.pallet(KeyRing).owner[DELEGATE] = DELEGATE
    alpha = {netuid: world.increase_stake(DELEGATE, OLD, netuid, TAO) for netuid in (ROOT, NET)}
    assert alpha[ROOT] == TAO
    swap(world)
    assert {netuid: stake.of(DELEGATE, NEW, netuid) for netuid in (ROOT, NET)} == alpha
    assert {netuid: stake.of(DELEGATE, OLD, netuid) for netuid in (ROOT, NET)} == {ROOT: 0, NET: 0}
    assert world.pallet(KeyRing).owner[DELEGATE] == DELEGATE


def test_the_coldkey_is_owed_what_it_was_owed_before(world: World) -> None:
    """On root stake comes first: what follows of claims is after it, in each subnet with stake."""
    claims, owed = world.pallet(RootClaims), world.pallet(OwedDividends)
    world.increase_stake(ONE, OLD, ROOT, TAO)
    claims.root_claimable[ONE] = {NET: I96F32.from_num(2), OTHER: I96F32.from_num(3)}
    claims.root_claimed[NET, ONE, OLD] = claims.root_claimed[OTHER, ONE, OLD] = 5
    world.increase_stake(ONE, OLD, OTHER, TAO)
    before = [owed.of(ONE, OLD, netuid) for netuid in (NET, OTHER)]
    assert before == [I96F32.from_num(2 * TAO - 5), I96F32.from_num(3 * TAO - 5)]
    swap(world)
    assert [owed.of(ONE, NEW, netuid) for netuid in (NET, OTHER)] == before
    assert [owed.of(ONE, OLD, netuid) for netuid in (NET, OTHER)] == [I96F32.from_num(0)] * 2


def test_who_has_stake_on_root_alone_may_claim_again_what_it_has_claimed(world: World) -> None:
    """What was claimed stays behind where there is no stake, as in the reference."""
    claims, owed = world.pallet(RootClaims), world.pallet(OwedDividends)
    world.increase_stake(TWO, OLD, ROOT, TAO)
    claims.root_claimable[TWO] = {NET: I96F32.from_num(2)}
    claims.root_claimed[NET, TWO, OLD] = 2 * TAO
    assert owed.of(TWO, OLD, NET) == I96F32.from_num(0)
    swap(world)
    assert owed.of(TWO, NEW, NET) == I96F32.from_num(2 * TAO)
    assert claims.root_claimed[NET, TWO, OLD] == 2 * TAO


# Locks


@pytest.mark.parametrize("announced", [False, True])
def test_locked_stake_goes_along_with_its_lock(world: World, announced: bool) -> None:
    locks, stake = world.pallet(StakeLocks), world.pallet(Stake)
    alpha = stake.of(ONE, OLD, NET)
    world.run(Locks.lock_stake(ONE, NET, alpha // 2), by=OLD)
    lock = locks.lock[OLD, NET, ONE]
    swap(world, announced=announced)
    assert lock is not None
    assert (locks.lock[OLD, NET, ONE], locks.lock[NEW, NET, ONE]) == (None, lock)
    assert (stake.of(ONE, OLD, NET), stake.of(ONE, NEW, NET)) == (0, alpha)


@pytest.mark.parametrize("flags", [0, 1, 2])
def test_the_new_coldkey_takes_locks_later_only_if_the_old_one_did(
    world: World, flags: int
) -> None:
    account_flags = world.pallet(KeyRing).account_flags
    if flags:
        account_flags[OLD] = flags
    account_flags[NEW] = 1
    swap(world)
    assert OLD not in account_flags
    assert account_flags[NEW] == flags
    assert (NEW in account_flags) == bool(flags)


def test_the_new_coldkey_must_have_nothing_locked(world: World) -> None:
    lock = LockState(500, U64F64.from_num(0), BLOCK)
    world.pallet(StakeLocks).lock[NEW, NET, ONE] = lock
    refuses(world, BY_ROOT, "ActiveLockExists")


# Price


def test_root_may_ask_for_a_price_which_is_recycled(world: World) -> None:
    balance, issued = world.balance(OLD), world.pallet(Issuance).total_issuance.get()
    world.run(ColdkeySwapping.swap_coldkey(OLD, NEW, PRICE))
    assert (world.balance(OLD), world.balance(NEW)) == (0, balance - PRICE)
    assert world.pallet(Issuance).total_issuance.get() == issued - PRICE


def test_the_price_must_leave_the_existential_deposit() -> None:
    world, call = World(), ColdkeySwapping.swap_coldkey(OLD, NEW, PRICE)
    refuses(world, call, "NotEnoughBalanceToPaySwapColdKey")
    world.endow(OLD, PRICE + ED - 1)
    refuses(world, call, "NotEnoughBalanceToPaySwapColdKey")
    world.endow(OLD, 1)
    world.run(call)
    assert (world.balance(OLD), world.balance(NEW)) == (0, ED)


def test_an_announced_swap_was_paid_for(world: World) -> None:
    balance = world.balance(OLD)
    swap(world, announced=True)
    assert world.balance(NEW) == balance


# Announcements


def test_a_swap_by_root_forgets_announcement_and_dispute(world: World) -> None:
    swaps = world.pallet(ColdkeySwaps)
    announce(world)
    swaps.coldkey_swap_disputes[OLD] = BLOCK
    swap(world)
    assert OLD not in swaps.coldkey_swap_announcements
    assert OLD not in swaps.coldkey_swap_disputes


def test_an_announced_swap_leaves_a_dispute_to_others(world: World) -> None:
    """The call does not ask: a guard does, before it runs."""
    swaps = world.pallet(ColdkeySwaps)
    swaps.coldkey_swap_disputes[OLD] = BLOCK
    swap(world, announced=True)
    assert OLD in swaps.coldkey_swap_disputes


def test_it_is_announced_waited_for_and_swapped(world: World) -> None:
    world.run(ColdkeySwapNotice.announce_coldkey_swap(HASH), by=OLD)
    delay = REFERENCE_TESTS.initial_coldkey_swap_announcement_delay
    for block in (BLOCK, BLOCK + delay - 1):
        world.set_block(block)
        refuses(world, ANNOUNCED, "ColdkeySwapTooEarly", by=OLD)
    world.set_block(BLOCK + delay)
    world.run(ANNOUNCED, by=OLD)
    assert world.pallet(KeyRing).owner[ONE] == NEW
    refuses(world, ANNOUNCED, "ColdkeySwapAnnouncementNotFound", by=OLD)


def test_the_order_of_the_checks_of_an_announced_swap(world: World) -> None:
    keys = world.pallet(KeyRing)
    keys.staking_hotkeys[NEW] = [ONE]
    keys.owner[NEW] = NOMINATOR
    for origin in (ROOT_ORIGIN, NOBODY):
        refuses(world, ANNOUNCED, "BadOrigin", by=origin)
    refuses(world, ANNOUNCED, "ColdkeySwapAnnouncementNotFound", by=OLD)
    announce(world, BLOCK + 1, blake2_256(account(3)))
    refuses(world, ANNOUNCED, "AnnouncedColdkeyHashDoesNotMatch", by=OLD)
    announce(world, BLOCK + 1)
    refuses(world, ANNOUNCED, "ColdkeySwapTooEarly", by=OLD)
    announce(world)
    refuses(world, ANNOUNCED, "ColdKeyAlreadyAssociated", by=OLD)
    del keys.staking_hotkeys[NEW]
    refuses(world, ANNOUNCED, "NewColdKeyIsHotkey", by=OLD)
    del keys.owner[NEW]
    world.run(ANNOUNCED, by=OLD)


def test_the_order_of_the_checks_of_a_swap_by_root(world: World) -> None:
    keys, locks = world.pallet(KeyRing), world.pallet(StakeLocks)
    price = world.balance(OLD) + 1
    system_account = world.pallet(Tao).existing_subnet_account(NET)
    keys.owned_hotkeys[OLD] = [*HOTKEYS, system_account]
    locks.lock[NEW, NET, ONE] = LockState(500, U64F64.from_num(0), BLOCK)
    keys.staking_hotkeys[NEW] = [ONE]
    keys.owner[NEW] = NOMINATOR
    dear = ColdkeySwapping.swap_coldkey(OLD, NEW, price)
    for origin in (OLD, NOBODY):
        refuses(world, dear, "BadOrigin", by=origin)
    refuses(world, dear, "NotEnoughBalanceToPaySwapColdKey")
    refuses(world, BY_ROOT, "ColdKeyAlreadyAssociated")
    del keys.staking_hotkeys[NEW]
    refuses(world, BY_ROOT, "NewColdKeyIsHotkey")
    del keys.owner[NEW]
    refuses(world, BY_ROOT, "CannotUseSystemAccount")
    keys.owned_hotkeys[OLD] = HOTKEYS
    refuses(world, BY_ROOT, "ActiveLockExists")
    del locks.lock[NEW, NET, ONE]
    world.run(BY_ROOT)


def test_locks_are_looked_at_before_the_money() -> None:
    """What is free of a lock on the balance may be too little to open an account with."""
    world = World(ed=500)
    world.endow(OLD, 5_000)
    world.pallet(BalanceLocks).set_lock(b"a lock..", OLD, 4_999, WithdrawReasons.ALL)
    locks = world.pallet(StakeLocks)
    locks.lock[NEW, NET, ONE] = LockState(500, U64F64.from_num(0), BLOCK)
    refuses(world, BY_ROOT, "ActiveLockExists")
    del locks.lock[NEW, NET, ONE]
    refuses(world, BY_ROOT, "Token.BelowMinimum")


def test_a_coldkey_with_a_hotkey_of_its_own_is_associated(world: World) -> None:
    world.pallet(Ownership).create_account_if_non_existent(NEW, DELEGATE)
    refuses(world, BY_ROOT, "ColdKeyAlreadyAssociated")


def refuses(world: World, call: Call, error: str, *, by: bytes | Origin | None = None) -> None:
    """A call fails with this, and changes nothing."""
    before = world.stored()
    with fails(error):
        world.run(call, by=by)
    assert world.stored() == before
