"""What the stakers of a dissolved subnet get, by the state before and the transfers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pallets.balances.events import Transfer
from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import PoolReserves, StakeShares, Subnets
from runtime.scale import Enumeration
from tests.properties.accounting import PALLET_ID, Pallets, balances_of


def check_payouts(before: Pallets, netuid: int, happened: Iterable[Enumeration]) -> None:
    """Each stake gets its part of the pool's TAO, floored, and at most one rao more.

    The rest of the division goes out to the last rao, where the alpha in the pool counts as a stake
    too; not so in subnet 1, which is older than that rule. Where the subnet's account has less than
    its pool, as that of subnet 1 mostly has, nothing can be told.
    """
    source, reserves = subnet_account(PALLET_ID, netuid), before.pallet(PoolReserves)
    pot = reserves.subnet_tao[netuid]
    if balances_of(before).get(source, 0) < pot:
        return
    stake = before.pallet(Stake)
    stakes = [
        (coldkey, stake.of(hotkey, coldkey, netuid))
        for (hotkey, coldkey, at), _ in before.pallet(StakeShares).alpha_v2.items()
        if at == netuid
    ]
    is_old = before.pallet(Subnets).network_registered_at[netuid] == 0
    pooled = 0 if is_old else reserves.subnet_alpha_in[netuid]
    pooled += reserves.subnet_protocol_alpha[netuid]
    total = pooled + sum(alpha for _, alpha in stakes)
    floors, extra = Counter[bytes](), Counter[bytes]()
    for coldkey, alpha in stakes:
        floors[coldkey] += pot * alpha // total
        extra[coldkey] += alpha > 0
    paid = Counter[bytes]()
    for event in happened:
        if isinstance(event, Transfer) and event.from_ == source:
            paid[event.to] += event.amount
    assert paid.keys() <= floors.keys()
    assert all(floors[who] <= paid[who] <= floors[who] + extra[who] for who in floors)
    rest = pot - floors.total() - pot * pooled // total
    assert rest - 1 <= paid.total() - floors.total() <= rest
