"""What is kept by hotkey or coldkey and subnet, for a dissolved subnet."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.state import (
    ColdkeySwaps,
    Delegation,
    Emissions,
    Endpoints,
    KeyRing,
    RateLimits,
    StakeShares,
)
from runtime.pallet import Uses
from runtime.storage import BoundMap


class ForgetKeys(CleanUpStep):
    """Forgets what the subnet knows of keys, and what keys have in the subnet."""

    endpoints = Uses(Endpoints)
    emissions = Uses(Emissions)
    delegation = Uses(Delegation)
    key_ring = Uses(KeyRing)
    swaps = Uses(ColdkeySwaps)
    shares = Uses(StakeShares)
    rate_limits = Uses(RateLimits)

    def clean_up(self, netuid: int) -> None:
        self.endpoints.axons.clear(netuid)
        self.endpoints.neuron_certificates.clear(netuid)
        self.endpoints.prometheus.clear(netuid)
        self.emissions.alpha_dividends_per_subnet.clear(netuid)
        self.delegation.pending_child_keys.clear(netuid)
        self.key_ring.associated_evm_address.clear(netuid)
        self.swaps.last_hotkey_swap_on_netuid.clear(netuid)
        self._forget_by_hotkey(netuid)
        limited = self.rate_limits.transaction_key_last_block
        for hotkey, at, kind in list(limited.keys()):
            if at == netuid:
                del limited[hotkey, at, kind]

    def _forget_by_hotkey(self, netuid: int) -> None:
        """Go through maps whose first key is a hotkey, and take out what is of this subnet."""
        delegation = self.delegation
        _drop(delegation.childkey_take, netuid)
        _drop(delegation.child_keys, netuid)
        _drop(delegation.parent_keys, netuid)
        _drop(self.emissions.last_hotkey_emission_on_netuid, netuid)
        _drop(self.shares.total_hotkey_alpha_last_epoch, netuid)


def _drop(entries: BoundMap[tuple[bytes, int], Any], netuid: int) -> None:
    for key in list(entries.keys()):
        if key[1] == netuid:
            del entries[key]
