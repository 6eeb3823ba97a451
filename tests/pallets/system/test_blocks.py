"""The books of a block: what the state holds while it is made and afterwards."""

from dataclasses import replace

import pytest

from pallets.system.blocks import ENTROPY_KEY, EXTRINSIC_INDEX_KEY, U32_MAX
from pallets.system.config import SystemConfig
from pallets.system.events import ExtrinsicFailed, ExtrinsicSuccess
from pallets.system.limits import WeightByClass
from pallets.system.system import BEFORE_GENESIS, System
from pallets.system.types import (
    ApplyExtrinsic,
    Finalization,
    Initialization,
    LastRuntimeUpgradeInfo,
)
from runtime.block import BlockInvalid, Digest, PreRuntime, RuntimeEnvironmentUpdated, Seal
from runtime.dispatch_error import Module, ModuleError
from runtime.executive import Executive
from runtime.hashing import blake2_256, storage_prefix
from runtime.merkle import ordered_root
from runtime.runtime import Runtime
from runtime.scale import U32, encode, encode_compact
from runtime.weights import DispatchClass, DispatchEventInfo, DispatchInfo, Pays, PostInfo, Weight
from tests.pallets.mini import ALICE, VERSION, Hooked, MiniChain, Probe, compose, events_of

BASE = 108_157_000  # the weight of any extrinsic
TIMESTAMP = DispatchEventInfo(
    Weight(3_816_000 + 2 * 25_000_000 + 100_000_000 + BASE, 1_493),
    DispatchClass.Mandatory,
    Pays.Yes,
)


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


def system_of(executive: Executive) -> System:
    return executive.runtime.pallet(System)


def system_keys(chain: MiniChain) -> set[str]:
    """The storage items of System that have a value."""
    names = [
        item.name for kind in chain.composition.modules[0].pallets for item in kind.storage_items
    ]
    return {
        name
        for name in names
        if any(key.startswith(storage_prefix("System", name)) for key in chain.values)
    }


def test_what_genesis_leaves(chain: MiniChain) -> None:
    system = chain.runtime().pallet(System)
    assert system_keys(chain) == {
        "Account",
        "BlockHash",
        "LastRuntimeUpgrade",
        "ParentHash",
        "UpgradedToTripleRefCount",
        "UpgradedToU32RefCount",
    }
    assert chain.values[EXTRINSIC_INDEX_KEY] == bytes(4)
    assert system.block_hash[0] == system.parent_hash.get() == BEFORE_GENESIS == b"\x45" * 32
    upgrade = chain.values[storage_prefix("System", "LastRuntimeUpgrade")]
    assert upgrade.hex() == "a50638" + b"node-subtensor".hex()
    assert chain.values[storage_prefix("System", "UpgradedToU32RefCount")] == b"\x01"


def test_what_a_block_leaves(chain: MiniChain) -> None:
    genesis_hash = chain.parent
    chain.build(chain.sign(Probe.put(5)))
    assert system_keys(chain) == {
        "Account",
        "BlockHash",
        "BlockWeight",
        "Digest",
        "EventCount",
        "Events",
        "LastRuntimeUpgrade",
        "Number",
        "ParentHash",
        "UpgradedToTripleRefCount",
        "UpgradedToU32RefCount",
    }
    assert EXTRINSIC_INDEX_KEY not in chain.values
    assert ENTROPY_KEY not in chain.values
    system = chain.runtime().pallet(System)
    assert dict(system.block_hash.items()) == {0: genesis_hash}
    assert system.parent_hash.get() == genesis_hash


def test_what_is_known_while_a_block_starts(chain: MiniChain) -> None:
    executive = chain.start()
    state = executive.runtime.state
    assert state.get(EXTRINSIC_INDEX_KEY) == bytes(4)
    expected = blake2_256(b"frame_system::initialize" + chain.parent)
    assert state.get(b":intrablock_entropy") == expected
    assert state.get(storage_prefix("System", "ExecutionPhase")) == bytes(5)
    system = system_of(executive)
    assert system.number.get() == 1
    assert system.digest.get() == Digest([PreRuntime(b"aura", (1).to_bytes(8, "little"))])
    assert system.block_hash[0] == chain.parent


def test_only_pre_runtime_logs_of_the_header_go_into_the_digest(chain: MiniChain) -> None:
    executive = Executive(chain.runtime())
    slot = PreRuntime(b"aura", (1).to_bytes(8, "little"))
    logs = [slot, RuntimeEnvironmentUpdated(), Seal(b"aura", b"s")]
    executive.initialize_block(chain.header(logs))
    assert system_of(executive).digest.get() == Digest([slot])


@pytest.mark.parametrize("number", [0, 1, 3])
def test_blocks_are_numbered_without_gaps(chain: MiniChain, number: int) -> None:
    chain.build()
    with pytest.raises(BlockInvalid, match="strictly increasing"):
        Executive(chain.runtime()).initialize_block(replace(chain.header(), number=number))


def test_events_with_their_phases_and_order(chain: MiniChain) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    executive.apply_or_undo(chain.sign(Probe.put(5)))
    executive.apply_or_undo(chain.sign(Probe.fail(5), nonce=1))
    executive.finalize_block()
    probed = DispatchEventInfo(Weight(BASE + 1_000_000, 10), DispatchClass.Normal, Pays.Yes)
    refused = Module(ModuleError(100, b"\x03\x00\x00\x00"))
    assert events_of(executive.runtime) == [
        (Initialization(), Hooked(1)),
        (ApplyExtrinsic(0), ExtrinsicSuccess(TIMESTAMP)),
        (ApplyExtrinsic(1), ExtrinsicSuccess(probed)),
        (ApplyExtrinsic(2), ExtrinsicFailed(refused, probed)),
        (Finalization(), Hooked(1_001)),
        (Finalization(), Hooked(2_001)),
    ]
    assert system_of(executive).event_count.get() == 6


def test_an_event_record_byte_for_byte(chain: MiniChain) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    events = executive.runtime.state.get(storage_prefix("System", "Events"))
    assert events is not None
    hooked = "02" + "6400" + "0100000000000000" + "00"
    weight = (encode_compact(TIMESTAMP.weight.ref_time) + encode_compact(1_493)).hex()
    assert events.hex() == "08" + hooked + "0000000000" + "0000" + weight + "0200" + "00"


def test_events_of_the_block_before_go_when_the_next_one_starts(chain: MiniChain) -> None:
    chain.build()
    assert len(events_of(chain.runtime())) == 4
    executive = chain.start()
    assert events_of(executive.runtime) == [(Initialization(), Hooked(2))]


def test_a_failed_call_leaves_nothing_but_its_event(chain: MiniChain) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    outcome = executive.apply_or_undo(chain.sign(Probe.fail(5)))
    assert outcome.error == Module(ModuleError(100, b"\x03\x00\x00\x00"))
    assert executive.runtime.pallet(Probe).value.get() == 0


def test_no_events_before_the_first_block(chain: MiniChain) -> None:
    runtime = chain.runtime()
    runtime.deposit_event(Hooked(1))
    assert not runtime.pallet(System).events.exists()
    assert not runtime.pallet(System).event_count.exists()


def test_events_that_can_no_longer_be_counted_are_dropped(chain: MiniChain) -> None:
    executive = chain.start()
    system = system_of(executive)
    system.event_count.set(U32_MAX)
    before = events_of(executive.runtime)
    executive.runtime.deposit_event(Hooked(9))
    assert events_of(executive.runtime) == before
    assert system.event_count.get() == U32_MAX


def test_topics_lead_to_events_until_the_next_block(chain: MiniChain) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    system = system_of(executive)
    topics = [b"t" * 32, b"u" * 32]
    system.deposit_event_indexed(topics, Hooked(7))
    assert system.event_topics[topics[1]] == [(1, 2)]
    assert system.events.get()[2].topics == topics
    executive.finalize_block()
    chain.keep(executive.runtime)
    chain.number = 1
    assert list(chain.runtime().pallet(System).event_topics.keys()) == topics
    assert list(system_of(chain.start()).event_topics.keys()) == []


def test_the_extrinsics_root_is_over_the_bytes_as_sent(chain: MiniChain) -> None:
    extrinsics = [chain.timestamp(), chain.sign(Probe.put(1)), chain.sign(Probe.put(2), nonce=1)]
    header = chain.build(*extrinsics[1:])
    assert header.extrinsics_root == ordered_root(extrinsics)
    assert header.number == 1
    assert header.state_root == bytes(32)


def test_a_log_goes_into_the_header(chain: MiniChain) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    system_of(executive).deposit_log(RuntimeEnvironmentUpdated())
    logs = executive.finalize_block().digest.logs
    assert logs == [PreRuntime(b"aura", (1).to_bytes(8, "little")), RuntimeEnvironmentUpdated()]


def test_hashes_are_kept_for_so_many_blocks_and_that_of_block_0_for_ever() -> None:
    chain = MiniChain(compose(system=SystemConfig(block_hash_count=3)))
    hashes = {}
    for number in range(8):
        hashes[number] = chain.parent
        chain.build()
    kept = dict(chain.runtime().pallet(System).block_hash.items())
    assert kept == {number: hashes[number] for number in (0, 5, 6, 7)}


# Weight


def used(runtime: Runtime) -> WeightByClass:
    return runtime.pallet(System).block_weight.get()


# base block; RandomnessCollectiveFlip; Timestamp; Aura; Probe
START = 431_614_000 + 125_000_000 + 3_246_000 + 150_000_000 + 11


def test_the_weight_of_starting_a_block_is_mandatory(chain: MiniChain) -> None:
    expected = WeightByClass(Weight(0, 0), Weight(0, 0), Weight(START, 0))
    assert used(chain.start().runtime) == expected


def test_extrinsics_weigh_their_call_base_and_length(chain: MiniChain) -> None:
    executive = chain.start()
    time, probe = chain.timestamp(), chain.sign(Probe.put(5))
    executive.apply_or_undo(time)
    executive.apply_or_undo(probe)
    weight = used(executive.runtime)
    assert weight.normal == Weight(BASE + 1_000_000, 10 + len(probe))
    mandatory = Weight(START + TIMESTAMP.weight.ref_time, 1_493 + len(time))
    assert weight.mandatory == mandatory
    executive.finalize_block()
    assert used(executive.runtime).mandatory == mandatory + Weight(13, 0)  # on_idle


def test_the_weight_of_a_block_is_that_block_s_alone(chain: MiniChain) -> None:
    chain.build(chain.sign(Probe.put(5)))
    assert used(chain.start().runtime).normal == Weight(0, 0)


@pytest.mark.parametrize(("told", "counted"), [(400, 400), (1_000, 1_000), (2_000, 1_000)])
def test_what_a_call_did_not_use_is_given_back(chain: MiniChain, told: int, counted: int) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    extrinsic = chain.sign(Probe.refund(told, True))
    executive.apply_or_undo(extrinsic)
    proof = min(told, 100)
    expected = Weight(BASE + counted, proof + len(extrinsic))
    assert used(executive.runtime).normal == expected
    told_of = events_of(executive.runtime)[-1][1].dispatch_info
    assert told_of.weight == Weight(BASE + counted, proof)
    assert not system_of(executive).extrinsic_weight_reclaimed.exists()


def test_weight_is_given_back_once(chain: MiniChain) -> None:
    executive = chain.start()
    system = system_of(executive)
    system.register_weight(Weight(1_000, 100), DispatchClass.Normal)
    info = DispatchInfo(Weight(500, 50), DispatchClass.Normal, Pays.Yes)
    system.reclaim_weight(info, PostInfo(Weight(200, 50)))
    system.reclaim_weight(info, PostInfo(Weight(400, 20)))
    assert used(executive.runtime).normal == Weight(700, 70)
    assert system.extrinsic_weight_reclaimed.get() == Weight(300, 30)


def test_no_fee_if_the_declaration_or_the_outcome_says_so(chain: MiniChain) -> None:
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    executive.apply_or_undo(chain.sign(Probe.free()))
    executive.apply_or_undo(chain.sign(Probe.refund(1, False), nonce=1))
    executive.apply_or_undo(chain.sign(Probe.refund(1, True), nonce=2))
    told = [event.dispatch_info.pays_fee for _, event in events_of(executive.runtime)[2:]]
    assert told == [Pays.No, Pays.No, Pays.Yes]


# A new runtime version


class Migrating(Probe):
    """Notes that it was migrated, and what the state said of the runtime then."""

    def on_runtime_upgrade(self) -> Weight:
        last = self.runtime.pallet(System).last_runtime_upgrade.get()
        self.value.set(last.spec_version if last else 1)
        self.deposit_event(Hooked(0))
        return Weight(17, 0)


@pytest.mark.parametrize(
    ("name", "spec_version", "migrates"),
    [
        ("node-subtensor", 425, False),
        ("node-subtensor", 424, False),
        ("node-subtensor", 426, True),
        ("another", 1, True),
    ],
)
def test_migrations_run_in_the_first_block_of_a_version(
    chain: MiniChain, name: str, spec_version: int, migrates: bool
) -> None:
    later = replace(VERSION, spec_name=name, spec_version=spec_version)
    chain.composition = compose(later, extra=(Migrating,))
    executive = chain.start()
    noted = system_of(executive).last_runtime_upgrade.get()
    assert executive.runtime.pallet(Migrating).value.get() == (425 if migrates else 0)
    assert used(executive.runtime).mandatory.ref_time == START + (17 if migrates else 0)
    assert noted == LastRuntimeUpgradeInfo(
        *((spec_version, name) if migrates else (425, VERSION.spec_name))
    )


def test_migrations_run_where_no_version_was_noted(chain: MiniChain) -> None:
    del chain.values[storage_prefix("System", "LastRuntimeUpgrade")]
    chain.composition = compose(extra=(Migrating,))
    assert chain.start().runtime.pallet(Migrating).value.get() == 1


def test_a_migration_belongs_to_the_start_of_a_block_but_not_of_the_first(
    chain: MiniChain,
) -> None:
    chain.composition = compose(replace(VERSION, spec_version=426), extra=(Migrating,))
    assert events_of(chain.start().runtime) == [(Initialization(), Hooked(1))]
    chain.composition = compose(extra=(Probe,))
    chain.build()
    chain.composition = compose(replace(VERSION, spec_version=426), extra=(Migrating,))
    expected = [(Initialization(), Hooked(0)), (Initialization(), Hooked(2))]
    assert events_of(chain.start().runtime) == expected


def test_the_nonce_is_in_the_account(chain: MiniChain) -> None:
    chain.build(chain.sign(Probe.put(1)), chain.sign(Probe.fail(1), nonce=1))
    runtime = chain.runtime()
    assert runtime.call_api("AccountNonceApi_account_nonce", ALICE.account) == encode(U32, 2)
