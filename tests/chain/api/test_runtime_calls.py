from __future__ import annotations

import logging

import pytest

from chain.blockchain import Blockchain
from tests.chain.api.client import Client, failure
from tests.chain.api.light import MADE, METADATA, grow

UNKNOWN = "0x" + "ab" * 32


def hexed(data: bytes) -> str:
    return "0x" + data.hex()


VERSION = {
    "specName": "light",
    "implName": "light-impl",
    "authoringVersion": 1,
    "specVersion": 7,
    "implVersion": 2,
    "apis": [["0x0101010101010101", 3]],
    "transactionVersion": 5,
    "systemVersion": 1,
    "stateVersion": 1,
}


@pytest.mark.parametrize("name", ["state_call", "state_callAt"])
def test_a_call(light: Blockchain, client: Client, name: str) -> None:
    key = "0x0c" + b"one".hex()
    grow(light, {b"one": b"2"})
    assert client.call(name, "Probe_double", "0x15000000") == "0x2a000000"
    assert client.call(name, "Probe_double", "15000000", None) == "0x2a000000"
    assert client.call(name, "Probe_read", key) == "0x010432"
    assert client.call(name, "Probe_read", key, hexed(light.genesis_hash)) == "0x010431"


def test_a_call_leaves_nothing_behind(light: Blockchain, client: Client) -> None:
    key = "0x0c" + b"new".hex()
    assert client.call("state_call", "Probe_scribble", key) == "0x0124" + b"scribbled".hex()
    assert client.call("state_call", "Probe_read", key) == "0x00"
    assert light.head_runtime().state.get(b"new") is None


@pytest.mark.parametrize("name", ["Probe_nothing", "Nobody_double", "Probe", ""])
def test_a_method_that_is_not_there(client: Client, name: str) -> None:
    failed = failure(client, "state_call", name, "0x")
    message = f"Client error: Execution failed: Other: Exported method {name} is not found"
    assert failed.error == {"code": 4003, "message": message}


@pytest.mark.parametrize("data", ["0x", "0x010000", "0x0100000000"])
def test_arguments_that_are_none(client: Client, data: str) -> None:
    failed = failure(client, "state_call", "Probe_double", data)
    assert failed.code == 4003
    assert failed.message.startswith(
        "Client error: Execution failed: Execution aborted due to panic: "
        "Bad input data provided to Probe_double: "
    )


def test_a_bug_is_answered_and_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        failed = failure(client, "state_call", "Probe_broken", "0x")
    assert failed.code == 4003
    assert failed.message.startswith(
        "Client error: Execution failed: Execution aborted due to panic: ZeroDivisionError: "
    )
    [record] = caplog.records
    assert "Probe_broken" in record.getMessage()
    assert record.exc_info is not None
    assert client.call("state_call", "Probe_double", "0x01000000") == "0x02000000"


def test_metadata_is_made_once(light: Blockchain, client: Client) -> None:
    MADE.clear()
    for _ in range(2):
        of_14 = client.call("state_call", "Metadata_metadata_at_version", "0x0e000000")
        of_15 = client.call("state_call", "Metadata_metadata_at_version", "0x0f000000")
        assert of_14 == of_15 == "0x01" + "354e" + METADATA.hex()
        assert client.call("state_getMetadata") == hexed(METADATA)
        assert client.call("state_getMetadata", hexed(light.genesis_hash)) == hexed(METADATA)
        assert client.call("state_call", "Metadata_metadata", "0x") == "0x354e" + METADATA.hex()
        assert client.call("state_call", "Metadata_metadata_at_version", "0x63000000") == "0x00"
        grow(light)
    assert sorted(MADE) == [14, 14, 14, 15, 99, 99]
    failed = failure(client, "state_call", "Metadata_metadata", "0x", UNKNOWN)
    assert failed.code == 4003


@pytest.mark.parametrize("name", ["state_getRuntimeVersion", "chain_getRuntimeVersion"])
def test_the_version(light: Blockchain, client: Client, name: str) -> None:
    assert client.call(name) == VERSION
    assert client.call(name, None) == VERSION
    assert client.call(name, hexed(light.genesis_hash)) == VERSION


@pytest.mark.parametrize("name", ["state", "chain"])
def test_following_the_version(light: Blockchain, client: Client, name: str) -> None:
    ident = client.call(f"{name}_subscribeRuntimeVersion")
    assert client.taken() == [("state_runtimeVersion", ident, VERSION)]
    grow(light)
    assert client.taken() == []
    assert client.call(f"{name}_unsubscribeRuntimeVersion", ident) is True
    assert client.call(f"{name}_unsubscribeRuntimeVersion", ident) is False
