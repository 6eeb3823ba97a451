"""The symbols of the subnets' tokens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pallets.subtensor.events import SymbolUpdated
from pallets.subtensor.networks import SubnetSymbols
from pallets.subtensor.networks.symbol_table import SYMBOLS
from pallets.subtensor.networks.symbols import next_symbol, symbol_of
from pallets.subtensor.state import Subnets
from tests.pallets.subtensor.world import World, account, fails

SURFACE = json.loads(Path("tests/data/surface-425.json").read_text())


@pytest.fixture
def world() -> World:
    world = World()
    world.add_network(1)
    world.pallet(Subnets).subnet_owner[1] = account(1)
    return world


def test_the_table_is_the_chains() -> None:
    assert [symbol.hex() for symbol in SYMBOLS] == SURFACE["token_symbols_hex"]


def test_no_symbol_is_there_twice() -> None:
    assert len(set(SYMBOLS)) == len(SYMBOLS) == 439


def test_a_netuid_beyond_the_table_has_roots_symbol() -> None:
    assert symbol_of(438) == SYMBOLS[438]
    assert symbol_of(439) == symbol_of(440) == SYMBOLS[0] == "Τ".encode()


def test_a_new_subnet_has_the_symbol_of_its_netuid() -> None:
    for netuid in range(1, 439):
        assert next_symbol(netuid, SYMBOLS[:netuid]) == SYMBOLS[netuid]


def test_where_that_is_taken_it_has_the_first_that_is_free() -> None:
    used = {*SYMBOLS[:52]} - {SYMBOLS[25]}
    assert next_symbol(51, used) == SYMBOLS[25]
    assert next_symbol(51, used - {SYMBOLS[0], SYMBOLS[3]}) == SYMBOLS[3]


def test_where_all_are_taken_it_has_roots() -> None:
    assert next_symbol(439, set(SYMBOLS[1:])) == SYMBOLS[0]
    assert next_symbol(439, set(SYMBOLS)) == SYMBOLS[0]
    assert next_symbol(439, set(SYMBOLS) - {SYMBOLS[7]}) == SYMBOLS[7]


def test_the_owner_and_root_choose_any_symbol_but_roots(world: World) -> None:
    symbols = world.pallet(Subnets).token_symbol
    for symbol in SYMBOLS[1:]:
        for who in (1, None):
            if symbols[1] == symbol:
                continue
            world.forget_events()
            world.run(SubnetSymbols.update_symbol(1, symbol), by=who)
            assert symbols[1] == symbol
            assert world.all_events() == [SymbolUpdated(1, symbol)]


def test_root_names_a_subnet_that_is_not_there(world: World) -> None:
    world.run(SubnetSymbols.update_symbol(77, SYMBOLS[3]))
    assert world.pallet(Subnets).token_symbol[77] == SYMBOLS[3]


def test_a_symbol_has_to_be_one_of_the_table_and_free(world: World) -> None:
    world.add_network(2)
    world.run(SubnetSymbols.update_symbol(2, SYMBOLS[42]))
    with fails("BadOrigin"):
        world.run(SubnetSymbols.update_symbol(1, b"TEST"), by=2)
    with fails("SymbolDoesNotExist"):
        world.run(SubnetSymbols.update_symbol(1, b"TEST"), by=1)
    with fails("SymbolDoesNotExist"):
        world.run(SubnetSymbols.update_symbol(1, SYMBOLS[0]), by=1)
    with fails("SymbolAlreadyInUse"):
        world.run(SubnetSymbols.update_symbol(1, SYMBOLS[42]), by=1)
    with fails("SymbolAlreadyInUse"):
        world.run(SubnetSymbols.update_symbol(2, SYMBOLS[42]))
    assert 1 not in world.pallet(Subnets).token_symbol
