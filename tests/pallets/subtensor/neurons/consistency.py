"""What holds of a subnet's neurons at all times, looked at from all sides."""

from __future__ import annotations

from typing import Protocol, TypeVar

from pallets.subtensor.state import Endpoints, KeyRing, Mechanisms, Neurons, Scores, WeightTable
from runtime.pallet import Pallet

PalletT = TypeVar("PalletT", bound=Pallet)


class HasPallets(Protocol):
    """A world, or a chain: pallets on a state."""

    def pallet(self, kind: type[PalletT]) -> PalletT: ...


def consistent_hotkeys(world: HasPallets, netuid: int) -> list[bytes]:
    """The hotkeys by uid: uids are dense, and all tables say the same."""
    neurons = world.pallet(Neurons)
    count = neurons.subnetwork_n[netuid]
    by_uid = {uid: key for (_, uid), key in neurons.keys.items(netuid)}
    assert sorted(by_uid) == list(range(count))
    hotkeys = [by_uid[uid] for uid in range(count)]
    by_hotkey = {key: uid for (_, key), uid in neurons.uids.items(netuid)}
    assert by_hotkey == {key: uid for uid, key in enumerate(hotkeys)}
    members = [key for (key, of), value in neurons.is_network_member.items() if of == netuid]
    assert sorted(members) == sorted(hotkeys)
    registered = [uid for (_, uid), _ in neurons.block_at_registration.items(netuid)]
    assert sorted(registered) == list(range(count))
    return hotkeys


def check_vectors(world: HasPallets, netuid: int, *, mechanisms_came_later: bool = False) -> None:
    """There is one place for each uid. Stake weights alone are the epoch's business.

    A mechanism that a subnet gets when it has neurons begins with empty vectors: its incentives
    have only the places of neurons that come later, and its last updates those up to the last one.
    """
    count = world.pallet(Neurons).subnetwork_n[netuid]
    scores, last_update = world.pallet(Scores), world.pallet(WeightTable).last_update
    by_uid = (scores.active, scores.emission, scores.consensus, scores.dividends)
    for vector in (*by_uid, scores.validator_trust, scores.validator_permit):
        assert len(vector[netuid]) == count
    main, *others = world.pallet(Mechanisms).indices(netuid)
    assert len(scores.incentive[main]) == len(last_update[main]) == count
    for index in others:
        lengths = len(scores.incentive[index]), len(last_update[index])
        if mechanisms_came_later:
            assert lengths[0] <= count and lengths[1] in (0, count)
        else:
            assert lengths == (count, count)


def check_links(world: HasPallets, netuid: int) -> None:
    """Weights and bonds are those of neurons, and on neurons."""
    count = world.pallet(Neurons).subnetwork_n[netuid]
    table = world.pallet(WeightTable)
    for index in world.pallet(Mechanisms).indices(netuid):
        for links in (table.weights, table.bonds):
            for (_, uid), pairs in links.items(index):
                assert uid < count
                assert all(target < count for target, _ in pairs)


def check_endpoints(world: HasPallets, netuid: int, hotkeys: list[bytes]) -> None:
    """Only neurons have endpoints, and addresses of the EVM."""
    endpoints = world.pallet(Endpoints)
    for served in (endpoints.axons, endpoints.neuron_certificates, endpoints.prometheus):
        assert {hotkey for _, hotkey in served.keys(netuid)} <= set(hotkeys)
    addresses = world.pallet(KeyRing).associated_evm_address
    assert all(uid < len(hotkeys) for _, uid in addresses.keys(netuid))


def check_owners(world: HasPallets, unlisted: frozenset[bytes] = frozenset()) -> None:
    """Each hotkey has one owner, who has it on the list once, but for those that are unlisted."""
    keys = world.pallet(KeyRing)
    owned: dict[bytes, list[bytes]] = {}
    for hotkey, coldkey in keys.owner.items():
        if hotkey not in unlisted:
            owned.setdefault(coldkey, []).append(hotkey)
    listed = {coldkey: sorted(hotkeys) for coldkey, hotkeys in keys.owned_hotkeys.items()}
    assert listed == {coldkey: sorted(hotkeys) for coldkey, hotkeys in owned.items()}
    for (hotkey, _), _ in world.pallet(Neurons).is_network_member.items():
        assert hotkey in keys.owner
