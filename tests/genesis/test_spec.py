"""Chain specification files."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genesis.presets import preset
from genesis.rules import MAINNET
from genesis.spec import InvalidChainSpec, from_json, load


def test_a_specification_comes_back_from_its_file(tmp_path: Path) -> None:
    spec = preset("localnet", MAINNET)
    file = tmp_path / "spec.json"
    file.write_text(spec.to_json())
    assert load(file) == spec


@given(st.dictionaries(st.binary(max_size=40), st.binary(max_size=40), max_size=5))
def test_a_raw_specification_comes_back(state: dict[bytes, bytes]) -> None:
    spec = replace(preset("dev"), patch=None, raw=state)
    assert from_json(spec.to_json()) == spec


def test_a_file_of_substrate_without_rules_is_of_the_mainnets() -> None:
    document = {"name": "N", "id": "i", "genesis": {"raw": {"top": {"0x01": "0x02"}}}}
    spec = from_json(json.dumps(document))
    assert spec.raw == {b"\x01": b"\x02"} and spec.rules is MAINNET and spec.chain_type == "Live"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"name": "N", "id": "i", "genesis": {}}',
        '{"name": "N", "id": "i", "genesis": {"raw": {"top": {"01": "0x02"}}}}',
        '{"name": "N", "id": "i", "genesis": {"raw": {"top": {"0xzz": "0x02"}}}}',
        '{"name": "N", "id": "i", "pysubtensor": {"rules": "x"}, "genesis": {"raw": {"top": {}}}}',
    ],
)
def test_what_is_no_specification_is_refused(text: str) -> None:
    with pytest.raises(InvalidChainSpec):
        from_json(text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidChainSpec, match=r"nowhere\.json"):
        load(tmp_path / "nowhere.json")
