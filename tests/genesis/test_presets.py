"""The built-in chains, against the reference's localnet."""

import json
from pathlib import Path

import pytest

from genesis.presets import WALLET_BALANCE, InvalidWallet, UnknownPreset, preset
from genesis.rules import FAST, MAINNET

SURFACE = json.loads(Path("tests/data/surface-425.json").read_text())
LOCALNET = SURFACE["localnet"]


def test_the_endowed_accounts_are_those_of_the_reference() -> None:
    expected = [[row["ss58"], row["free"]] for row in LOCALNET["balances"]]
    patch = preset("localnet").patch
    assert patch is not None and patch["balances"]["balances"] == expected


def test_authorities_and_sudo_are_those_of_the_reference() -> None:
    patch = preset("localnet").patch
    assert patch is not None
    assert patch["aura"]["authorities"] == [row["ss58"] for row in LOCALNET["aura_authorities"]]
    grandpa = [[row["ss58"], row["weight"]] for row in LOCALNET["grandpa_authorities"]]
    assert patch["grandpa"]["authorities"] == grandpa
    assert patch["sudo"]["key"] == LOCALNET["sudo_key"]["ss58"]


def test_names_are_those_of_the_reference() -> None:
    spec = preset("localnet", MAINNET)
    assert (spec.name, spec.id, spec.protocol_id) == ("Bittensor", "bittensor", "bittensor")
    assert spec.chain_type == LOCALNET["chain_type"]
    assert spec.properties == LOCALNET["properties"]
    assert spec.rules is MAINNET and preset("local").patch == spec.patch


def test_dev_has_one_authority() -> None:
    patch = preset("dev").patch
    assert patch is not None
    assert patch["aura"]["authorities"] == [LOCALNET["aura_authorities"][0]["ss58"]]


def test_a_wallet_is_added_with_a_million_tao() -> None:
    address = "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT"
    patch = preset("dev", FAST, address).patch
    assert patch is not None and patch["balances"]["balances"][-1] == [address, WALLET_BALANCE]


def test_a_wallet_that_is_endowed_already_gets_a_million_tao_in_place() -> None:
    address = LOCALNET["balances"][3]["ss58"]
    patch = preset("dev", FAST, address).patch
    assert patch is not None
    rows = patch["balances"]["balances"]
    assert len(rows) == len(LOCALNET["balances"]) and rows[3] == [address, WALLET_BALANCE]


@pytest.mark.parametrize("wallet", ["", "Alice", "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiF"])
def test_a_wallet_that_is_no_address_is_refused(wallet: str) -> None:
    with pytest.raises(InvalidWallet, match="BT_DEFAULT_TOKEN_WALLET"):
        preset("dev", FAST, wallet)


def test_an_unknown_chain_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownPreset, match="dev, localnet"):
        preset("finney")
