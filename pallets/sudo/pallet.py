"""The Sudo pallet: one account may act as root.

The holder's own call succeeds whatever becomes of the call in it, and costs nothing but the tip.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pallets.sudo.errors import Error, RequireSudo
from pallets.sudo.events import Event, KeyChanged, KeyRemoved, Sudid, SudoAsDone
from runtime.accounts import ss58_decode
from runtime.addresses import Address, account_of
from runtime.call import Call, RuntimeCall, call
from runtime.nested import result_of
from runtime.origin import ROOT, Origin, ensure_signed_or_root, signed
from runtime.pallet import Pallet
from runtime.scale import AccountId, Spelled
from runtime.storage import StorageValue
from runtime.weights import DispatchClass, Pays, PostInfo, Weight, weigh

BoxedCall = Annotated[RuntimeCall, Spelled("Box<<T as Config>::RuntimeCall>")]

SUDO = weigh(7_939_000, 1517, reads=1)
SUDO_AS = weigh(7_870_000, 1517, reads=1)
FREE = PostInfo(pays_fee=Pays.No)


def _sudo_weight(sudo: Sudo, call: Call) -> Weight:
    return SUDO + sudo.runtime.dispatch_info(call).weight


def _class_of_call(sudo: Sudo, call: Call) -> DispatchClass:
    return sudo.runtime.dispatch_info(call).class_


def _unchecked_weight(sudo: Sudo, call: Call, weight: Weight) -> Weight:
    return weight


def _unchecked_class(sudo: Sudo, call: Call, weight: Weight) -> DispatchClass:
    return sudo.runtime.dispatch_info(call).class_


def _sudo_as_weight(sudo: Sudo, who: Address, call: Call) -> Weight:
    return SUDO_AS + sudo.runtime.dispatch_info(call).weight


def _sudo_as_class(sudo: Sudo, who: Address, call: Call) -> DispatchClass:
    return sudo.runtime.dispatch_info(call).class_


class Sudo(Pallet, crate="pallet_sudo"):
    """One account, the holder of the key, may make any call as root or as anybody, for free."""

    event = Event
    error = Error

    key = StorageValue[AccountId | None]("The account that may act as root.")

    @call(index=0, weight=_sudo_weight, dispatch_class=_class_of_call)
    def sudo(self, origin: Origin, call: BoxedCall) -> PostInfo:
        """Make a call as root."""
        self._ensure_sudo(origin)
        self.deposit_event(Sudid(result_of(self.runtime, call, ROOT)))
        return FREE

    @call(index=1, weight=_unchecked_weight, dispatch_class=_unchecked_class)
    def sudo_unchecked_weight(self, origin: Origin, call: BoxedCall, weight: Weight) -> PostInfo:
        """Make a call as root that counts as much as it is said to."""
        self._ensure_sudo(origin)
        self.deposit_event(Sudid(result_of(self.runtime, call, ROOT)))
        return FREE

    @call(index=2, weight=weigh(7_237_000, 1517, reads=1, writes=1))
    def set_key(self, origin: Origin, new: Address) -> PostInfo:
        """Hand the key to another account."""
        self._ensure_sudo(origin)
        account = account_of(new)
        self.deposit_event(KeyChanged(self.key.get(), account))
        self.key.set(account)
        return FREE

    @call(index=3, weight=_sudo_as_weight, dispatch_class=_sudo_as_class)
    def sudo_as(self, origin: Origin, who: Address, call: BoxedCall) -> PostInfo:
        """Make a call as another account, without filters."""
        self._ensure_sudo(origin)
        account = account_of(who)
        self.deposit_event(SudoAsDone(result_of(self.runtime, call, signed(account))))
        return FREE

    @call(index=4, weight=weigh(6_417_000, 1517, reads=1, writes=1))
    def remove_key(self, origin: Origin) -> PostInfo:
        """Remove the key for good."""
        self._ensure_sudo(origin)
        self.deposit_event(KeyRemoved())
        self.key.set(None)
        return FREE

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        """Start with the holder `key` (an address), or with none."""
        address = genesis.get("key")
        if address is not None:
            self.key.set(ss58_decode(address))

    def _ensure_sudo(self, origin: Origin) -> None:
        """Fails with BadOrigin if nobody signed, RequireSudo if it was not the holder."""
        who = ensure_signed_or_root(origin)
        if who is not None and who != self.key.get():
            raise RequireSudo()
