"""The checks that every signed extrinsic goes through, in the pool and in a block."""

from dataclasses import replace
from typing import Any

import pytest

from pallets.system.accounts import AccountInfo, Accounts
from pallets.system.blocks import U32_MAX
from pallets.system.config import SystemConfig
from pallets.system.extensions import CheckGenesis, CheckMortality, CheckNonce, CheckWeight
from pallets.system.limits import WeightByClass, block_length, block_weights
from pallets.system.system import System
from runtime.call import Call, call
from runtime.era import Era
from runtime.executive import Executive
from runtime.origin import Origin
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import encode
from runtime.validity import (
    U64_MAX,
    AncientBirthBlock,
    BadProof,
    BadSigner,
    ExhaustsResources,
    Future,
    InvalidReason,
    InvalidTransaction,
    Payment,
    Stale,
    TransactionSource,
    UnknownReason,
    ValidTransaction,
)
from runtime.weights import DispatchClass, Weight
from tests.pallets.mini import ALICE, BOB, EXTENSIONS, VERSION, MiniChain, Probe, compose

BASE = 108_157_000
ZERO = bytes(32)


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


def validate(chain: MiniChain, extrinsic: bytes, verified: bool = False) -> ValidTransaction:
    """What the pool is told."""
    executive = Executive(chain.runtime())
    executive.prepare_validation(chain.parent)
    return executive.validate_prepared(TransactionSource.External, extrinsic, verified)


def refusal(chain: MiniChain, extrinsic: bytes, verified: bool = False) -> Any:
    """Why the pool does not take it."""
    with pytest.raises(InvalidTransaction) as invalid:
        validate(chain, extrinsic, verified)
    return invalid.value.reason


def block_refusal(
    executive: Executive, extrinsic: bytes, verified: bool = False
) -> InvalidReason | UnknownReason:
    """Why a block does not take it; nothing of it is left in the state."""
    before = executive.runtime.state.changes()
    with pytest.raises(InvalidTransaction) as invalid:
        executive.apply_or_undo(extrinsic, verified)
    assert executive.runtime.state.changes() == before
    return invalid.value.reason


# CheckNonZeroSender


def test_the_zero_account_signs_nothing(chain: MiniChain) -> None:
    chain.endow(ZERO)
    extrinsic = chain.unsigned_for(Probe.put(1), ZERO)
    assert refusal(chain, extrinsic, verified=True) == BadSigner()
    assert block_refusal(chain.start(), extrinsic, verified=True) == BadSigner()


# CheckSpecVersion, CheckTxVersion, CheckGenesis: what is signed has to be this chain's


@pytest.mark.parametrize("change", [{"spec_version": 426}, {"transaction_version": 2}])
def test_a_signature_for_another_version_is_bad(chain: MiniChain, change: dict[str, int]) -> None:
    other = MiniChain(compose(replace(VERSION, **change)))
    assert refusal(chain, other.sign(Probe.put(1))) == BadProof()


def test_a_signature_for_another_chain_is_bad(chain: MiniChain) -> None:
    other = MiniChain()
    other.parent = b"\x48" * 32
    assert refusal(chain, other.sign(Probe.put(1))) == BadProof()


def test_the_genesis_hash_is_known_from_the_first_block_on(chain: MiniChain) -> None:
    genesis = chain.parent
    assert CheckGenesis().implied(chain.start().runtime) == genesis
    chain.build()
    assert CheckGenesis().implied(chain.start().runtime) == genesis


# CheckMortality


def test_an_immortal_extrinsic_is_valid_for_ever(chain: MiniChain) -> None:
    assert validate(chain, chain.sign(Probe.put(1))).longevity == U64_MAX


def test_a_mortal_extrinsic_is_valid_to_the_end_of_its_era(chain: MiniChain) -> None:
    for _ in range(5):
        chain.build()
    extrinsic = chain.sign(Probe.put(1), era=Era.mortal(4, 5))  # blocks 5 to 8
    assert validate(chain, extrinsic).longevity == 9 - 6
    chain.build(extrinsic)


def test_the_era_s_first_block_must_have_a_hash(chain: MiniChain) -> None:
    chain.build()
    extrinsic = chain.unsigned_for(Probe.put(1), ALICE.account)
    mortal = extrinsic.replace(ZERO * 2 + b"\x00", ZERO * 2 + Era.mortal(4, 2).encode())
    mortal = bytes([mortal[0] + 4]) + mortal[1:]
    assert refusal(chain, mortal) == AncientBirthBlock()
    assert block_refusal(chain.start(), mortal, verified=True) == AncientBirthBlock()


def test_an_era_from_before_the_kept_hashes_is_ancient() -> None:
    chain = MiniChain(compose(system=SystemConfig(block_hash_count=2)))
    for _ in range(7):
        chain.build()
    runtime = chain.runtime()
    runtime.pallet(System).initialize(8, chain.parent, [])
    assert CheckMortality(Era(4, 2)).implied(runtime) == runtime.pallet(System).block_hash[6]
    with pytest.raises(InvalidTransaction) as invalid:
        CheckMortality(Era(8, 4)).implied(runtime)
    assert invalid.value.reason == AncientBirthBlock()


def test_a_mortal_extrinsic_is_bad_after_its_era(chain: MiniChain) -> None:
    for _ in range(5):
        chain.build()
    extrinsic = chain.sign(Probe.put(1), era=Era.mortal(4, 5))
    for _ in range(4):
        chain.build()
    assert refusal(chain, extrinsic) == BadProof()


class MevShield(Pallet, crate="pallet_shield"):
    @call(index=0, weight=Weight(0, 0))
    def submit_encrypted(self, origin: Origin, data: bytes) -> None:
        """Submit a call that nobody can read yet."""

    @call(index=1, weight=Weight(0, 0))
    def other(self, origin: Origin) -> None:
        """Do something else."""


class Other(Pallet, crate="pallet_other"):
    @call(index=0, weight=Weight(0, 0))
    def submit_encrypted(self, origin: Origin, data: bytes) -> None:
        """Submit something else."""


SHIELDED = compose(extra=(MevShield, Other))


@pytest.mark.parametrize(
    ("encrypted", "era", "stale"),
    [
        (MevShield.submit_encrypted(b""), Era(), True),
        (MevShield.submit_encrypted(b""), Era(16, 0), True),
        (MevShield.submit_encrypted(b""), Era(8, 0), False),
        (MevShield.submit_encrypted(b""), Era(4, 0), False),
        (MevShield.other(), Era(), False),
        (Other.submit_encrypted(b""), Era(), False),
    ],
)
def test_encrypted_calls_are_of_short_eras(encrypted: Call, era: Era, stale: bool) -> None:
    chain = MiniChain(SHIELDED)
    chain.build()
    extrinsic = chain.sign(encrypted, era=era)
    if stale:
        assert refusal(chain, extrinsic) == Stale()
    else:
        validate(chain, extrinsic)


# CheckNonce


def set_nonce(chain: MiniChain, nonce: int) -> None:
    runtime = chain.runtime()
    runtime.pallet(Accounts).set_nonce(ALICE.account, nonce)
    chain.keep(runtime)


def tag(nonce: int) -> bytes:
    return ALICE.account + nonce.to_bytes(4, "little")


def test_the_next_extrinsic_of_an_account(chain: MiniChain) -> None:
    set_nonce(chain, 7)
    valid = validate(chain, chain.sign(Probe.put(1), nonce=7))
    assert valid == ValidTransaction(provides=[tag(7)])
    assert (valid.priority, valid.longevity, valid.propagate) == (0, U64_MAX, True)


def test_a_later_extrinsic_waits_in_the_pool_for_the_one_before(chain: MiniChain) -> None:
    set_nonce(chain, 7)
    valid = validate(chain, chain.sign(Probe.put(1), nonce=300))
    assert valid == ValidTransaction(requires=[tag(299)], provides=[tag(300)])


def test_a_spent_nonce_is_stale(chain: MiniChain) -> None:
    set_nonce(chain, 7)
    extrinsic = chain.sign(Probe.put(1), nonce=6)
    assert refusal(chain, extrinsic) == Stale()
    assert block_refusal(chain.start(), extrinsic) == Stale()


def test_a_block_takes_no_nonce_before_its_turn(chain: MiniChain) -> None:
    set_nonce(chain, 7)
    assert block_refusal(chain.start(), chain.sign(Probe.put(1), nonce=8)) == Future()


def test_the_nonce_goes_up_whether_the_call_fails_or_not(chain: MiniChain) -> None:
    chain.build(chain.sign(Probe.put(1)), chain.sign(Probe.fail(1), nonce=1))
    assert chain.runtime().pallet(Accounts).nonce(ALICE.account) == 2


def test_an_account_that_nothing_provides_for_pays_for_no_nonce(chain: MiniChain) -> None:
    account = b"n" * 32
    extrinsic = chain.unsigned_for(Probe.put(1), account)
    assert refusal(chain, extrinsic, verified=True) == Payment()
    assert block_refusal(chain.start(), extrinsic, verified=True) == Payment()


def test_a_self_sufficient_account_has_nonces(chain: MiniChain) -> None:
    runtime = chain.runtime()
    runtime.pallet(Accounts).inc_sufficients(b"n" * 32)
    chain.keep(runtime)
    validate(chain, chain.unsigned_for(Probe.put(1), b"n" * 32), verified=True)


def test_a_call_without_a_fee_makes_an_entry_for_the_nonce(chain: MiniChain) -> None:
    account = b"n" * 32
    chain.build(chain.unsigned_for(Probe.free(), account), verified=True)
    info = chain.runtime().pallet(Accounts).get(account)
    assert (info.nonce, info.consumers, info.providers, info.sufficients) == (1, 0, 0, 0)


def test_the_nonce_is_compact_on_the_wire() -> None:
    assert encode(CheckNonce, CheckNonce(300)).hex() == "b104"
    assert encode(CheckMortality, CheckMortality(Era())) == b"\x00"
    assert encode(CheckWeight, CheckWeight()) == b""


# CheckWeight


def small(max_ref_time: int = 10_000_000_000, max_length: int = 4_000) -> MiniChain:
    """A chain whose blocks are soon full. Starting one takes 709,860,011."""
    limits = SystemConfig(block_weights(Weight(max_ref_time, U64_MAX)), block_length(max_length))
    return MiniChain(compose(system=limits))


NORMAL_EXTRINSIC = 10_000_000_000 * 75 // 100 - 1_000_000_000 - BASE
OPERATIONAL_EXTRINSIC = 10_000_000_000 - 1_000_000_000 - BASE


def test_a_bare_extrinsic_has_the_limits_of_a_signed_one() -> None:
    chain = small()
    bare = chain.bare(Probe.heavy(NORMAL_EXTRINSIC + 1, 0))
    assert block_refusal(chain.start(), bare) == ExhaustsResources()
    chain.start().apply_or_undo(chain.bare(Probe.heavy(NORMAL_EXTRINSIC, 0)))


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("heavy", NORMAL_EXTRINSIC), ("heavy_operational", OPERATIONAL_EXTRINSIC)],
)
def test_one_extrinsic_has_a_limit_of_its_own(kind: str, limit: int) -> None:
    chain = small()

    def extrinsic(ref_time: int) -> bytes:
        if kind == "heavy":
            return chain.sign(Probe.heavy(ref_time, 0))
        return chain.sign(Probe.heavy_operational(ref_time))

    validate(chain, extrinsic(limit))
    assert refusal(chain, extrinsic(limit + 1)) == ExhaustsResources()
    assert block_refusal(chain.start(), extrinsic(limit + 1)) == ExhaustsResources()


def test_proof_size_has_a_limit_too() -> None:
    chain = small()
    limit = U64_MAX * 75 // 100 - U64_MAX * 10 // 100
    validate(chain, chain.sign(Probe.heavy(0, limit)))
    assert refusal(chain, chain.sign(Probe.heavy(0, limit + 1))) == ExhaustsResources()


def used(runtime: Runtime) -> WeightByClass:
    return runtime.pallet(System).used_weight()


def test_normal_extrinsics_together_take_three_quarters() -> None:
    chain = small()
    executive = chain.start()
    first = chain.sign(Probe.heavy(NORMAL_EXTRINSIC, 0))
    executive.apply_or_undo(first)
    left = 7_500_000_000 - used(executive.runtime).normal.ref_time - BASE
    over = chain.sign(Probe.heavy(left + 1, 0), nonce=1)
    assert block_refusal(executive, over) == ExhaustsResources()
    executive.apply_or_undo(chain.sign(Probe.heavy(left, 0), nonce=1))
    assert used(executive.runtime).normal.ref_time == 7_500_000_000


def test_a_full_block_takes_operational_extrinsics_from_the_reserve() -> None:
    chain = small()
    executive = chain.start()
    executive.apply_or_undo(chain.sign(Probe.heavy(NORMAL_EXTRINSIC, 0)))
    left = 7_500_000_000 - used(executive.runtime).normal.ref_time - BASE
    executive.apply_or_undo(chain.sign(Probe.heavy(left, 0), nonce=1))
    # 2.5e9 are reserved for the class. The block as a whole is overfull after this.
    over = chain.sign(Probe.heavy_operational(2_500_000_001 - BASE), nonce=2)
    assert block_refusal(executive, over) == ExhaustsResources()
    executive.apply_or_undo(chain.sign(Probe.heavy_operational(2_500_000_000 - BASE), nonce=2))
    assert used(executive.runtime).total().ref_time > 10_000_000_000


def test_a_full_block_takes_no_normal_extrinsic() -> None:
    chain = small()
    executive = chain.start()
    executive.apply_or_undo(chain.sign(Probe.heavy_operational(OPERATIONAL_EXTRINSIC)))
    left = 10_000_000_000 - used(executive.runtime).total().ref_time - BASE
    over = chain.sign(Probe.heavy(left + 1, 0), nonce=1)
    assert block_refusal(executive, over) == ExhaustsResources()
    executive.apply_or_undo(chain.sign(Probe.heavy(left - 1_000, 0), nonce=1))


def test_what_is_mandatory_has_no_limit() -> None:
    chain = small()
    executive = chain.start()
    executive.apply_or_undo(chain.sign(Probe.heavy_operational(OPERATIONAL_EXTRINSIC)))
    executive.apply_or_undo(chain.timestamp())


def test_weight_that_cannot_be_added_up_is_refused(chain: MiniChain) -> None:
    executive = chain.start()
    system = executive.runtime.pallet(System)
    empty = used(executive.runtime)
    system.put_used_weight(empty.with_(DispatchClass.Operational, Weight(0, U64_MAX)))
    assert block_refusal(executive, chain.sign(Probe.operational())) == ExhaustsResources()
    system.put_used_weight(empty.with_(DispatchClass.Mandatory, Weight(0, U64_MAX)))
    executive.apply_or_undo(chain.sign(Probe.mandatory(False)))
    assert used(executive.runtime).mandatory.proof_size == U64_MAX


def test_all_extrinsics_of_a_block_have_a_limit_of_length() -> None:
    chain = small(max_length=1_000)
    executive = chain.start()
    system = executive.runtime.pallet(System)
    time, first = chain.timestamp(), chain.sign(System.remark(bytes(200)))
    executive.apply_or_undo(time)
    executive.apply_or_undo(first)
    assert system.all_extrinsics_len.get() == len(time) + len(first)
    room = 750 - len(time) - len(first)
    padding = room - len(chain.sign(System.remark(b""), nonce=1)) - 1  # a longer count
    over = chain.sign(System.remark(bytes(padding + 1)), nonce=1)
    assert block_refusal(executive, over) == ExhaustsResources()
    executive.apply_or_undo(chain.sign(System.remark(bytes(padding)), nonce=1))
    assert system.all_extrinsics_len.get() == 750
    executive.apply_or_undo(chain.sign(Probe.operational(), signer=BOB))


def test_length_is_checked_in_the_pool_for_an_empty_block() -> None:
    chain = small(max_length=1_000)
    chain.build(chain.sign(System.remark(bytes(400))))
    validate(chain, chain.sign(System.remark(bytes(500)), nonce=1))
    too_long = chain.sign(System.remark(bytes(700)), nonce=1)
    assert refusal(chain, too_long) == ExhaustsResources()


def test_lengths_do_not_wrap(chain: MiniChain) -> None:
    executive = chain.start()
    executive.runtime.pallet(System).all_extrinsics_len.set(U32_MAX)
    assert block_refusal(executive, chain.sign(Probe.put(1))) == ExhaustsResources()


# Their order


def test_the_first_error_is_that_of_the_first_extension() -> None:
    assert [kind.identifier for kind in EXTENSIONS] == [
        "CheckNonZeroSender",
        "CheckSpecVersion",
        "CheckTxVersion",
        "CheckGenesis",
        "CheckMortality",
        "CheckNonce",
        "CheckWeight",
    ]
    chain = small()
    heavy = Probe.heavy(U64_MAX, 0)
    assert refusal(chain, chain.unsigned_for(heavy, ZERO), verified=True) == BadSigner()
    nobody = chain.unsigned_for(heavy, b"n" * 32)
    assert refusal(chain, nobody, verified=True) == Payment()
    assert refusal(chain, nobody) == BadProof()
    assert refusal(chain, chain.sign(heavy)) == ExhaustsResources()


def test_a_refused_extrinsic_spends_no_nonce() -> None:
    chain = small()
    executive = chain.start()
    block_refusal(executive, chain.sign(Probe.heavy(U64_MAX, 0)))
    assert executive.runtime.pallet(Accounts).get(ALICE.account) == AccountInfo(
        0, 0, 1, 0, executive.runtime.pallet(Accounts).get(ALICE.account).data
    )
