"""All operations in any order: funds are conserved, references hold, failures leave nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pallets.balances import Balances
from pallets.balances.imbalances import Imbalance, NegativeImbalance, PositiveImbalance
from pallets.balances.invariants import invariants
from pallets.balances.policy import Fortitude, Liveness, Precision, Preservation, Restriction
from pallets.balances.rules import can_lose_provider
from pallets.balances.types import BalanceStatus, WithdrawReasons
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure
from runtime.origin import Origin
from tests.pallets.balances.world import FREEZES, HOLDS, World, account, by, name_of, to

ED = 5
PEOPLE = range(1, 5)
people = st.sampled_from(PEOPLE)
amounts = st.one_of(st.sampled_from([0, 1, ED - 1, ED, ED + 1]), st.integers(0, 60))
holds, freezes = st.sampled_from(HOLDS), st.sampled_from(FREEZES)
names = st.sampled_from([b"name   a", b"name   b", b"name   c"])
preservations, precisions = st.sampled_from(Preservation), st.sampled_from(Precision)
fortitudes, statuses = st.sampled_from(Fortitude), st.sampled_from(BalanceStatus)
restrictions, lives = st.sampled_from(Restriction), st.sampled_from(Liveness)
reasons = st.sampled_from([WithdrawReasons(0), WithdrawReasons.TRANSFER, WithdrawReasons.ALL])

KNOWN_FAILURES = {
    "Token.FundsUnavailable",
    "Token.BelowMinimum",
    "Token.CannotCreate",
    "Token.CannotCreateHold",
    "Token.Frozen",
    "Token.NotExpendable",
    "Arithmetic.Underflow",
    "Arithmetic.Overflow",
    "ConsumerRemaining",
    "NoProviders",
    "TooManyConsumers",
    "LiquidityRestrictions",
    "InsufficientBalance",
    "Expendability",
    "DeadAccount",
    "TooManyReserves",
}


class Chain(RuleBasedStateMachine):
    """Every rule is an operation in a layer of its own, as in a dispatch."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(ed=ED, max_reserves=2)

    @initialize(endowed=st.lists(st.sampled_from([0, ED, ED + 1, 20, 100]), min_size=3, max_size=4))
    def genesis(self, endowed: list[int]) -> None:
        listed = {who: amount for who, amount in enumerate(endowed, 1) if amount}
        self.world = World.endowed(listed, ed=ED, max_reserves=2)

    def run_in_layer(self, action: Callable[[], Any]) -> Any:
        world = self.world
        world.take_events()
        stored = world.stored()
        try:
            result = world.in_layer(action)
        except DispatchFailure as failure:
            assert name_of(failure) in KNOWN_FAILURES
            assert world.stored() == stored
            return None
        self.drop(result)
        return result

    def drop(self, result: Any) -> None:
        for part in result if isinstance(result, tuple) else (result,):
            if isinstance(part, (NegativeImbalance, PositiveImbalance)):
                self.world.currency.drop(part)
            elif isinstance(part, Imbalance):
                self.world.balanced.drop(part)  # type: ignore[arg-type]

    def call(self, made: Call, origin: Origin | None = None) -> None:
        if origin is None:
            self.run_in_layer(lambda: self.world.call(made))
        else:
            self.run_in_layer(lambda: self.world.call(made, origin))

    def unnamed_reserve(self, who: int) -> int:
        """What is reserved without a record of what for: only this may be taken without a name."""
        ledger, key = self.world.ledger, account(who)
        recorded = [*ledger.holds[key], *ledger.reserves[key]]
        return self.world.reserved(who) - sum(part.amount for part in recorded)

    # Calls

    @rule(who=people, dest=people, amount=amounts, keep=st.booleans())
    def transfer(self, who: int, dest: int, amount: int, keep: bool) -> None:
        made = Balances.transfer_keep_alive if keep else Balances.transfer_allow_death
        total = self.world.total(who) + self.world.total(dest)
        self.call(made(to(dest), amount), by(who))
        lost = total - self.world.total(who) - self.world.total(dest)
        assert keep is False or who == dest or lost == 0

    @rule(who=people, dest=people, keep=st.booleans())
    def transfer_all(self, who: int, dest: int, keep: bool) -> None:
        self.call(Balances.transfer_all(to(dest), keep), by(who))

    @rule(who=people, dest=people, amount=amounts)
    def force_transfer(self, who: int, dest: int, amount: int) -> None:
        self.call(Balances.force_transfer(to(who), to(dest), amount))

    @rule(who=people, amount=amounts)
    def force_set_balance(self, who: int, amount: int) -> None:
        self.call(Balances.force_set_balance(to(who), amount))

    @rule(who=people, amount=amounts, keep=st.booleans())
    def burn(self, who: int, amount: int, keep: bool) -> None:
        self.call(Balances.burn(amount, keep), by(who))

    @rule(who=people, amount=amounts)
    def force_unreserve(self, who: int, amount: int) -> None:
        self.call(Balances.force_unreserve(to(who), min(amount, self.unnamed_reserve(who))))

    @rule(listed=st.lists(people, max_size=3))
    def upgrade(self, listed: list[int]) -> None:
        self.world.take_events()
        stored = self.world.stored()
        self.call(Balances.upgrade_accounts([account(who) for who in listed]), by(1))
        assert self.world.stored() == stored

    # The fungible interface

    @rule(who=people, amount=amounts, restore=st.booleans())
    def make(self, who: int, amount: int, restore: bool) -> None:
        make = self.world.fungible.restore if restore else self.world.fungible.mint_into
        self.run_in_layer(lambda: make(account(who), amount))

    @rule(who=people, amount=amounts, keep=preservations, precision=precisions, force=fortitudes)
    def burn_from(
        self, who: int, amount: int, keep: Preservation, precision: Precision, force: Fortitude
    ) -> None:
        burn = self.world.fungible.burn_from
        self.run_in_layer(lambda: burn(account(who), amount, keep, precision, force))

    @rule(who=people, amount=amounts)
    def set_balance(self, who: int, amount: int) -> None:
        self.run_in_layer(lambda: self.world.fungible.set_balance(account(who), amount))

    @rule(payer=people, author=people, fee=amounts, keep=preservations)
    def pay(self, payer: int, author: int, fee: int, keep: Preservation) -> None:
        balanced = self.world.balanced

        def pay() -> None:
            credit = balanced.withdraw(account(payer), fee, Precision.EXACT, keep, Fortitude.POLITE)
            first, rest = credit.split(fee // 2)
            balanced.resolve(account(author), first)
            balanced.drop(rest)

        self.run_in_layer(pay)

    @rule(who=people, amount=amounts, keep=preservations)
    def rescind_and_settle(self, who: int, amount: int, keep: Preservation) -> None:
        balanced = self.world.balanced
        self.run_in_layer(lambda: balanced.settle(account(who), balanced.rescind(amount), keep))

    @rule(amount=amounts)
    def pair(self, amount: int) -> None:
        self.run_in_layer(lambda: self.world.balanced.pair(amount))

    # Holds and freezes

    @rule(reason=holds, who=people, amount=amounts)
    def hold(self, reason: Any, who: int, amount: int) -> None:
        total = self.world.total(who)
        self.run_in_layer(lambda: self.world.holds.hold(reason, account(who), amount))
        assert self.world.total(who) == total

    @rule(reason=holds, who=people, amount=amounts, precision=precisions)
    def release(self, reason: Any, who: int, amount: int, precision: Precision) -> None:
        release = self.world.holds.release
        self.run_in_layer(lambda: release(reason, account(who), amount, precision))

    @rule(reason=holds, who=people, amount=amounts)
    def set_on_hold(self, reason: Any, who: int, amount: int) -> None:
        self.run_in_layer(lambda: self.world.holds.set_on_hold(reason, account(who), amount))

    @rule(reason=holds, who=people, amount=amounts, precision=precisions, force=fortitudes)
    def burn_held(
        self, reason: Any, who: int, amount: int, precision: Precision, force: Fortitude
    ) -> None:
        burn = self.world.holds.burn_held
        self.run_in_layer(lambda: burn(reason, account(who), amount, precision, force))

    @rule(reason=holds, who=people, amount=amounts)
    def slash_held(self, reason: Any, who: int, amount: int) -> None:
        self.run_in_layer(lambda: self.world.holds.slash(reason, account(who), amount))

    @rule(
        reason=holds,
        who=people,
        dest=people,
        amount=amounts,
        precision=precisions,
        restriction=restrictions,
        force=fortitudes,
    )
    def transfer_on_hold(self, reason: Any, who: int, dest: int, amount: int, **how: Any) -> None:
        how["fortitude"] = how.pop("force")
        move = self.world.holds.transfer_on_hold
        self.run_in_layer(lambda: move(reason, account(who), account(dest), amount, **how))

    @rule(
        reason=holds,
        who=people,
        dest=people,
        amount=amounts,
        precision=precisions,
        preservation=preservations,
        fortitude=fortitudes,
    )
    def transfer_and_hold(self, reason: Any, who: int, dest: int, amount: int, **how: Any) -> None:
        move = self.world.holds.transfer_and_hold
        self.run_in_layer(lambda: move(reason, account(who), account(dest), amount, **how))

    @rule(reason=freezes, who=people, amount=amounts, extend=st.booleans())
    def freeze(self, reason: Any, who: int, amount: int, extend: bool) -> None:
        of = self.world.freezes
        freeze = of.extend_freeze if extend else of.set_freeze
        self.run_in_layer(lambda: freeze(reason, account(who), amount))

    @rule(id=names, who=people, amount=amounts, reasons=reasons, extend=st.booleans())
    def lock(
        self, id: bytes, who: int, amount: int, reasons: WithdrawReasons, extend: bool
    ) -> None:
        of = self.world.locks
        lock = of.extend_lock if extend else of.set_lock
        self.run_in_layer(lambda: lock(id, account(who), amount, reasons))

    # The old currency interface

    @rule(who=people, amount=amounts)
    def reserve(self, who: int, amount: int) -> None:
        reserves = self.world.reserves
        can = reserves.can_reserve(account(who), amount)
        can = can and self.world.accounts.can_inc_consumer(account(who))
        reserved = self.world.reserved(who)
        self.run_in_layer(lambda: reserves.reserve(account(who), amount))
        if can:
            assert self.world.reserved(who) == reserved + amount

    @rule(who=people, dest=people, amount=amounts, status=statuses)
    def repatriate(self, who: int, dest: int, amount: int, status: BalanceStatus) -> None:
        amount = min(amount, self.unnamed_reserve(who))
        move = self.world.reserves.repatriate_reserved
        self.run_in_layer(lambda: move(account(who), account(dest), amount, status))

    @rule(id=names, who=people, amount=amounts, free=st.booleans())
    def reserve_named(self, id: bytes, who: int, amount: int, free: bool) -> None:
        of = self.world.named
        change = of.unreserve_named if free else of.reserve_named
        self.run_in_layer(lambda: change(id, account(who), amount))

    @rule(id=names, who=people, amount=amounts)
    def slash_named(self, id: bytes, who: int, amount: int) -> None:
        self.run_in_layer(lambda: self.world.named.slash_reserved_named(id, account(who), amount))

    @rule(id=names, who=people, dest=people, amount=amounts, status=statuses)
    def repatriate_named(
        self, id: bytes, who: int, dest: int, amount: int, status: BalanceStatus
    ) -> None:
        move = self.world.named.repatriate_reserved_named
        self.run_in_layer(lambda: move(id, account(who), account(dest), amount, status))

    @rule(who=people, amount=amounts, reserved=st.booleans())
    def slash(self, who: int, amount: int, reserved: bool) -> None:
        if reserved:
            amount = min(amount, self.unnamed_reserve(who))
        slash = self.world.reserves.slash_reserved if reserved else self.world.currency.slash
        self.run_in_layer(lambda: slash(account(who), amount))

    @rule(who=people, amount=amounts, life=lives)
    def withdraw(self, who: int, amount: int, life: Liveness) -> None:
        self.run_in_layer(lambda: self.world.currency.withdraw(account(who), amount, life))

    @rule(who=people, amount=amounts, existing=st.booleans())
    def deposit(self, who: int, amount: int, existing: bool) -> None:
        of = self.world.currency
        deposit = of.deposit_into_existing if existing else of.deposit_creating
        self.run_in_layer(lambda: deposit(account(who), amount))

    @rule(who=people, amount=amounts)
    def make_free_balance_be(self, who: int, amount: int) -> None:
        if amount < ED and not can_lose_provider(self.world.info(who)):
            return  # this fails silently, and takes the difference out of the issuance
        make = self.world.currency.make_free_balance_be
        self.run_in_layer(lambda: make(account(who), amount))

    # What another pallet does to accounts

    @rule(who=people)
    def rely(self, who: int) -> None:
        self.run_in_layer(lambda: self.world.accounts.inc_consumers(account(who)))

    # What holds

    @invariant()
    def nothing_is_broken(self) -> None:
        assert invariants(self.world.ledger) == []

    @invariant()
    def references_are_those_of_the_funds(self) -> None:
        for who in PEOPLE:
            info = self.world.info(who)
            assert info.providers == (info.data.free >= ED), who


Chain.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestChain = Chain.TestCase
