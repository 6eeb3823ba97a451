"""Whatever comes and whatever blocks do: what is ready can go into a block, in its order."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chain.kit import account, to
from chain.pool import PoolError, PoolLimits
from genesis.presets import TAO
from pallets.balances import Balances
from pallets.system.accounts import Accounts
from runtime.era import Era
from runtime.validity import InvalidTransaction
from tests.chain.api.pooled import PooledChain
from tests.chain.pool.watching import OPERATIONAL, PAY, Watcher

POOR = "//Poor"
PEOPLE = st.sampled_from(["//Alice", "//Bob", POOR])
LEAVE = Balances.transfer_all(to("//Bob"), False)
CALLS = st.sampled_from([PAY, PAY, OPERATIONAL, LEAVE])
LIMITS = PoolLimits(ready=8, ready_bytes=1500, future=4, future_bytes=900)
ENDS = {"finalized", "usurped", "invalid", "dropped"}


class PoolMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.node = PooledChain(LIMITS)
        self.node.dev.submit(Balances.transfer_keep_alive(to(POOR), TAO))
        self.pool = self.node.pool
        self.watchers: dict[bytes, Watcher] = {}
        self.ended = 0

    def nonce(self, who: str | bytes) -> int:
        accounts = self.node.chain.head_runtime().pallet(Accounts)
        return accounts.nonce(who if isinstance(who, bytes) else account(who))

    @rule(who=PEOPLE, ahead=st.integers(-1, 4), call=CALLS, mortal=st.booleans(), tip=st.booleans())
    def submit(self, who: str, ahead: int, call, mortal: bool, tip: bool) -> None:
        nonce = max(self.nonce(who) + ahead, 0)
        era = Era.mortal(4, self.node.dev.number) if mortal and self.node.dev.number else Era()
        extrinsic = self.node.signed(call, who, nonce, era=era, tip=int(tip))
        watcher = Watcher()
        try:
            extrinsic_hash = self.pool.submit(extrinsic, watcher)
        except PoolError:
            assert watcher.heard == []
        else:
            self.watchers[extrinsic_hash] = watcher

    @rule(count=st.integers(0, 6))
    def make_block(self, count: int) -> None:
        """With the first few that are ready, each of which can be in a block."""
        builder = self.node.dev.begin()
        order = self.pool.ready()
        for transaction, _ in zip(order, range(count), strict=False):
            try:
                builder.push(transaction.encoded, verified=True)
            except InvalidTransaction:  # what came before has taken its money
                order.leave_out()
        self.end_block(builder)

    @rule(who=PEOPLE, count=st.integers(1, 3))
    def make_foreign_block(self, who: str, count: int) -> None:
        builder = self.node.dev.begin()
        for _ in range(count):
            nonce = builder.runtime.pallet(Accounts).nonce(account(who))
            try:
                builder.push(self.node.signed(PAY, who, nonce, tip=9))
            except InvalidTransaction:
                break
        self.end_block(builder)

    @rule()
    def feed_the_poor(self) -> None:
        builder = self.node.dev.begin()
        nonce = self.nonce("//Charlie")
        call = Balances.transfer_keep_alive(to(POOR), TAO)
        builder.push(self.node.signed(call, "//Charlie", nonce))
        self.end_block(builder)

    def end_block(self, builder) -> None:
        self.pool.on_block(builder.finish())
        # A round may have been half-way; the second one is of this head.
        self.pool.revalidate(1000)
        self.pool._unchecked.extend([*self.pool._ready.by_hash, *self.pool._future.by_hash])
        self.pool.revalidate(1000)

    @rule(index=st.integers(0, 11))
    def remove(self, index: int) -> None:
        # By place and not by hash, which is another each time: signatures are randomised.
        inside = [each.hash for each in self.inside()]
        self.pool.remove(inside[index : index + 1])

    @invariant()
    def ready_ones_apply_in_their_order(self) -> None:
        nonces: dict[bytes, int] = {}
        came = 0
        for transaction in self.pool.ready():
            tag = transaction.valid.provides[0]
            who, nonce = tag[:32], int.from_bytes(tag[32:], "little")
            assert nonce == nonces.get(who, self.nonce(who))
            nonces[who] = nonce + 1
            came += 1
        assert came == self.pool.ready_count

    @invariant()
    def queues_are_whole_and_within_limits(self) -> None:
        ready, future = self.pool._ready, self.pool._future
        assert not set(ready.by_hash) & set(future.by_hash)
        for queue, count, size in (
            (ready, LIMITS.ready + LIMITS.future, None),
            (future, LIMITS.future, LIMITS.future_bytes),
        ):
            assert len(queue) <= count
            assert queue.size == sum(len(each.encoded) for each in queue.by_hash.values())
            assert size is None or queue.size <= size
            assert all(queue._requiring.values())
        assert len(ready.by_tag) == len(ready)
        assert not any(ready.provides(each.missing) for each in future.by_hash.values())
        mortal = [each for each in self.inside() if each.valid_till < 2**64 - 1]
        assert sum(map(len, self.pool._expiry._ending.values())) == len(mortal)
        assert all(each.valid_till > self.node.dev.number for each in mortal)

    @invariant()
    def everybody_hears_the_end_once(self) -> None:
        inside = {each.hash for each in self.inside()}
        for extrinsic_hash, watcher in self.watchers.items():
            assert watcher.ended == (extrinsic_hash not in inside)
            assert (watcher.heard[-1] in ENDS) == watcher.ended
            assert watcher.heard[0] in ("ready", "future")

    def inside(self):
        ready, future = self.pool._ready, self.pool._future
        return [*ready.by_hash.values(), *future.by_hash.values()]


TestPool = PoolMachine.TestCase
TestPool.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
