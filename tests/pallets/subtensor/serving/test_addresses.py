"""IP addresses and certificates that a neuron may name."""

from ipaddress import ip_address

import pytest

from pallets.subtensor.serving.addresses import (
    certificate_of,
    is_valid_ip_address,
    is_valid_ip_type,
)
from pallets.subtensor.types import NeuronCertificate


@pytest.mark.parametrize("ip_type", range(12))
def test_there_are_two_types(ip_type: int) -> None:
    assert is_valid_ip_type(ip_type) == (ip_type in {4, 6})


@pytest.mark.parametrize(
    ("ip_type", "address", "valid"),
    [
        (4, "8.8.8.8", True),
        (4, "127.0.0.2", True),
        (4, "10.0.0.1", True),
        (4, "192.168.1.1", True),
        (4, "0.0.0.1", True),
        (4, "255.255.255.254", True),
        (4, "255.255.255.255", False),
        (4, "127.0.0.1", False),
        (4, "ffff:2:3:4:5:6:7:8", False),
        (4, "::1:0:0", False),
        (4, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", False),
        (6, "1:2:3:4:5:6:7:8", True),
        (6, "::2", True),
        (6, "127.0.0.1", True),
        (6, "255.255.255.255", True),
        (6, "::1", False),
        (6, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", True),
        (6, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", False),
    ],
)
def test_some_addresses_reach_nobody(ip_type: int, address: str, valid: bool) -> None:
    for allow_zero in (False, True):
        assert is_valid_ip_address(ip_type, int(ip_address(address)), allow_zero) == valid


@pytest.mark.parametrize("ip_type", [4, 6])
def test_zero_only_where_it_says_that_there_is_none(ip_type: int) -> None:
    assert is_valid_ip_address(ip_type, 0, allow_zero=True)
    assert not is_valid_ip_address(ip_type, 0, allow_zero=False)


def test_a_certificate_is_an_algorithm_and_a_key() -> None:
    assert certificate_of(b"\x07" + b"k" * 64) == NeuronCertificate(b"k" * 64, 7)
    assert certificate_of(b"\x07") == NeuronCertificate(b"", 7)


@pytest.mark.parametrize("length", [0, 66, 1000])
def test_nothing_else_is_a_certificate(length: int) -> None:
    assert certificate_of(bytes(length)) is None
