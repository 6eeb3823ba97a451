"""The symbols of the subnets' tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import U16, Spelled
from runtime.storage import StorageMap

NetUid = Annotated[U16, Spelled("NetUid")]

DEFAULT_SYMBOL = "\U0001d70f".encode()  # a mathematical tau
GENESIS_SYMBOLS = {0: "\u03a4", 1: "\u03b1"}  # capital tau for root, alpha for the first subnet


class Symbols(Pallet, crate="pallet_subtensor"):
    """What each subnet's token is called in short."""

    storage_version = 7

    token_symbol = StorageMap[Identity[NetUid], bytes](
        "The symbol of a subnet's token, in UTF-8.", default=DEFAULT_SYMBOL
    )

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        for netuid, symbol in GENESIS_SYMBOLS.items():
            self.token_symbol[netuid] = symbol.encode()
