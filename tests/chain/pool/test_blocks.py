"""What becomes of the pool as blocks are made."""

from __future__ import annotations

import pytest

from chain.kit import account, to
from genesis.presets import TAO
from pallets.balances import Balances
from pallets.sudo import Sudo
from runtime.era import Era
from tests.chain.api.pooled import PooledChain
from tests.chain.pool.watching import PAY, Watcher, ready_nonces, submit

ALL = 10_000


@pytest.fixture
def node() -> PooledChain:
    return PooledChain()


def foreign_block(node: PooledChain, *extrinsics: bytes) -> None:
    """A block that was not made from the pool, which then hears of it."""
    builder = node.dev.begin()
    for extrinsic in extrinsics:
        builder.push(extrinsic)
    node.pool.on_block(builder.finish())


def test_what_is_in_a_block_is_final(node: PooledChain) -> None:
    watchers = [submit(node, nonce) for nonce in range(2)]
    block = node.make_block()
    name = "0x" + block.hash.hex()
    for watcher in watchers:
        assert watcher.full == ["ready", {"inBlock": name}, {"finalized": name}]
        assert watcher.ended
    assert len(node.pool) == 0


def test_what_waited_for_a_block_is_ready_after_it(node: PooledChain) -> None:
    late = submit(node, 1)
    foreign_block(node, node.signed(PAY))
    assert late.heard == ["future", "ready"] and ready_nonces(node) == [1]
    node.make_block()
    assert late.heard == ["future", "ready", "inBlock", "finalized"]


def test_what_comes_after_an_extrinsic_in_a_block_stays_ready(node: PooledChain) -> None:
    first = node.signed(PAY)
    node.pool.submit(first)
    second = submit(node, 1)
    foreign_block(node, first)
    assert second.heard == ["ready"] and ready_nonces(node) == [1]


def test_another_one_took_the_nonce(node: PooledChain) -> None:
    beaten, after = submit(node, 0), submit(node, 1)
    foreign_block(node, node.signed(PAY, tip=7))
    assert beaten.heard == ["ready", "invalid"] and beaten.ended
    assert after.heard == ["ready"] and ready_nonces(node) == [1]
    assert node.pool.revalidate(ALL) == 0 and ready_nonces(node) == [1]


def test_others_took_several_nonces(node: PooledChain) -> None:
    first, future, last = submit(node, 0), submit(node, 2), submit(node, 3)
    foreign_block(node, *(node.signed(PAY, nonce=nonce, tip=7) for nonce in range(3)))
    assert first.heard == ["ready", "invalid"]
    foreign_block(node)
    node.pool.revalidate(ALL)
    assert future.heard[-1] == "invalid" and last.heard == ["future", "ready"]
    assert ready_nonces(node) == [3]


def test_two_that_waited_for_the_same_nonce_after_a_foreign_block(node: PooledChain) -> None:
    older, younger = submit(node, 1), submit(node, 1, tip=3)
    foreign_block(node, node.signed(PAY))
    assert older.heard == ["future", "ready"] and younger.heard == ["future", "dropped"]


def test_a_block_that_makes_another_extrinsic_invalid(node: PooledChain) -> None:
    node.dev.submit(Balances.transfer_keep_alive(to("//Poor"), TAO))
    poor = [submit(node, nonce, by="//Poor") for nonce in (0, 1, 5)]
    rich = submit(node, 1)
    drain = Sudo.sudo(Balances.force_set_balance(to("//Poor"), 600))
    foreign_block(node, node.signed(drain, nonce=1, tip=1))
    assert rich.heard == ["ready", "invalid"]
    assert [watcher.heard[-1] for watcher in poor] == ["ready", "ready", "future"]
    assert node.pool.revalidate(ALL) == 0
    # The next block will try what is ready; only if it comes to nothing there it is looked at.
    assert [watcher.heard[-1] for watcher in poor] == ["ready", "ready", "invalid"]
    foreign_block(node)
    assert node.pool.revalidate(ALL) == 0
    assert [watcher.heard[-1] for watcher in poor] == ["invalid"] * 3
    assert all(watcher.ended for watcher in poor) and len(node.pool) == 0


def test_nonces_that_begin_anew(node: PooledChain) -> None:
    """An account that is reaped and comes back is a new one, whose first nonce is 0."""
    node.dev.submit(Balances.transfer_keep_alive(to("//Poor"), TAO))
    leave = Balances.transfer_all(to("//Bob"), False)
    node.pool.submit(node.signed(leave, "//Poor"))
    after = [submit(node, nonce, by="//Poor") for nonce in (1, 2)]
    come_back = Balances.transfer_keep_alive(to("//Poor"), TAO)
    foreign_block(node, node.signed(leave, "//Poor"), node.signed(come_back, nonce=1))
    foreign_block(node)
    assert [watcher.heard for watcher in after] == [["ready"]] * 2
    node.pool.revalidate(ALL)
    assert [watcher.heard for watcher in after] == [["ready", "future"]] * 2
    submit(node, 0, by="//Poor")
    assert ready_nonces(node) == [0, 1, 2]
    node.make_block()
    assert [watcher.heard[-1] for watcher in after] == ["finalized"] * 2


def test_revalidation_takes_turns(node: PooledChain) -> None:
    watchers = [submit(node, nonce) for nonce in range(1, 6)]
    assert node.pool.revalidate(2) == 0  # nothing has happened yet
    foreign_block(node)
    assert node.pool.revalidate(2) == 3
    foreign_block(node)
    assert node.pool.revalidate(2) == 1 and node.pool.revalidate(2) == 0
    foreign_block(node)
    assert node.pool.revalidate(ALL) == 0
    assert all(watcher.heard == ["future"] for watcher in watchers)


def test_a_mortal_extrinsic_ends_with_its_era(node: PooledChain) -> None:
    node.dev.advance(9)
    # Born in block 8, with period 4: the last block that it can be in is 11.
    mortal = submit(node, 0, era=Era(4, 0))
    longer = submit(node, 0, by="//Bob", era=Era(8, 0))
    after = submit(node, 1)
    foreign_block(node)
    assert node.dev.number == 10 and mortal.heard == ["ready"]
    foreign_block(node)
    assert mortal.heard == ["ready", "invalid"] and mortal.ended
    assert after.heard == ["ready", "invalid"]
    assert longer.heard == ["ready"]
    for _ in range(4):
        foreign_block(node)
    assert longer.heard == ["ready", "invalid"] and len(node.pool) == 0


def test_a_mortal_extrinsic_is_good_for_the_last_block_of_its_era(node: PooledChain) -> None:
    node.dev.advance(9)
    mortal = submit(node, 0, era=Era(4, 0))
    foreign_block(node)
    node.make_block()
    assert node.dev.number == 11 and mortal.heard[-1] == "finalized"


def test_one_that_ended_well_does_not_expire(node: PooledChain) -> None:
    mortal = submit(node, 0, era=Era(4, 0))
    node.make_block()
    for _ in range(6):
        foreign_block(node)
    assert mortal.heard == ["ready", "inBlock", "finalized"]
    assert node.pool._expiry._ending == {}


def test_a_mortal_one_that_waits_ends_too(node: PooledChain) -> None:
    waiting = submit(node, 3, era=Era(4, 0))
    for _ in range(3):
        foreign_block(node)
    assert waiting.heard == ["future", "invalid"] and len(node.pool) == 0


def test_with_one_that_is_removed_go_those_that_need_it(node: PooledChain) -> None:
    hashes = [node.pool.submit(node.signed(PAY, nonce=nonce)) for nonce in range(4)]
    watcher = Watcher()
    other = node.pool.submit(node.signed(PAY, "//Bob"), watcher)
    assert node.pool.remove([hashes[1], hashes[3]]) == hashes[1:]
    assert ready_nonces(node) == [0, 0] and watcher.heard == ["ready"]
    assert node.pool.remove([hashes[1], other]) == [other]
    assert watcher.heard == ["ready", "invalid"] and watcher.ended
    assert node.pool.nonce_after(account("//Alice"), 0) == 1
