"""Registering a neuron, for which its coldkey pays: the TAO goes to the pool, the alpha vanishes.

As subnets/registration.rs of the reference.
"""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    HotKeyAlreadyRegisteredInSubNet,
    NonAssociatedColdKey,
    NoNeuronIdAvailable,
    NotEnoughBalanceToStake,
    RegistrationNotPermittedOnRootSubnet,
    RegistrationPriceLimitExceeded,
    SubnetNotExists,
    SubNetRegistrationDisabled,
)
from pallets.subtensor.events import Event, NeuronRegistered, RAORecycledForRegistrationSet
from pallets.subtensor.money import Tao
from pallets.subtensor.neurons import Immunity, NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.registration.burn import BurnPrices
from pallets.subtensor.stake import TaoFlow, Trades
from pallets.subtensor.state import (
    Hyperparameters,
    Neurons,
    PoolReserves,
    RegistrationParameters,
    Subnets,
)
from pallets.subtensor.types import ROOT, NetUid
from pallets.swap import MAX_PRICE
from runtime.call import call
from runtime.fixed.integers import U16_MAX, saturating_add, saturating_sub
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U64, AccountId
from runtime.weights import weigh


class Registration(Pallet, crate="pallet_subtensor"):
    """Hotkeys become neurons, at the price of the moment."""

    event = Event
    error = Error
    subnets = Uses(Subnets)
    hyperparameters = Uses(Hyperparameters)
    registration = Uses(RegistrationParameters)
    neurons = Uses(Neurons)
    reserves = Uses(PoolReserves)
    tao = Uses(Tao)
    ownership = Uses(Ownership)
    trades = Uses(Trades)
    flow = Uses(TaoFlow)
    immunity = Uses(Immunity)
    table = Uses(NeuronTable)
    prices = Uses(BurnPrices)

    @call(index=6, weight=weigh(349_872_000, 6148, reads=34, writes=29))
    def register(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        block_number: U64,
        nonce: U64,
        work: bytes,
        hotkey: AccountId,
        coldkey: AccountId,
    ) -> None:
        """Register as `burned_register` does; what tells of work has no meaning any more.

        Neither has the coldkey: it is the one that signs.
        """
        self._register(ensure_signed(origin), netuid, hotkey)

    @call(index=7, weight=weigh(336_815_000, 6148, reads=34, writes=29))
    def burned_register(self, origin: Origin, netuid: NetUid, hotkey: AccountId) -> None:
        """Register a hotkey in a subnet, at the price of the moment. A full one loses another.

        Fails with RegistrationNotPermittedOnRootSubnet, SubnetNotExists,
        SubNetRegistrationDisabled, HotKeyAlreadyRegisteredInSubNet, NotEnoughBalanceToStake,
        CannotUseSystemAccount, NonAssociatedColdKey, NoNeuronIdAvailable, and as the transfer and
        the swap of what it costs.
        """
        self._register(ensure_signed(origin), netuid, hotkey)

    @call(index=134, weight=weigh(354_200_000, reads=47, writes=40))
    def register_limit(
        self, origin: Origin, netuid: NetUid, hotkey: AccountId, limit_price: U64
    ) -> None:
        """Register as `burned_register` does, unless it costs more than so many rao.

        Fails with RegistrationPriceLimitExceeded besides.
        """
        coldkey = ensure_signed(origin)
        self._ensure_registrable(netuid)
        if self.registration.burn[netuid] > limit_price:
            raise RegistrationPriceLimitExceeded()
        self._register(coldkey, netuid, hotkey)

    def _register(self, coldkey: bytes, netuid: int, hotkey: bytes) -> None:
        self._ensure_registrable(netuid)
        if not self.registration.network_registration_allowed[netuid]:
            raise SubNetRegistrationDisabled()
        if self.table.is_registered(netuid, hotkey):
            raise HotKeyAlreadyRegisteredInSubNet()
        price = self.registration.burn[netuid]
        if not self.tao.can_remove_balance(coldkey, price):
            raise NotEnoughBalanceToStake()
        self.ownership.create_account_if_non_existent(coldkey, hotkey)
        if not self.ownership.owns(coldkey, hotkey):
            raise NonAssociatedColdKey()
        self._ensure_place(netuid)
        paid = self._pay(coldkey, netuid, price)
        uid = self.table.register(netuid, hotkey)
        self.prices.bump(netuid)
        in_block = self.registration.registrations_this_block
        in_block[netuid] = saturating_add(in_block[netuid], 1, U16_MAX)
        self._record_recycled(netuid, price)
        self.flow.record_inflow(netuid, paid)
        self.deposit_event(NeuronRegistered(netuid, uid, hotkey))

    def _ensure_registrable(self, netuid: int) -> None:
        if netuid == ROOT:
            raise RegistrationNotPermittedOnRootSubnet()
        if not self.subnets.exists(netuid):
            raise SubnetNotExists()

    def _ensure_place(self, netuid: int) -> None:
        """Whether there is a uid to be had, before anything is paid."""
        most = self.hyperparameters.max_allowed_uids[netuid]
        if most == 0:
            raise NoNeuronIdAvailable()
        is_full = self.neurons.subnetwork_n[netuid] >= most
        if is_full and self.immunity.uid_to_replace(netuid) is None:
            raise NoNeuronIdAvailable()

    def _pay(self, coldkey: bytes, netuid: int, price: int) -> int:
        """Buy alpha for the price, and let it vanish. The result is what was paid, in rao.

        That is less than the price if the coldkey would be left without the existential deposit.
        """
        paid = self.tao.transfer_to_subnet(netuid, coldkey, price)
        bought = self.trades.swap_tao_for_alpha(netuid, paid, MAX_PRICE, drop_fees=False)
        alpha_out = self.reserves.subnet_alpha_out
        alpha_out[netuid] = saturating_sub(alpha_out[netuid], bought.amount_paid_out)
        return paid

    def _record_recycled(self, netuid: int, price: int) -> None:
        """Add the whole price to what registrations have cost, also if less was paid."""
        recycled = self.registration.rao_recycled_for_registration
        recycled[netuid] = saturating_add(recycled[netuid], price)
        self.deposit_event(RAORecycledForRegistrationSet(netuid, recycled[netuid]))
