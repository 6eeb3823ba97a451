"""What holds of all balances at any time, for tests and for looking into a chain that went wrong.

Some things of the reference are exceptions. The issuance that root adjusts by itself
(`force_adjust_total_issuance`) is off from the accounts. And an account that lives by another
provider and whose funds are lost as dust keeps the consumer reference of what was frozen. And
whoever signs a call that costs nothing leaves a nonce, even if there is no such account.
"""

from __future__ import annotations

from collections.abc import Iterator

from pallets.balances import rules
from pallets.balances.holds import Holds
from pallets.balances.ledger import Ledger
from pallets.system.accounts import IS_NEW_LOGIC, AccountInfo


def invariants(ledger: Ledger) -> list[str]:
    """The rules that the state breaks, one text each; none if all is well."""
    broken = list(_broken_issuance(ledger))
    for who, account in ledger.accounts.account.items():
        broken += [f"{who.hex()}: {text}" for text in _broken_account(ledger, account)]
        broken += [f"{who.hex()}: {text}" for text in _broken_lists(ledger, who, account)]
    return broken


def _broken_issuance(ledger: Ledger) -> Iterator[str]:
    held = sum(a.data.free + a.data.reserved for a in ledger.accounts.account.values())
    issuance = ledger.total_issuance.get()
    if held != issuance:
        yield f"the accounts hold {held}, and {issuance} is issued"
    if list(ledger.account.keys()):
        yield "Balances.Account is not empty"


def _broken_account(ledger: Ledger, account: AccountInfo) -> Iterator[str]:
    data = account.data
    if data.flags != IS_NEW_LOGIC:
        yield f"its flags are {data.flags:#x}"
    alive = account.providers or account.sufficients
    if not alive and (account.consumers or not data.is_empty):
        yield "it has neither a provider nor a reason of its own"
    if data.free >= ledger.existential_deposit and not account.providers:
        yield "its free funds are no provider"
    if (data.reserved or data.frozen) and not account.consumers:
        yield "its reserved or frozen funds are no consumer"
    if 0 < data.free < ledger.existential_deposit and not data.reserved:
        yield f"it has dust: {data.free}"


def _broken_lists(ledger: Ledger, who: bytes, account: AccountInfo) -> Iterator[str]:
    holds, names, freezes = ledger.holds[who], ledger.reserves[who], ledger.freezes[who]
    limit = rules.frozen_by(ledger.locks[who], freezes)
    if account.data.frozen > limit:
        yield f"{account.data.frozen} is frozen, and locks and freezes say {limit}"
    recorded = sum(held.amount for held in holds) + sum(reserve.amount for reserve in names)
    if recorded > account.data.reserved:
        yield f"{account.data.reserved} is reserved, and holds and names say {recorded}"
    if len(holds) > ledger.runtime.pallet(Holds).max_holds:
        yield f"it has {len(holds)} holds"
    if len(freezes) > ledger.max_freezes:
        yield f"it has {len(freezes)} freezes"
    ids = [reserve.id for reserve in names]
    if ids != sorted(dict.fromkeys(ids)) or len(ids) > ledger.max_reserves:
        yield f"its named reserves are not in order: {ids}"
