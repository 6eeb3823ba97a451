"""Coldkeys and the owners of subnets describe themselves. As utils/identity.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    HotKeyNotRegisteredInNetwork,
    InvalidIdentity,
    NotSubnetOwner,
)
from pallets.subtensor.events import ChainIdentitySet, Event, SubnetIdentitySet
from pallets.subtensor.identities.rules import is_valid_identity, is_valid_subnet_identity
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import Identities, KeyRing, Subnets
from pallets.subtensor.types import ChainIdentityV2, NetUid, SubnetIdentityV3
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.weights import weigh


class IdentitySetting(Pallet, crate="pallet_subtensor"):
    """Identities of coldkeys and of subnets, which they or their owners set."""

    event = Event
    error = Error
    identities = Uses(Identities)
    keys = Uses(KeyRing)
    subnets = Uses(Subnets)
    neurons = Uses(NeuronTable)

    @call(index=68, weight=weigh(32_040_000, 6829, reads=3, writes=1))
    def set_identity(  # noqa: PLR0917
        self,
        origin: Origin,
        name: bytes,
        url: bytes,
        github_repo: bytes,
        image: bytes,
        discord: bytes,
        description: bytes,
        additional: bytes,
    ) -> None:
        """Say who is behind the signer's coldkey, which has a neuron in some subnet.

        Fails with HotKeyNotRegisteredInNetwork and InvalidIdentity.
        """
        coldkey = ensure_signed(origin)
        owned = self.keys.owned_hotkeys[coldkey]
        if not any(self.neurons.is_registered_anywhere(hotkey) for hotkey in owned):
            raise HotKeyNotRegisteredInNetwork()
        identity = ChainIdentityV2(name, url, github_repo, image, discord, description, additional)
        if not is_valid_identity(identity):
            raise InvalidIdentity()
        self.identities.identities_v2[coldkey] = identity
        self.deposit_event(ChainIdentitySet(coldkey))

    @call(index=78, weight=weigh(17_513_000, 4060, reads=1, writes=1))
    def set_subnet_identity(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        subnet_name: bytes,
        github_repo: bytes,
        subnet_contact: bytes,
        subnet_url: bytes,
        discord: bytes,
        description: bytes,
        logo_url: bytes,
        additional: bytes,
    ) -> None:
        """Say what the signer's subnet is. Fails with NotSubnetOwner and InvalidIdentity."""
        if self.subnets.subnet_owner[netuid] != ensure_signed(origin):
            raise NotSubnetOwner()
        identity = SubnetIdentityV3(
            subnet_name, github_repo, subnet_contact, subnet_url,
            discord, description, logo_url, additional,
        )  # fmt: skip
        if not is_valid_subnet_identity(identity):
            raise InvalidIdentity()
        self.identities.subnet_identities_v3[netuid] = identity
        self.deposit_event(SubnetIdentitySet(netuid))
