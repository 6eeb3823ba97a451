from __future__ import annotations

import pytest

from chain.rpc import ANY_ORIGIN
from chain.rpc.access import AccessDenied, AccessPolicy, is_loopback_address


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:9944",
        "LOCALHOST:1",
        "127.0.0.1:9944",
        "127.1.2.3",
        "[::1]:80",
        "[::1]",
        "[::ffff:127.0.0.1]:5",
    ],
)
def test_loopback_hosts(host: str) -> None:
    AccessPolicy().check({"Host": host})


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.com",
        "example.com:9944",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "localhost@evil.com",
        "evil.com:80:9944",
        "[::2]:80",
        "10.0.0.1",
        "0.0.0.0",
        "localhost:x",
    ],
)
def test_other_hosts_only_on_a_public_bind(host: str) -> None:
    with pytest.raises(AccessDenied):
        AccessPolicy().check({"Host": host})
    AccessPolicy(any_host=True).check({"Host": host})


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost",
        "http://localhost:3000",
        "https://127.0.0.1:8",
        "http://[::1]:80",
        "https://polkadot.js.org",
        "chrome-extension://abcdef",
    ],
)
def test_local_origins(origin: str) -> None:
    policy = AccessPolicy()
    policy.check({"Host": "localhost", "Origin": origin})
    assert policy.cors_headers({"Origin": origin})["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize(
    "origin",
    [
        "http://example.com",
        "null",
        "",
        "http://localhost.example.com",
        "http://localhost:80.a.com",
        "https://polkadot.js.org.example.com",
        "http://polkadot.js.org",
        "https://xpolkadot.js.org",
        "chrome-extension://a/b",
        "http://localhost:3000/",
    ],
)
def test_other_origins(origin: str) -> None:
    headers = {"Host": "localhost", "Origin": origin}
    with pytest.raises(AccessDenied):
        AccessPolicy().check(headers)
    AccessPolicy(ANY_ORIGIN).check(headers)
    AccessPolicy([origin]).check(headers)


def test_no_origin_is_no_web_page() -> None:
    AccessPolicy([]).check({"Host": "localhost"})
    assert AccessPolicy().cors_headers({}) == {}


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.1.1.1", False),
        ("::ffff:10.0.0.1", False),
        ("", False),
        ("localhost", False),
    ],
)
def test_loopback_addresses(address: str, loopback: bool) -> None:
    assert is_loopback_address(address) is loopback
