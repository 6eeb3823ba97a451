"""From a name or a file to a chain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chain.chains import (
    RulesMismatch,
    composition_for,
    default_base_path,
    find_spec,
    open_chain,
    stored_chain,
)
from chain.database import DatabaseInUse, DatabaseNotFound, WrongChain
from chain.kit import DevChain, account
from genesis.consensus import InvalidConsensus
from genesis.presets import WALLET_VARIABLE, InvalidWallet, UnknownPreset, preset
from genesis.rules import FAST, MAINNET, UnknownRules
from genesis.spec import InvalidChainSpec
from pallets.system.accounts import Accounts
from runtime.accounts import ss58_encode


@pytest.fixture(autouse=True)
def _no_wallet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(WALLET_VARIABLE, raising=False)


def test_names_and_rules() -> None:
    assert find_spec("dev") == preset("dev", FAST)
    assert find_spec("localnet", MAINNET) == find_spec("local", MAINNET) == preset("local", MAINNET)
    with pytest.raises(UnknownPreset, match="devnet: use one of dev, localnet"):
        find_spec("devnet")


def test_a_file_has_its_own_rules(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(preset("dev", MAINNET).to_json())
    assert find_spec(str(file)) == find_spec(str(file), MAINNET) == preset("dev", MAINNET)
    with pytest.raises(RulesMismatch, match="is a chain of mainnet rules, which cannot be fast"):
        find_spec(str(file), FAST)
    with pytest.raises(InvalidChainSpec, match=r"nothing\.json"):
        find_spec(str(tmp_path / "nothing.json"))


def test_the_wallet_in_the_environment_gets_a_million_tao(monkeypatch: pytest.MonkeyPatch) -> None:
    wallet = account("//Wallet")
    monkeypatch.setenv(WALLET_VARIABLE, ss58_encode(wallet))
    chain = open_chain(find_spec("dev"), None)
    assert chain.head_runtime().pallet(Accounts).get(wallet).data.free == 10**15
    monkeypatch.setenv(WALLET_VARIABLE, "")
    assert find_spec("dev") == preset("dev")
    monkeypatch.setenv(WALLET_VARIABLE, "mine")
    with pytest.raises(InvalidWallet, match=WALLET_VARIABLE):
        find_spec("dev")


def test_chains_of_other_names_and_rules_do_not_meet(tmp_path: Path) -> None:
    file = tmp_path / "mine.v1.json"
    file.write_text(preset("dev").to_json())
    places = {
        str(stored_chain(chain, rules, tmp_path).directory.relative_to(tmp_path))
        for chain, rules in [("dev", None), ("dev", "mainnet"), ("local", None), (str(file), None)]
    }
    assert places == {
        "chains/dev-fast/db",
        "chains/dev-mainnet/db",
        "chains/localnet-fast/db",
        "chains/mine.v1-fast/db",
    }
    assert stored_chain("localnet", None, tmp_path) == stored_chain("local", None, tmp_path)
    own = stored_chain("dev", None, tmp_path, "my.module:MyRules")
    assert own.directory == tmp_path / "chains" / "dev-fast-my.module.MyRules" / "db"
    for name in ("../../x:Y", "a/b:C", "x"):
        with pytest.raises(InvalidConsensus, match="use module:Class"):
            stored_chain("dev", None, tmp_path, name)
    with pytest.raises(UnknownRules, match="slow"):
        stored_chain("dev", "slow", tmp_path)


def test_the_default_base_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_base_path() == tmp_path / "pysubtensor"
    assert stored_chain("dev", None, None).directory.is_relative_to(tmp_path)
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_base_path() == tmp_path / ".local" / "share" / "pysubtensor"


def test_a_composition_is_made_once_for_its_rules() -> None:
    assert composition_for(FAST) is composition_for(FAST)
    assert composition_for(FAST) is not composition_for(MAINNET)


def test_a_chain_with_other_rules_of_consensus_is_opened_with_them(tmp_path: Path) -> None:
    name = "tests.pallets.subtensor.consensus.test_rules:MeanRules"
    stored = stored_chain("dev", None, tmp_path, name)
    opened = stored.open()
    assert opened.composition is composition_for(FAST, name)
    assert opened.composition.variant == f"consensus {name}"
    opened.database.close()
    with pytest.raises(WrongChain):
        replace(stored, consensus=None).open(create=False)
    stored.open(create=False).database.close()


def test_a_chain_goes_on_where_it_stopped(tmp_path: Path) -> None:
    directory = tmp_path / "db"
    with DevChain(directory=directory) as chain:
        chain.advance(3)
        head = chain.blockchain.head_hash
    with DevChain(directory=directory) as chain:
        assert (chain.number, chain.blockchain.head_hash) == (3, head)
        chain.advance()
        assert chain.number == 4


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with DevChain(directory=tmp_path / "db"), pytest.raises(DatabaseInUse, match="in use"):
        open_chain(preset("dev"), tmp_path / "db")


def test_a_directory_of_another_chain_is_left_as_it_is(tmp_path: Path) -> None:
    directory = tmp_path / "db"
    with DevChain(directory=directory) as chain:
        chain.advance()
    others = [preset("dev", MAINNET), preset("localnet"), replace(preset("dev"), patch={})]
    for other in others:
        with pytest.raises(WrongChain, match="is of chain 'bittensor' with genesis block 0x"):
            open_chain(other, directory)
    with DevChain(directory=directory) as chain:
        assert chain.number == 1


def test_a_chain_that_is_to_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseNotFound):
        open_chain(preset("dev"), tmp_path / "db", create=False)
    assert not (tmp_path / "db").exists()


def test_a_wrong_specification_leaves_the_directory_free(tmp_path: Path) -> None:
    wrong = replace(preset("dev"), patch={"balances": {"balances": [["5X", 1]]}})
    with pytest.raises(InvalidChainSpec):
        open_chain(wrong, tmp_path / "db")
    open_chain(preset("dev"), tmp_path / "db").database.close()
