"""The calls that replace a hotkey: who may, how often, and for what price.

As do_swap_hotkey in swap/swap_hotkey.rs of the reference. Prices are in rao and recycled.
"""

from __future__ import annotations

from pallets.subtensor.constants import Constants
from pallets.subtensor.errors import (
    Error,
    HotKeyAlreadyRegisteredInSubNet,
    HotKeySetTxRateLimitExceeded,
    HotKeySwapOnSubnetIntervalNotPassed,
    NewHotKeyIsSameWithOld,
    NewHotKeyNotCleanForRootSwap,
    NonAssociatedColdKey,
    NotEnoughBalanceToPaySwapHotKey,
)
from pallets.subtensor.events import Event, HotkeySwapped, HotkeySwappedOnSubnet
from pallets.subtensor.keys.hotkey_swap.account import HotkeyAccounts
from pallets.subtensor.keys.hotkey_swap.moving import HotkeyMoving
from pallets.subtensor.limits import RateLimiting
from pallets.subtensor.money import Tao
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    ColdkeySwaps,
    Delegation,
    Neurons,
    RateLimits,
    RootClaims,
    Subnets,
)
from pallets.subtensor.types import ROOT, LastTxBlock, NetUid
from runtime.call import call
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import PostInfo, Weight, weigh


class HotkeySwapping(Pallet, crate="pallet_subtensor"):
    """Coldkeys replace their hotkeys."""

    event = Event
    error = Error
    parameters = Uses(Constants)
    subnets = Uses(Subnets)
    neurons = Uses(Neurons)
    table = Uses(NeuronTable)
    delegation = Uses(Delegation)
    claims = Uses(RootClaims)
    stake = Uses(Stake)
    ownership = Uses(Ownership)
    tao = Uses(Tao)
    swaps = Uses(ColdkeySwaps)
    rate_limits = Uses(RateLimits)
    rate_limiting = Uses(RateLimiting)
    accounts = Uses(HotkeyAccounts)
    moving = Uses(HotkeyMoving)

    # Calls

    @call(index=70, weight=weigh(1_242_038_000, 28912, reads=182, writes=99))
    def swap_hotkey(
        self, origin: Origin, hotkey: AccountId, new_hotkey: AccountId, netuid: NetUid | None
    ) -> PostInfo:
        """Replace one of the signer's hotkeys, with its stake, in a subnet or in all.

        Fails as `swap`. It will be withdrawn in favour of swap_hotkey_v2.
        """
        return PostInfo(self.swap(ensure_signed(origin), hotkey, new_hotkey, netuid, keep=False))

    @call(index=72, weight=weigh(275_300_000, reads=52, writes=35))
    def swap_hotkey_v2(
        self,
        origin: Origin,
        hotkey: AccountId,
        new_hotkey: AccountId,
        netuid: NetUid | None,
        keep_stake: bool,
    ) -> PostInfo:
        """Replace one of the signer's hotkeys in a subnet or in all; its stake may stay on it.

        Fails as `swap`.
        """
        coldkey = ensure_signed(origin)
        return PostInfo(self.swap(coldkey, hotkey, new_hotkey, netuid, keep=keep_stake))

    # What they do

    def swap(
        self, coldkey: bytes, old: bytes, new: bytes, netuid: int | None, *, keep: bool
    ) -> Weight:
        """Replace a hotkey, in all subnets if none is named. The result is what it weighs.

        Fails, in this order, with NonAssociatedColdKey, NewHotKeyIsSameWithOld,
        HotKeySetTxRateLimitExceeded, HotKeyAlreadyRegisteredInSubNet and
        NewHotKeyNotCleanForRootSwap; then with HotKeySwapOnSubnetIntervalNotPassed,
        CannotUseSystemAccount, NotEnoughBalanceToPaySwapHotKey, with InsufficientBalance if the
        price leaves less than the existential deposit, and as `HotkeyMoving`.
        """
        self._ensure_may_swap(coldkey, old, new)
        self._ensure_free(new, netuid)
        weight = weigh(0, reads=4) + self.accounts.copy_limits(old, new)
        if netuid is None:
            return weight + self._swap_all(coldkey, old, new, keep)
        return weight + self._swap_in(coldkey, old, new, netuid, keep)

    def _swap_in(self, coldkey: bytes, old: bytes, new: bytes, netuid: int, keep: bool) -> Weight:
        """In one subnet. The first swap is limited as if there had been one in block 0."""
        last = self.swaps.last_hotkey_swap_on_netuid[netuid, coldkey]
        self._ensure_interval_passed(last)
        self.ownership.ensure_not_system_account(new)
        self._charge(coldkey, self.parameters.key_swap_on_subnet_cost)
        weight = weigh(0, reads=6, writes=1)
        weight += self.moving.move_in(coldkey, old, new, netuid, keep)
        self._remember(coldkey, [netuid])
        self.deposit_event(HotkeySwappedOnSubnet(coldkey, old, new, netuid))
        return weight + weigh(0, writes=2)

    def _swap_all(self, coldkey: bytes, old: bytes, new: bytes, keep: bool) -> Weight:
        """In all subnets. The interval counts where the hotkey is registered or a parent."""
        netuids = self.subnets.netuids()
        affected = [netuid for netuid in netuids if self._takes_part(old, netuid)]
        for netuid in affected:
            last = self.swaps.last_hotkey_swap_on_netuid[netuid, coldkey]
            if last:
                self._ensure_interval_passed(last)
        self._charge(coldkey, self.parameters.key_swap_cost)
        weight = weigh(0, reads=2 * len(netuids) + 1 + len(affected) + 3, writes=2)
        weight += self.moving.move_all(coldkey, old, new, keep)
        self._remember(coldkey, affected)
        self.deposit_event(HotkeySwapped(coldkey, old, new))
        return weight + weigh(0, writes=len(affected) + 1)

    # Checks

    def _ensure_may_swap(self, coldkey: bytes, old: bytes, new: bytes) -> None:
        if not self.ownership.owns(coldkey, old):
            raise NonAssociatedColdKey()
        if self.ownership.hotkey_exists(new) and not self.ownership.owns(coldkey, new):
            raise NonAssociatedColdKey()
        if old == new:
            raise NewHotKeyIsSameWithOld()
        if self.rate_limiting.exceeds_tx_rate_limit(coldkey):
            raise HotKeySetTxRateLimitExceeded()

    def _ensure_free(self, new: bytes, netuid: int | None) -> None:
        """That the new hotkey is registered nowhere, and on root has nothing to be mixed with.

        In one subnet it must not even be on record as not registered, as after an earlier swap.
        """
        if netuid is None:
            registered = self.table.is_registered_anywhere(new)
        else:
            registered = self.table.is_member(new, netuid)
        if registered:
            raise HotKeyAlreadyRegisteredInSubNet()
        if netuid in (None, ROOT) and not self._is_clean_on_root(new):
            raise NewHotKeyNotCleanForRootSwap()

    def _is_clean_on_root(self, hotkey: bytes) -> bool:
        return not (
            self.claims.root_claimable[hotkey]
            or self.stake.on_hotkey(hotkey, ROOT)
            or any(True for _ in self.claims.root_claimed.keys(ROOT, hotkey))
        )

    def _ensure_interval_passed(self, last: int) -> None:
        interval = self.parameters.hotkey_swap_on_subnet_interval
        if saturating_add(last, interval) >= self.runtime.system.block_number():
            raise HotKeySwapOnSubnetIntervalNotPassed()

    def _takes_part(self, hotkey: bytes, netuid: int) -> bool:
        """Registered, or with children. To be a child does not count: others decide that."""
        if self.neurons.is_network_member[hotkey, netuid]:
            return True
        return bool(self.delegation.child_keys[hotkey, netuid])

    # Parts of the above

    def _charge(self, coldkey: bytes, price: int) -> None:
        if not self.tao.can_remove_balance(coldkey, price):
            raise NotEnoughBalanceToPaySwapHotKey()
        self.tao.recycle(coldkey, price)

    def _remember(self, coldkey: bytes, netuids: list[int]) -> None:
        """That the coldkey swapped a hotkey in these subnets now."""
        block = self.runtime.system.block_number()
        for netuid in netuids:
            self.swaps.last_hotkey_swap_on_netuid[netuid, coldkey] = block
        self.rate_limits.last_rate_limited_block[LastTxBlock(coldkey)] = block
