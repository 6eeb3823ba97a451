"""Which coldkey a hotkey belongs to, and which hotkeys are delegates."""

from __future__ import annotations

from pallets.subtensor.errors import CannotUseSystemAccount, Error
from pallets.subtensor.money import Tao
from pallets.subtensor.state import Delegation, KeyRing
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh


class Ownership(Pallet, crate="pallet_subtensor"):
    """Hotkeys and their owners. A hotkey has one owner, who is the first to claim it."""

    error = Error
    keys = Uses(KeyRing)
    delegation = Uses(Delegation)
    tao = Uses(Tao)

    @call(index=91, weight=weigh(25_337_000, 4283, reads=3, writes=3))
    def try_associate_hotkey(self, origin: Origin, hotkey: AccountId) -> None:
        """Make the signer's coldkey the owner of a hotkey, unless the hotkey has an owner.

        Fails with CannotUseSystemAccount.
        """
        self.create_account_if_non_existent(ensure_signed(origin), hotkey)

    # Looking

    def hotkey_exists(self, hotkey: bytes) -> bool:
        """Whether somebody owns the hotkey."""
        return hotkey in self.keys.owner

    def owner_of(self, hotkey: bytes) -> bytes:
        """The coldkey that owns a hotkey; the account of zeros if nobody does."""
        return self.keys.owner[hotkey]

    def owns(self, coldkey: bytes, hotkey: bytes) -> bool:
        return self.hotkey_exists(hotkey) and self.owner_of(hotkey) == coldkey

    def is_delegate(self, hotkey: bytes) -> bool:
        """Whether a take is stored for the hotkey."""
        return hotkey in self.delegation.delegates

    def take_of(self, hotkey: bytes) -> int:
        """The hotkey's part of its nominators' dividends, as a fraction of 65535."""
        return self.delegation.delegates[hotkey]

    # Changing

    def create_account_if_non_existent(self, coldkey: bytes, hotkey: bytes) -> None:
        """Let a coldkey own a hotkey that nobody owns. Fails with CannotUseSystemAccount."""
        self.ensure_not_system_account(hotkey)
        if self.hotkey_exists(hotkey):
            return
        self.keys.owner[hotkey] = coldkey
        owned = self.keys.owned_hotkeys[coldkey]
        if hotkey not in owned:
            self.keys.owned_hotkeys[coldkey] = [*owned, hotkey]
        self.add_staking_hotkey(coldkey, hotkey)

    def set_owner(self, coldkey: bytes, hotkey: bytes) -> None:
        """Let a coldkey own a hotkey, whoever did. Fails with CannotUseSystemAccount."""
        self.ensure_not_system_account(hotkey)
        self.keys.owner[hotkey] = coldkey

    def add_staking_hotkey(self, coldkey: bytes, hotkey: bytes) -> None:
        """Remember that the coldkey has stake on the hotkey. Nothing takes it from the list."""
        staking = self.keys.staking_hotkeys[coldkey]
        if hotkey not in staking:
            self.keys.staking_hotkeys[coldkey] = [*staking, hotkey]

    def delegate(self, hotkey: bytes, take: int) -> None:
        """Make the hotkey a delegate with this take, a fraction of 65535."""
        self.delegation.delegates[hotkey] = take

    def maybe_become_delegate(self, hotkey: bytes) -> None:
        """Make the hotkey a delegate with the default take, if it is none."""
        if not self.is_delegate(hotkey):
            self.delegate(hotkey, self.take_of(hotkey))

    def ensure_not_system_account(self, account: bytes) -> None:
        """Fails with CannotUseSystemAccount for the account of a subnet, be it there or not."""
        if self.tao.subnet_of_account(account) is not None:
            raise CannotUseSystemAccount()
