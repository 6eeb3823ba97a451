"""The executive: the steps of a block, what each refuses, and what the pool is told."""

from dataclasses import replace
from typing import Any

import pytest

from genesis.keys import Keypair, Scheme
from pallets.system.system import System
from pallets.timestamp import Timestamp
from runtime.addresses import Raw
from runtime.applying import implied
from runtime.block import BlockInvalid, Header, RuntimeEnvironmentUpdated
from runtime.call import Call, RuntimeCall, call
from runtime.composition import Composition
from runtime.era import IMMORTAL, Era
from runtime.executive import Executive
from runtime.extension import Applied, SigningOptions, TransactionExtension
from runtime.extrinsic import Sr25519, decode_extrinsic, encode_signed, with_length
from runtime.origin import Origin
from runtime.pallet import Pallet
from runtime.scale import U8, DecodeError
from runtime.validity import (
    AncientBirthBlock,
    BadMandatory,
    BadProof,
    CannotLookup,
    CustomInvalid,
    CustomUnknown,
    ExhaustsResources,
    InvalidCall,
    InvalidTransaction,
    NoUnsignedValidator,
    TransactionSource,
    UnknownOrigin,
    ValidTransaction,
)
from runtime.weights import DispatchClass, PostInfo, Weight
from tests.pallets.mini import ALICE, COMPOSITION, EXTENSIONS, MiniChain, Probe, compose

EXTERNAL = TransactionSource.External


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


def in_block(executive: Executive, extrinsic: bytes) -> Any:
    """Why the block does not take it."""
    with pytest.raises(InvalidTransaction) as invalid:
        executive.apply_or_undo(extrinsic)
    return invalid.value.reason


def in_pool(chain: MiniChain, extrinsic: bytes) -> Any:
    """Why the pool does not take it."""
    with pytest.raises(InvalidTransaction) as invalid:
        Executive(chain.runtime()).validate_transaction(EXTERNAL, extrinsic, chain.parent)
    return invalid.value.reason


# Signatures


@pytest.mark.parametrize("scheme", list(Scheme))
def test_each_scheme_signs(chain: MiniChain, scheme: Scheme) -> None:
    keypair = Keypair.from_uri("//Charlie", scheme)
    chain.endow(keypair.account)
    chain.build(chain.sign(Probe.who(), signer=keypair))
    assert chain.runtime().pallet(Probe).value.get() == keypair.account[0]


@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_changed_extrinsic_has_a_bad_signature(chain: MiniChain, scheme: Scheme) -> None:
    keypair = Keypair.from_uri("//Charlie", scheme)
    chain.endow(keypair.account)
    good = chain.sign(Probe.put(1), signer=keypair)
    bad = good[:-1] + b"\x01"
    assert in_pool(chain, bad) == BadProof()
    assert in_block(chain.start(), bad) == BadProof()


def test_a_signature_of_somebody_else_is_bad(chain: MiniChain) -> None:
    mine = chain.sign(Probe.put(1))
    charlie = Keypair.from_uri("//Charlie").account
    assert in_pool(chain, mine.replace(ALICE.account, charlie)) == BadProof()


def test_a_verified_signature_is_not_looked_at_again(chain: MiniChain) -> None:
    chain.start().apply_or_undo(chain.unsigned_for(Probe.put(1), ALICE.account), verified=True)


def test_only_account_ids_can_sign(chain: MiniChain) -> None:
    extensions = tuple(kind.for_signing(SigningOptions(0)) for kind in EXTENSIONS)
    made = encode_signed(COMPOSITION, Probe.put(1), Raw(b"raw"), Sr25519(bytes(64)), extensions)
    assert in_pool(chain, made) == CannotLookup()
    assert in_block(chain.start(), made) == CannotLookup()


# Bytes


def test_what_is_no_extrinsic(chain: MiniChain) -> None:
    good = chain.sign(Probe.put(1))
    for data in (b"", b"\x00", good[:-1], good + b"\x00", b"\xff" * 20):
        with pytest.raises(DecodeError):
            chain.start().apply_or_undo(data)
        with pytest.raises(DecodeError):
            Executive(chain.runtime()).validate_transaction(EXTERNAL, data, chain.parent)


class Nest(Pallet, crate="pallet_nest"):
    @call(index=0, weight=Weight(0, 0))
    def wrap(self, origin: Origin, calls: list[RuntimeCall]) -> None:
        """Hold calls."""


NESTED = compose(extra=(Probe, Nest))


def nested(depth: int) -> Call:
    made: Call = Nest.wrap([])
    for _ in range(depth):
        made = Nest.wrap([made])
    return made


def test_the_pool_takes_calls_within_calls_eight_deep() -> None:
    chain = MiniChain(NESTED)
    pool = Executive(chain.runtime())
    pool.validate_transaction(EXTERNAL, chain.sign(nested(8)), chain.parent)
    assert in_pool(chain, chain.sign(nested(9))) == InvalidCall()


def test_a_block_takes_them_256_deep() -> None:
    chain = MiniChain(NESTED)
    chain.start().apply_or_undo(chain.sign(nested(256)))
    assert in_block(chain.start(), chain.sign(nested(257))) == InvalidCall()


def test_a_hundred_thousand_calls_within_calls_are_refused() -> None:
    chain = MiniChain(NESTED)
    wrap = chain.composition.calls.encode(nested(0))[:-1] + b"\x04"
    extrinsic = with_length(b"\x05" + wrap * 100_000 + chain.composition.calls.encode(nested(0)))
    assert in_pool(chain, extrinsic) == InvalidCall()
    with pytest.raises((DecodeError, InvalidTransaction)):
        chain.start().apply_or_undo(extrinsic)


# Bare and general extrinsics


def test_nobody_calls_what_is_not_for_nobody(chain: MiniChain) -> None:
    bare = chain.bare(Probe.who())
    assert in_pool(chain, bare) == NoUnsignedValidator()
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    executive.apply_or_undo(bare)
    assert executive.runtime.pallet(Probe).value.get() == 0


def general(composition: Composition, made: Call, era: Era = IMMORTAL) -> bytes:
    options = SigningOptions(0, era=era)
    extensions = tuple(kind.for_signing(options) for kind in composition.extensions)
    data = composition.extension_data.encode(extensions)
    return with_length(b"\x45\x00" + data + composition.calls.encode(made))


def test_a_general_extrinsic_has_no_origin(chain: MiniChain) -> None:
    extrinsic = general(COMPOSITION, Probe.put(1))
    assert in_pool(chain, extrinsic) == UnknownOrigin()
    assert in_block(chain.start(), extrinsic) == UnknownOrigin()
    unborn = general(COMPOSITION, Probe.put(1), Era(4, 1))
    assert in_pool(chain, unborn) == AncientBirthBlock()
    heavy = general(COMPOSITION, Probe.heavy(2**64 - 1, 0))
    assert in_pool(chain, heavy) == ExhaustsResources()


class Unsigned(Probe):
    """Takes bare calls, as it is told to."""

    @call(index=20, weight=Weight(0, 0))
    def take(self, origin: Origin, code: U8) -> None:
        """Take what is below 10."""

    def validate_unsigned(self, source: TransactionSource, call: Call) -> ValidTransaction:
        if call.args[0] >= 10:
            raise InvalidTransaction(CustomUnknown(call.args[0]))
        return ValidTransaction(priority=7, provides=[b"tag"], longevity=source.value)

    def pre_dispatch(self, call: Call) -> None:
        if call.args[0] >= 10:
            raise InvalidTransaction(CustomInvalid(call.args[0]))


def test_a_pallet_may_take_bare_calls() -> None:
    chain = MiniChain(compose(extra=(Unsigned,)))
    good, bad = chain.bare(Unsigned.take(9)), chain.bare(Unsigned.take(10))
    valid = Executive(chain.runtime()).validate_transaction(EXTERNAL, good, chain.parent)
    assert valid == ValidTransaction(priority=7, provides=[b"tag"], longevity=2)
    assert in_pool(chain, bad) == CustomUnknown(10)
    assert in_block(chain.start(), bad) == CustomInvalid(10)
    chain.build(good)


# The order of the extensions' steps

LOG: list[str] = []


class First(TransactionExtension, path="test::First"):
    priority = 3

    def validate(self, applied: Applied) -> ValidTransaction:
        LOG.append(f"{type(self).__name__} validates {applied.length}")
        return ValidTransaction(
            priority=self.priority, requires=[b"r"], longevity=50 + self.priority
        )

    def prepare(self, applied: Applied) -> str:
        LOG.append(f"{type(self).__name__} prepares")
        return type(self).__name__

    def post_dispatch(
        self, prepared: str, applied: Applied, post: PostInfo, failure: Exception | None
    ) -> None:
        value = applied.runtime.pallet(Probe).value.get()
        LOG.append(f"{prepared} sees {value} {'failed' if failure else 'done'}")


class Second(First, path="test::Second"):
    priority = 4


@pytest.mark.parametrize(("made", "seen"), [(Probe.put(5), "5 done"), (Probe.fail(5), "0 failed")])
def test_extensions_step_by_step(made: Call, seen: str) -> None:
    chain = MiniChain(compose(extensions=(*EXTENSIONS, (First, Second))))
    extrinsic = chain.sign(made)
    LOG.clear()
    executive = chain.start()
    executive.apply_or_undo(extrinsic)
    assert [
        f"First validates {len(extrinsic)}",
        f"Second validates {len(extrinsic)}",
        "First prepares",
        "Second prepares",
        f"First sees {seen}",
        f"Second sees {seen}",
    ] == LOG


def test_the_pool_combines_what_the_extensions_say() -> None:
    chain = MiniChain(compose(extensions=(*EXTENSIONS, (First, Second))))
    valid = Executive(chain.runtime()).validate_transaction(
        EXTERNAL, chain.sign(Probe.put(5)), chain.parent
    )
    assert (valid.priority, valid.requires, valid.longevity) == (7, [b"r", b"r"], 53)
    assert valid.provides == [ALICE.account + bytes(4)]


# The phases of a block


def test_what_is_mandatory_must_not_fail(chain: MiniChain) -> None:
    executive = chain.start()
    assert in_block(executive, chain.sign(Probe.mandatory(True))) == BadMandatory()
    executive.apply_or_undo(chain.sign(Probe.mandatory(False)))


def test_inherents_are_applied_once_before_the_first_other_extrinsic(chain: MiniChain) -> None:
    executive = chain.start()
    system = executive.runtime.pallet(System)
    executive.apply_or_undo(chain.timestamp())
    assert not system.are_inherents_applied()
    executive.apply_or_undo(chain.sign(Probe.put(1)))
    assert system.are_inherents_applied()
    executive.finalize_block()
    assert not system.inherents_applied.exists()


def test_what_is_refused_leaves_no_trace(chain: MiniChain) -> None:
    executive = chain.start()
    before = executive.runtime.state.changes()
    assert in_block(executive, chain.sign(Probe.mandatory(True))) == BadMandatory()
    assert executive.runtime.state.changes() == before


def test_the_outcome_of_an_extrinsic(chain: MiniChain) -> None:
    executive = chain.start()
    outcome = executive.apply_or_undo(chain.sign(Probe.refund(400, True)))
    assert outcome.error is None
    assert outcome.info == executive.runtime.dispatch_info(Probe.refund(400, True))
    assert outcome.post == PostInfo(Weight(400, 400))


IDLE: list[tuple[str, Weight]] = []


class Idle(Pallet, crate="pallet_idle"):
    used = 10

    def on_idle(self, number: int, remaining: Weight) -> Weight:
        IDLE.append((type(self).__name__, remaining))
        return Weight(self.used, 0)


class Later(Idle, crate="pallet_later"):
    used = 7


@pytest.mark.parametrize(
    ("number", "order"), [(1, "IL"), (2, "IL"), (5, "IL"), (6, "LI"), (7, "IL")]
)
def test_idle_weight_is_offered_in_turn(number: int, order: str) -> None:
    chain = MiniChain(compose(extra=(Idle, Later)))  # the sixth and seventh of seven modules
    while chain.number < number - 1:
        chain.build()
    IDLE.clear()
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    system = executive.runtime.pallet(System)
    remaining = system.remaining_weight()
    mandatory = system.used_weight().mandatory
    executive.finalize_block()
    kinds = {"I": Idle, "L": Later}
    first, second = (kinds[letter] for letter in order)
    assert [
        (first.__name__, remaining),
        (second.__name__, remaining - Weight(first.used, 0)),
    ] == IDLE
    assert system.used_weight().mandatory == mandatory + Weight(17, 0)


def test_a_full_block_is_not_idle() -> None:
    chain = MiniChain(compose(extra=(Idle,)))
    IDLE.clear()
    executive = chain.start()
    executive.apply_or_undo(chain.timestamp())
    full = executive.runtime.pallet(System).remaining_weight()
    executive.system.register_weight(full, DispatchClass.Mandatory)
    executive.finalize_block()
    assert IDLE == []


# A whole block


def sealed(chain: MiniChain, *extrinsics: bytes) -> tuple[Header, list[bytes]]:
    """A block as its author makes it, without the seal; the chain stays where it is."""
    body = [chain.timestamp(), *extrinsics]
    executive = chain.start()
    for encoded in body:
        executive.apply_or_undo(encoded)
    header = executive.finalize_block()
    return replace(header, state_root=executive.runtime.state.root()), body


def run(chain: MiniChain, header: Header, body: list[bytes]) -> Executive:
    executive = Executive(chain.runtime())
    executive.execute_block(header, body, lambda state: state.root())
    return executive


def test_a_block_comes_out_the_same(chain: MiniChain) -> None:
    header, body = sealed(chain, chain.sign(Probe.put(1)), chain.sign(Probe.fail(1), nonce=1))
    runtime = run(chain, header, body).runtime
    assert runtime.pallet(Probe).value.get() == 1
    outcomes = Executive(chain.runtime()).execute_block(header, body)
    assert [outcome.error is None for outcome in outcomes] == [True, True, False]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"state_root": bytes(32)}, "Storage root must match that calculated."),
        ({"extrinsics_root": bytes(32)}, "Transaction trie root must be valid."),
        ({"number": 2}, "Block number must be strictly increasing."),
    ],
)
def test_the_header_must_fit(chain: MiniChain, change: dict[str, Any], message: str) -> None:
    header, body = sealed(chain)
    with pytest.raises(BlockInvalid) as invalid:
        run(chain, replace(header, **change), body)
    assert str(invalid.value) == message


def test_the_digest_must_fit(chain: MiniChain) -> None:
    header, body = sealed(chain)
    logs = [*header.digest.logs, RuntimeEnvironmentUpdated()]
    changed = replace(header, digest=replace(header.digest, logs=logs))
    with pytest.raises(BlockInvalid, match="Digest item must match that calculated"):
        run(chain, changed, body)


def test_inherents_come_first(chain: MiniChain) -> None:
    header, body = sealed(chain, chain.sign(Probe.put(1)))
    with pytest.raises(BlockInvalid) as invalid:
        run(chain, header, body[::-1])
    assert str(invalid.value) == "Invalid inherent position for extrinsic at index 1"


def test_a_block_with_an_invalid_extrinsic_is_invalid(chain: MiniChain) -> None:
    header, body = sealed(chain, chain.sign(Probe.put(1)))
    for bad, why in (
        (chain.sign(Probe.put(1), nonce=5), "Transaction will be valid in the future"),
        (chain.unsigned_for(Probe.put(1), ALICE.account), "Transaction has a bad signature"),
    ):
        with pytest.raises(BlockInvalid) as invalid:
            run(chain, header, [body[0], bad])
        assert str(invalid.value) == f"ExecuteBlockError applying extrinsic: {why}"
    with pytest.raises(BlockInvalid, match="ExecuteBlockError"):
        run(chain, header, [body[0], b"\xff"])


# The pool


def test_validity_is_that_of_the_next_block(chain: MiniChain) -> None:
    chain.build()
    executive = Executive(chain.runtime())
    executive.prepare_validation(chain.parent)
    system = executive.runtime.pallet(System)
    assert system.block_number() == 2
    assert system.block_hash[1] == chain.parent
    assert system.digest.get().logs == []
    assert not system.block_weight.exists()


def test_validating_twice_on_one_state(chain: MiniChain) -> None:
    executive = Executive(chain.runtime())
    executive.prepare_validation(chain.parent)
    for nonce in (0, 1):
        extrinsic = chain.sign(Probe.put(1), nonce=nonce)
        valid = executive.validate_prepared(EXTERNAL, extrinsic)
        assert valid.provides == [ALICE.account + nonce.to_bytes(4, "little")]


def test_the_pool_refuses_what_is_mandatory_before_anything_else(chain: MiniChain) -> None:
    reason = in_pool(chain, chain.sign(Probe.mandatory(False), nonce=9))
    assert reason.text.startswith("Transaction dispatch is mandatory")


def test_inherents_are_bare(chain: MiniChain) -> None:
    executive = chain.start()
    for encoded, inherent in (
        (chain.timestamp(), True),
        (chain.sign(Timestamp.set(1)), False),
        (chain.bare(Probe.put(1)), False),
    ):
        extrinsic, _ = decode_extrinsic(chain.composition, encoded)
        assert executive.is_inherent(extrinsic) is inherent


def test_what_is_signed_besides_is_what_the_extensions_say(chain: MiniChain) -> None:
    runtime = chain.start().runtime
    extensions = tuple(kind.for_signing(SigningOptions(0)) for kind in EXTENSIONS)
    expected = (425).to_bytes(4, "little") + (1).to_bytes(4, "little") + chain.parent * 2
    assert implied(runtime, extensions) == expected
