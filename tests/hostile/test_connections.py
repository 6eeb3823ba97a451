"""Connections that are no use: what is not HTTP, what never ends, who never reads."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import struct
import time

import pytest

from tests.hostile.node import WAIT_SECONDS, HostileNode

POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
TEXT, CONTINUED, CLOSE, PING = 1, 0, 8, 9
BOMB = gzip.compress(b"[" * 50_000_000)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\xff\x01\r\n\r\n",
        bytes.fromhex("1603010200") + b"\x01" * 512,  # TLS
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"a" * 5_000_000,
        POST + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
        POST + b"".join(b"X-%d: a\r\n" % index for index in range(100_000)) + b"\r\n",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 999999999999999999999\r\n\r\nabc",
        POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        POST + b"Content-Length: 100\r\n\r\nabc",
        POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n10\r\nabc",
        POST + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde",
        POST + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
        POST + b"Content-Length: 2\r\n\r\n{}" + b"\x00" * 1000,
        UPGRADE.replace(b"websocket", b"h2c"),
        UPGRADE.replace(b"13", b"99"),
    ],
    ids=lambda data: repr(data[-30:]),
)
def test_what_is_no_request(node: HostileNode, data: bytes) -> None:
    answer = node.exchange(data, end=True)
    status = answer.split(b" ", 2)[1:2]
    assert status in ([], [b"400"], [b"200"]), answer


def test_a_body_that_goes_wrong(node: HostileNode) -> None:
    with node.connect() as connection:
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        time.sleep(0.1)
        connection.sendall(b"ZZ\r\nabc\r\n")
        time.sleep(0.1)


def test_requests_in_a_row_without_reading(node: HostileNode) -> None:
    with node.connect() as connection, contextlib.suppress(OSError):
        connection.settimeout(1)
        connection.sendall((POST + b"Content-Length: 2\r\n\r\n{}") * 20_000)


def test_a_gone_client_costs_nothing_more(node: HostileNode) -> None:
    """A read over all blocks and many keys would go on for hours."""
    genesis = node.request("chain_getBlockHash", 0)
    keys = [f"0x{index:06x}" for index in range(100_000)]
    request = {"jsonrpc": "2.0", "id": 1, "method": "state_queryStorage", "params": [keys, genesis]}
    body = json.dumps(request).encode()
    with node.connect() as plain, web_socket(node) as upgraded:
        plain.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        upgraded.sendall(frame(body))
        time.sleep(0.2)
    # Whether the work has ended shows in `test_abandoned`; here the node only has to go on.


def test_many_idle_connections(node: HostileNode) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(150):
            with contextlib.suppress(OSError):
                stack.enter_context(node.connect())
    deadline = time.monotonic() + WAIT_SECONDS
    while b"200 OK" not in node.exchange(POST + b"Content-Length: 2\r\n\r\n{}"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


# WebSocket


def web_socket(node: HostileNode) -> socket.socket:
    connection = node.connect()
    connection.sendall(UPGRADE)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(1)
    assert b" 101 " in answer
    return connection


def frame(
    payload: bytes, kind: int = TEXT, *, last: bool = True, flags: int = 0, says: int | None = None
) -> bytes:
    """A client's frame, masked with zeros; `says` is a length that it does not have."""
    length = len(payload) if says is None else says
    head = bytes([last << 7 | flags << 4 | kind])
    if length < 126:
        head += bytes([0x80 | length])
    elif length < 1 << 16:
        head += struct.pack("!BH", 0xFE, length)
    else:
        head += struct.pack("!BQ", 0xFF, length)
    return head + bytes(4) + payload


def request(method: str, *params: object) -> bytes:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return frame(json.dumps(body).encode())


def closing_code(data: bytes) -> int | None:
    return struct.unpack("!H", data[2:4])[0] if data[:1] == bytes([0x80 | CLOSE]) else None


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (frame(b"{}", flags=4), 1002),
        (frame(b"{}", flags=1), 1002),
        (frame(b"{}", kind=5), 1002),
        (frame(b"x" * 200, kind=PING), 1002),
        (frame(b"x", kind=CONTINUED), 1002),
        (frame(b"x", last=False) + frame(b"y"), 1002),
        (frame(b"", says=2**63 - 1), 1009),
        (frame(b"", says=16 << 20), 1009),
        (frame(b"\x03", kind=CLOSE), 1002),
        (frame(b"\x00\x01", kind=CLOSE), 1002),
        (b"GET / HTTP/1.1\r\n\r\n", 1002),
    ],
)
def test_what_is_no_frame(shared_node: HostileNode, frames: bytes, code: int) -> None:
    with web_socket(shared_node) as connection:
        connection.sendall(frames)
        assert closing_code(connection.recv(100)) == code


@pytest.mark.parametrize(
    "message", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b"\x00"], ids=lambda m: repr(m[:9])
)
def test_bad_messages(shared_node: HostileNode, message: bytes) -> None:
    with web_socket(shared_node) as connection:
        connection.sendall(frame(message))
        assert b'"error"' in connection.recv(1000)


def test_a_message_in_very_many_pieces(node: HostileNode) -> None:
    pieces = frame(b" ", last=False) + frame(b" ", CONTINUED, last=False) * 100_000
    with web_socket(node) as connection:
        connection.sendall(pieces + frame(b"null", CONTINUED))
        assert b"-32600" in connection.recv(1000)


@pytest.mark.parametrize(
    "frames",
    [
        frame(b"x" * 125, PING) * 40_000,
        request("state_getMetadata") * 3000,
        request("chain_subscribeNewHeads") * 1500,
        request("system_name") * 50_000,
    ],
    ids=["pings", "metadata", "subscriptions", "requests"],
)
def test_a_client_that_never_reads(node: HostileNode, frames: bytes) -> None:
    with web_socket(node) as connection:
        connection.settimeout(0.5)
        with contextlib.suppress(OSError):
            connection.sendall(frames)
        node.wait_for_block(node.head + 1)
