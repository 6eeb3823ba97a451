"""The time of a block: who sets it, how often, and how far it moves."""

import pytest

from pallets.aura import Aura
from pallets.timestamp import Timestamp
from runtime.block import BlockInvalid, PreRuntime
from runtime.dispatch_error import BadOrigin, PlainFailure
from runtime.executive import Executive
from runtime.inherents import InherentProblem
from runtime.origin import NOBODY, ROOT, Origin, signed
from runtime.runtime import Runtime
from runtime.scale import U64, encode
from runtime.validity import InvalidTransaction, MandatoryValidation, TransactionSource
from runtime.weights import DispatchClass, Weight
from tests.pallets.mini import SLOT, MiniChain, Probe

PERIOD = SLOT // 2


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


def at(chain: MiniChain, slot: int) -> Runtime:
    """The runtime at the start of the next block, in this slot."""
    executive = Executive(chain.runtime())
    executive.initialize_block(chain.header([PreRuntime(b"aura", encode(U64, slot))]))
    return executive.runtime


def set_time(runtime: Runtime, now: int, origin: Origin = NOBODY) -> None:
    runtime.dispatch(Timestamp.set(now), origin)


def test_the_time_is_set_and_noted(chain: MiniChain) -> None:
    runtime = at(chain, 4)
    set_time(runtime, 4 * SLOT + 7)
    timestamp = runtime.pallet(Timestamp)
    assert timestamp.now.get() == 4 * SLOT + 7
    assert timestamp.did_update.get()


@pytest.mark.parametrize("origin", [ROOT, signed(b"w" * 32)])
def test_nobody_sets_the_time_by_a_signature(chain: MiniChain, origin: Origin) -> None:
    with pytest.raises(PlainFailure) as failure:
        set_time(at(chain, 1), SLOT, origin)
    assert failure.value.error == BadOrigin()


def test_the_time_is_set_once(chain: MiniChain) -> None:
    runtime = at(chain, 1)
    set_time(runtime, SLOT)
    with pytest.raises(BlockInvalid, match="only once"):
        set_time(runtime, SLOT + PERIOD)


def test_the_time_has_to_be_set(chain: MiniChain) -> None:
    executive = chain.start()
    with pytest.raises(BlockInvalid, match="must be updated once"):
        executive.finalize_block()


def test_the_time_advances_by_half_a_slot_at_least(chain: MiniChain) -> None:
    chain.build()
    late = SLOT + PERIOD
    for now, slot in ((late - 1, 2), (late, 2), (0, 2)):
        runtime = at(chain, slot)
        runtime.pallet(Aura).current_slot.set(now // SLOT)
        if now == late:
            set_time(runtime, now)
        else:
            with pytest.raises(BlockInvalid, match="increment by at least 125"):
                set_time(runtime, now)


def test_the_first_time_may_be_any(chain: MiniChain) -> None:
    runtime = chain.runtime()
    set_time(runtime, 1)
    assert runtime.pallet(Timestamp).now.get() == 1


@pytest.mark.parametrize("now", [4 * SLOT - 1, 5 * SLOT])
def test_the_time_lies_in_the_slot_of_the_block(chain: MiniChain, now: int) -> None:
    with pytest.raises(BlockInvalid, match="must match `CurrentSlot`"):
        set_time(at(chain, 4), now)
    set_time(at(chain, 4), 4 * SLOT)
    set_time(at(chain, 4), 5 * SLOT - 1)


def test_whether_it_was_set_is_forgotten_with_the_block(chain: MiniChain) -> None:
    chain.build()
    timestamp = chain.runtime().pallet(Timestamp)
    assert not timestamp.did_update.exists()
    assert timestamp.now.get() == SLOT


# The inherent


@pytest.mark.parametrize(("told", "expected"), [(10_000, 10_000), (1, SLOT + PERIOD)])
def test_the_inherent_takes_the_node_s_time_but_moves_on(
    chain: MiniChain, told: int, expected: int
) -> None:
    chain.build()
    made = chain.runtime().pallet(Timestamp).create_inherent({b"timstap0": encode(U64, told)})
    assert made == Timestamp.set(expected)
    assert chain.bare(made)[1:4] == b"\x05\x02\x00"


def test_there_is_no_inherent_without_the_time(chain: MiniChain) -> None:
    for data in ({}, {b"timstap0": b"\x01"}):
        with pytest.raises(BlockInvalid):
            chain.runtime().pallet(Timestamp).create_inherent(data)


def test_what_the_inherent_is(chain: MiniChain) -> None:
    timestamp = chain.runtime().pallet(Timestamp)
    assert timestamp.is_inherent(Timestamp.set(5))
    assert not timestamp.is_inherent(Probe.put(5))


@pytest.mark.parametrize(
    ("time", "error"),
    [
        (SLOT + PERIOD - 1, b"\x00"),
        (SLOT + PERIOD, None),
        (1_000 + 30_000, None),
        (1_000 + 30_001, b"\x01"),
    ],
)
def test_the_time_of_a_block_is_compared_with_the_clock(
    chain: MiniChain, time: int, error: bytes | None
) -> None:
    chain.build()
    timestamp, data = chain.runtime().pallet(Timestamp), {b"timstap0": encode(U64, 1_000)}
    if error is None:
        timestamp.check_inherent(Timestamp.set(time), data)
        return
    with pytest.raises(InherentProblem) as problem:
        timestamp.check_inherent(Timestamp.set(time), data)
    assert (problem.value.identifier, problem.value.error) == (b"timstap0", error)
    assert problem.value.fatal


def test_the_pool_takes_no_inherent(chain: MiniChain) -> None:
    for extrinsic in (chain.timestamp(), chain.sign(Timestamp.set(SLOT))):
        with pytest.raises(InvalidTransaction) as invalid:
            Executive(chain.runtime()).validate_transaction(
                TransactionSource.External, extrinsic, chain.parent
            )
        assert invalid.value.reason == MandatoryValidation()


def test_costs(chain: MiniChain) -> None:
    runtime = chain.runtime()
    info = runtime.dispatch_info(Timestamp.set(1))
    assert info.weight == Weight(3_816_000 + 150_000_000, 1_493)
    assert info.class_ is DispatchClass.Mandatory
    assert runtime.pallet(Timestamp).on_initialize(1) == Weight(3_246_000, 0)
    assert runtime.pallet(Timestamp).minimum_period == PERIOD
