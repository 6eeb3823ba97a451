"""In which order what is ready goes into a block, on made-up tags."""

from __future__ import annotations

from chain.pool.order import BlockOrder
from chain.pool.queues import ReadyQueue
from chain.pool.transaction import PoolTransaction
from runtime.validity import U64_MAX, ValidTransaction


class Made:
    """A queue of extrinsics that are called by one letter."""

    def __init__(self) -> None:
        self.queue = ReadyQueue()
        self.all: dict[str, PoolTransaction] = {}

    def add(
        self,
        name: str,
        requires: str = "",
        provides: str | None = None,
        priority: int = 1,
        longevity: int = U64_MAX,
    ) -> None:
        valid = ValidTransaction(
            priority,
            [tag.encode() for tag in requires],
            [tag.encode() for tag in (name if provides is None else provides)],
            longevity,
        )
        made = PoolTransaction(name.encode(), name.encode(), valid, 0, len(self.all))
        self.all[name] = made
        self.queue.add(made)

    def order(self, left_out: str = "") -> str:
        order, names = BlockOrder(self.queue), ""
        for each in order:
            names += each.hash.decode()
            if each.hash.decode() in left_out:
                order.leave_out()
        return names


def test_who_came_first_goes_first() -> None:
    made = Made()
    for name in "cab":
        made.add(name)
    assert made.order() == "cab"


def test_priority_goes_before_mortality_before_age() -> None:
    made = Made()
    made.add("a")
    made.add("b", longevity=50)
    made.add("c", longevity=10)
    made.add("d", priority=9)
    assert made.order() == "dcba"


def test_nobody_goes_before_what_he_requires() -> None:
    made = Made()
    made.add("a")
    made.add("b", requires="c", priority=9)
    made.add("c", requires="a")
    made.add("d", priority=5)
    assert made.order() == "dacb"


def test_one_waits_for_all_that_it_requires() -> None:
    made = Made()
    made.add("a", longevity=9)
    made.add("b", requires="ac", priority=9)
    made.add("c")
    assert made.order() == "acb"


def test_what_the_chain_provides_nobody_waits_for() -> None:
    made = Made()
    made.add("a")
    made.add("b", requires="a", priority=9)
    made.queue.satisfy(b"a")
    made.queue.remove(made.all["a"])
    assert made.order() == "b"


def test_what_requires_one_that_is_left_out_does_not_come() -> None:
    made = Made()
    made.add("a")
    made.add("b", requires="a")
    made.add("c", requires="b")
    made.add("d")
    assert made.order(left_out="a") == "ad"
    assert made.order(left_out="b") == "abd"
    assert made.order() == "abcd"


def test_what_leaves_the_queue_meanwhile_does_not_come() -> None:
    made = Made()
    for name in "abc":
        made.add(name)
    order = BlockOrder(made.queue)
    assert next(order).hash == b"a"
    made.queue.remove(made.all["b"])
    made.add("d", requires="c")  # and this one comes, as what it requires does
    assert [each.hash for each in order] == [b"c", b"d"]


def test_all_that_depend_on_one_are_its_subtree() -> None:
    made = Made()
    made.add("a", provides="ax")
    made.add("b", requires="x")
    made.add("c", requires="ab")
    made.add("d", requires="c")
    made.add("e")
    names = {each.hash for each in made.queue.subtree(made.all["a"])}
    assert names == {b"a", b"b", b"c", b"d"}
    assert {each.hash for each in made.queue.subtree(made.all["c"])} == {b"c", b"d"}


def test_the_worst_is_the_oldest_of_the_least_important() -> None:
    made = Made()
    made.add("a", priority=5)
    made.add("b")
    made.add("c")
    assert made.queue.worst().hash == b"b"
    made.queue.remove(made.all["b"])
    made.queue.remove(made.all["c"])
    assert made.queue.worst().hash == b"a"
    assert made.queue.size == 1
