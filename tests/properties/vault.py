"""A pallet whose calls hold, lock and reserve what their sender has: what later pallets will do."""

from __future__ import annotations

from pallets.balances import Holds, Ledger, Locks, Reserves
from pallets.balances.policy import Precision
from pallets.balances.types import Balance, WithdrawReasons
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U8, Enumeration
from runtime.weights import weigh

WEIGHT = weigh(1_000_000, reads=1, writes=1)


class HoldReason(Enumeration):
    """What the vault holds funds for."""


class Safekeeping(HoldReason, index=0):
    pass


def lock_id(number: int) -> bytes:
    return bytes([number]) * 8


class Vault(Pallet, crate="pallet_vault"):
    """Funds that stay with their owner, and are not free."""

    hold_reason = HoldReason
    ledger = Uses(Ledger)
    holds = Uses(Holds)
    locks = Uses(Locks)
    reserves = Uses(Reserves)

    @call(index=0, weight=WEIGHT)
    def hold(self, origin: Origin, amount: Balance) -> None:
        """Put funds on hold."""
        self.holds.hold(Safekeeping(), ensure_signed(origin), amount)

    @call(index=1, weight=WEIGHT)
    def release(self, origin: Origin, amount: Balance) -> None:
        """Release what is on hold."""
        self.holds.release(Safekeeping(), ensure_signed(origin), amount, Precision.EXACT)

    @call(index=2, weight=WEIGHT)
    def lock(self, origin: Origin, number: U8, amount: Balance) -> None:
        """Lock funds."""
        who = ensure_signed(origin)
        self.locks.set_lock(lock_id(number), who, amount, WithdrawReasons.ALL)

    @call(index=3, weight=WEIGHT)
    def unlock(self, origin: Origin, number: U8) -> None:
        """Undo a lock."""
        self.locks.remove_lock(lock_id(number), ensure_signed(origin))

    @call(index=4, weight=WEIGHT)
    def reserve(self, origin: Origin, amount: Balance) -> None:
        """Reserve funds."""
        self.reserves.reserve(ensure_signed(origin), amount)

    @call(index=5, weight=WEIGHT)
    def unreserve(self, origin: Origin, amount: Balance) -> None:
        """Free what is reserved and not on hold, as far as there is so much."""
        who = ensure_signed(origin)
        held = self.holds.balance_on_hold(Safekeeping(), who)
        # Root may have unreserved what is on hold.
        left = max(self.ledger.reserved_balance(who) - held, 0)
        self.reserves.unreserve(who, min(amount, left))
