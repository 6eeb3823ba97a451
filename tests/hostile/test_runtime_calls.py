"""state_call: any method of the runtime with any arguments, on any block."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chain.api import reading
from chain.api.errors import ClientError
from chain.api.reading import call_runtime
from chain.kit import DevChain
from pallets.system.system import System
from pallets.utility import Utility
from runtime.block import Block, Digest, DigestItem, Header, Seal
from runtime.scale import decode, encode, encode_compact
from tests.hostile.making import LIES, chain, spoiled, types, values
from tests.hostile.node import HostileNode

APIS = chain.blockchain.composition.apis
METHODS = {f"{name}_{each.name}": each for name, api in APIS.items() for each in api.methods()}


def arguments(name: str) -> SearchStrategy[bytes]:
    hints = list(METHODS[name].parameters.values())
    parts = [values(hint).map(lambda value, hint=hint: types.encode(hint, value)) for hint in hints]
    return st.tuples(*parts).map(b"".join)


ANY_CALL = st.sampled_from(sorted(METHODS)).flatmap(
    lambda name: st.tuples(st.just(name), spoiled(arguments(name)) | st.binary(max_size=80))
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(call=ANY_CALL)
def test_any_arguments(node: HostileNode, call: tuple[str, bytes]) -> None:
    name, data = call
    blocks: list[Any] = [None, node.request("chain_getBlockHash", 0)]
    requests = [("state_call", [name, "0x" + data.hex(), block]) for block in blocks]
    for answer in node.answers(requests):
        assert "result" in answer or answer["error"]["code"] == 4003


def test_every_method_with_lies_about_lengths(node: HostileNode) -> None:
    for name in METHODS:
        for lie in [b"", *LIES]:
            tails = [b"", bytes(32), bytes(200), b"\xff" * 200]
            requests = [("state_call", [name, "0x" + (lie + tail).hex()]) for tail in tails]
            for answer in node.answers(requests):
                assert "result" in answer or answer["error"]["code"] == 4003


def test_names_that_are_no_methods(shared_node: HostileNode) -> None:
    for name in ["", "_", "Core", "Core_", "Core___init__", "Core_runtime", "a_b", "é", "x" * 9999]:
        error = shared_node.answer("state_call", name, "0x")["error"]
        expected = f"Client error: Execution failed: Other: Exported method {name} is not found"
        assert (error["code"], error["message"]) == (4003, expected)


def test_keys_cannot_be_made(shared_node: HostileNode) -> None:
    for seed in ("0x00", "0x010c2f2f41"):
        error = shared_node.answer("state_call", "SessionKeys_generate_session_keys", seed)["error"]
        assert error["code"] == 4003
        assert "no keystore" in error["message"]


def test_versions_of_metadata_that_do_not_exist(shared_node: HostileNode) -> None:
    for version in (0, 13, 16, 2**31, 2**32 - 1):
        data = "0x" + version.to_bytes(4, "little").hex()
        answer = shared_node.answer("state_call", "Metadata_metadata_at_version", data)
        assert answer["result"] == "0x00"


def test_more_arguments_than_a_call_takes(node: HostileNode) -> None:
    """A million digest items each take long to be made, and there is room for eight."""
    items = 7_000_000
    data = bytes(32) + b"\x04" + bytes(64) + encode_compact(items) + b"\x08" * items
    for name in ("Core_initialize_block", "Core_execute_block", "BlockBuilder_check_inherents"):
        assert node.answer("state_call", name, "0x" + data.hex())["error"]["code"] == 4003


def test_blocks_are_executed_and_forgotten(node: HostileNode) -> None:
    """Right or wrong, a block that a client brings changes nothing."""
    head = node.head
    parent: Any = node.request("chain_getBlockHash", head - 1)
    block_hash: Any = node.request("chain_getBlockHash", head)
    block: Any = node.request("chain_getBlock", block_hash)
    encoded = _block_of(block["block"])
    good = node.answer("state_call", "Core_execute_block", "0x" + encoded.hex(), parent)
    assert good["result"] == "0x"
    changed = bytearray(encoded)
    changed[40] ^= 1  # in the state root
    bad = node.answer("state_call", "Core_execute_block", "0x" + changed.hex(), parent)
    assert "Storage root must match" in bad["error"]["message"]
    assert node.request("chain_getBlockHash", head) == block_hash


def _block_of(form: dict[str, Any]) -> bytes:
    def data(text: str) -> bytes:
        return bytes.fromhex(text[2:])

    header = form["header"]
    logs = [decode(DigestItem, data(item)) for item in header["digest"]["logs"]]
    unsealed = Header(
        data(header["parentHash"]),
        int(header["number"], 16),
        data(header["stateRoot"]),
        data(header["extrinsicsRoot"]),
        Digest([item for item in logs if not isinstance(item, Seal)]),
    )
    return encode(Block, Block(unsealed, [data(each) for each in form["extrinsics"]]))


# In this process


def test_a_call_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = DevChain()
    mine.advance()
    extrinsic = mine.submit(Utility.batch([System.remark(b"")] * 3)).block.extrinsics[1]
    arguments = (mine.blockchain, mine.blockchain.database.hash_of(1))
    assert call_runtime(*arguments, "BlockBuilder_apply_extrinsic", extrinsic) == b"\x00\x00"
    monkeypatch.setattr(reading, "CALL_SECONDS", -1.0)
    with pytest.raises(ClientError, match="takes more than"):
        call_runtime(*arguments, "BlockBuilder_apply_extrinsic", extrinsic)
