"""IP addresses and certificates that a neuron may name. An address is a number."""

from __future__ import annotations

from pallets.subtensor.types import NeuronCertificate
from runtime.fixed.integers import U32_MAX, U128_MAX

IPV4, IPV6 = 4, 6
LOCALHOST_V4, LOCALHOST_V6 = 0x7F000001, 1

MAX_CERTIFICATE_BYTES = 65


def is_valid_ip_type(ip_type: int) -> bool:
    return ip_type in (IPV4, IPV6)


def is_valid_ip_address(ip_type: int, address: int, allow_zero: bool) -> bool:
    """Whether a host can have this address. Private networks are not told from others.

    255.255.255.255 and all ones of IPv6 are for everybody, and localhost is nobody.
    """
    if address == 0:
        return allow_zero
    if ip_type == IPV4:
        return address < U32_MAX and address != LOCALHOST_V4
    if ip_type == IPV6:
        return address not in (U128_MAX, LOCALHOST_V6)
    return True


def certificate_of(data: bytes) -> NeuronCertificate | None:
    """A byte for the algorithm, then up to 64 of the public key. None for anything else."""
    if not 1 <= len(data) <= MAX_CERTIFICATE_BYTES:
        return None
    return NeuronCertificate(public_key=data[1:], algorithm=data[0])
