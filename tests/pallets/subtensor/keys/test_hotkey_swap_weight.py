"""What the swap of a hotkey weighs: what it reads and writes, as it is counted in the reference."""

from __future__ import annotations

import pytest

from pallets.subtensor.state import ColdkeySwaps, Delegation, KeyRing, Neurons
from runtime.weights import weigh
from tests.pallets.subtensor.keys import everything
from tests.pallets.subtensor.keys.swaps import (
    COLD,
    FUNDS,
    NET,
    NEW,
    OLD,
    ROOT,
    START,
    a_world,
    swap,
)
from tests.pallets.subtensor.world import World


def test_a_swap_weighs_what_it_reads_and_writes() -> None:
    """In a world without subnets, then with root, and with a subnet where the hotkey has nothing.

    In each subnet 2 reads to see whether the hotkey takes part, 5 for locks, 1 and 2 writes for the
    record of a neuron, 3 and 3 for children and parents, 4 and 4 for the last epoch, 2 and 2 for
    voting power; on root 3 and 2 more for claims.
    """
    world = World(block=START)
    world.endow(COLD, FUNDS)
    keys = world.pallet(KeyRing)

    def weight_of(netuid: int | None, keep: bool = False) -> object:
        keys.owner[OLD] = COLD
        keys.owned_hotkeys[COLD] = [OLD]
        for hotkey in (OLD, NEW):
            del keys.owner[hotkey]
            world.pallet(Neurons).is_network_member.clear(hotkey)
        keys.owner[OLD] = COLD
        return swap(world, netuid, keep=keep).actual_weight

    assert weight_of(None) == weigh(0, reads=16, writes=14)
    world.add_network(NET)
    assert weight_of(None) == weigh(0, reads=16 + 17, writes=14 + 11)
    assert weight_of(None, keep=True) == weigh(0, reads=16 + 11, writes=14 + 5)
    world.add_network(ROOT)
    assert weight_of(None) == weigh(0, reads=16 + 2 * 17 + 3, writes=14 + 2 * 11 + 2)
    for netuid, reads, writes in ((NET, 0, 0), (ROOT, 3, 2)):
        in_subnet = weigh(0, reads=15 + 15 + reads, writes=8 + 11 + writes)
        assert weight_of(netuid) == in_subnet
        world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid.clear()


def test_a_swap_of_a_neuron_with_all_that_it_can_have_weighs_more() -> None:
    """Reads and writes, beside 15 and 8 that any swap in a subnet has: 7 and 15 for the neuron.

    7 and 10 for locks, 1 and 2 for a take, 7 and 7 for the family, 4 and 4 for two choices of
    children that wait, of which one names the hotkey; 1 for the subnet's owner, 6 and 6 for the
    last epoch and voting power, 3 and 3 for stake in three subnets, and 3 and 2 for that in one.
    """
    world = everything.a_full_world()
    post = swap(world, NET, old=everything.OLD, new=everything.NEW, by=everything.COLD)
    assert post.actual_weight == weigh(0, reads=54, writes=57)


@pytest.mark.parametrize("relation", ["child_keys", "parent_keys"])
def test_a_family_weighs_by_each_one_of_both_hotkeys(relation: str) -> None:
    """One that both have counts once; to take the old hotkey out of its lists counts besides."""
    counted = []
    for of_old, of_new in (([], []), ([11, 12], []), ([11, 12], [12, 13, 14])):
        world = a_world()
        relatives = getattr(world.pallet(Delegation), relation)
        relatives[OLD, NET] = [(1, bytes([number] * 32)) for number in of_old]
        relatives[NEW, NET] = [(1, bytes([number] * 32)) for number in of_new]
        weight = swap(world, NET).actual_weight
        assert weight is not None
        counted.append(weight)
    none, one, both = counted
    assert one == none + weigh(0, reads=2 + 2, writes=2 + 2)
    assert both == none + weigh(0, reads=2 + 4, writes=2 + 4)


def test_a_swap_of_all_subnets_weighs_the_sum() -> None:
    """Of 29 and 36 for each of three subnets, beside stake: 6 and 6, as it becomes less on the way.

    In all 7 and 3 for the limits; 13 and 2 for price and interval; 3 for the positions, 18 and 18
    for locks in two subnets and none in one, 2 and 2 for the owner; in OTHER 1 write for the
    owner's hotkey, on root 9 and 6 for claims, 1 and 2 for a choice; then 3 and 6, 2 and 2, 3 and
    1 for limits, take and lists, and 4 writes for the records.
    """
    world = everything.a_full_world()
    post = swap(world, old=everything.OLD, new=everything.NEW, by=everything.COLD)
    assert post.actual_weight == weigh(0, reads=154, writes=161)
