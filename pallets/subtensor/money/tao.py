"""TAO: how it moves between accounts and subnets, and how it comes into being and goes.

All amounts are in rao. Two pallets count the issuance: Balances counts what it holds, and this one
what it was told of. What goes wrong between them is listed where it happens.
"""

from __future__ import annotations

from pallets.balances import Balanced, Fungible, Ledger
from pallets.balances.imbalances import Credit
from pallets.balances.policy import Fortitude, Precision, Preservation
from pallets.subtensor.constants import Constants
from pallets.subtensor.errors import Error, InsufficientBalance, SubnetNotExists
from pallets.subtensor.money.accounts import burn_account, subnet_account, subnet_of_account
from pallets.subtensor.state import Issuance, Subnets
from pallets.subtensor.types import ROOT
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses

MAX_ISSUANCE = 21_000_000 * 10**9
"""There is never more TAO than this, in rao."""


class Tao(Pallet, crate="pallet_subtensor"):
    """Movement of TAO, and its issuance."""

    error = Error
    parameters = Uses(Constants)
    subnets = Uses(Subnets)
    issuance = Uses(Issuance)
    ledger = Uses(Ledger)
    fungible = Uses(Fungible)
    balanced = Uses(Balanced)

    # Accounts of subnets

    def subnet_account(self, netuid: int) -> bytes | None:
        """The account that holds the TAO of a subnet; None if there is no such subnet."""
        if netuid != ROOT and netuid not in self.subnets.networks_added:
            return None
        return subnet_account(self.parameters.subtensor_pallet_id, netuid)

    def existing_subnet_account(self, netuid: int) -> bytes:
        """As `subnet_account`. Fails with SubnetNotExists."""
        account = self.subnet_account(netuid)
        if account is None:
            raise SubnetNotExists()
        return account

    def subnet_of_account(self, account: bytes) -> int | None:
        """The netuid whose account this is, be there such a subnet or not."""
        return subnet_of_account(self.parameters.subtensor_pallet_id, account)

    # Looking

    def balance_of(self, coldkey: bytes) -> int:
        """What can be taken if the account may die: usually all that is free."""
        return self.ledger.reducible_balance(coldkey, Preservation.EXPENDABLE, Fortitude.POLITE)

    def keep_alive_balance_of(self, coldkey: bytes) -> int:
        """What can be taken so that the existential deposit stays."""
        return self.ledger.reducible_balance(coldkey, Preservation.PRESERVE, Fortitude.POLITE)

    def can_remove_balance(self, coldkey: bytes, amount: int) -> bool:
        return amount <= self.balance_of(coldkey)

    # Moving

    def transfer(self, source: bytes, dest: bytes, amount: int) -> None:
        """Move TAO; the source dies if less than the existential deposit is left.

        Fails with InsufficientBalance, and as `Fungible.transfer`.
        """
        if not self.can_remove_balance(source, amount):
            raise InsufficientBalance()
        self._transfer(source, dest, amount)

    def transfer_all(self, source: bytes, dest: bytes) -> None:
        """Move all that can be taken; nothing happens if that is nothing."""
        amount = self.balance_of(source)
        if amount:
            self._transfer(source, dest, amount)

    def transfer_to_subnet(self, netuid: int, coldkey: bytes, amount: int) -> int:
        """Move TAO to a subnet's account, but keep the existential deposit. The result is how much.

        Fails with SubnetNotExists, with InsufficientBalance if nothing can be taken, and as
        `Fungible.transfer`. An amount of zero asks for nothing of this.
        """
        if amount == 0:
            return 0
        account = self.existing_subnet_account(netuid)
        moved = min(amount, self.keep_alive_balance_of(coldkey))
        if moved == 0:
            raise InsufficientBalance()
        self.fungible.transfer(coldkey, account, moved, Preservation.PRESERVE)
        return moved

    def transfer_from_subnet(self, netuid: int, coldkey: bytes, amount: int) -> None:
        """Move TAO out of a subnet's account. Fails with SubnetNotExists, and as `transfer`."""
        self.transfer(self.existing_subnet_account(netuid), coldkey, amount)

    def burn(self, coldkey: bytes, amount: int) -> None:
        """Move TAO to where nobody can take it from; it still counts as issued.

        Fails as `transfer`.
        """
        self.transfer(coldkey, burn_account(self.parameters.burn_account_id), amount)

    def _transfer(self, source: bytes, dest: bytes, amount: int) -> None:
        """Move TAO, and take from the issuance what is lost as dust."""
        before = self.ledger.total_issuance.get()
        self.fungible.transfer(source, dest, amount, Preservation.EXPENDABLE)
        dust = before - self.ledger.total_issuance.get()
        if dust:
            self._lower_issuance(dust)

    # Issuance

    def recycle(self, coldkey: bytes, amount: int) -> None:
        """Destroy TAO of an account, which keeps its existential deposit; it can be mined again.

        Fails with InsufficientBalance.
        """
        if amount > self.keep_alive_balance_of(coldkey):
            raise InsufficientBalance()
        self._lower_issuance(amount)
        credit = self.balanced.withdraw(
            coldkey, amount, Precision.EXACT, Preservation.EXPENDABLE, Fortitude.FORCE
        )
        self.balanced.drop(credit)

    def mint(self, amount: int) -> Credit:
        """Make TAO that is in no account yet, as far as the greatest issuance allows.

        Whoever gets the credit spends it, and recycles the rest.
        """
        room = saturating_sub(MAX_ISSUANCE, self.ledger.total_issuance.get())
        minted = min(amount, room)
        total = self.issuance.total_issuance
        total.set(saturating_add(total.get(), minted))
        return self.balanced.issue(minted)

    def spend(self, coldkey: bytes, credit: Credit, amount: int) -> Credit | None:
        """Put a part of a credit into an account. The result is the rest.

        None if the credit is less, or the account cannot take it: then the credit is as it was.
        """
        if credit.amount < amount:
            return None
        part, rest = credit.split(amount)
        try:
            self.balanced.resolve(coldkey, part)
        except DispatchFailure:
            return None
        return rest

    def recycle_credit(self, credit: Credit) -> None:
        """Destroy what is left of a credit, as if it had never been minted."""
        if credit.amount:
            self._lower_issuance(credit.amount)
            self.balanced.drop(credit)

    def _lower_issuance(self, amount: int) -> None:
        total = self.issuance.total_issuance
        total.set(saturating_sub(total.get(), amount))
