"""A chain on which a story is told, so that one drift of the reference shows."""

from __future__ import annotations

from chain.kit import Receipt, account, to
from pallets.admin_utils import ChainAdmin, SubnetsAdmin
from pallets.balances import Balances
from pallets.subtensor.networks import NetworkRegistration
from runtime.call import Call
from tests.properties.actions import SUDO, by_root
from tests.properties.drifts import Drift
from tests.properties.subnet_chain import SubnetChain

HOTKEY = account("//Hotkey0")
"""Of the first subnet that is founded: Bob's."""

ALL = 2**64 - 1

found = NetworkRegistration.register_network(HOTKEY)


class Told:
    """The chain; after each step the books are checked."""

    def __init__(self) -> None:
        self.tested = SubnetChain()

    def do(self, call: Call, who: str = "//Bob") -> Receipt:
        receipt = self.tested.require(call, who)
        self.tested.check()
        return receipt

    def root(self, call: Call) -> None:
        self.do(by_root(call), SUDO)

    def go_on(self, blocks: int = 1) -> None:
        for _ in range(blocks):
            self.tested.advance()
            self.tested.check()

    def drift(self, drift: Drift, place: int | None = None) -> int:
        return self.tested.books.drifts[drift][place]

    def open(self, netuid: int) -> None:
        """Let a hotkey of Bob's have a subnet, and a subnet's alpha be traded."""
        self.do(found)
        self.root(ChainAdmin.sudo_set_admin_freeze_window(0))
        self.root(SubnetsAdmin.sudo_set_subtoken_enabled(netuid, True))

    def leave_with(self, who: str, amount: int) -> None:
        """Let somebody have just this."""
        rest = self.balance(who) - amount
        self.root(Balances.force_transfer(to(who), to("//Charlie"), rest))

    def fee_of(self, call: Call) -> int:
        """What a call costs: the same for everybody."""
        other = SubnetChain()
        return other.require(call, "//Dave").fee

    def balance(self, who: str | bytes) -> int:
        return self.tested.chain.balance(who)
