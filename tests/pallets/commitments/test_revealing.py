"""Sealed fields, opened with recorded pulses at the start of a block."""

from __future__ import annotations

import pytest

from pallets.commitments import CommitmentInfo, Raw, TimelockEncrypted
from pallets.commitments.events import CommitmentRevealed
from runtime.scale import encode
from runtime.weights import Weight, weigh
from tests.pallets.commitments.world import World, account, locked
from tests.quicknet import NOT_A_POINT, PULSES, seal


@pytest.fixture
def world() -> World:
    world = World()
    world.pallet.max_space.set(10**6)
    return world


def test_a_commitment_inside_of_a_sealed_field(world: World) -> None:
    """Clients seal whole commitments; the chain keeps their bytes as they are."""
    inner = encode(CommitmentInfo, CommitmentInfo([Raw(b"Hello timelock only!")]))
    world.commit(1, locked(inner))
    world.pulse(1000)
    world.begin(9999)
    assert world.revealed(1) == [(inner, 9999)]
    assert inner[2:] == b"Hello timelock only!"
    assert world.fields(1) is None
    assert world.sealed() == []
    assert world.events()[-1:] == [CommitmentRevealed(1, account(1))]


def test_without_the_pulse_nothing_happens(world: World) -> None:
    sealed = locked(b"later")
    world.commit(1, sealed)
    world.pulse(1001)
    before = world.runtime.state.get(world.pallet.commitment_of.key_of((1, account(1))))
    world.begin(100_000)
    assert world.revealed(1) is None
    assert world.fields(1) == [sealed]
    assert world.sealed() == [(1, 1)]
    after = world.runtime.state.get(world.pallet.commitment_of.key_of((1, account(1))))
    assert before == after


def test_the_pulse_has_to_be_there_when_the_block_starts(world: World) -> None:
    world.pulse(2000)
    world.commit(1, locked(b"content", 2000))
    del world.drand.pulses[2000]
    world.begin(20)
    assert world.sealed() == [(1, 1)]
    world.pulse(2000)
    world.begin(21)
    assert world.revealed(1) == [(b"content", 21)]


def changed(sealed: bytes) -> bytes:
    return bytes([sealed[0] ^ 0xFF]) + sealed[1:]


@pytest.mark.parametrize(
    "encrypted",
    [b"", b"short", b"\xff" + seal(b"x", 1000)[1:], changed(seal(b"x", 1000)), seal(b"", 1000),
     seal(b"x", 1001)],
)  # fmt: skip
def test_what_does_not_open_or_is_empty_is_dropped(world: World, encrypted: bytes) -> None:
    world.commit(1, TimelockEncrypted(encrypted, 1000), Raw(b"stays"))
    world.pulse(1000)
    world.begin(2)
    assert world.revealed(1) is None
    assert world.fields(1) == [Raw(b"stays")]
    assert world.sealed() == []


@pytest.mark.parametrize("signature", [b"3" * 10, b"", NOT_A_POINT, PULSES[1001].signature])
def test_a_false_pulse_drops_what_was_sealed(world: World, signature: bytes) -> None:
    world.commit(1, locked(b"content"))
    world.false_pulse(1000, signature)
    world.begin(10_000)
    assert (world.revealed(1), world.fields(1), world.sealed()) == (None, None, [])


def test_a_stored_signature_may_have_0x_before_it(world: World) -> None:
    world.commit(1, locked(b"content"))
    world.false_pulse(1000, b"0x" + PULSES[1000].signature)
    world.begin(2)
    assert world.revealed(1) == [(b"content", 2)]


def test_fields_that_can_open_do_and_the_others_stay(world: World) -> None:
    later = locked(b"later", 2000)
    world.commit(1, locked(b"first"), Raw(b"plain"), later)
    world.pulse(1000)
    world.begin(4)
    assert world.fields(1) == [Raw(b"plain"), later]
    assert world.revealed(1) == [(b"first", 4)]
    assert world.sealed() == [(1, 1)]
    registration = world.pallet.commitment_of[1, account(1)]
    assert registration is not None
    assert (registration.deposit, registration.block) == (0, 1)
    world.pulse(2000)
    world.begin(5)
    assert world.fields(1) == [Raw(b"plain")]
    assert world.revealed(1) == [(b"first", 4), (b"later", 5)]
    assert world.sealed() == []


def test_several_fields_of_one_round(world: World) -> None:
    world.commit(1, Raw(b"plain"), locked(b"one"), locked(b"two"))
    world.pulse(1000)
    world.begin(50)
    assert world.fields(1) == [Raw(b"plain")]
    assert world.revealed(1) == [(b"one", 50), (b"two", 50)]
    assert world.events().count(CommitmentRevealed(1, account(1))) == 2
    world.begin(51)
    assert world.fields(1) == [Raw(b"plain")]


def test_bad_fields_do_not_hold_up_good_ones(world: World) -> None:
    world.false_pulse(1001, b"3" * 10)
    world.pulse(1000)
    waiting = locked(b"waits", 2000)
    world.commit(1, locked(b"bad", 1001), TimelockEncrypted(b"bad", 1000), locked(b"good"))
    world.commit(2, TimelockEncrypted(seal(b"", 1000), 1000), waiting)
    world.begin(2)
    assert world.revealed(1) == [(b"good", 2)]
    assert (world.fields(1), world.fields(2)) == (None, [waiting])
    assert world.sealed() == [(1, 2)]


def test_commitments_of_several_accounts(world: World) -> None:
    world.commit(1, Raw(b"plain"))
    world.commit(2, locked(b"b", 2000))
    world.commit(1, locked(b"a1"), locked(b"a2", 2000))
    world.commit(2, Raw(b"back"))
    world.commit(2, locked(b"b again", 2000))
    world.commit(3, locked(b"c", 2000))
    assert world.sealed() == [(1, 1), (1, 2), (1, 3)]
    world.pulse(1000)
    world.begin(10)
    assert world.sealed() == [(1, 1), (1, 2), (1, 3)]
    world.pulse(2000)
    world.begin(11)
    assert world.sealed() == []
    assert [world.revealed(who) for who in (1, 2, 3)] == [
        [(b"a1", 10), (b"a2", 11)], [(b"b again", 11)], [(b"c", 11)]
    ]  # fmt: skip
    order = [event.who for event in world.events() if isinstance(event, CommitmentRevealed)]
    assert order == [account(who) for who in (1, 1, 2, 3)]


def test_subnets_open_in_the_order_of_their_numbers(world: World) -> None:
    """As numbers, not as bytes."""
    world.pulse(1000)
    for netuid in (256, 1):
        world.commit(1, locked(b"x"), netuid=netuid)
    world.begin(2)
    order = [event.netuid for event in world.events() if isinstance(event, CommitmentRevealed)]
    assert order == [1, 256]


def test_ten_revealed_fields_are_kept(world: World) -> None:
    world.pulse(1000)
    for block in range(1, 5):
        world.at(block)
        world.commit(1, *(locked(b"%d.%d" % (block, n)) for n in range(3)))
        world.begin(block)
        assert len(world.revealed(1) or []) == min(3 * block, 10)
    expected = [(b"%d.%d" % (block, n), block) for block in range(1, 5) for n in range(3)]
    assert world.revealed(1) == expected[2:]


def test_an_index_without_its_commitment_is_mended(world: World) -> None:
    world.pallet.timelocked_index.set(frozenset([(1, account(1)), (1, account(2))]))
    world.commit(2, locked(b"x"))
    assert world.begin(2) == weigh(0, reads=5, writes=1)
    assert world.sealed() == [(1, 2)]


def test_an_index_of_a_commitment_without_sealed_fields_is_mended(world: World) -> None:
    world.commit(1, Raw(b"plain"))
    world.pallet.timelocked_index.set(frozenset([(1, account(1))]))
    assert world.begin(2) == weigh(0, reads=3, writes=1)
    assert world.sealed() == []
    assert world.fields(1) == [Raw(b"plain")]


LATER = TimelockEncrypted(b"x", 5)


@pytest.mark.parametrize(
    ("fields", "weight"),
    [
        ([], weigh(0, reads=1)),
        ([LATER], weigh(0, reads=3)),
        ([LATER, LATER], weigh(0, reads=4)),
        ([locked(b"x"), LATER], weigh(0, reads=1 + 1 + 2 + 1, writes=1 + 1)),
        ([locked(b"x")], weigh(0, reads=1 + 1 + 1 + 1 + 1, writes=1 + 1 + 1)),
        ([locked(b"x"), Raw(b"y")], weigh(0, reads=1 + 1 + 1 + 1 + 1, writes=1 + 1 + 1)),
        ([locked(b"")], weigh(0, reads=1 + 1 + 1 + 1, writes=1 + 1)),
    ],
)
def test_what_the_start_of_a_block_costs(
    world: World, fields: list[TimelockEncrypted], weight: Weight
) -> None:
    world.commit(1, *fields)
    world.pulse(1000)
    assert world.begin(2) == weight
