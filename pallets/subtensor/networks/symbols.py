"""Which symbol the token of a subnet has. As subnets/symbols.rs of the reference."""

from __future__ import annotations

from collections.abc import Container

from pallets.subtensor.errors import Error, SymbolAlreadyInUse, SymbolDoesNotExist
from pallets.subtensor.events import Event, SymbolUpdated
from pallets.subtensor.limits import Permissions
from pallets.subtensor.networks.symbol_table import SYMBOLS
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import NetUid
from runtime.call import call
from runtime.origin import Origin
from runtime.pallet import Pallet, Uses
from runtime.weights import weigh

ROOT_SYMBOL = SYMBOLS[0]
SUBNET_SYMBOLS = SYMBOLS[1:]


def symbol_of(netuid: int) -> bytes:
    """The symbol that belongs to a netuid; beyond the table it is root's."""
    return SYMBOLS[netuid] if netuid < len(SYMBOLS) else ROOT_SYMBOL


def next_symbol(netuid: int, used: Container[bytes]) -> bytes:
    """The symbol of a new subnet: that of its netuid, else the first that nobody has, else root's.

    Root's is taken again and again once all others are.
    """
    candidates = (symbol_of(netuid), *SUBNET_SYMBOLS)
    return next((symbol for symbol in candidates if symbol not in used), ROOT_SYMBOL)


class SubnetSymbols(Pallet, crate="pallet_subtensor"):
    """The symbols of the subnets' tokens: each has its own, as long as there are enough."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    permissions = Uses(Permissions)

    @call(index=112, weight=weigh(28_313_000, 9074, reads=4, writes=1))
    def update_symbol(self, origin: Origin, netuid: NetUid, symbol: bytes) -> None:
        """Give the token of a subnet another symbol of the table. For its owner or root.

        Root may do so for any netuid, whether there is such a subnet or not.
        Fails with BadOrigin, SymbolDoesNotExist and SymbolAlreadyInUse.
        """
        self.permissions.ensure_subnet_owner_or_root(origin, netuid)
        if symbol not in SUBNET_SYMBOLS:
            raise SymbolDoesNotExist()
        if symbol in self._used():
            raise SymbolAlreadyInUse()
        self.subnets.token_symbol[netuid] = symbol
        self.deposit_event(SymbolUpdated(netuid, symbol))

    def give_next(self, netuid: int) -> None:
        """Choose the symbol of a new subnet."""
        self.subnets.token_symbol[netuid] = next_symbol(netuid, self._used())

    def _used(self) -> set[bytes]:
        return set(self.subnets.token_symbol.values())
