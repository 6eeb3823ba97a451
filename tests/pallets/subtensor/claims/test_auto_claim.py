"""Coldkeys claim by themselves: some in each block, and in the end all who have stake on root."""

from __future__ import annotations

import pytest

from pallets.subtensor.claims import AutoClaim
from pallets.subtensor.claims.draw import draw
from pallets.subtensor.events import RootClaimed
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import StakingIndex, StakingWalk
from pallets.subtensor.ownership.staking_walk import STEP
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Emissions, PoolReserves, Schedule, StakeShares
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32, U64F64
from runtime.hashing import keccak_256
from tests.pallets.subtensor.claims.staked import (
    ALICE,
    BOB,
    HOTKEY,
    OTHER,
    Validator,
    after_take,
    claimable,
    rate_of,
)
from tests.pallets.subtensor.emission.scenes import pending, run_coinbase, set_moving_price
from tests.pallets.subtensor.world import AUTHOR, World, account

ON_ROOT = 200_000_000  # rao


def selling(*, tao: int, alpha: int) -> Validator:
    """Alice is alone on root; subnets are so dear that root's part of alpha is not recycled."""
    validator = Validator(tao=tao, alpha=alpha)
    validator.world.pallet(PoolReserves).subnet_tao[ROOT] = ON_ROOT
    validator.stake_on_root({ALICE: ON_ROOT})
    set_moving_price(validator.world, validator.netuid, "2")
    validator.claims.root_claimable_threshold[validator.netuid] = I96F32.from_num(0)
    validator.keep(ALICE)
    return validator


def roots_part(alpha: int, outside_of_root: int) -> int:
    """Of an alpha emission, half is for validators, and of that root has this."""
    return alpha // 2 * ON_ROOT // (ON_ROOT + outside_of_root)


# From the coinbase to a claim


def test_a_block_and_its_epoch_give_alpha_to_claim() -> None:
    validator = selling(tao=10**13, alpha=10**12)
    world = validator.world
    world.pallet(Schedule).tempo[validator.netuid] = 1
    world.set_block(2)
    run_coinbase(world, 1_000_000)
    part = roots_part(10**9, 10**12 + 10**9)  # of a whole alpha, which is outside of the pool then
    paid = world.pallet(Emissions).root_alpha_dividends_per_subnet[validator.netuid, HOTKEY]
    assert (part, paid, after_take(part)) == (99_880, 81_902, 81_902)
    assert validator.rate == I96F32(rate_of(paid, ON_ROOT))
    assert validator.stake(ALICE) == 0
    validator.claim(ALICE)
    assert validator.stake(ALICE) == 81_901


def test_alpha_waits_for_the_epoch_and_then_becomes_a_rate() -> None:
    validator = selling(tao=10**11, alpha=10**11)
    world, schedule = validator.world, validator.world.pallet(Schedule)
    schedule.tempo[validator.netuid] = 2
    schedule.last_epoch_block[validator.netuid] = world.block
    world.step()
    waiting = pending(world, validator.netuid)
    assert waiting.root == roots_part(10**9, 10**11 + 10**9) == 988_142
    assert waiting.root + waiting.validators == 500_000_000 - 1
    assert validator.claims.root_claimable[HOTKEY] == {}
    world.step()
    assert pending(world, validator.netuid).root == 0
    both = 988_142 + roots_part(10**9, 10**11 + 2 * 10**9)
    assert validator.rate == I96F32(rate_of(after_take(both), ON_ROOT)) == I96F32(34_631_029)


def test_each_block_claims_by_itself() -> None:
    """In the block of the epoch; what is claimed has a part in the next epoch's dividends."""
    validator = selling(tao=10**13, alpha=10**12)
    world = validator.world
    world.pallet(Schedule).tempo[validator.netuid] = 1
    world.step()
    assert world.events(RootClaimed) == [RootClaimed(ALICE)]
    assert validator.stake(ALICE) == validator.claimed(ALICE) == 81_901
    world.step()
    assert validator.claimed(ALICE) == claimable(validator.rate.bits, ON_ROOT)
    assert validator.stake(ALICE) > validator.claimed(ALICE)


# Whose turn it is


@pytest.fixture
def world() -> World:
    return World()


def claimants(world: World, block_hash: bytes) -> list[bytes]:
    """The coldkeys that claim after a block, in their order."""
    world.system.parent_hash.set(block_hash)
    world.forget_events()
    world.pallet(AutoClaim).run()
    return [event.coldkey for event in world.events(RootClaimed)]


def test_coldkeys_claim_whose_numbers_are_drawn(world: World) -> None:
    index = world.pallet(StakingIndex)
    for number in range(100):
        index.add(account(number))
    for text in (b"one", b"two"):
        block_hash = keccak_256(text)
        drawn = draw(block_hash, 5, 100)  # five, if nobody says otherwise
        assert len(drawn) == 5
        assert claimants(world, block_hash) == [account(number) for number in drawn]
    claims = world.pallet(AutoClaim).claims
    for count in (0, 1, 50):
        claims.num_root_claim.set(count)
        drawn = draw(block_hash, count, 100)
        assert claimants(world, block_hash) == [account(number) for number in drawn]


def test_nobody_claims_where_there_is_nobody(world: World) -> None:
    assert claimants(world, keccak_256(b"one")) == []


def test_the_step_of_a_block_draws_by_the_hash_of_the_one_before(world: World) -> None:
    index, block_hash = world.pallet(StakingIndex), keccak_256(b"some")
    for number in range(100):
        index.add(account(number))
    world.system.parent_hash.set(block_hash)
    world.step()
    drawn = [account(number) for number in draw(block_hash, 5, 100)]
    assert [event.coldkey for event in world.events(RootClaimed)] == drawn


def test_a_claim_that_fails_leaves_nothing_and_stops_nobody() -> None:
    """Alice's alpha is sold in the first subnet, but can not be in the second."""
    validator = Validator(tao=10**10, alpha=10**10)
    world, one = validator.world, I96F32.from_num(1)
    second = world.add_dynamic_network(2002, 2001)
    world.setup_reserves(second, 10**10, 10**10)
    validator.stake_on_root({OTHER: 5_000_000, ALICE: 2_000_000, BOB: 2_000_000})
    validator.keep(OTHER, BOB)
    world.pallet(StakingIndex).add(ALICE)
    validator.claims.root_claimable[HOTKEY] = {validator.netuid: one, second: one}
    tao = world.pallet(Tao)
    tao.transfer_all(tao.existing_subnet_account(second), AUTHOR)
    numbers = world.pallet(StakeShares).staking_coldkeys
    assert [numbers[who] for who in (OTHER, BOB, ALICE)] == [0, 1, 2]
    step = (1).to_bytes(8, "big")
    assert claimants(world, step * 4) == [OTHER, BOB]
    assert validator.stake(OTHER) == validator.stake(OTHER, second) == 5_000_000
    assert validator.stake(BOB) == 2_000_000
    assert (validator.on_root(ALICE), validator.claimed(ALICE)) == (2_000_000, 0)
    world.endow(tao.existing_subnet_account(second), 10**10)
    assert claimants(world, step * 4) == [OTHER, BOB, ALICE]
    assert validator.on_root(ALICE) == 2_000_000 + 2 * 1_999_600


# Who gets a number


def test_blocks_number_all_who_have_stake_on_root(world: World) -> None:
    for coldkey, netuid in ((1, ROOT), (2, ROOT), (3, 2)):
        world.give_stake(1004, coldkey, netuid, ON_ROOT)
    shares = world.pallet(StakeShares)
    assert shares.num_staking_coldkeys.get() == 0
    world.step()
    assert shares.num_staking_coldkeys.get() == 2
    numbered = shares.staking_coldkeys_by_index
    assert {numbered[0], numbered[1]} == {account(1), account(2)}
    assert account(3) not in shares.staking_coldkeys
    assert world.events(RootClaimed) == []  # whose turn it was had been drawn before
    world.step()
    assert world.events(RootClaimed) == [RootClaimed(numbered[0])]


@pytest.mark.parametrize("first_form", [True, False])
def test_a_block_looks_at_so_many_entries_and_the_next_goes_on(
    world: World, first_form: bool
) -> None:
    """A whole step at the end is followed by one that finds nothing; then it begins anew."""
    shares, walk = world.pallet(StakeShares), world.pallet(StakingWalk)
    places = [(account(9), account(number), ROOT) for number in range(2 * STEP)]
    if first_form:
        entries, cursor = shares.alpha, shares.alpha_map_last_key
        for place in places:
            entries[place] = U64F64.from_num(1)
        keys = [shares.alpha.key_of(place) for place, _ in shares.alpha.items()]
    else:
        cursor = shares.alpha_v2_map_last_key
        for _, coldkey, netuid in places:
            world.pallet(Stake).increase(account(9), coldkey, netuid, 1_000)
        keys = [shares.alpha_v2.key_of(place) for place, _ in shares.alpha_v2.items()]
    found = []
    for _ in range(4):
        walk.go_on()
        found.append((shares.num_staking_coldkeys.get(), cursor.get()))
    assert STEP == 30
    assert found == [
        (STEP, keys[STEP - 1]),
        (2 * STEP, keys[-1]),
        (2 * STEP, None),
        (2 * STEP, keys[STEP - 1]),
    ]


def test_without_stake_the_walk_writes_nothing(world: World) -> None:
    before = world.stored()
    world.pallet(StakingWalk).go_on()
    assert world.stored() == before
