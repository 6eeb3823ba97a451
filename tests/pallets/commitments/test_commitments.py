"""Commitments as they are made: fields, deposits, space, subnets that end."""

from __future__ import annotations

import pytest

from pallets.balances.errors import InsufficientBalance
from pallets.commitments import (
    BigRaw,
    CommitmentInfo,
    Commitments,
    CommitmentsConfig,
    Empty,
    Raw,
    Registration,
    ResetBondsFlag,
    TimelockEncrypted,
    UsageTracker,
)
from pallets.commitments.errors import (
    AccountNotAllowedCommit,
    SpaceLimitExceeded,
    TooManyFieldsInCommitmentInfo,
    UnexpectedUnreserveLeftover,
)
from pallets.commitments.events import Commitment, TimelockCommitment
from pallets.commitments.space import required_space, used_after
from runtime.dispatch_error import BadOrigin, PlainFailure
from runtime.origin import NOBODY, ROOT, Origin, signed
from runtime.scale import encode
from tests.pallets.commitments.world import STRANGER, World, account

WHO = account(1)
SEALED = TimelockEncrypted(b"sealed", 1234)


@pytest.fixture
def world() -> World:
    return World()


def test_a_commitment(world: World) -> None:
    world.commit(1)
    assert world.pallet.commitment_of[1, WHO] == Registration(0, 1, CommitmentInfo([]))
    assert world.pallet.last_commitment[1, WHO] == 1
    assert world.events() == [Commitment(1, WHO)]


def test_a_later_commitment_takes_its_place(world: World) -> None:
    world.commit(1, Raw(b"a"), Raw(b"b"), Raw(b"c"))
    world.at(2)
    world.commit(1, BigRaw(b"d"))
    assert world.pallet.commitment_of[1, WHO] == Registration(0, 2, CommitmentInfo([BigRaw(b"d")]))
    assert world.pallet.last_commitment[1, WHO] == 2


def test_commitments_are_free(world: World) -> None:
    assert (world.pallet.initial_deposit, world.pallet.field_deposit) == (0, 0)
    world.commit(1, Raw(b"a"))
    assert world.ledger.accounts.get(WHO).data.reserved == 0


def test_neurons_alone_commit(world: World) -> None:
    with pytest.raises(AccountNotAllowedCommit):
        world.commit(STRANGER, *[Empty()] * 4)


def test_a_runtime_that_says_nothing_lets_nobody_commit(world: World) -> None:
    assert not CommitmentsConfig().can_commit(world.runtime, 1, WHO)


@pytest.mark.parametrize("origin", [ROOT, NOBODY])
def test_accounts_alone_commit(world: World, origin: Origin) -> None:
    with pytest.raises(PlainFailure) as caught:
        world.dispatch(Commitments.set_commitment(1, CommitmentInfo([])), origin)
    assert caught.value.error == BadOrigin()


def test_three_fields_at_most(world: World) -> None:
    """Bytes with more are no call; a call that was made otherwise fails before anything else."""
    assert world.pallet.max_fields == 3
    world.pallet.max_space.set(0)
    with pytest.raises(TooManyFieldsInCommitmentInfo):
        world.commit(1, *[ResetBondsFlag()] * 4)
    assert world.resets == []


# Deposits, of which the chain asks for none


def test_deposits_grow_and_shrink_with_the_fields() -> None:
    world = World(initial_deposit=10, field_deposit=3)
    for count in (2, 3, 0, 1):
        world.commit(1, *[Empty()] * count)
        registration = world.pallet.commitment_of[1, WHO]
        assert registration is not None
        assert registration.deposit == 10 + 3 * count
        assert world.ledger.accounts.get(WHO).data.reserved == 10 + 3 * count


def test_a_deposit_that_is_not_there_undoes_all() -> None:
    world = World(initial_deposit=10**6)
    with pytest.raises(InsufficientBalance):
        world.commit(1, ResetBondsFlag())
    assert world.used(1) is None
    assert world.pallet.last_bonds_reset[1, WHO] is None


def test_a_deposit_that_was_taken_elsewhere(world: World) -> None:
    world.pallet.commitment_of[1, WHO] = Registration(100, 0, CommitmentInfo([]))
    world.reserves.reserve(WHO, 99)
    with pytest.raises(UnexpectedUnreserveLeftover):
        world.commit(1)
    assert world.ledger.accounts.get(WHO).data.reserved == 99
    world.reserves.reserve(WHO, 1)
    world.commit(1)
    assert world.ledger.accounts.get(WHO).data.reserved == 0


# Space


@pytest.mark.parametrize(
    ("sizes", "required"), [([], 100), ([50], 100), ([60, 40], 100), ([110], 110), ([90, 80], 170)]
)
def test_a_commitment_counts_for_a_hundred_bytes_at_least(sizes: list[int], required: int) -> None:
    assert required_space([Raw(bytes(size)) for size in sizes]) == required


def test_usage_adds_up_in_an_epoch_and_starts_anew_in_another() -> None:
    assert used_after(UsageTracker(3, 100), 3, 110) == UsageTracker(3, 210)
    assert used_after(UsageTracker(3, 100), 4, 110) == UsageTracker(4, 110)
    assert used_after(UsageTracker(4, 100), 3, 110) == UsageTracker(3, 110)


def test_used_space(world: World) -> None:
    world.commit(1, Raw(bytes(50)))
    assert world.used(1) == 100
    world.commit(1, Raw(bytes(110)))
    assert world.used(1) == 210
    del world.pallet.used_space_of[1, WHO]
    world.commit(1, Raw(bytes(120)))
    assert world.used(1) == 120


def test_the_limit_is_3100_bytes(world: World) -> None:
    for _ in range(3):
        world.commit(1, BigRaw(bytes(500)), BigRaw(bytes(500)))
    world.commit(1, Raw(b""))
    with pytest.raises(SpaceLimitExceeded):
        world.commit(1, Raw(b""))


@pytest.mark.parametrize(("limit", "times"), [(99, 0), (100, 1), (150, 1), (199, 1), (200, 2)])
def test_the_limit_of_an_epoch(world: World, limit: int, times: int) -> None:
    world.pallet.max_space.set(limit)
    for _ in range(times):
        world.commit(1, Raw(bytes(30)))
    with pytest.raises(SpaceLimitExceeded):
        world.commit(1, Raw(bytes(30)))
    assert (world.used(1) or 0) == 100 * times


def test_a_new_epoch_brings_new_space(world: World) -> None:
    world.pallet.max_space.set(250)
    for _ in range(2):
        world.commit(1, Raw(bytes(20)), netuid=2)
    for block in (1, 200, 357):
        world.at(block)
        with pytest.raises(SpaceLimitExceeded):
            world.commit(1, Raw(bytes(20)), netuid=2)
    world.at(358)  # where the epoch of subnet 2 begins here
    world.commit(1, Raw(bytes(20)), netuid=2)
    assert world.pallet.used_space_of[2, WHO] == UsageTracker(1, 100)


@pytest.mark.parametrize(("who", "netuid"), [(2, 10), (1, 20)])
def test_each_neuron_has_space_of_its_own_on_each_subnet(
    world: World, who: int, netuid: int
) -> None:
    world.pallet.max_space.set(199)
    world.commit(1, Raw(bytes(40)), netuid=10)
    world.commit(who, Raw(bytes(40)), netuid=netuid)
    for full in ((1, 10), (who, netuid)):
        with pytest.raises(SpaceLimitExceeded):
            world.commit(full[0], Raw(bytes(20)), netuid=full[1])


def test_root_sets_the_limit(world: World) -> None:
    world.pallet.max_space.set(100)
    world.commit(1, Raw(bytes(25)))
    with pytest.raises(SpaceLimitExceeded):
        world.commit(1, Raw(bytes(25)))
    world.dispatch(Commitments.set_max_space(300), ROOT)
    world.commit(1, Raw(bytes(25)))


@pytest.mark.parametrize("origin", [signed(WHO), NOBODY])
def test_nobody_else_does(world: World, origin: Origin) -> None:
    with pytest.raises(PlainFailure) as caught:
        world.dispatch(Commitments.set_max_space(300), origin)
    assert caught.value.error == BadOrigin()
    assert world.pallet.max_space.get() == 3100


# Bonds


def test_a_flag_resets_the_bonds_once(world: World) -> None:
    world.at(5)
    world.commit(1, ResetBondsFlag(), Raw(b""), ResetBondsFlag(), netuid=7)
    assert world.resets == [(7, WHO)]
    assert world.pallet.last_bonds_reset[7, WHO] == 5
    world.commit(1, Raw(b""), netuid=7)
    assert world.resets == [(7, WHO)]


def test_bonds_are_reset_before_space_is_counted(world: World) -> None:
    """The failed call is undone, but what the hook told outside of the state is told."""
    world.pallet.max_space.set(99)
    with pytest.raises(SpaceLimitExceeded):
        world.commit(1, ResetBondsFlag())
    assert world.resets == [(1, WHO)]
    assert world.pallet.last_bonds_reset[1, WHO] is None


# The index of sealed fields


def test_the_index_follows_the_commitments(world: World) -> None:
    world.commit(1)
    assert world.pallet.timelocked_index.exists()  # written, though empty
    assert world.sealed() == []
    world.commit(1, Raw(b"a"), SEALED)
    assert world.sealed() == [(1, 1)]
    world.commit(1, SEALED)
    world.commit(2, SEALED, netuid=0)
    assert world.sealed() == [(0, 2), (1, 1)]
    world.commit(1)
    assert world.sealed() == [(0, 2)]


def test_the_event_tells_the_first_round(world: World) -> None:
    world.commit(1, Raw(b"a"), SEALED, TimelockEncrypted(b"other", 5))
    assert world.events() == [TimelockCommitment(1, WHO, 1234)]


# Subnets that end


def fill(world: World, netuid: int, who: bytes) -> None:
    pallet, key = world.pallet, (netuid, who)
    pallet.commitment_of[key] = Registration(0, 1, CommitmentInfo([]))
    pallet.last_commitment[key] = pallet.last_bonds_reset[key] = 1
    pallet.revealed_commitments[key] = [(b"a", 7)]
    pallet.used_space_of[key] = UsageTracker(1, 123)
    pallet.timelocked_index.set(pallet.timelocked_index.get() | {key})


def test_a_subnet_that_ends_takes_its_commitments_along(world: World) -> None:
    fill(world, 43, account(3))
    kept = {key: world.runtime.state.get(key) for key in world.runtime.state.keys(b"")}
    fill(world, 42, account(1))
    fill(world, 42, account(2))
    world.pallet.purge_netuid(42)
    left = {key: world.runtime.state.get(key) for key in world.runtime.state.keys(b"")}
    assert left == kept
    world.pallet.purge_netuid(42)
    assert world.sealed() == [(43, 3)]


def test_a_subnet_without_commitments_leaves_an_empty_index(world: World) -> None:
    world.pallet.purge_netuid(1)
    index = world.pallet.timelocked_index
    assert world.runtime.state.get(index.key) == encode(bytes, b"")
