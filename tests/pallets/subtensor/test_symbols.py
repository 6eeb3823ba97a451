"""The symbols of the subnets' tokens, against the reference's localnet."""

import json
from pathlib import Path

from chain.kit import DevChain
from pallets.subtensor.symbols import Symbols

LOCALNET = json.loads(Path("tests/data/surface-425.json").read_text())["localnet"]


def test_genesis_names_the_tokens_of_root_and_of_the_first_subnet() -> None:
    symbols = DevChain().pallet(Symbols).token_symbol
    storage = LOCALNET["subtensor_storage"]
    expected = {
        0: bytes.fromhex(storage["netuid 0 (root)"]["TokenSymbol"][2:]),
        1: bytes.fromhex(storage["netuid 1"]["TokenSymbol"][2:]),
    }
    assert dict(symbols.items()) == expected


def test_any_other_subnet_has_the_default() -> None:
    assert DevChain().pallet(Symbols).token_symbol[7] == bytes.fromhex("f09d9c8f")
