"""The ledger: what the Balances pallet stores, and the one way in which an account's funds change.

The funds themselves stand with the account, in the System pallet. As the core of FRAME's
pallet-balances.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pallets.balances import rules
from pallets.balances.config import (
    MAX_LOCKS,
    BalancesConfig,
    InvalidBalancesConfig,
    InvalidGenesis,
)
from pallets.balances.errors import Error
from pallets.balances.events import DustLost, Endowed, Event, Upgraded
from pallets.balances.policy import Fortitude, Preservation, Provenance
from pallets.balances.rules import DepositConsequence, WithdrawConsequence
from pallets.balances.types import (
    MAX_BALANCE,
    Balance,
    BalanceLock,
    FrozenAmount,
    HeldAmount,
    ReserveData,
)
from pallets.system.accounts import IS_NEW_LOGIC, NO_FUNDS, AccountData, Accounts
from runtime.accounts import ss58_decode
from runtime.dispatch_error import DispatchFailure
from runtime.hashers import Blake2_128Concat
from runtime.outer import OuterEnum
from runtime.pallet import Pallet, Uses, constant
from runtime.scale import U32, AccountId, Bounded
from runtime.storage import StorageMap, StorageValue

# Bounds what is decoded; the limits that hold are in the configuration and the composition.
MAX_LISTED = 2**16


class Ledger(Pallet, crate="pallet_balances"):
    """The funds of all accounts, and the total issuance."""

    event = Event
    error = Error
    config: BalancesConfig
    storage_version = 1
    accounts = Uses(Accounts)

    total_issuance = StorageValue[Balance]("All funds that there are, in rao.")
    inactive_issuance = StorageValue[Balance]("How much of the issuance is out of circulation.")
    account = StorageMap[Blake2_128Concat[AccountId], AccountData](
        "Always empty: the funds of an account stand in the System pallet.", default=NO_FUNDS
    )
    locks = StorageMap[
        Blake2_128Concat[AccountId],
        Annotated[list[BalanceLock], Bounded(MAX_LOCKS, weak=True)],
    ]("The locks on each account, in the order in which they were set.")
    reserves = StorageMap[
        Blake2_128Concat[AccountId], Annotated[list[ReserveData], Bounded(MAX_LISTED)]
    ]("The named reserves of each account, in the order of their names.")
    holds = StorageMap[
        Blake2_128Concat[AccountId], Annotated[list[HeldAmount], Bounded(MAX_LISTED)]
    ]("The holds on each account.")
    freezes = StorageMap[
        Blake2_128Concat[AccountId], Annotated[list[FrozenAmount], Bounded(MAX_LISTED)]
    ]("The freezes of each account.")

    @constant
    def existential_deposit(self) -> Balance:
        """The least free funds, in rao, that keep an account alive. Always greater than zero."""
        return self.config.existential_deposit

    @constant
    def max_locks(self) -> U32:
        """How many locks an account is expected to have at most."""
        return self.config.max_locks

    @constant
    def max_reserves(self) -> U32:
        """How many named reserves an account can have."""
        return self.config.max_reserves

    @constant
    def max_freezes(self) -> U32:
        """How many freezes an account can have."""
        return self.config.max_freezes

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        """Endow accounts: `{"balances": [[address, rao], ...]}`.

        Raises InvalidGenesis and InvalidBalancesConfig. FRAME's `devAccounts` are refused: they are
        made for benchmarks, and are not part of the issuance there.
        """
        if reason_count(self.runtime.composition.freeze_reasons) > self.max_freezes:
            raise InvalidBalancesConfig("there are more reasons for freezes than freezes")
        if genesis.get("devAccounts") is not None:
            raise InvalidGenesis("devAccounts are not supported: list the accounts in balances")
        listed = genesis.get("balances", [])
        balances = [(ss58_decode(address), amount) for address, amount in listed]
        if any(amount < self.existential_deposit for _, amount in balances):
            raise InvalidGenesis("the balance of an account is less than the existential deposit")
        if len(dict(balances)) < len(balances):
            raise InvalidGenesis("an account is endowed twice")
        issuance = sum(amount for _, amount in balances)
        if issuance > MAX_BALANCE:
            raise InvalidGenesis("the total issuance is too large")
        self.total_issuance.set(issuance)
        for who, amount in balances:
            self.accounts.inc_providers(who)
            self.accounts.store_data(who, AccountData(amount))

    # Looking

    def free_balance(self, who: bytes) -> int:
        return self.accounts.get(who).data.free

    def reserved_balance(self, who: bytes) -> int:
        """All that is reserved or on hold."""
        return self.accounts.get(who).data.reserved

    def total_balance(self, who: bytes) -> int:
        return rules.total(self.accounts.get(who).data)

    def active_issuance(self) -> int:
        return max(self.total_issuance.get() - self.inactive_issuance.get(), 0)

    def reducible_balance(
        self, who: bytes, preservation: Preservation, fortitude: Fortitude
    ) -> int:
        """How much of the free funds can be taken."""
        account = self.accounts.get(who)
        return rules.reducible(account, preservation, fortitude, self.existential_deposit)

    def can_withdraw(self, who: bytes, amount: int) -> WithdrawConsequence:
        return rules.withdrawal(
            self.accounts.get(who), amount, self.total_issuance.get(), self.existential_deposit
        )

    def can_deposit(
        self, who: bytes, amount: int, provenance: Provenance = Provenance.EXTANT
    ) -> DepositConsequence:
        minted = amount if provenance is Provenance.MINTED else 0
        if minted and self.total_issuance.get() + minted > MAX_BALANCE:
            return DepositConsequence.OVERFLOW
        return rules.placement(self.accounts.get(who).data, amount, self.existential_deposit)

    # Changing an account

    def opened(self, who: bytes) -> AccountData:
        """The funds of an account that is about to change. `is_empty` says that it is new."""
        self.ensure_upgraded(who)
        return self.accounts.get(who).data

    def change(self, who: bytes, data: AccountData) -> int:
        """Put the funds of an account, and keep its references in step. The result is dust.

        Free funds of at least the ED are a provider of the account; reserved or frozen funds are a
        consumer. Free funds below the ED with nothing reserved are lost: then the account has no
        funds at all. This dust is still in the total issuance, which is the caller's business.

        Fails with ConsumerRemaining, NoProviders, TooManyConsumers. References may have changed
        then: whoever goes on after a failure needs a storage layer around this.
        """
        account = self.accounts.get(who)
        deposit, old = self.existential_deposit, account.data
        provided, provides = old.free >= deposit, data.free >= deposit
        consumed = old.reserved != 0 or old.frozen != 0
        consumes = data.reserved != 0 or data.frozen != 0
        if provided and provides and consumed == consumes and (account.consumers or not consumes):
            self.accounts.store_data(who, data)
            return 0
        if provides and not provided:
            self.accounts.inc_providers(who)
        if consumed and not consumes:
            self.accounts.dec_consumers(who)
        elif consumes and (not consumed or account.consumers == 0):
            # The second is an account from before reserved funds were consumers.
            self.accounts.inc_consumers(who)
        if provided and not provides:
            self._drop_provider(who, consumed, consumes)
        alive = provides or data.reserved != 0
        self.accounts.store_data(who, data if alive else None)
        if old.is_empty:
            self.deposit_event(Endowed(who, data.free))
        if alive or data.free == 0:
            return 0
        self.deposit_event(DustLost(who, data.free))
        return data.free

    def change_and_sweep(self, who: bytes, data: AccountData) -> None:
        """As `change`, and the dust leaves the total issuance."""
        self.sweep(self.change(who, data))

    def sweep(self, dust: int) -> None:
        """Take dust out of the total issuance."""
        if dust:
            self.lower_issuance(dust)

    def _drop_provider(self, who: bytes, consumed: bool, consumes: bool) -> None:
        """Take the provider away; if that fails, the consumer is what it was before."""
        accounts = self.accounts
        try:
            accounts.dec_providers(who)
        except DispatchFailure:
            if consumed and not consumes and accounts.can_inc_consumer(who):
                accounts.inc_consumers(who)
            if consumes and not consumed:
                accounts.dec_consumers(who)
            raise

    def ensure_upgraded(self, who: bytes) -> bool:
        """Bring an account from before references to today's rules; True if it was such a one."""
        account = self.accounts.get(who)
        data = account.data
        if data.flags & IS_NEW_LOGIC:
            return False
        free = data.free
        if data.reserved != 0 and data.frozen == 0:
            if account.providers == 0:
                free = max(free, self.existential_deposit)
                self.accounts.inc_providers(who)
            self.accounts.inc_consumers_without_limit(who)
        self.accounts.store_data(
            who, AccountData(free, data.reserved, data.frozen, data.flags | IS_NEW_LOGIC)
        )
        self.deposit_event(Upgraded(who))
        return True

    # The total issuance

    def raise_issuance(self, amount: int) -> int:
        """Make funds, as far as they can be counted. The result is how much."""
        old = self.total_issuance.get()
        new = min(old + amount, MAX_BALANCE)
        self.total_issuance.set(new)
        return new - old

    def lower_issuance(self, amount: int) -> int:
        """Destroy funds, as far as there are any. The result is how much."""
        old = self.total_issuance.get()
        new = max(old - amount, 0)
        self.total_issuance.set(new)
        return old - new


def reason_count(reasons: OuterEnum) -> int:
    """How many reasons all pallets of a composition have together."""
    return sum(len(module.variants) for module in reasons.modules.values())
