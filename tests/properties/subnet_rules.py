"""What holds of all subnets of a chain after every block. For money see `accounting`."""

from __future__ import annotations

from collections import Counter

from pallets.subtensor.networks.genesis import NOBODY
from pallets.subtensor.state import (
    Delegation,
    Mechanisms,
    Neurons,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import ROOT, mechanism_of
from pallets.subtensor.weights import RevealWindows
from tests.pallets.subtensor.neurons.consistency import (
    HasPallets,
    check_endpoints,
    check_links,
    check_owners,
    check_vectors,
    consistent_hotkeys,
)

ALL = 2**64 - 1
MAX_CHILDREN, MAX_COMMITS = 5, 10

# Genesis lets Nobody own a hotkey, and tells the list of owned hotkeys nothing of it.
UNLISTED = frozenset({NOBODY})


def check_subnets(chain: HasPallets) -> None:
    """All of it."""
    netuids = check_counters(chain)
    for netuid in netuids:
        hotkeys = consistent_hotkeys(chain, netuid)
        check_vectors(chain, netuid, mechanisms_came_later=True)
        check_links(chain, netuid)
        check_endpoints(chain, netuid, hotkeys)
    check_owners(chain, UNLISTED)
    check_mechanisms(chain)
    check_relations(chain)
    check_commits(chain)
    check_index(chain)


def check_counters(chain: HasPallets) -> list[int]:
    """Whatever counts subnets and neurons agrees with what there is. The result are the subnets."""
    subnets, neurons = chain.pallet(Subnets), chain.pallet(Neurons)
    netuids = subnets.netuids()
    assert subnets.total_networks.get() == len(netuids)
    assert all(subnets.networks_added[netuid] for netuid in netuids)
    assert set(neurons.subnetwork_n.keys()) == set(netuids)
    assert {netuid for (_, netuid), _ in neurons.is_network_member.items()} <= set(netuids)
    for of_subnets in (neurons.keys, neurons.uids):
        assert {netuid for (netuid, _), _ in of_subnets.items()} <= set(netuids)
    assert ROOT in netuids
    return netuids


def check_mechanisms(chain: HasPallets) -> None:
    """Nothing is kept for a mechanism that there is not."""
    mechanisms, table = chain.pallet(Mechanisms), chain.pallet(WeightTable)
    kept = (table.weights, table.bonds, table.weight_commits, table.timelocked_weight_commits)
    indices = {index for links in kept for (index, _), _ in links.items()}
    indices |= set(table.last_update.keys())
    for index in indices:
        netuid, _ = mechanism_of(index)
        assert chain.pallet(Subnets).exists(netuid)
        assert index in mechanisms.indices(netuid)


def check_relations(chain: HasPallets) -> None:
    """Children and parents are two sides of the same, and nobody gives away more than all."""
    delegation = chain.pallet(Delegation)
    given = [
        (parent, child, netuid, part)
        for (parent, netuid), links in delegation.child_keys.items()
        for part, child in links
    ]
    got = [
        (parent, child, netuid, part)
        for (child, netuid), links in delegation.parent_keys.items()
        for part, parent in links
    ]
    assert sorted(given) == sorted(got)
    assert len({link[:3] for link in given}) == len(given)
    assert all(parent != child for parent, child, _, _ in given)
    parents = {(parent, netuid) for parent, _, netuid, _ in given}
    for _, links in delegation.child_keys.items():
        assert 0 < len(links) <= MAX_CHILDREN
        assert sum(part for part, _ in links) <= ALL
    assert parents == set(delegation.child_keys.keys())
    waiting = delegation.pending_child_keys.items()
    assert all(chain.pallet(Subnets).exists(netuid) for (netuid, _), _ in waiting)


def check_commits(chain: HasPallets) -> None:
    """A hotkey has ten commits at most, or ten in an epoch, and none of a time to come."""
    table = chain.pallet(WeightTable)
    for (index, _), commits in table.weight_commits.items():
        epoch = chain.pallet(RevealWindows).epoch(mechanism_of(index)[0])
        assert 0 < len(commits or []) <= MAX_COMMITS
        assert [commit[1] for commit in commits or []] == sorted(c[1] for c in commits or [])
        assert all(commit[1] <= epoch for commit in commits or [])
    for (index, epoch), sealed in table.timelocked_weight_commits.items():
        assert epoch <= chain.pallet(RevealWindows).epoch(mechanism_of(index)[0])
        assert max(Counter(commit[0] for commit in sealed).values()) <= MAX_COMMITS


def check_index(chain: HasPallets) -> None:
    """Who has stake on root has a number, and numbers have no gaps."""
    shares = chain.pallet(StakeShares)
    by_number = dict(shares.staking_coldkeys_by_index.items())
    assert sorted(by_number) == list(range(shares.num_staking_coldkeys.get()))
    assert {who: number for number, who in by_number.items()} == dict(
        shares.staking_coldkeys.items()
    )
