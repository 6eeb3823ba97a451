"""A subnet may go to the coldkey whose hotkey has most conviction. Asked at each epoch.

As change_subnet_owner_if_needed in staking/lock.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.errors import NoNeuronIdAvailable
from pallets.subtensor.events import Event, SubnetOwnerChanged
from pallets.subtensor.locks.conviction import Conviction
from pallets.subtensor.locks.records import LockRecords
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    LockKind,
    part_of,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import PoolReserves, Subnets
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses

ONE_YEAR = 7200 * 365 + 1800
"""Blocks for which a new subnet stays its owner's."""

NOBODY = bytes(32)


def suffices(conviction: U64F64, alpha_out: int) -> bool:
    """Whether all conviction in a subnet is a tenth of its alpha outside of the pool (rao)."""
    return conviction.saturating_mul(U64F64.from_num(10)) >= U64F64.from_num(alpha_out)


class OwnerByConviction(Pallet, crate="pallet_subtensor"):
    """Changes the owners of subnets."""

    event = Event
    subnets = Uses(Subnets)
    reserves = Uses(PoolReserves)
    ownership = Uses(Ownership)
    neurons = Uses(NeuronTable)
    records = Uses(LockRecords)
    conviction = Uses(Conviction)

    def change_if_needed(self, netuid: int) -> None:
        """Give the subnet to the owner of the hotkey with most conviction, if there is enough.

        The hotkey becomes the owner's and a neuron; if it can not become one, nothing changes.
        """
        hotkey = self._strongest_if_it_counts(netuid)
        if hotkey is None:
            return
        old, new = self.subnets.subnet_owner[netuid], self.ownership.owner_of(hotkey)
        if new in (NOBODY, old) or not self._become_neuron(netuid, hotkey):
            return
        self._exchange_totals(netuid, self.subnets.subnet_owner_hotkey[netuid], hotkey)
        self.subnets.subnet_owner[netuid] = new
        self.subnets.subnet_owner_hotkey[netuid] = hotkey
        self.deposit_event(SubnetOwnerChanged(netuid, old, new))

    def _strongest_if_it_counts(self, netuid: int) -> bytes | None:
        """The hotkey with most conviction, in a subnet that is old enough and has enough of it."""
        alpha_out = self.reserves.subnet_alpha_out[netuid]
        registered_at = self.subnets.network_registered_at[netuid]
        if alpha_out == 0 or self.records.block < saturating_add(registered_at, ONE_YEAR):
            return None
        if not suffices(self.conviction.total(netuid), alpha_out):
            return None
        return self.conviction.strongest(netuid)

    def _become_neuron(self, netuid: int, hotkey: bytes) -> bool:
        """Whether the hotkey is a neuron or could be made one, in place of another if need be."""
        if not self.neurons.is_registered(netuid, hotkey):
            try:
                self.neurons.register(netuid, hotkey)
            except NoNeuronIdAvailable:
                return False
        return True

    def _exchange_totals(self, netuid: int, old: bytes, new: bytes) -> None:
        """The owner's sums become those of the old hotkey, and the new hotkey's the owner's."""
        for source, dest in ((OWNERS_PERPETUAL, PERPETUAL), (OWNERS_DECAYING, DECAYING)):
            self._move_total(netuid, old, source, dest)
        for source, dest in ((PERPETUAL, OWNERS_PERPETUAL), (DECAYING, OWNERS_DECAYING)):
            self._move_total(netuid, new, source, dest)

    def _move_total(self, netuid: int, hotkey: bytes, source: LockKind, dest: LockKind) -> None:
        total = self.records.total(netuid, hotkey, source)
        if total is not None:
            self.records.put_total(netuid, hotkey, source, None)
            moved = self.records.rolled(total, source)
            self.records.add_to_total(netuid, hotkey, dest, part_of(moved))
