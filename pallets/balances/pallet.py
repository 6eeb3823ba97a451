"""The calls of the Balances pallet."""

from __future__ import annotations

from pallets.balances.errors import DeltaZero, IssuanceDeactivated
from pallets.balances.events import BalanceSet, Issued, Rescinded, TotalIssuanceForced
from pallets.balances.fungible import Fungible
from pallets.balances.ledger import Ledger
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.balances.reserves import Reserves
from pallets.balances.types import MAX_BALANCE, AdjustmentDirection, Balance
from pallets.system.accounts import AccountData
from runtime.addresses import Address, account_of
from runtime.call import call
from runtime.origin import Origin, ensure_root, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import AccountId, Compact
from runtime.weights import Pays, PostInfo, Weight, weigh

BILLION = 10**9
ENOUGH_UPGRADED = 900_000_000  # of a billion: with so many upgraded, the call is free


def _upgrade_weight(_: Balances, who: list[bytes]) -> Weight:
    count = len(who)
    base = weigh(14_674_000 + 14_648_188 * count, reads=count, writes=count)
    return Weight(base.ref_time, 990 + 2603 * count)


def _burn_weight(_: Balances, value: int, keep_alive: bool) -> Weight:
    # The reference has the figures of the two cases the wrong way round.
    return weigh(30_219_000) if keep_alive else weigh(20_720_000)


def _preservation(keep_alive: bool) -> Preservation:
    return Preservation.PRESERVE if keep_alive else Preservation.EXPENDABLE


class Balances(Pallet, crate="pallet_balances"):
    """The native token: transfers, and what root may do to balances."""

    ledger = Uses(Ledger)
    fungible = Uses(Fungible)
    reserves = Uses(Reserves)

    @call(index=0, weight=weigh(48_834_000, 3593, reads=1, writes=1))
    def transfer_allow_death(self, origin: Origin, dest: Address, value: Compact[Balance]) -> None:
        """Move `value` rao to `dest`. The sender's account dies if less than the ED is left."""
        source = ensure_signed(origin)
        self.fungible.transfer(source, account_of(dest), value, Preservation.EXPENDABLE)

    @call(index=2, weight=weigh(49_519_000, 6196, reads=2, writes=2))
    def force_transfer(
        self, origin: Origin, source: Address, dest: Address, value: Compact[Balance]
    ) -> None:
        """Move `value` rao from `source` to `dest`. Root only."""
        ensure_root(origin)
        sender, receiver = account_of(source), account_of(dest)
        self.fungible.transfer(sender, receiver, value, Preservation.EXPENDABLE)

    @call(index=3, weight=weigh(39_051_000, 3593, reads=1, writes=1))
    def transfer_keep_alive(self, origin: Origin, dest: Address, value: Compact[Balance]) -> None:
        """Move `value` rao to `dest`, if at least the ED stays with the sender."""
        source = ensure_signed(origin)
        self.fungible.transfer(source, account_of(dest), value, Preservation.PRESERVE)

    @call(index=4, weight=weigh(48_209_000, 3593, reads=1, writes=1))
    def transfer_all(self, origin: Origin, dest: Address, keep_alive: bool) -> None:
        """Move all that can be moved to `dest`; with `keep_alive` the ED stays with the sender."""
        source = ensure_signed(origin)
        preservation = _preservation(keep_alive)
        amount = self.ledger.reducible_balance(source, preservation, Fortitude.POLITE)
        self.fungible.transfer(source, account_of(dest), amount, preservation)

    @call(index=5, weight=weigh(15_515_000, 3593, reads=1, writes=1))
    def force_unreserve(self, origin: Origin, who: Address, amount: Balance) -> None:
        """Make up to `amount` rao of an account's reserve free. Root only."""
        ensure_root(origin)
        self.reserves.unreserve(account_of(who), amount)

    @call(index=6, weight=_upgrade_weight)
    def upgrade_accounts(self, origin: Origin, who: list[AccountId]) -> PostInfo:
        """Bring accounts to today's rules. Free of charge if at least nine in ten needed it."""
        ensure_signed(origin)
        if not who:
            return PostInfo()
        upgraded = sum(self.ledger.ensure_upgraded(account) for account in who)
        enough = upgraded * BILLION // len(who) >= ENOUGH_UPGRADED
        return PostInfo(pays_fee=Pays.No if enough else Pays.Yes)

    @call(index=8, weight=weigh(19_206_000, 3593, reads=1, writes=1))
    def force_set_balance(self, origin: Origin, who: Address, new_free: Compact[Balance]) -> None:
        """Put the free balance of an account, and adjust the total issuance. Root only.

        Less than the ED means nothing.
        """
        ensure_root(origin)
        ledger, account = self.ledger, account_of(who)
        if new_free < ledger.existential_deposit:
            new_free = 0
        old = ledger.opened(account)
        ledger.change_and_sweep(account, AccountData(new_free, old.reserved, old.frozen, old.flags))
        if new_free > old.free:
            ledger.raise_issuance(new_free - old.free)
            self.deposit_event(Issued(new_free - old.free))
        elif new_free < old.free:
            ledger.lower_issuance(old.free - new_free)
            self.deposit_event(Rescinded(old.free - new_free))
        self.deposit_event(BalanceSet(account, new_free))

    @call(index=9, weight=weigh(5_351_000))
    def force_adjust_total_issuance(
        self, origin: Origin, direction: AdjustmentDirection, delta: Compact[Balance]
    ) -> None:
        """Raise or lower the total issuance by `delta`, and no account. Root only."""
        ensure_root(origin)
        if delta == 0:
            raise DeltaZero()
        old = self.ledger.total_issuance.get()
        if direction is AdjustmentDirection.Increase:
            new = min(old + delta, MAX_BALANCE)
        else:
            new = max(old - delta, 0)
        if self.ledger.inactive_issuance.get() > new:
            raise IssuanceDeactivated()
        self.ledger.total_issuance.set(new)
        self.deposit_event(TotalIssuanceForced(old, new))

    @call(index=10, weight=_burn_weight)
    def burn(self, origin: Origin, value: Compact[Balance], keep_alive: bool) -> None:
        """Destroy `value` rao of the sender; with `keep_alive` the ED stays."""
        who = ensure_signed(origin)
        self.fungible.burn_from(
            who, value, _preservation(keep_alive), Precision.EXACT, Fortitude.POLITE
        )
