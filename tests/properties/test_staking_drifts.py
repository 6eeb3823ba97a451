"""Each drift of the reference that comes with staking, claims and dividends, made on purpose."""

from __future__ import annotations

import pytest

from chain.kit import account, to
from genesis.presets import TAO
from pallets.admin_utils import ChainAdmin, ConsensusAdmin, NeuronsAdmin, SubnetsAdmin, TakesAdmin
from pallets.balances import Balances
from pallets.subtensor.claims import RootClaiming
from pallets.subtensor.hyperparameters import DividendSettings
from pallets.subtensor.keys import ColdkeySwapping
from pallets.subtensor.networks import SubnetStart
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake, RemoveStake
from pallets.subtensor.state import Emissions, Neurons, PoolReserves, RootClaims
from pallets.subtensor.weights import WeightSetting
from pallets.swap.execution import fee_on_top
from runtime.fixed import I96F32
from runtime.scale import U64, encode
from tests.properties.actions import HOTKEYS, SUDO, written
from tests.properties.drifts import Drift
from tests.properties.staking_chain import StakingChain
from tests.properties.told import HOTKEY, Told, found

CHARLIE, DAVE, HEIR = account("//Charlie"), account("//Dave"), "//Cold0"


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def validating(told: Told) -> Told:
    """Charlie has stake on root with Bob's hotkey, which has had an epoch in subnet 2."""
    told.do(found)
    told.do(SubnetStart.start_call(2))
    told.do(AddStake.add_stake(HOTKEY, 2, TAO))
    told.root(ChainAdmin.sudo_set_admin_freeze_window(0))
    told.root(SubnetsAdmin.sudo_set_subtoken_enabled(0, True))
    told.root(DividendSettings.sudo_set_num_root_claims(0))
    told.do(AddStake.add_stake(HOTKEY, 0, 1_000 * TAO), "//Charlie")
    moving = told.tested.chain.pallet(PoolReserves).subnet_moving_price.key_of(2)
    told.do(written(moving, encode(I96F32, I96F32.from_num(2))), SUDO)
    while not told.drift(Drift.CLAIMABLE, 2):
        told.go_on()
    return told


def test_roots_dividends_wait_as_claims(validating: Told) -> None:
    dividends = validating.tested.chain.pallet(Emissions).root_alpha_dividends_per_subnet
    assert validating.drift(Drift.CLAIMABLE, 2) == dividends[2, HOTKEY] > TAO // 100
    validating.do(RootClaiming.claim_root(frozenset({2})), "//Charlie")
    assert 0 <= validating.drift(Drift.CLAIMABLE, 2) < 1_000  # a part of a rao for each TAO


def test_blocks_claim_by_themselves(validating: Told) -> None:
    before = stake_of(validating, CHARLIE, 0)
    validating.root(DividendSettings.sudo_set_num_root_claims(5))
    validating.go_on()
    assert 0 <= validating.drift(Drift.CLAIMABLE, 2) < 1_000
    assert stake_of(validating, CHARLIE, 0) > before


def test_who_replaces_a_coldkey_may_claim_again(validating: Told) -> None:
    """Charlie has no stake on subnet 2, and so it is forgotten what he has claimed there."""
    told = validating
    told.do(RootClaiming.claim_root(frozenset({2})), "//Charlie")
    claimed = told.tested.chain.pallet(RootClaims).root_claimed[2, HOTKEY, CHARLIE]
    left = told.drift(Drift.CLAIMABLE, 2)
    assert told.drift(Drift.CLAIMED_AGAIN, 2) == 0 < claimed
    told.root(ColdkeySwapping.swap_coldkey(CHARLIE, account(HEIR), 0))
    assert told.drift(Drift.CLAIMED_AGAIN, 2) == -claimed
    on_root = stake_of(told, account(HEIR), 0)
    told.do(RootClaiming.claim_root(frozenset({2})), HEIR)
    assert stake_of(told, account(HEIR), 0) > on_root
    assert told.drift(Drift.CLAIMABLE, 2) < left + 1_000


def test_the_highest_price_keeps_tao_back(told: Told) -> None:
    """A trade takes 17.4467440737 times the reserve at most, if it would pass the highest price."""
    told.open(1)
    offered, paid = 9_999 * TAO, 174_467_440_737
    told.do(AddStake.add_stake(HOTKEY, 1, offered))
    kept = offered - paid - fee_on_top(paid, 33)
    assert told.drift(Drift.KEPT_BACK, 1) == told.drift(Drift.KEPT_BACK_COUNTED) == kept
    assert told.tested.books.tao(1) == 10 * TAO + paid


def test_dust_that_nobody_buys_vanishes(told: Told) -> None:
    """A tenth of a rao of TAO is nothing."""
    told.open(2)
    told.root(TakesAdmin.sudo_set_nominator_min_required_stake(1_000_000))
    reserves, books = told.tested.chain.pallet(PoolReserves), told.tested.books
    pooled = books.alpha_in(2)
    books.drift(Drift.FIRST_ALPHA, 2, 9 * pooled)
    told.do(written(reserves.subnet_alpha_in.key_of(2), encode(U64, 10 * pooled)), SUDO)
    nominate(told, left=1)
    assert told.drift(Drift.UNSOLD, 2) == 1
    assert stake_of(told, DAVE, 2) == 0


def test_dust_is_sold_for_an_account_that_is_not_there(told: Told) -> None:
    told.open(2)
    told.root(TakesAdmin.sudo_set_nominator_min_required_stake(0))
    nominate(told, left=300)
    told.do(Balances.transfer_all(to("//Charlie"), False), "//Dave")
    brought = told.tested.books.pool(2).tao_for(300)
    told.root(TakesAdmin.sudo_set_nominator_min_required_stake(1_000_000))
    assert told.drift(Drift.UNPAID_SALE, 2) == brought < 500
    assert told.drift(Drift.UNSOLD, 2) == 0


def nominate(told: Told, *, left: int) -> None:
    """Dave stakes on Bob's hotkey, and takes back all but so much."""
    told.do(AddStake.add_stake(HOTKEY, 2, TAO), "//Dave")
    alpha = stake_of(told, DAVE, 2)
    told.do(RemoveStake.remove_stake(HOTKEY, 2, alpha - left), "//Dave")


def test_what_is_recycled_of_dividends_is_paid_all_the_same() -> None:
    """Alice's hotkey is a parent of Bob's, and root lets half of its dividends be recycled."""
    tested = StakingChain()
    call = AddStake.add_stake(account(HOTKEYS[3]), 2, 50 * TAO)
    assert tested.act((call, "//Charlie"))[0].ok
    tested.root(TakesAdmin.sudo_set_ck_burn(1 << 63))
    tested.advance(12)
    tested.check()
    assert tested.books.drifts[Drift.PAID_TWICE][2] < -TAO // 100


def test_miners_of_a_mechanism_without_dividends_get_all_of_its_part() -> None:
    """Bonds move no more: those of the first mechanism stay, in the second there are none."""
    tested = StakingChain()
    tested.advance(12)
    tested.root(ConsensusAdmin.sudo_set_bonds_moving_average(2, 1_000_000))
    tested.root(NeuronsAdmin.sudo_trim_to_max_allowed_uids(2, 64))
    tested.root(SubnetsAdmin.sudo_set_mechanism_count(2, 2))
    hotkeys = tested.chain.pallet(Neurons).keys
    validator = next(name for name in HOTKEYS if hotkeys[2, 0] == account(name))
    call = WeightSetting.set_mechanism_weights(2, 1, [4, 5], [1, 1], 0)
    assert tested.act((call, validator))[0].ok
    before = tested.books.drifts[Drift.MINED_MORE][2]
    tested.advance(12)
    tested.check()
    assert tested.books.drifts[Drift.MINED_MORE][2] < before - TAO


def stake_of(told: Told, coldkey: bytes, netuid: int) -> int:
    return told.tested.chain.pallet(Stake).of(HOTKEY, coldkey, netuid)
