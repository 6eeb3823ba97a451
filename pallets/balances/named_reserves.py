"""Reserved funds that stand under an 8-byte name."""

from __future__ import annotations

from bisect import bisect_left

from pallets.balances.errors import TooManyReserves
from pallets.balances.events import Slashed
from pallets.balances.imbalances import NegativeImbalance
from pallets.balances.ledger import Ledger
from pallets.balances.reserves import Reserves
from pallets.balances.types import MAX_BALANCE, BalanceStatus, ReserveData
from runtime.dispatch_error import ArithmeticError, arithmetic_failure
from runtime.pallet import Pallet, Uses


class NamedReserves(Pallet, crate="pallet_balances"):
    """FRAME's `NamedReservableCurrency`. An account's names are kept in ascending order.

    A name may stay with nothing under it, and an account with an empty list: that is how FRAME
    leaves its storage.
    """

    ledger = Uses(Ledger)
    reserves = Uses(Reserves)

    def reserved_balance_named(self, id: bytes, who: bytes) -> int:
        return next((r.amount for r in self.ledger.reserves[who] if r.id == id), 0)

    def reserve_named(self, id: bytes, who: bytes, amount: int) -> None:
        """Make free funds reserved under a name.

        Fails with TooManyReserves, arithmetic Overflow, and as `Reserves.reserve`.
        """
        if amount == 0:
            return
        names = self.ledger.reserves[who]
        self._add(names, id, amount)
        self.reserves.reserve(who, amount)
        self.ledger.reserves[who] = names

    def unreserve_named(self, id: bytes, who: bytes, amount: int) -> int:
        """Make reserved funds free. The result is what is missing under the name."""
        names = self.ledger.reserves[who]
        index = _index(names, id)
        if amount == 0 or index is None:
            return amount
        change = min(names[index].amount, amount)
        freed = change - self.reserves.unreserve(who, change)
        left = names[index].amount - freed
        names[index : index + 1] = [ReserveData(id, left)] if left else []
        if names:
            self.ledger.reserves[who] = names
        else:
            del self.ledger.reserves[who]
        return amount - freed

    def slash_reserved_named(
        self, id: bytes, who: bytes, amount: int
    ) -> tuple[NegativeImbalance, int]:
        """Take reserved funds. The result has what is missing under the name, too."""
        if amount == 0:
            return NegativeImbalance(0), 0
        names = self.ledger.reserves[who]
        index = _index(names, id)
        taken = NegativeImbalance(0)
        if index is not None:
            taken, _ = self.reserves.slash_reserved(who, min(names[index].amount, amount))
            names[index] = ReserveData(id, names[index].amount - taken.amount)
            self.deposit_event(Slashed(who, taken.amount))
        self.ledger.reserves[who] = names
        return taken, amount - taken.amount

    def repatriate_reserved_named(
        self, id: bytes, source: bytes, dest: bytes, amount: int, status: BalanceStatus
    ) -> int:
        """Move reserved funds to another account, reserved there under the same name, or free.

        The result is what is missing. Fails with TooManyReserves after funds have moved, so that it
        needs a storage layer, and as `Reserves.repatriate_reserved`.
        """
        if amount == 0:
            return 0
        if source == dest:
            if status is BalanceStatus.Free:
                return self.unreserve_named(id, source, amount)
            return max(amount - self.reserved_balance_named(id, source), 0)
        names = self.ledger.reserves[source]
        index = _index(names, id)
        moved = 0
        if index is not None:
            change = min(names[index].amount, amount)
            moved = change - self.reserves.repatriate_reserved(source, dest, change, status)
            if status is BalanceStatus.Reserved:
                received = self.ledger.reserves[dest]
                self._add(received, id, moved)
                self.ledger.reserves[dest] = received
            names[index] = ReserveData(id, names[index].amount - moved)
        self.ledger.reserves[source] = names
        return amount - moved

    def ensure_reserved_named(self, id: bytes, who: bytes, amount: int) -> None:
        """Reserve or unreserve, so that this much is under the name. Fails as `reserve_named`."""
        current = self.reserved_balance_named(id, who)
        if amount > current:
            self.reserve_named(id, who, amount - current)
        else:
            self.unreserve_named(id, who, current - amount)

    def unreserve_all_named(self, id: bytes, who: bytes) -> int:
        """Make all under a name free. The result is how much there was."""
        amount = self.reserved_balance_named(id, who)
        self.unreserve_named(id, who, amount)
        return amount

    def slash_all_reserved_named(self, id: bytes, who: bytes) -> NegativeImbalance:
        """Take all under a name."""
        amount = self.reserved_balance_named(id, who)
        return self.slash_reserved_named(id, who, amount)[0]

    def repatriate_all_reserved_named(
        self, id: bytes, source: bytes, dest: bytes, status: BalanceStatus
    ) -> None:
        """Move all under a name. Fails as `repatriate_reserved_named`."""
        amount = self.reserved_balance_named(id, source)
        self.repatriate_reserved_named(id, source, dest, amount, status)

    def _add(self, names: list[ReserveData], id: bytes, amount: int) -> None:
        index = _index(names, id)
        if index is not None:
            total = names[index].amount + amount
            if total > MAX_BALANCE:
                raise arithmetic_failure(ArithmeticError.Overflow)
            names[index] = ReserveData(id, total)
            return
        if len(names) >= self.ledger.max_reserves:
            raise TooManyReserves()
        names.insert(bisect_left(names, id, key=_name), ReserveData(id, amount))


def _name(reserve: ReserveData) -> bytes:
    return reserve.id


def _index(names: list[ReserveData], id: bytes) -> int | None:
    """Where a name stands in the list."""
    return next((index for index, reserve in enumerate(names) if reserve.id == id), None)
