"""The calls of System: who may make them, what they change, what they tell and what they cost."""

from dataclasses import replace

import pytest

from pallets.system.config import SystemConfig
from pallets.system.errors import (
    Error,
    FailedToExtractRuntimeVersion,
    InvalidSpecName,
    NothingAuthorized,
    SpecVersionNeedsToIncrease,
    Unauthorized,
)
from pallets.system.events import (
    CodeUpdated,
    RejectedInvalidAuthorizedUpgrade,
    Remarked,
    UpgradeAuthorized,
)
from pallets.system.system import CODE_KEY, System
from pallets.system.types import CodeUpgradeAuthorization
from runtime.block import RuntimeEnvironmentUpdated
from runtime.call import Call
from runtime.dispatch_error import BadOrigin, DispatchFailure, Module, ModuleError, PlainFailure
from runtime.executive import Executive
from runtime.hashing import blake2_256
from runtime.origin import NOBODY, ROOT, Origin, signed
from runtime.runtime import Runtime
from runtime.scale import U64, decode
from runtime.validity import (
    U64_MAX,
    InvalidCall,
    InvalidTransaction,
    TransactionSource,
    ValidTransaction,
)
from runtime.version import RuntimeVersion
from runtime.weights import DispatchClass, Pays, PostInfo, Weight
from tests.pallets.mini import VERSION, MiniChain, compose, events_of

CODE = b"junk"
HASH = blake2_256(CODE)
WHO = b"w" * 32
READ, WRITE = 25_000_000, 100_000_000


def version_of(code: bytes) -> RuntimeVersion | None:
    """Code in these tests is a spec name and a spec version."""
    name, _, number = code.decode().partition(" ")
    return replace(VERSION, spec_name=name, spec_version=int(number)) if number else None


COMPOSITION = compose(system=SystemConfig(version_of=version_of))


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain(COMPOSITION)


@pytest.fixture
def runtime(chain: MiniChain) -> Runtime:
    return chain.start().runtime


def told(runtime: Runtime) -> list[object]:
    """The events but for that of the probe's hook."""
    return [event for _, event in events_of(runtime)[1:]]


ROOT_CALLS = [
    System.set_heap_pages(1),
    System.set_code(b"node-subtensor 426"),
    System.set_code_without_checks(CODE),
    System.set_storage([]),
    System.kill_storage([]),
    System.kill_prefix(b"", 1),
    System.authorize_upgrade(HASH),
    System.authorize_upgrade_without_checks(HASH),
]


@pytest.mark.parametrize("call", ROOT_CALLS, ids=lambda call: call.declaration.name)
@pytest.mark.parametrize("origin", [signed(WHO), NOBODY], ids=["signed", "nobody"])
def test_what_only_root_may_do(runtime: Runtime, call: Call, origin: Origin) -> None:
    with pytest.raises(PlainFailure) as failure:
        runtime.dispatch(call, origin)
    assert failure.value.error == BadOrigin()
    runtime.dispatch(call, ROOT)


@pytest.mark.parametrize("origin", [signed(WHO), NOBODY, ROOT])
def test_anybody_may_remark(runtime: Runtime, origin: Origin) -> None:
    assert runtime.dispatch(System.remark(b"hello"), origin) == PostInfo()
    assert told(runtime) == []


def test_a_remark_with_an_event(runtime: Runtime) -> None:
    runtime.dispatch(System.remark_with_event(b"hello"), signed(WHO))
    assert told(runtime) == [Remarked(WHO, blake2_256(b"hello"))]
    with pytest.raises(PlainFailure):
        runtime.dispatch(System.remark_with_event(b"hello"), ROOT)


def test_heap_pages_are_noted_in_state_and_header(runtime: Runtime) -> None:
    runtime.dispatch(System.set_heap_pages(2048), ROOT)
    assert decode(U64, runtime.state.get(b":heappages") or b"") == 2048
    assert runtime.pallet(System).digest.get().logs[-1] == RuntimeEnvironmentUpdated()


def test_storage_is_set_in_order_and_killed(runtime: Runtime) -> None:
    runtime.dispatch(System.set_storage([(b"k", b"1"), (b"l", b""), (b"k", b"2")]), ROOT)
    assert runtime.state.get(b"k") == b"2"
    assert runtime.state.get(b"l") == b""
    runtime.dispatch(System.kill_storage([b"k", b"m"]), ROOT)
    assert runtime.state.get(b"k") is None
    assert runtime.state.get(b"l") == b""


@pytest.mark.parametrize(("limit", "left"), [(0, "abc"), (1, "bc"), (2, "c"), (3, ""), (9, "")])
def test_the_limit_of_kill_prefix_is_for_keys_from_before_the_block(
    chain: MiniChain, limit: int, left: str
) -> None:
    chain.values |= {f"x/{letter}".encode(): b"1" for letter in "abcd"} | {b"y": b"1"}
    runtime = chain.start().runtime
    runtime.state.set(b"x/d", b"changed")
    runtime.state.set(b"x/e", b"new")
    runtime.dispatch(System.kill_prefix(b"x/", limit), ROOT)
    assert list(runtime.state.keys(b"x/")) == [f"x/{letter}".encode() for letter in left]
    assert runtime.state.get(b"y") == b"1"


# The runtime's code

UNFIT = [
    (CODE, FailedToExtractRuntimeVersion()),
    (b"another 426", InvalidSpecName()),
    (b"node-subtensor 425", SpecVersionNeedsToIncrease()),
]


@pytest.mark.parametrize(("code", "error"), UNFIT, ids=lambda value: type(value).__name__)
def test_code_must_be_a_later_version(runtime: Runtime, code: bytes, error: Error) -> None:
    with pytest.raises(type(error)):
        runtime.dispatch(System.set_code(code), ROOT)
    assert runtime.state.get(CODE_KEY) is None


def test_no_code_is_a_runtime_unless_the_chain_says_so() -> None:
    runtime = MiniChain().start().runtime
    with pytest.raises(FailedToExtractRuntimeVersion):
        runtime.dispatch(System.set_code(b"node-subtensor 426"), ROOT)


@pytest.mark.parametrize(
    "call", [System.set_code(b"node-subtensor 426"), System.set_code_without_checks(CODE)]
)
def test_setting_code(runtime: Runtime, call: Call) -> None:
    post = runtime.dispatch(call, ROOT)
    assert post == PostInfo(Weight(4_000_000_000_000, U64_MAX), Pays.Yes)
    assert runtime.state.get(CODE_KEY) == call.args[0]
    assert runtime.pallet(System).digest.get().logs[-1] == RuntimeEnvironmentUpdated()
    assert told(runtime) == [CodeUpdated()]


@pytest.mark.parametrize(
    ("call", "checks"),
    [
        (System.authorize_upgrade(HASH), True),
        (System.authorize_upgrade_without_checks(HASH), False),
    ],
)
def test_authorizing_an_upgrade(runtime: Runtime, call: Call, checks: bool) -> None:
    runtime.dispatch(call, ROOT)
    authorized = runtime.pallet(System).authorized_upgrade.get()
    assert authorized == CodeUpgradeAuthorization(HASH, checks)
    assert told(runtime) == [UpgradeAuthorized(HASH, checks)]


def test_nothing_is_authorized_at_first(runtime: Runtime) -> None:
    with pytest.raises(NothingAuthorized):
        runtime.dispatch(System.apply_authorized_upgrade(CODE), signed(WHO))


def test_only_code_of_the_authorized_hash_is_put(runtime: Runtime) -> None:
    runtime.dispatch(System.authorize_upgrade_without_checks(HASH), ROOT)
    with pytest.raises(Unauthorized):
        runtime.dispatch(System.apply_authorized_upgrade(CODE + b"!"), signed(WHO))
    assert runtime.pallet(System).authorized_upgrade.exists()


@pytest.mark.parametrize("origin", [signed(WHO), NOBODY, ROOT])
def test_anybody_may_put_authorized_code(runtime: Runtime, origin: Origin) -> None:
    code = b"node-subtensor 426"
    runtime.dispatch(System.authorize_upgrade(blake2_256(code)), ROOT)
    post = runtime.dispatch(System.apply_authorized_upgrade(code), origin)
    assert post == PostInfo(Weight(4_000_000_000_000, U64_MAX), Pays.No)
    assert runtime.state.get(CODE_KEY) == code
    assert not runtime.pallet(System).authorized_upgrade.exists()
    assert told(runtime)[1:] == [CodeUpdated()]


@pytest.mark.parametrize(("code", "error"), UNFIT, ids=lambda value: type(value).__name__)
def test_authorized_code_of_an_unfit_version_uses_the_permit_up(
    runtime: Runtime, code: bytes, error: Error
) -> None:
    runtime.dispatch(System.authorize_upgrade(blake2_256(code)), ROOT)
    post = runtime.dispatch(System.apply_authorized_upgrade(code), signed(WHO))
    assert post == PostInfo(None, Pays.No)
    assert runtime.state.get(CODE_KEY) is None
    assert not runtime.pallet(System).authorized_upgrade.exists()
    why = Module(ModuleError(0, bytes([error.error_index, 0, 0, 0])))
    assert told(runtime)[1:] == [RejectedInvalidAuthorizedUpgrade(blake2_256(code), why)]


def test_code_authorized_without_checks_needs_no_version(runtime: Runtime) -> None:
    runtime.dispatch(System.authorize_upgrade_without_checks(HASH), ROOT)
    runtime.dispatch(System.apply_authorized_upgrade(CODE), signed(WHO))
    assert runtime.state.get(CODE_KEY) == CODE


def test_authorized_code_needs_no_signature(chain: MiniChain) -> None:
    runtime = chain.runtime()
    runtime.pallet(System).authorized_upgrade.set(CodeUpgradeAuthorization(HASH, True))
    chain.keep(runtime)
    bare = chain.bare(System.apply_authorized_upgrade(CODE))
    pool = Executive(chain.runtime())
    valid = pool.validate_transaction(TransactionSource.External, bare, chain.parent)
    assert valid == ValidTransaction(priority=U64_MAX, provides=[HASH])
    chain.build(bare)
    assert not chain.runtime().pallet(System).authorized_upgrade.exists()


@pytest.mark.parametrize("call", [System.apply_authorized_upgrade(CODE), System.remark(b"")])
def test_other_calls_of_system_are_not_taken_unsigned(chain: MiniChain, call: Call) -> None:
    bare = chain.bare(call)
    with pytest.raises(InvalidTransaction) as invalid:
        Executive(chain.runtime()).validate_transaction(
            TransactionSource.External, bare, chain.parent
        )
    assert invalid.value.reason == InvalidCall()
    executive = chain.start()
    with pytest.raises(InvalidTransaction) as invalid:
        executive.apply_or_undo(bare)
    assert invalid.value.reason == InvalidCall()


# Costs

WEIGHTS = [
    (System.remark(b"12345"), 1_586_000 + 5 * 10_920, 0),
    (System.remark_with_event(b"12345"), 4_725_000 + 5 * 12_386, 0),
    (System.set_heap_pages(1), 2_836_000 + WRITE, 0),
    (System.set_code(b"1"), 164_247_810_000 + READ + WRITE, 67_035),
    (System.set_code_without_checks(b"1"), 164_247_810_000 + READ + WRITE, 67_035),
    (System.set_storage([(b"", b"")] * 3), 1_565_000 + 3 * (733_648 + WRITE), 0),
    (System.kill_storage([b""] * 3), 1_624_000 + 3 * (566_903 + WRITE), 0),
    (System.kill_prefix(b"", 2), 2_964_000 + 3 * (1_340_742 + READ + WRITE), 210),
    (System.authorize_upgrade(HASH), 15_570_000 + WRITE, 0),
    (System.authorize_upgrade_without_checks(HASH), 15_570_000 + WRITE, 0),
    (System.apply_authorized_upgrade(b"1"), 166_858_158_000 + 2 * READ + 2 * WRITE, 67_035),
]


@pytest.mark.parametrize(("call", "ref_time", "proof_size"), WEIGHTS)
def test_declared_costs(runtime: Runtime, call: Call, ref_time: int, proof_size: int) -> None:
    info = runtime.dispatch_info(call)
    remarks = ("remark", "remark_with_event")
    normal = call.declaration.name in remarks
    assert info.weight == Weight(ref_time, proof_size)
    assert info.class_ is (DispatchClass.Normal if normal else DispatchClass.Operational)
    assert info.pays_fee is Pays.Yes


# What clients read


def constant(runtime: Runtime, name: str) -> str:
    (declared,) = [c for c in System.constants if c.name == name]
    (hint,) = declared.hints().values()
    value = getattr(runtime.pallet(System), declared.attribute)
    return runtime.composition.types.encode(hint, value).hex()


def test_constants_byte_for_byte(runtime: Runtime) -> None:
    assert constant(runtime, "BlockWeights") == (
        "c2a0e766000b00409452a30313ffffffffffffffff2261c91900010bb837a1555d02136666666666"
        "6666a6010b0030ef7dba0213ffffffffffffffbf0100002261c91900010bb847462a460313666666"
        "66666666e6010b00409452a30313ffffffffffffffff01070010a5d4e81300000000000000402261"
        "c91900000000"
    )
    assert constant(runtime, "BlockLength") == "000078000000a0000000a000"
    assert constant(runtime, "BlockHashCount") == "60090000"
    assert constant(runtime, "DbWeight") == "40787d010000000000e1f50500000000"
    assert constant(runtime, "SS58Prefix") == "2a00"
    name = "38" + b"node-subtensor".hex()
    assert constant(runtime, "Version") == f"{name * 2}01000000a90100000100000000" + "0100000001"


def test_the_hash_of_an_unknown_block_reads_as_zeros(runtime: Runtime) -> None:
    block_hash = runtime.pallet(System).block_hash
    assert block_hash[77] == bytes(32)
    assert block_hash[0] == b"\x47" * 32


def test_a_filtered_call_fails_with_an_error_of_system() -> None:
    composition = compose(call_filter=lambda call: call.declaration is not System.remark)
    runtime = MiniChain(composition).start().runtime
    with pytest.raises(DispatchFailure) as failure:
        runtime.dispatch(System.remark(b""), signed(WHO))
    error = runtime.error_value(failure.value)
    assert error == Module(ModuleError(0, b"\x05\x00\x00\x00"))
    runtime.dispatch(System.remark(b""), ROOT)
