"""Delegates as clients read them."""

from __future__ import annotations

import pytest

from pallets.subtensor.apis.delegates import DelegateInfo, daily_emission, return_per_1000_tao
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake
from pallets.subtensor.state import (
    Delegation,
    Neurons,
    Schedule,
    Scores,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ROOT
from runtime.fixed import U64F64
from tests.pallets.subtensor.apis.asking import answer, ask
from tests.pallets.subtensor.world import TAO, World, account

TAKE = 11_796  # 65535ths: 18 %
DELEGATE, SECOND, OWNER, ALICE, BOB = (account(number) for number in (200, 201, 100, 300, 301))


@pytest.fixture
def world() -> World:
    """Root and subnets 1 and 2, with a delegate in both; its last epochs paid 5 and 7 alpha."""
    made = World()
    for netuid in (ROOT, 1, 2):
        made.add_network(netuid, tempo=360)
    made.pallet(Schedule).tempo[2] = 100
    scores = made.pallet(Scores)
    for netuid, emission in ((1, 5 * TAO), (2, 7 * TAO)):
        made.register_ok_neuron(netuid, account(9), account(8))
        made.register_ok_neuron(netuid, DELEGATE, OWNER)
        scores.emission[netuid] = [0, emission]
    scores.validator_permit[2] = [False, True]
    made.pallet(Ownership).delegate(DELEGATE, TAKE)
    stakes = {(BOB, 2): 5, (BOB, ROOT): 10_000 * TAO, (ALICE, 1): 300, (ALICE, 404): 1}
    for (coldkey, netuid), alpha in stakes.items():
        made.pallet(Stake).increase(DELEGATE, coldkey, netuid, alpha)
    return made


DAILY = 5 * TAO * 7_200 // 360 + 7 * TAO * 7_200 // 100
"""100 and 504 alpha."""

INFO = DelegateInfo(
    delegate_ss58=DELEGATE,
    take=TAKE,
    nominators=[
        (min(ALICE, BOB), [(1, 300)]),
        (max(ALICE, BOB), [(ROOT, 10_000 * TAO), (2, 5)]),
    ],
    owner_ss58=OWNER,
    registrations=[1, 2],
    validator_permits=[2],
    return_per_1000=49_528_276_493,
    total_daily_return=DAILY,
)


def without_nominators(info: DelegateInfo) -> DelegateInfo:
    values = {name: getattr(info, name) for name in info.field_names}
    return DelegateInfo(**(values | {"nominators": []}))


# Returns


def test_the_references_return_of_1000_tao() -> None:
    """About 82 TAO of 100: the take is 11,796 of 65,535, a little less than 18 %."""
    daily = U64F64.from_num(1_000 * TAO)
    assert return_per_1000_tao(TAKE, 10_000 * TAO, daily).to_num() == 82_000_457_770
    assert 100 * TAO * (65_535 - TAKE) // 65_535 == 82_000_457_770


@pytest.mark.parametrize(
    "take, root_stake, daily, expected",
    [
        (0, 1_000 * TAO, 5, 5),
        (65_535, 1_000 * TAO, 5, 0),
        (0, 1, 1, 1_000_000_003_995),  # the inverse of 10^12 has 25 digits in 64 binary places
        (0, 0, 5, 0),
        (0, 2_000 * TAO, 5, 2),
    ],
)
def test_returns(take: int, root_stake: int, daily: int, expected: int) -> None:
    found = return_per_1000_tao(take, root_stake, U64F64.from_num(daily))
    assert found.saturating_to_num() == expected


@pytest.mark.parametrize(
    "emission, tempo, expected",
    [(10, 360, 200), (10, 7_200, 10), (10, 14_400, 5), (10, 0, 0), (2**64 - 1, 1, 2**64 - 1)],
)
def test_what_a_neuron_earns_in_a_day(emission: int, tempo: int, expected: int) -> None:
    assert daily_emission(emission, tempo).saturating_to_num() == expected


# Delegates


def test_a_delegate_with_its_nominators(world: World) -> None:
    assert ask(world, "get_delegate", DELEGATE) == INFO
    assert ask(world, "get_delegates") == [INFO]
    assert ask(world, "get_delegate", SECOND) is None


def test_the_bytes_of_a_delegate(world: World) -> None:
    found = answer(world, "get_delegate", DELEGATE).hex()
    alice = ALICE.hex() + "04" + "04" + "b104"
    bob = BOB.hex() + "08" + "00" + "0b00a0724e1809" + "08" + "14"
    expected = [
        "01",
        DELEGATE.hex(),
        "51b8",  # take: 11,796
        "08" + "".join(sorted((alice, bob))),
        OWNER.hex(),
        "080408",  # subnets 1 and 2
        "0408",  # a permit in 2
        "07" + (49_528_276_493).to_bytes(5, "little").hex(),
        "07" + DAILY.to_bytes(5, "little").hex(),
    ]
    assert found == "".join(expected)


def test_a_delegate_that_is_no_neuron_earns_nothing(world: World) -> None:
    world.pallet(Ownership).delegate(SECOND, 1)
    info = ask(world, "get_delegate", SECOND)
    assert (info.registrations, info.validator_permits, info.nominators) == ([], [], [])
    assert (info.return_per_1000, info.total_daily_return) == (0, 0)
    assert info.owner_ss58 == bytes(32)
    assert len(ask(world, "get_delegates")) == 2


def test_a_delegate_without_a_uid_is_still_on_record(world: World) -> None:
    del world.pallet(Neurons).uids[2, DELEGATE]
    info = ask(world, "get_delegate", DELEGATE)
    assert (info.registrations, info.validator_permits) == ([1, 2], [])
    assert info.total_daily_return == 100 * TAO


def test_where_a_coldkey_has_stake(world: World) -> None:
    world.pallet(Ownership).delegate(SECOND, 1)
    world.pallet(Stake).increase(SECOND, BOB, 1, 11)
    world.pallet(Stake).increase(account(999), BOB, 1, 12)  # on no delegate
    found = ask(world, "get_delegated", BOB)
    first, second = without_nominators(INFO), ask(world, "get_delegate", SECOND)
    expected = {
        DELEGATE: [(first, (ROOT, 10_000 * TAO)), (first, (2, 5))],
        SECOND: [(without_nominators(second), (1, 11))],
    }
    delegates = world.pallet(Delegation).delegates.keys()
    assert found == [entry for delegate in delegates for entry in expected[delegate]]
    assert ask(world, "get_delegated", OWNER) == []


def test_stake_that_coldkeys_added_is_what_is_told() -> None:
    """As the reference tests it, for several delegates, coldkeys and subnets."""
    world = World()
    netuids = [world.add_dynamic_network(owner, owner) for owner in (1, 2)]
    for netuid in netuids:
        for delegate, owner in ((DELEGATE, 100), (SECOND, 101)):
            world.register_ok_neuron(netuid, delegate, owner)
    for delegate in (DELEGATE, SECOND):
        world.pallet(Ownership).delegate(delegate, TAKE)
    first, second = netuids
    orders = {
        300: {(DELEGATE, first): 1, (DELEGATE, second): 2, (SECOND, first): 1, (SECOND, second): 2},
        301: {(DELEGATE, first): 1, (SECOND, first): 2},
        302: {(DELEGATE, first): 1, (SECOND, second): 2},
        303: {(DELEGATE, first): 1},
        304: {},
    }
    for coldkey, order in orders.items():
        for (hotkey, netuid), tao in order.items():
            world.endow(coldkey, tao * TAO + 500_000)
            world.run(AddStake.add_stake(hotkey, netuid, tao * TAO), by=coldkey)
    for coldkey, order in orders.items():
        who = account(coldkey)
        found = {
            (info.delegate_ss58, netuid): stake
            for info, (netuid, stake) in ask(world, "get_delegated", who)
        }
        held = {(hot, netuid): world.pallet(Stake).of(hot, who, netuid) for hot, netuid in order}
        assert found == held
        assert all(held.values())


def test_who_has_no_shares_left_is_no_nominator(world: World) -> None:
    """A share so small that it is worth nothing still makes one."""
    stake = world.pallet(Stake)
    stake.decrease(DELEGATE, BOB, 2, 5)
    assert (DELEGATE, BOB, 2) not in world.pallet(StakeShares).alpha_v2
    world.pallet(StakeShares).alpha_v2[DELEGATE, BOB, 1] = SafeFloat.from_u64(0)
    del world.pallet(StakeShares).total_hotkey_alpha[DELEGATE, 1]
    found = dict(ask(world, "get_delegate", DELEGATE).nominators)
    assert found == {ALICE: [(1, 0)], BOB: [(ROOT, 10_000 * TAO)]}


def test_nominators_are_valued_by_a_pool_that_is_counted_to(world: World) -> None:
    """As in the reference: with a gap in the netuids it is another subnet's pool, or none."""
    added = world.pallet(Subnets).networks_added
    del added[1]  # the subnets are 0 and 2: shares in 2 have no pool, those in 1 that of 2
    world.pallet(Stake).increase_hotkey(DELEGATE, 2, 5)  # a share in 2 is worth 2 now
    found = dict(ask(world, "get_delegate", DELEGATE).nominators)
    assert found == {ALICE: [(1, 600)], BOB: [(ROOT, 10_000 * TAO)]}
    added[1] = True
    found = dict(ask(world, "get_delegate", DELEGATE).nominators)
    assert found == {ALICE: [(1, 300)], BOB: [(ROOT, 10_000 * TAO), (2, 10)]}
