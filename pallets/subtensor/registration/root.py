"""Joining the root network, which costs nothing: with enough stake a hotkey replaces another.

As `do_root_register` in coinbase/root.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    HotKeyAlreadyRegisteredInSubNet,
    RootNetworkDoesNotExist,
    StakeTooLowForRoot,
    TooManyRegistrationsThisBlock,
    TooManyRegistrationsThisInterval,
)
from pallets.subtensor.events import Event, NeuronRegistered
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Hyperparameters, Neurons, RegistrationParameters, Subnets
from pallets.subtensor.types import ROOT
from runtime.call import call
from runtime.fixed.integers import U16_MAX, U64_MAX, saturating_mul
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId
from runtime.weights import weigh

DEFAULT_TAKE = 11_796
"""What a hotkey that joins root takes from its nominators' dividends: 18 % of 65535."""


class RootRegistration(Pallet, crate="pallet_subtensor"):
    """Hotkeys join the root network, so many in a block and so many in an interval."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    hyperparameters = Uses(Hyperparameters)
    registration = Uses(RegistrationParameters)
    neurons = Uses(Neurons)
    table = Uses(NeuronTable)
    ownership = Uses(Ownership)
    stake = Uses(Stake)

    @call(index=62, weight=weigh(103_934_000, 4981, reads=19, writes=16))
    def root_register(self, origin: Origin, hotkey: AccountId) -> None:
        """Join the root network. If it is full, the hotkey with the least stake there has to go.

        Whoever joins becomes a delegate. Anybody may register anybody's hotkey.

        Fails with RootNetworkDoesNotExist, TooManyRegistrationsThisBlock,
        TooManyRegistrationsThisInterval, HotKeyAlreadyRegisteredInSubNet, CannotUseSystemAccount,
        HotKeyNotRegisteredInSubNet (a root network of no places) and StakeTooLowForRoot.
        """
        if not self.subnets.exists(ROOT):
            raise RootNetworkDoesNotExist()
        coldkey = ensure_signed(origin)
        self._ensure_admitted()
        if self.table.is_registered(ROOT, hotkey):
            raise HotKeyAlreadyRegisteredInSubNet()
        self.ownership.create_account_if_non_existent(coldkey, hotkey)
        uid = self._seat(hotkey)
        if not self.ownership.is_delegate(hotkey):
            self.ownership.delegate(hotkey, DEFAULT_TAKE)
        self.registration.registrations_this_interval[ROOT] += 1
        self.registration.registrations_this_block[ROOT] += 1
        self.deposit_event(NeuronRegistered(ROOT, uid, hotkey))

    def _ensure_admitted(self) -> None:
        """Whether this block and this interval take another one."""
        counts = self.registration
        in_block = counts.registrations_this_block[ROOT]
        if in_block >= counts.max_registrations_per_block[ROOT]:
            raise TooManyRegistrationsThisBlock()
        target = counts.target_registrations_per_interval[ROOT]
        if counts.registrations_this_interval[ROOT] >= saturating_mul(target, 3, U16_MAX):
            raise TooManyRegistrationsThisInterval()

    def _seat(self, hotkey: bytes) -> int:
        """A new uid, or that of the hotkey with the least stake, if it has less than this one."""
        block = self.runtime.system.block_number()
        if self.neurons.subnetwork_n[ROOT] < self.hyperparameters.max_allowed_uids[ROOT]:
            return self.table.append(ROOT, hotkey, block)
        stake, uid = self._weakest()
        self.table.hotkey_of(ROOT, uid)  # fails if root has no neuron at all
        if stake >= self.stake.on_hotkey(hotkey, ROOT):
            raise StakeTooLowForRoot()
        self.table.replace(ROOT, uid, hotkey, block)
        return uid

    def _weakest(self) -> tuple[int, int]:
        """The least stake in rao and its uid: of equals, the first in the order of storage keys."""
        lowest = (U64_MAX, 0)
        for (_, uid), hotkey in self.neurons.keys.items(ROOT):
            stake = self.stake.on_hotkey(hotkey, ROOT)
            if stake < lowest[0]:
                lowest = (stake, uid)
        return lowest
