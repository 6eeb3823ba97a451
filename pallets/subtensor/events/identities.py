"""Identities of coldkeys and subnets, and EVM keys of neurons."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import H160, NetUid
from runtime.scale import U64, AccountId


class ChainIdentitySet(Event, index=77, unnamed=True):
    """A coldkey described itself."""

    coldkey: AccountId


class SubnetIdentitySet(Event, index=78, unnamed=True):
    """The owner of a subnet described it."""

    netuid: NetUid


class SubnetIdentityRemoved(Event, index=79, unnamed=True):
    """The description of a subnet was removed."""

    netuid: NetUid


class EvmKeyAssociated(Event, index=98):
    """A neuron showed that an EVM key is its own."""

    netuid: NetUid
    hotkey: AccountId
    evm_key: H160
    block_associated: U64
