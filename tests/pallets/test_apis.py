"""The runtime APIs for making, checking and validating blocks, from bytes to bytes."""

from dataclasses import replace

import pytest

from pallets.apis import NoKeystore
from pallets.timestamp import Timestamp
from runtime.api import ApiNotFound
from runtime.block import Block, BlockInvalid, Header
from runtime.inherents import CheckInherentsResult, EncodedInherentData
from runtime.runtime import Runtime
from runtime.scale import U64, DecodeError, decode, encode
from runtime.state import State
from runtime.validity import TransactionSource, ValidTransaction
from runtime.version import RuntimeVersion
from tests.pallets.mini import ALICE, BOB, SLOT, VERSION, MiniChain, Probe

DATA = EncodedInherentData({b"timstap0": encode(U64, SLOT), b"auraslot": encode(U64, 1)})


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


@pytest.fixture
def runtime(chain: MiniChain) -> Runtime:
    return chain.runtime()


def test_the_version(runtime: Runtime) -> None:
    assert decode(RuntimeVersion, runtime.call_api("Core_version", b"")) == VERSION


def built(chain: MiniChain, *extrinsics: bytes) -> Block:
    """The next block, made by these APIs alone, each with a runtime of its own on one state."""
    runtime = chain.runtime()
    state: State = runtime.state

    def ask(name: str, argument: bytes) -> bytes:
        return Runtime(chain.composition, state).call_api(name, argument)

    assert ask("Core_initialize_block", encode(Header, chain.header())) == b"\x00"
    data = encode(EncodedInherentData, DATA)
    inherents = ask("BlockBuilder_inherent_extrinsics", data)
    assert inherents == b"\x04" + chain.timestamp()
    body = [inherents[1:], *extrinsics]
    for encoded in body:
        assert ask("BlockBuilder_apply_extrinsic", encoded)[:1] == b"\x00"
    return Block(decode(Header, ask("BlockBuilder_finalize_block", b"")), body)


def test_a_block_is_made_and_executed(chain: MiniChain) -> None:
    block = built(chain, chain.sign(Probe.put(7)), chain.sign(Probe.fail(7), nonce=1))
    runtime = chain.runtime()
    assert runtime.call_api("Core_execute_block", encode(Block, block)) == b""
    assert runtime.pallet(Probe).value.get() == 7
    assert runtime.state.root() == block.header.state_root


def test_a_forged_block_is_not_executed(chain: MiniChain) -> None:
    block = built(chain)
    forged = replace(block, header=replace(block.header, state_root=bytes(32)))
    with pytest.raises(BlockInvalid):
        chain.runtime().call_api("Core_execute_block", encode(Block, forged))


def test_what_became_of_an_extrinsic(chain: MiniChain) -> None:
    for extrinsic, answer in (
        (chain.sign(Probe.put(1)), "0000"),
        (chain.sign(Probe.fail(1)), "0001" + "03" + "64" + "03000000"),  # an error of the probe
        (chain.sign(Probe.put(1), nonce=9), "010002"),  # not in this block: Future
    ):
        runtime = chain.start().runtime
        assert runtime.call_api("BlockBuilder_apply_extrinsic", extrinsic).hex() == answer


def test_inherents_are_compared_with_the_node_s_data(chain: MiniChain) -> None:
    def checked(*body: bytes) -> CheckInherentsResult:
        block = encode(Block, Block(chain.header(), list(body)))
        asked = block + encode(EncodedInherentData, DATA)
        answer = chain.runtime().call_api("BlockBuilder_check_inherents", asked)
        return decode(CheckInherentsResult, answer)

    good = CheckInherentsResult(True, False, EncodedInherentData({}))
    assert checked(chain.timestamp(), chain.sign(Probe.put(1))) == good
    future = chain.bare(Timestamp.set(SLOT + 30_001))
    errors = EncodedInherentData({b"timstap0": b"\x01"})
    assert checked(future) == CheckInherentsResult(False, True, errors)
    early = chain.bare(Timestamp.set(1))
    errors = EncodedInherentData({b"timstap0": b"\x00"})
    assert checked(early, future) == CheckInherentsResult(False, True, errors)
    # What comes after the first extrinsic that is no inherent is not looked at.
    assert checked(chain.sign(Probe.put(1)), future) == good


def validity(chain: MiniChain, extrinsic: bytes) -> bytes:
    asked = encode(TransactionSource, TransactionSource.External) + extrinsic + chain.parent
    return chain.runtime().call_api("TaggedTransactionQueue_validate_transaction", asked)


def test_the_validity_of_an_extrinsic(chain: MiniChain) -> None:
    valid = ValidTransaction(provides=[ALICE.account + bytes(4)])
    expected = b"\x00" + encode(ValidTransaction, valid)
    assert validity(chain, chain.sign(Probe.put(1))) == expected
    assert validity(chain, chain.unsigned_for(Probe.put(1), BOB.account)).hex() == "010004"
    assert validity(chain, chain.bare(Probe.put(1))).hex() == "010101"


def test_what_is_no_extrinsic_is_no_argument(chain: MiniChain) -> None:
    with pytest.raises(DecodeError):
        validity(chain, b"\x08\x04\xff")


def test_session_keys(runtime: Runtime) -> None:
    name = "SessionKeys_decode_session_keys"
    keys = b"a" * 32 + b"g" * 32
    expected = b"\x01\x08" + b"\x80" + b"a" * 32 + b"aura" + b"\x80" + b"g" * 32 + b"gran"
    assert runtime.call_api(name, b"\x01\x01" + keys) == expected
    assert runtime.call_api(name, b"\xfc" + keys[:63]) == b"\x00"
    with pytest.raises(NoKeystore):
        runtime.call_api("SessionKeys_generate_session_keys", b"\x00")


def test_an_account_that_has_signed_nothing(runtime: Runtime) -> None:
    assert runtime.call_api("AccountNonceApi_account_nonce", b"n" * 32) == bytes(4)


@pytest.mark.parametrize("name", ["Core", "Core_nothing", "Nothing_version", "Core_execute_block_"])
def test_other_apis_are_absent(runtime: Runtime, name: str) -> None:
    with pytest.raises(ApiNotFound):
        runtime.call_api(name, b"")
