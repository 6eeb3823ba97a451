"""Relations in storage: each is there twice, and both say the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.children import ChildGraph
from pallets.subtensor.children.relations import Relations
from pallets.subtensor.state import Delegation
from runtime.dispatch_error import DispatchFailure
from tests.pallets.subtensor.world import World, account

NETUID = 3
A, B, C, P = (account(number) for number in (1, 2, 3, 9))


def stored(world: World) -> tuple[dict[bytes, list[tuple[int, bytes]]], ...]:
    """Children and parents by hotkey."""
    delegation = world.pallet(Delegation)
    children = {hotkey: links for (hotkey, _), links in delegation.child_keys.items()}
    parents = {hotkey: links for (hotkey, _), links in delegation.parent_keys.items()}
    return children, parents


def replace(world: World, hotkey: bytes, children: list[tuple[int, bytes]]) -> None:
    graph = world.pallet(ChildGraph)
    graph.store(graph.relations_with(hotkey, NETUID, children), NETUID)


def test_children_are_added_changed_and_removed_on_both_sides() -> None:
    world = World()
    replace(world, P, [(2, B), (1, A)])
    assert stored(world) == ({P: [(1, A), (2, B)]}, {A: [(1, P)], B: [(2, P)]})
    replace(world, P, [(5, B), (3, C)])
    assert stored(world) == ({P: [(5, B), (3, C)]}, {B: [(5, P)], C: [(3, P)]})
    replace(world, P, [])
    assert stored(world) == ({}, {})


def test_the_parents_of_a_hotkey_stay_when_it_gets_children() -> None:
    world = World()
    replace(world, P, [(4, A)])
    replace(world, A, [(7, B)])
    assert stored(world) == ({P: [(4, A)], A: [(7, B)]}, {A: [(4, P)], B: [(7, A)]})


def test_a_child_has_its_parents_in_the_order_in_which_they_came() -> None:
    world = World()
    for parent in (C, A, B):
        replace(world, parent, [(1, P)])
    assert stored(world)[1] == {P: [(1, C), (1, A), (1, B)]}
    replace(world, P, [])  # now the list of its parents is written anew, in order
    assert stored(world)[1] == {P: [(1, A), (1, B), (1, C)]}


def test_what_only_one_side_knew_is_told_to_the_other() -> None:
    world = World()
    world.pallet(Delegation).parent_keys[A, NETUID] = [(4, P)]
    replace(world, A, [])
    assert stored(world) == ({P: [(4, A)]}, {A: [(4, P)]})


def test_subnets_do_not_know_each_other() -> None:
    world = World()
    graph = world.pallet(ChildGraph)
    graph.store(Relations.of(P, [(1, A)], []), 1)
    assert graph.children_of(P, 2) == graph.parents_of(A, 2) == []
    assert graph.relations(P, 1) == Relations(P, {A: 1}, {})


PEOPLE = st.integers(1, 6).map(account)
CHOICES = st.lists(
    st.tuples(PEOPLE, st.lists(st.tuples(st.integers(0, 2**62), PEOPLE), max_size=5)), max_size=8
)


@settings(max_examples=30, deadline=None)
@given(CHOICES)
def test_both_sides_always_agree(choices: list[tuple[bytes, list[tuple[int, bytes]]]]) -> None:
    world = World()
    for hotkey, children in choices:
        try:
            replace(world, hotkey, children)
        except DispatchFailure:
            continue
    children, parents = stored(world)
    down = {(p, c, part) for p, links in children.items() for part, c in links}
    up = {(p, c, part) for c, links in parents.items() for part, p in links}
    assert down == up
    assert all(children.values()) and all(parents.values()), "no empty lists"
    assert not any(p == c or (c, p) in {d[:2] for d in down} for p, c, _ in down)
