"""Accounts: nonces, reference counts, and the data that the Balances pallet keeps with them.

An account exists while something provides for it: a balance of at least the existential deposit is
a provider, and a pallet may be one (`inc_providers`) or may keep an account without that
(`inc_sufficients`). What relies on an account is a consumer of it. When the last provider goes, the
entry goes, nonce and all. As the reference counters of FRAME's frame-system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from runtime.dispatch_error import (
    ConsumerRemaining,
    NoProviders,
    PlainFailure,
    TooManyConsumers,
)
from runtime.hashers import Blake2_128Concat
from runtime.pallet import Pallet
from runtime.scale import U32, U64, U128, AccountId, Enumeration, Newtype, Spelled, Struct
from runtime.storage import StorageMap

if TYPE_CHECKING:
    from runtime.runtime import Runtime

IS_NEW_LOGIC = 1 << 127  # marks data of today's rules about references; all data has it
U32_MAX = 2**32 - 1
KNOWN_ACCOUNTS = 4096  # how many decoded entries an instance remembers

Nonce = Annotated[U32, Spelled("Nonce")]
RefCount = Annotated[U32, Spelled("RefCount")]
Balance = Annotated[U64, Spelled("Balance")]
ExtraFlags = Annotated[U128, Newtype("pallet_balances::types::ExtraFlags")]


class AccountData(Struct, path="pallet_balances::types::AccountData", params={"Balance": U64}):
    """The funds of an account, in rao. `frozen` lies over the others: so much cannot leave."""

    free: Balance = 0
    reserved: Balance = 0
    frozen: Balance = 0
    flags: ExtraFlags = IS_NEW_LOGIC

    @property
    def is_empty(self) -> bool:
        """Whether this is what an account without funds has."""
        return not (self.free or self.reserved or self.frozen) and self.flags == IS_NEW_LOGIC


class AccountInfo(
    Struct, path="frame_system::AccountInfo", params={"Nonce": U32, "AccountData": AccountData}
):
    """All that the chain keeps of an account."""

    nonce: Nonce
    consumers: RefCount
    providers: RefCount
    sufficients: RefCount
    data: AccountData


NO_FUNDS = AccountData()
NO_ACCOUNT = AccountInfo(0, 0, 0, 0, NO_FUNDS)


class Event(Enumeration, params={"T": None}):
    """What happens to accounts."""


class NewAccount(Event, index=3):
    """An account came into being."""

    account: AccountId


class KilledAccount(Event, index=4):
    """An account lost its last provider and was removed."""

    account: AccountId


@dataclass(frozen=True)
class AccountsConfig:
    """How many consumers an account can have."""

    max_consumers: int = 16


class _Known:
    """An entry as it was last read or written: its key, its bytes and what they decode to."""

    __slots__ = ("info", "key", "stored")

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.stored: bytes | None = None
        self.info = NO_ACCOUNT


class Accounts(Pallet, crate="frame_system"):
    """The accounts of the chain."""

    event = Event
    config: AccountsConfig

    account = StorageMap[Blake2_128Concat[AccountId], AccountInfo](
        "Nonce, reference counts and funds of each account.", default=NO_ACCOUNT
    )

    def __init__(self, runtime: Runtime, config: AccountsConfig) -> None:
        super().__init__(runtime, config)
        self._entries: dict[bytes, _Known] = {}
        layout = self.layout_of(Accounts.account)
        self._encode, self._decode = layout.encode, layout.decode

    # Reading

    def get(self, who: bytes) -> AccountInfo:
        """The entry of an account, or zeros if it does not exist."""
        known = self._entries.get(who) or self._known(who)
        stored = self.state.get(known.key)
        if stored != known.stored:
            known.info = NO_ACCOUNT if stored is None else self._decode(stored)
            known.stored = stored
        return known.info

    def exists(self, who: bytes) -> bool:
        return self.state.get(self._known(who).key) is not None

    def data(self, who: bytes) -> AccountData | None:
        """The funds of an account; None if there are none, whether the account exists or not."""
        data = self.get(who).data
        return None if data.is_empty else data

    def nonce(self, who: bytes) -> int:
        """How many extrinsics the account has signed."""
        return self.get(who).nonce

    def can_dec_provider(self, who: bytes) -> bool:
        """Whether the account can lose a provider."""
        info = self.get(who)
        return info.consumers == 0 or info.providers > 1

    def is_provider_required(self, who: bytes) -> bool:
        """Whether something relies on the account's existence."""
        return self.get(who).consumers != 0

    def can_inc_consumer(self, who: bytes) -> bool:
        return self.can_accrue_consumers(who, 1)

    def can_accrue_consumers(self, who: bytes, count: int) -> bool:
        """Whether the account can have so many consumers more."""
        info = self.get(who)
        return info.providers > 0 and info.consumers + count <= self.config.max_consumers

    # Writing

    def store_data(self, who: bytes, data: AccountData | None) -> None:
        """Put the funds (None is none at all) into the entry; it goes if nothing provides for it.

        As the end of FRAME's `try_mutate_exists` for System: the counts are those of this moment.
        """
        info = self.get(who)
        if info.providers > 0 or info.sufficients > 0:
            self._put(
                who,
                AccountInfo(
                    info.nonce, info.consumers, info.providers, info.sufficients, data or NO_FUNDS
                ),
            )
        else:
            self._remove(who)

    def set_nonce(self, who: bytes, nonce: int) -> None:
        """Put the nonce, into a new entry if there is none."""
        info = self.get(who)
        self._put(
            who, AccountInfo(nonce, info.consumers, info.providers, info.sufficients, info.data)
        )

    def inc_providers(self, who: bytes) -> None:
        """Add a provider, which may bring the account into being."""
        info = self.get(who)
        new = info.providers == 0 and info.sufficients == 0
        self._count(who, info, providers=min(info.providers + 1, U32_MAX))
        if new:
            self.deposit_event(NewAccount(who))

    def dec_providers(self, who: bytes) -> bool:
        """Take a provider away; True if the account is gone then.

        Fails with ConsumerRemaining if it is the last and somebody relies on the account.
        """
        if not self.exists(who):
            return True
        info = self.get(who)
        providers = info.providers or 1  # an account that nobody provided for is not left behind
        if providers == 1 and info.consumers == 0 and info.sufficients == 0:
            self._kill(who)
            return True
        if providers == 1 and info.consumers > 0:
            raise PlainFailure(ConsumerRemaining())
        self._count(who, info, providers=providers - 1)
        return False

    def inc_sufficients(self, who: bytes) -> None:
        """Add a reason of its own for the account to exist."""
        info = self.get(who)
        new = info.providers == 0 and info.sufficients == 0
        self._count(who, info, sufficients=min(info.sufficients + 1, U32_MAX))
        if new:
            self.deposit_event(NewAccount(who))

    def dec_sufficients(self, who: bytes) -> bool:
        """Take such a reason away; True if the account is gone then, whoever relies on it."""
        if not self.exists(who):
            return True
        info = self.get(who)
        if info.sufficients <= 1 and info.providers == 0:
            self._kill(who)
            return True
        self._count(who, info, sufficients=max(info.sufficients - 1, 0))
        return False

    def inc_consumers(self, who: bytes) -> None:
        """Rely on the account. Fails with NoProviders, TooManyConsumers."""
        info = self.get(who)
        if info.providers > 0 and info.consumers >= self.config.max_consumers:
            raise PlainFailure(TooManyConsumers())
        self.inc_consumers_without_limit(who)

    def inc_consumers_without_limit(self, who: bytes) -> None:
        """Rely on the account, however many do already. Fails with NoProviders."""
        info = self.get(who)
        if info.providers == 0:
            raise PlainFailure(NoProviders())
        self._count(who, info, consumers=min(info.consumers + 1, U32_MAX))

    def dec_consumers(self, who: bytes) -> None:
        """Rely on the account no longer. Without any consumer the entry is written as it is."""
        info = self.get(who)
        self._count(who, info, consumers=max(info.consumers - 1, 0))

    # Entries

    def _known(self, who: bytes) -> _Known:
        known = self._entries.get(who)
        if known is None:
            if len(self._entries) >= KNOWN_ACCOUNTS:
                self._entries.clear()
            known = self._entries[who] = _Known(self.account.key_of(who))
        return known

    def _count(
        self,
        who: bytes,
        info: AccountInfo,
        consumers: int | None = None,
        providers: int | None = None,
        sufficients: int | None = None,
    ) -> None:
        self._put(
            who,
            AccountInfo(
                info.nonce,
                info.consumers if consumers is None else consumers,
                info.providers if providers is None else providers,
                info.sufficients if sufficients is None else sufficients,
                info.data,
            ),
        )

    def _put(self, who: bytes, info: AccountInfo) -> None:
        known = self._known(who)
        known.info, known.stored = info, self._encode(info)
        self.state.set(known.key, known.stored)

    def _kill(self, who: bytes) -> None:
        self._remove(who)
        self.deposit_event(KilledAccount(who))

    def _remove(self, who: bytes) -> None:
        self.state.set(self._known(who).key, None)
