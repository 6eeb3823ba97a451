"""Grandpa: the authorities as state, and changes of them at the end of a block."""

import pytest

from pallets.grandpa import Grandpa, InvalidAuthorities
from pallets.grandpa.equivocation import EquivocationProof, Prevote, PrevoteEquivocation
from pallets.grandpa.equivocation import PrevoteVariant as PrevoteVotes
from pallets.grandpa.errors import ChangePending, PauseFailed, ResumeFailed, TooSoon
from pallets.grandpa.events import NewAuthorities, Paused, Resumed
from pallets.grandpa.types import Live, PausedState, PendingPause, StoredPendingChange
from pallets.system.system import System
from pallets.system.types import Finalization
from runtime.accounts import ss58_encode
from runtime.block import ConsensusDigest
from runtime.dispatch_error import BadOrigin, PlainFailure
from runtime.executive import Executive
from runtime.origin import NOBODY, ROOT, signed
from runtime.scale import DecodeError, encode
from runtime.validity import InvalidCall, InvalidTransaction, TransactionSource
from runtime.weights import Weight
from tests.pallets.mini import MiniChain, events_of

NEXT = [(b"n" * 32, 5)]
ENCODED_NEXT = b"\x04" + b"n" * 32 + (5).to_bytes(8, "little")


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


def finalize(chain: MiniChain, executive: Executive) -> list[bytes]:
    """End the block; the result is what Grandpa tells in the digest."""
    executive.apply_or_undo(chain.timestamp())
    header = executive.finalize_block()
    chain.keep(executive.runtime)
    chain.number, chain.parent = header.number, header.hash
    logs = [item for item in header.digest.logs if isinstance(item, ConsensusDigest)]
    assert all(log.engine == b"FRNK" for log in logs)
    return [log.data for log in logs]


def told(executive: Executive) -> list[object]:
    """The events of this pallet, which come when the block ends."""
    events = [
        (phase, event)
        for phase, event in events_of(executive.runtime)
        if type(event).__module__ == "pallets.grandpa.events"
    ]
    assert all(phase == Finalization() for phase, _ in events)
    return [event for _, event in events]


def test_an_ordinary_block_changes_nothing(chain: MiniChain) -> None:
    executive = chain.start()
    assert finalize(chain, executive) == []
    assert told(executive) == []


def test_genesis(chain: MiniChain) -> None:
    grandpa = chain.runtime().pallet(Grandpa)
    assert grandpa.state.get(grandpa.current_set_id.key) == bytes(8)
    assert grandpa.set_id_session[0] == 0
    assert not grandpa.authorities.exists()
    assert not grandpa.stored_state.exists()
    assert grandpa.stored_state.get() == Live()
    grandpa.build_genesis({"authorities": [[ss58_encode(b"n" * 32), 5]]})
    assert grandpa.state.get(grandpa.authorities.key) == ENCODED_NEXT
    assert Grandpa.storage_version == 5
    with pytest.raises(InvalidAuthorities):
        grandpa.build_genesis({"authorities": [[ss58_encode(b"n" * 32), 1]] * 33})


def test_only_root_notes_a_stall(chain: MiniChain) -> None:
    runtime = chain.start().runtime
    call = Grandpa.note_stalled(10, 20)
    for origin in (NOBODY, signed(b"w" * 32)):
        with pytest.raises(PlainFailure) as failure:
            runtime.dispatch(call, origin)
        assert failure.value.error == BadOrigin()
    runtime.dispatch(call, ROOT)
    assert runtime.pallet(Grandpa).stalled.get() == (10, 20)
    assert runtime.dispatch_info(call).weight == Weight(103_000_000, 0)


def test_a_change_at_once(chain: MiniChain) -> None:
    executive = chain.start()
    grandpa = executive.runtime.pallet(Grandpa)
    grandpa.schedule_change(NEXT, 0, None)
    assert finalize(chain, executive) == [b"\x01" + ENCODED_NEXT + bytes(4)]
    assert grandpa.authorities.get() == NEXT
    assert not grandpa.pending_change.exists()
    assert told(executive) == [NewAuthorities(NEXT)]


def test_a_change_after_some_blocks(chain: MiniChain) -> None:
    executive = chain.start()
    executive.runtime.pallet(Grandpa).schedule_change(NEXT, 2, None)
    assert finalize(chain, executive) == [b"\x01" + ENCODED_NEXT + b"\x02\x00\x00\x00"]
    assert told(executive) == []
    assert finalize(chain, chain.start()) == []
    last = chain.start()
    assert last.runtime.pallet(Grandpa).pending_change.get() == StoredPendingChange(
        1, 2, NEXT, None
    )
    assert finalize(chain, last) == []
    assert told(last) == [NewAuthorities(NEXT)]
    assert last.runtime.pallet(Grandpa).authorities.get() == NEXT


def test_a_forced_change(chain: MiniChain) -> None:
    executive = chain.start()
    grandpa = executive.runtime.pallet(Grandpa)
    grandpa.schedule_change(NEXT, 3, 9)
    assert grandpa.next_forced.get() == 1 + 2 * 3
    expected = b"\x02" + b"\x09\x00\x00\x00" + ENCODED_NEXT + b"\x03\x00\x00\x00"
    assert finalize(chain, executive) == [expected]


def test_one_change_at_a_time(chain: MiniChain) -> None:
    grandpa = chain.start().runtime.pallet(Grandpa)
    grandpa.schedule_change(NEXT, 3, None)
    with pytest.raises(ChangePending):
        grandpa.schedule_change(NEXT, 3, None)


def test_forced_changes_keep_a_distance(chain: MiniChain) -> None:
    runtime = chain.start().runtime
    grandpa, system = runtime.pallet(Grandpa), runtime.pallet(System)
    grandpa.schedule_change(NEXT, 3, 9)
    for number in (6, 7):
        grandpa.pending_change.kill()
        system.number.set(number)
        if number < 7:
            with pytest.raises(TooSoon):
                grandpa.schedule_change(NEXT, 3, 9)
            grandpa.schedule_change(NEXT, 3, None)
        else:
            grandpa.schedule_change(NEXT, 3, 9)


def test_a_pause_and_its_end(chain: MiniChain) -> None:
    executive = chain.start()
    grandpa = executive.runtime.pallet(Grandpa)
    with pytest.raises(ResumeFailed):
        grandpa.schedule_resume(1)
    grandpa.schedule_pause(1)
    assert grandpa.stored_state.get() == PendingPause(1, 1)
    with pytest.raises(PauseFailed):
        grandpa.schedule_pause(1)
    assert finalize(chain, executive) == [b"\x04\x01\x00\x00\x00"]
    executive = chain.start()
    assert finalize(chain, executive) == []
    assert told(executive) == [Paused()]
    executive = chain.start()
    grandpa = executive.runtime.pallet(Grandpa)
    assert grandpa.stored_state.get() == PausedState()
    grandpa.schedule_resume(0)
    assert finalize(chain, executive) == [b"\x05" + bytes(4)]
    assert told(executive) == [Resumed()]
    assert grandpa.stored_state.get() == Live()


def proof() -> EquivocationProof:
    vote = (Prevote(bytes(32), 1), bytes(64))
    return EquivocationProof(3, PrevoteVotes(PrevoteEquivocation(2, b"i" * 32, vote, vote)))


def test_reports_cannot_be_written(chain: MiniChain) -> None:
    calls = chain.composition.calls
    for index in (b"\x00", b"\x01"):
        for key_owner_proof in (b"", b"\x00"):
            with pytest.raises((DecodeError, IndexError)):
                calls.decode(
                    b"\x04" + index + encode(EquivocationProof, proof()) + key_owner_proof, 0
                )


def test_no_call_is_taken_unsigned(chain: MiniChain) -> None:
    bare = chain.bare(Grandpa.note_stalled(1, 2))
    with pytest.raises(InvalidTransaction) as invalid:
        Executive(chain.runtime()).validate_transaction(
            TransactionSource.External, bare, chain.parent
        )
    assert invalid.value.reason == InvalidCall()
    with pytest.raises(InvalidTransaction) as invalid:
        chain.start().apply_or_undo(bare)
    assert invalid.value.reason == InvalidCall()


def test_the_api(chain: MiniChain) -> None:
    runtime = chain.runtime()
    runtime.pallet(Grandpa).authorities.set(NEXT)
    assert runtime.call_api("GrandpaApi_grandpa_authorities", b"") == ENCODED_NEXT
    assert runtime.call_api("GrandpaApi_current_set_id", b"") == bytes(8)
    asked = bytes(8) + b"n" * 32
    assert runtime.call_api("GrandpaApi_generate_key_ownership_proof", asked) == b"\x00"
    report = encode(EquivocationProof, proof()) + b"\x04\x00"
    name = "GrandpaApi_submit_report_equivocation_unsigned_extrinsic"
    assert runtime.call_api(name, report) == b"\x00"
