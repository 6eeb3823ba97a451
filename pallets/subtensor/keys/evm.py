"""A neuron shows that a key of the EVM is its own. As utils/evm.rs of the reference."""

from __future__ import annotations

from typing import Annotated

from pallets.subtensor.constants import Constants
from pallets.subtensor.errors import (
    Error,
    EvmKeyAssociateRateLimitExceeded,
    InvalidIdentity,
    InvalidRecoveredPublicKey,
    NonAssociatedColdKey,
)
from pallets.subtensor.events import Event, EvmKeyAssociated
from pallets.subtensor.keys.evm_signature import (
    association_message,
    personal_message_hash,
    recovered_address,
)
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import KeyRing
from pallets.subtensor.types import H160, NetUid
from runtime.call import call
from runtime.fixed.integers import saturating_sub
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U64, Bytes65, Spelled
from runtime.weights import Pays, weigh

NOBODY = bytes(32)

EvmSignature = Annotated[Bytes65, Spelled("Signature")]


class EvmKeys(Pallet, crate="pallet_subtensor"):
    """The EVM keys of neurons, one each."""

    event = Event
    error = Error
    parameters = Uses(Constants)
    keys = Uses(KeyRing)
    ownership = Uses(Ownership)
    neurons = Uses(NeuronTable)

    @call(index=93, weight=weigh(684_242_000, 4415, reads=3, writes=1), pays=Pays.No)
    def associate_evm_key(
        self,
        origin: Origin,
        netuid: NetUid,
        evm_key: H160,
        block_number: U64,
        signature: EvmSignature,
    ) -> None:
        """Say that an EVM key belongs to the signing hotkey's neuron, as its signature proves.

        The key signs, as a personal message, the hotkey's 32 bytes and the Keccak-256 of the block
        number, which is not compared with anything. Fails, in this order, with
        NonAssociatedColdKey, HotKeyNotRegisteredInSubNet, EvmKeyAssociateRateLimitExceeded,
        InvalidIdentity for what is no signature, and InvalidRecoveredPublicKey.
        """
        hotkey = ensure_signed(origin)
        if self.ownership.owner_of(hotkey) == NOBODY:
            raise NonAssociatedColdKey()
        uid = self.ensure_can_associate(hotkey, netuid)
        digest = personal_message_hash(association_message(hotkey, block_number))
        address = recovered_address(digest, signature)
        if address is None:
            raise InvalidIdentity()
        if address != evm_key:
            raise InvalidRecoveredPublicKey()
        block = self.runtime.system.block_number()
        self.keys.associated_evm_address[netuid, uid] = (evm_key, block)
        self.deposit_event(EvmKeyAssociated(netuid, hotkey, evm_key, block))

    def ensure_can_associate(self, hotkey: bytes, netuid: int) -> int:
        """The uid of a neuron that had no EVM key of late. What never had one counts from block 0.

        Fails with HotKeyNotRegisteredInSubNet and EvmKeyAssociateRateLimitExceeded.
        """
        uid = self.neurons.uid_of(netuid, hotkey)
        associated = self.keys.associated_evm_address[netuid, uid]
        last = associated[1] if associated else 0
        limit = self.parameters.config.evm_key_associate_rate_limit
        if saturating_sub(self.runtime.system.block_number(), last) < limit:
            raise EvmKeyAssociateRateLimitExceeded()
        return uid
