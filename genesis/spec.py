"""Chain specifications: a chain's name and what its block 0 holds, as Substrate's JSON files.

A plain specification says what each pallet's genesis configuration is; a raw one lists the state's
keys and values. The rules that the chain follows stand beside that, under "pysubtensor".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from genesis.rules import FAST, Rules, UnknownRules, rules_named


class InvalidChainSpec(ValueError):
    """The file is not a chain specification, or not one for this runtime."""


@dataclass(frozen=True)
class ChainSpec:
    """A chain before its first block: either `patch` (by pallet) or `raw` (by key) is given."""

    name: str
    id: str
    chain_type: str = "Local"
    protocol_id: str | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)
    rules: Rules = FAST
    patch: Mapping[str, Any] | None = None
    raw: Mapping[bytes, bytes] | None = None

    def to_json(self) -> str:
        """The specification as a file that `from_json` reads, and that Substrate's tools know."""
        document: dict[str, Any] = {
            "name": self.name,
            "id": self.id,
            "chainType": self.chain_type,
            "bootNodes": [],
            "telemetryEndpoints": None,
            "protocolId": self.protocol_id,
            "properties": dict(self.properties),
            "codeSubstitutes": {},
            "pysubtensor": {"rules": self.rules.name},
            "genesis": self._genesis(),
        }
        return json.dumps(document, indent=2) + "\n"

    def _genesis(self) -> dict[str, Any]:
        if self.raw is None:
            return {"runtimeGenesis": {"patch": self.patch}}
        top = {f"0x{key.hex()}": f"0x{value.hex()}" for key, value in sorted(self.raw.items())}
        return {"raw": {"top": top, "childrenDefault": {}}}


def from_json(text: str) -> ChainSpec:
    """The specification in a file's text. Raises InvalidChainSpec."""
    try:
        document = json.loads(text)
        genesis = document["genesis"]
        rules = rules_named(document.get("pysubtensor", {}).get("rules", "mainnet"))
        spec = ChainSpec(
            name=document["name"],
            id=document["id"],
            chain_type=document.get("chainType", "Live"),
            protocol_id=document.get("protocolId"),
            properties=document.get("properties") or {},
            rules=rules,
            patch=_patch(genesis),
            raw=_raw(genesis),
        )
    except UnknownRules as error:
        raise InvalidChainSpec(str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidChainSpec(f"not a chain specification: {error!r}") from error
    if (spec.patch is None) == (spec.raw is None):
        raise InvalidChainSpec("the genesis needs either raw/top or runtimeGenesis/patch")
    return spec


def load(path: Path) -> ChainSpec:
    """The specification in a file. Raises InvalidChainSpec."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidChainSpec(f"cannot read the chain specification {path}: {error}") from error
    try:
        return from_json(text)
    except InvalidChainSpec as error:
        raise InvalidChainSpec(f"{path}: {error}") from error


def _patch(genesis: dict[str, Any]) -> Mapping[str, Any] | None:
    runtime = genesis.get("runtimeGenesis")
    if runtime is None:
        return None
    patch: Mapping[str, Any] = runtime.get("patch") or runtime["config"]
    return patch


def _raw(genesis: dict[str, Any]) -> Mapping[bytes, bytes] | None:
    raw = genesis.get("raw")
    if raw is None:
        return None
    return {_unhex(key): _unhex(value) for key, value in raw["top"].items()}


def _unhex(text: str) -> bytes:
    if not text.startswith("0x"):
        raise ValueError(f"{text!r:.40} is not hexadecimal")
    return bytes.fromhex(text[2:])
