"""The JSON forms of headers, versions and bytes."""

from __future__ import annotations

from typing import Any

from runtime.block import DigestItem, Header
from runtime.scale import encode
from runtime.version import RuntimeVersion


def hex_text(data: bytes) -> str:
    """Bytes as JSON has them."""
    return "0x" + data.hex()


def optional_hex(data: bytes | None) -> str | None:
    """Bytes, or null."""
    return None if data is None else "0x" + data.hex()


def header_form(header: Header) -> dict[str, Any]:
    """A header, with its number in hexadecimal."""
    return {
        "parentHash": hex_text(header.parent_hash),
        "number": hex(header.number),
        "stateRoot": hex_text(header.state_root),
        "extrinsicsRoot": hex_text(header.extrinsics_root),
        "digest": {"logs": [hex_text(encode(DigestItem, item)) for item in header.digest.logs]},
    }


def version_form(version: RuntimeVersion) -> dict[str, Any]:
    """A runtime's version. `stateVersion` is an older name that clients still look for."""
    return {
        "specName": version.spec_name,
        "implName": version.impl_name,
        "authoringVersion": version.authoring_version,
        "specVersion": version.spec_version,
        "implVersion": version.impl_version,
        "apis": [[hex_text(ident), number] for ident, number in version.apis],
        "transactionVersion": version.transaction_version,
        "systemVersion": version.system_version,
        "stateVersion": version.system_version,
    }
