"""A coldkey founds a subnet. As subnets/subnet.rs of the reference."""

from __future__ import annotations

from typing import Annotated

from pallets.subtensor.children import RootParents
from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.errors import (
    CannotAffordLockCost,
    Error,
    InvalidIdentity,
    NetworkTxRateLimitExceeded,
    NonAssociatedColdKey,
    SubnetLimitReached,
    SubNetRegistrationDisabled,
)
from pallets.subtensor.events import Event, NetworkAdded, SubnetIdentitySet
from pallets.subtensor.hyperparameters import SubnetSettings
from pallets.subtensor.identities import is_valid_subnet_identity
from pallets.subtensor.limits import RateLimiting, TransactionType
from pallets.subtensor.money import Tao
from pallets.subtensor.networks.creation import Networks
from pallets.subtensor.networks.dissolution import Dissolution
from pallets.subtensor.networks.first_pool import FirstPool
from pallets.subtensor.networks.lock_cost import LockCost
from pallets.subtensor.networks.pruning import Pruning
from pallets.subtensor.networks.symbols import SubnetSymbols
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Prices
from pallets.subtensor.state import Founding, Identities, Subnets
from pallets.subtensor.types import SubnetIdentityV3
from pallets.swap import DYNAMIC
from runtime.call import call
from runtime.fixed.integers import saturating_add
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId, Spelled
from runtime.weights import weigh

SubnetIdentity = Annotated[SubnetIdentityV3, Spelled("SubnetIdentityOfV3")]


class NetworkRegistration(Pallet, crate="pallet_subtensor"):
    """Founding subnets: the lock that it costs, the pool that it fills, the first neuron."""

    config: SubtensorConfig
    event = Event
    error = Error
    subnets = Uses(Subnets)
    founding = Uses(Founding)
    identities = Uses(Identities)
    rate_limiting = Uses(RateLimiting)
    settings = Uses(SubnetSettings)
    ownership = Uses(Ownership)
    tao = Uses(Tao)
    prices = Uses(Prices)
    neurons = Uses(NeuronTable)
    root_parents = Uses(RootParents)
    networks = Uses(Networks)
    symbols = Uses(SubnetSymbols)
    first_pool = Uses(FirstPool)
    lock_cost = Uses(LockCost)
    pruning = Uses(Pruning)
    dissolution = Uses(Dissolution)

    @call(index=59, weight=weigh(277_125_000, 9947, reads=40, writes=48))
    def register_network(self, origin: Origin, hotkey: AccountId) -> None:
        """Found a subnet, with a hotkey as its first neuron, and pay what it costs.

        Where there are as many subnets as may be, the weakest is dissolved first.
        Fails with NonAssociatedColdKey, CannotUseSystemAccount, SubNetRegistrationDisabled,
        NetworkTxRateLimitExceeded, SubnetLimitReached, CannotAffordLockCost and as
        `Tao.transfer_to_subnet`.
        """
        self._register(ensure_signed(origin), hotkey, None)

    @call(index=79, weight=weigh(275_041_000, 9883, reads=39, writes=47))
    def register_network_with_identity(
        self, origin: Origin, hotkey: AccountId, identity: SubnetIdentity | None
    ) -> None:
        """Found a subnet as `register_network` does, and say what it is.

        Fails as `register_network`, and with InvalidIdentity.
        """
        self._register(ensure_signed(origin), hotkey, identity)

    def _register(self, coldkey: bytes, hotkey: bytes, identity: SubnetIdentityV3 | None) -> None:
        self._ensure_may_register(coldkey, hotkey)
        pruned = self._subnet_to_prune()
        cost = self.lock_cost.current()
        if not self.tao.can_remove_balance(coldkey, cost):
            raise CannotAffordLockCost()
        if pruned is not None:
            self.dissolution.dissolve(pruned)
        netuid = self.networks.next_netuid() if pruned is None else pruned
        self._found(netuid, coldkey, hotkey, cost)
        if identity is not None:
            self._identify(netuid, identity)
        self.root_parents.delegate_to_owner(netuid)
        self.deposit_event(NetworkAdded(netuid, DYNAMIC))
        # A new subnet gets no TAO until root says so.
        self.subnets.subnet_emission_enabled[netuid] = False

    def _ensure_may_register(self, coldkey: bytes, hotkey: bytes) -> None:
        if self.ownership.hotkey_exists(hotkey) and not self.ownership.owns(coldkey, hotkey):
            raise NonAssociatedColdKey()
        self.ownership.ensure_not_system_account(hotkey)
        start = self.founding.network_registration_start_block.get()
        if self.runtime.system.block_number() < start:
            raise SubNetRegistrationDisabled()
        if not self.rate_limiting.passes(TransactionType.RegisterNetwork, coldkey):
            raise NetworkTxRateLimitExceeded()

    def _subnet_to_prune(self) -> int | None:
        """The subnet that has to go first, if one has to. Fails with SubnetLimitReached."""
        if not self.pruning.is_full():
            return None
        pruned = self.pruning.network_to_prune()
        if pruned is None:
            raise SubnetLimitReached()
        return pruned

    def _found(self, netuid: int, coldkey: bytes, hotkey: bytes, cost: int) -> None:
        """Create the subnet, with its first neuron and a pool of what it costs."""
        subnets = self.subnets
        price = self.prices.median_subnet_price()
        block = self.runtime.system.block_number()
        self.networks.init_new_network(netuid, self.config.initial_tempo)
        paid = self.tao.transfer_to_subnet(netuid, coldkey, cost)
        self.lock_cost.record(paid)
        self.ownership.create_account_if_non_existent(coldkey, hotkey)
        self.neurons.append(netuid, hotkey, block)
        subnets.subnet_mechanism[netuid] = DYNAMIC
        subnets.network_registered_at[netuid] = block
        counter = subnets.registered_subnet_counter
        counter[netuid] = saturating_add(counter[netuid], 1)
        self.symbols.give_next(netuid)
        subnets.subnet_owner[netuid] = coldkey
        self.settings.set_subnet_owner_hotkey(netuid, hotkey)
        self.founding.subnet_locked[netuid] = paid
        self.first_pool.fill(netuid, paid, price)

    def _identify(self, netuid: int, identity: SubnetIdentityV3) -> None:
        if not is_valid_subnet_identity(identity):
            raise InvalidIdentity()
        self.identities.subnet_identities_v3[netuid] = identity
        self.deposit_event(SubnetIdentitySet(netuid))
