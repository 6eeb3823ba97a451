"""A subnet on a whole chain, with extrinsics, fees and blocks: founded, started, dissolved."""

from __future__ import annotations

from chain.kit import DevChain
from genesis.keys import Keypair
from pallets.subtensor.events import NetworkAdded, NetworkRemoved
from pallets.subtensor.networks import (
    Dissolution,
    NetworkRegistration,
    SubnetStart,
    SubnetSymbols,
    TempoControl,
)
from pallets.subtensor.networks.symbol_table import SYMBOLS
from pallets.subtensor.state import Neurons, Schedule, Subnets
from pallets.sudo import Sudo

HOTKEY = Keypair.from_uri("//Alice//hot").account


def test_a_subnet_is_founded_started_named_and_dissolved() -> None:
    chain = DevChain()
    assert chain.pallet(Subnets).netuids() == [0, 1]
    founded = chain.submit(NetworkRegistration.register_network(HOTKEY), by="//Alice")
    assert founded.ok
    assert NetworkAdded(2, 1) in founded.events
    assert chain.pallet(Neurons).keys[2, 0] == HOTKEY
    assert chain.submit(SubnetStart.start_call(2), by="//Alice").ok
    assert chain.submit(SubnetSymbols.update_symbol(2, SYMBOLS[77]), by="//Alice").ok
    assert chain.pallet(Subnets).token_symbol[2] == SYMBOLS[77]
    chain.advance(12)
    assert chain.pallet(Schedule).subnet_epoch_index[2] >= 1
    assert not chain.submit(TempoControl.set_tempo(2, 360), by="//Bob").ok
    dissolve = Dissolution.root_dissolve_network(2)
    assert not chain.submit(dissolve, by="//Alice").ok
    dissolved = chain.submit(Sudo.sudo(dissolve), by="//Alice")
    assert NetworkRemoved(2) in dissolved.events
    assert chain.pallet(Subnets).netuids() == [0, 1]
