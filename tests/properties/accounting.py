"""Books about all TAO and alpha of a chain, kept from its events alone, to compare its state with.

The reference does not count all money where it is: what differs has a name here (`Drift`), and is
known to the rao. All amounts are in rao.

    a subnet's account       = SubnetTAO                 + the account's drifts
    TotalStake               = all SubnetTAO             + the drifts of the total stake
    TotalIssuance            = Balances' TotalIssuance   + the drifts of the issuance
    AlphaIn + AlphaOut       = AlphaAssets' issuance     + the drifts of alpha
    AlphaOut                 = all TotalHotkeyAlpha      + the drifts of alpha outside
    RAORecycled...           = what neurons have paid    + the drifts of what is recorded
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from pallets.alpha_assets import AlphaAssets
from pallets.balances import Ledger, events
from pallets.subtensor.events import (
    AlphaBurned,
    AlphaRecycled,
    NetworkAdded,
    NetworkMinLockCostSet,
    NetworkRemoved,
    NeuronRegistered,
    RAORecycledForRegistrationSet,
    RootClaimed,
    StakeAdded,
    StakeRemoved,
)
from pallets.subtensor.money.accounts import subnet_account, subnet_of_account
from pallets.subtensor.networks.first_pool import first_alpha
from pallets.subtensor.stake.prices import median_price
from pallets.subtensor.state import (
    Founding,
    Issuance,
    PoolReserves,
    RegistrationParameters,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ROOT
from pallets.swap import Swap
from pallets.swap.balancer import Balancer
from pallets.swap.events import FeeRateSet
from pallets.swap.execution import fee_of
from pallets.swap.pallet import DEFAULT_FEE_RATE
from pallets.swap.pool import Pool
from pallets.system.accounts import Accounts
from runtime.scale import Enumeration
from tests.properties.drifts import (
    OF_ACCOUNTS,
    OF_ALPHA,
    OF_ALPHA_OUTSIDE,
    OF_ISSUANCE,
    OF_RECORDS,
    OF_STAKE,
    OF_SUBNETS,
    Drift,
)
from tests.properties.emission import alpha_flow, check_tao, tao_flow
from tests.properties.pallets import Pallets

PALLET_ID = b"subtensr"


Place = int | None
"""The subnet that a drift is of; None for the whole chain."""


class Books:
    """What there should be, from genesis on: give it the events of each block, in order."""

    def __init__(self, genesis: Pallets, min_lock_cost: int, deposit: int) -> None:
        """`genesis` is read once; the deposit is the existential one."""
        self.min_lock_cost, self.deposit = min_lock_cost, deposit
        self.balances = Counter(balances_of(genesis))
        self.drifts: dict[Drift, Counter[Place]] = {drift: Counter() for drift in Drift}
        self.hotkeys = Counter(dict(genesis.pallet(StakeShares).total_hotkey_alpha.items()))
        self.issued_alpha = Counter[int]()
        self.paid_by_neurons = Counter[int]()
        self.recorded = Counter[int]()  # RAORecycledForRegistration
        self.fee_rates: dict[int, int] = {}
        self.weights: dict[int, Balancer] = {}
        self.subnets = [1]  # root has no pool to speak of
        self.last_gift: dict[int, events.Transfer] = {}
        self.last_record: dict[int, int] = {}
        self.last: Enumeration | None = None
        self.brought_by_claims = 0  # TAO to root, since its stake was last looked at
        self.has_claimed = False  # in this block: so that pools are not known until it ends
        self.limited = set[int]()  # where less alpha was bought than the TAO would have got
        reserves = genesis.pallet(PoolReserves)
        pool, alpha = reserves.subnet_tao[1], reserves.subnet_alpha_in[1]
        self.drift(Drift.GENESIS_POOL, 1, -pool)
        self.drift(Drift.GENESIS_POOL_UNCOUNTED, None, -pool)
        self.drift(Drift.FIRST_ALPHA, 1, alpha + reserves.subnet_alpha_out[1])

    def drift(self, drift: Drift, place: Place, amount: int) -> None:
        self.drifts[drift][place] += amount

    def sum_of(self, drifts: Iterable[Drift], place: Place = None) -> int:
        return sum(self.drifts[drift][place] for drift in drifts)

    # What follows from the books

    def issuance(self) -> int:
        """All TAO in accounts, which is what Balances has issued."""
        return self.balances.total()

    def tao(self, netuid: int) -> int:
        """What the pool of a subnet holds: what its account does, but for the drifts."""
        account = self.balances[subnet_account(PALLET_ID, netuid)]
        return account - self.sum_of(OF_ACCOUNTS, netuid)

    def total_stake(self) -> int:
        return sum(map(self.tao, (ROOT, *self.subnets))) + self.sum_of(OF_STAKE)

    def alpha_out(self, netuid: int) -> int:
        staked = sum(alpha for (_, at), alpha in self.hotkeys.items() if at == netuid)
        return staked + self.sum_of(OF_ALPHA_OUTSIDE, netuid)

    def alpha_in(self, netuid: int) -> int:
        everywhere = self.issued_alpha[netuid] + self.sum_of(OF_ALPHA, netuid)
        return everywhere - self.alpha_out(netuid)

    def pool(self, netuid: int) -> Pool:
        return Pool(self.tao(netuid), self.alpha_in(netuid), self.weights_of(netuid))

    def weights_of(self, netuid: int) -> Balancer:
        """Of a pool: what blocks put in changes them, so that it does not change the price."""
        return self.weights.get(netuid, Balancer())

    # What happens

    def begin(self, before: Pallets, after: Pallets) -> None:
        """A block begins: by the states before and after that, and before its events are written.

        What becomes of its TAO is checked here, and told by events; alpha has no events. The state
        after is one in which nobody has claimed yet: claims are for `silent.settle`.
        """
        check_tao(before, after, self.subnets)
        staked = after.pallet(StakeShares).total_hotkey_alpha
        for netuid in self.subnets:
            flow = alpha_flow(before, after, netuid)
            self.drift(Drift.BOUGHT_NOTHING, netuid, tao_flow(before, after, netuid).stuck)
            self.issued_alpha[netuid] += flow.into_pool + flow.minted
            counted = min(flow.recycled, self.issued_alpha[netuid])
            self.issued_alpha[netuid] -= counted
            self.drift(Drift.RECYCLED_UNISSUED, netuid, counted - flow.recycled)
            self.drift(Drift.BOUGHT_BY_CHAIN, netuid, flow.bought)
            self.drift(Drift.BURNED_ALPHA, netuid, flow.burned)
            self.drift(Drift.WAITING, netuid, flow.waiting)
            self.drift(Drift.CLAIMABLE, netuid, flow.claimable)
            self.drift(Drift.PAID_TWICE, netuid, -flow.paid_twice)
            self.drift(Drift.MINED_MORE, netuid, -flow.mined_more)
            self.drift(Drift.ROUNDED, netuid, flow.rounded)
            self.weights[netuid] = after.pallet(Swap).swap_balancer[netuid]
        self.hotkeys = Counter(dict(staked.items()))

    def write(self, happened: Iterable[Enumeration]) -> None:
        """Put the events of a block into the books. What has none is for `silent.settle`."""
        self.has_claimed = False
        for event in happened:
            writer = _WRITERS.get(type(event))
            if writer is not None:
                writer(self, event)
            self.last = event

    def _transfer(self, event: events.Transfer) -> None:
        self.balances[event.from_] -= event.amount
        self.balances[event.to] += event.amount
        netuid = subnet_of_account(PALLET_ID, event.to)
        if netuid == ROOT and subnet_of_account(PALLET_ID, event.from_) is not None:
            self.brought_by_claims += event.amount
        elif netuid is not None:  # until something says that it was for more than nothing
            self.drift(Drift.GIFT, netuid, event.amount)
            self.last_gift[netuid] = event

    def _withdraw(self, event: events.Withdraw) -> None:
        self.balances[event.who] -= event.amount

    def _deposit(self, event: events.Deposit | events.Minted) -> None:
        self.balances[event.who] += event.amount

    def _burned(self, event: events.Burned) -> None:
        self.balances[event.who] -= event.amount
        self.drift(Drift.BURNED_BY_OWNERS, None, event.amount)

    def _dust(self, event: events.DustLost) -> None:
        self.balances[event.account] -= event.amount
        netuid = subnet_of_account(PALLET_ID, event.account)
        if netuid is None:
            self.drift(Drift.DUST, None, event.amount)
        else:
            self.drift(Drift.ACCOUNT_DUST, netuid, -event.amount)

    def _bought(self, netuid: int) -> int:
        """What was just transferred to the subnet was no gift. The result is how much."""
        paid = self.last_gift.pop(netuid).amount
        self.drift(Drift.GIFT, netuid, -paid)
        return paid

    def _recorded(self, event: RAORecycledForRegistrationSet) -> None:
        netuid, more = event.netuid, event.amount - self.recorded[event.netuid]
        self.recorded[netuid] = event.amount
        self.last_record[netuid] = more
        self.drift(Drift.RECORDED_BY_ROOT, netuid, more)  # until a neuron is registered

    def _registered(self, event: NeuronRegistered) -> None:
        """A neuron has paid, and what it was to pay is on record."""
        netuid = event.netuid
        price = 0 if netuid == ROOT else self.last_record.pop(netuid)
        if price == 0:
            return
        self.drift(Drift.RECORDED_BY_ROOT, netuid, -price)
        before = self.pool(netuid)  # what was transferred last is not in it yet
        payer, paid = self.last_gift[netuid].from_, self._bought(netuid)
        assert paid == price or (paid < price and self.balances[payer] == self.deposit)
        fee = fee_of(paid, self.fee_rates.get(netuid, DEFAULT_FEE_RATE))
        self.drift(Drift.SWAP_FEE, netuid, fee)
        self.drift(Drift.FEE_COUNTED, None, fee)
        self.drift(Drift.UNPAID_PRICE, netuid, price - paid)
        self.drift(Drift.BOUGHT_BY_NEURONS, netuid, -before.alpha_for(paid - fee))
        self.paid_by_neurons[netuid] += paid

    def _added(self, event: NetworkAdded) -> None:
        netuid = event.netuid
        price = median_price(self.pool(other).price for other in self.subnets)
        paid = self._bought(netuid)
        pool = max(paid, self.min_lock_cost)
        self.drift(Drift.SHORT_LOCK, netuid, paid - pool)
        self.drift(Drift.FIRST_ALPHA, netuid, first_alpha(pool, price))
        self.subnets.append(netuid)
        assert self.tao(netuid) == pool

    def _removed(self, event: NetworkRemoved) -> None:
        """The pool and all alpha are gone; the account keeps the existential deposit at most."""
        netuid = event.netuid
        account = self.balances[subnet_account(PALLET_ID, netuid)]
        assert account in (0, self.deposit)
        self.subnets.remove(netuid)
        for drift in OF_SUBNETS:
            del self.drifts[drift][netuid]
        for key in [key for key in self.hotkeys if key[1] == netuid]:
            del self.hotkeys[key]
        self.drift(Drift.DISSOLVED, netuid, account)
        self.drift(Drift.ISSUED_BEFORE, netuid, -self.issued_alpha[netuid])
        self.fee_rates.pop(netuid, None)
        self.weights.pop(netuid, None)
        del self.recorded[netuid], self.paid_by_neurons[netuid]
        self._lowered_stake()

    def _lowered_stake(self) -> None:
        """TAO has left a pool; perhaps more than was counted as stake."""
        self.drift(Drift.STAKE_BELOW_ZERO, None, max(-self.total_stake(), 0))

    def _claimed(self, event: RootClaimed) -> None:
        self.has_claimed = True

    def _staked(self, event: StakeAdded) -> None:
        netuid = event.netuid
        if not self._is_handed_over(event):
            self._check_bought(event)
        self.hotkeys[event.hotkey, netuid] += event.alpha

    def _is_handed_over(self, event: StakeAdded) -> bool:
        """Within a subnet stake moves without a trade: first it is removed, then it is added."""
        last = self.last
        return isinstance(last, StakeRemoved) and (last.netuid, last.alpha, last.tao, last.fee) == (
            event.netuid,
            event.alpha,
            event.tao,
            0,
        )

    def _check_bought(self, event: StakeAdded) -> None:
        netuid = event.netuid
        tao = self.tao(netuid) + event.fee  # the fee has left the account, to the author
        before = Pool(tao, self.alpha_in(netuid), self.weights_of(netuid))
        assert self._bought(netuid) == event.tao
        self.drift(Drift.FEE_COUNTED, None, event.fee)
        if netuid == ROOT:
            self.drift(Drift.ALPHA_FROM_NOWHERE, ROOT, max(event.alpha - before.alpha, 0))
        elif not self.has_claimed:
            most = before.alpha_for(event.tao - event.fee)
            assert event.alpha <= most
            if event.alpha < most:
                self.limited.add(netuid)

    def _unstaked(self, event: StakeRemoved) -> None:
        self._lowered_stake()
        self.hotkeys[event.hotkey, event.netuid] -= event.alpha + event.fee

    def _recycled_alpha(self, event: AlphaRecycled) -> None:
        """The counter does not fall below zero: what was never issued is recycled for nothing."""
        netuid = event.netuid
        counted = min(event.alpha, self.issued_alpha[netuid])
        self.issued_alpha[netuid] -= counted
        self.drift(Drift.RECYCLED_UNISSUED, netuid, counted - event.alpha)
        self.hotkeys[event.hotkey, netuid] -= event.alpha

    def _burned_alpha(self, event: AlphaBurned) -> None:
        self.hotkeys[event.hotkey, event.netuid] -= event.alpha
        self.drift(Drift.BURNED_ALPHA, event.netuid, event.alpha)

    def _fee_rate(self, event: FeeRateSet) -> None:
        self.fee_rates[event.netuid] = event.rate

    def _lowest_cost(self, event: NetworkMinLockCostSet) -> None:
        self.min_lock_cost = event.cost

    # Comparing

    def check(self, chain: Pallets) -> None:
        """The state is what the books say."""
        self._check_tao(chain)
        self._check_pools(chain)
        self._check_alpha(chain)

    def _check_tao(self, chain: Pallets) -> None:
        assert balances_of(chain) == +self.balances
        assert chain.pallet(Ledger).total_issuance.get() == self.issuance()
        issuance = chain.pallet(Issuance)
        assert issuance.total_issuance.get() == self.issuance() + self.sum_of(OF_ISSUANCE)
        assert issuance.total_stake.get() == self.total_stake()
        assert chain.pallet(Founding).network_min_lock_cost.get() == self.min_lock_cost

    def _check_pools(self, chain: Pallets) -> None:
        netuids = sorted((ROOT, *self.subnets))
        assert sorted(chain.pallet(Subnets).netuids()) == netuids
        reserves = chain.pallet(PoolReserves)
        pools = {
            netuid: (self.tao(netuid), self.alpha_in(netuid), self.alpha_out(netuid))
            for netuid in netuids
        }
        found = (reserves.subnet_tao, reserves.subnet_alpha_in, reserves.subnet_alpha_out)
        assert {netuid: tuple(of[netuid] for of in found) for netuid in netuids} == pools
        assert all(set(of.keys()) <= set(netuids) for of in found)
        assert all(amount >= 0 for amounts in pools.values() for amount in amounts)
        assert all(it == self.weights_of(at) for at, it in chain.pallet(Swap).swap_balancer.items())
        recorded = chain.pallet(RegistrationParameters).rao_recycled_for_registration
        for netuid in netuids:
            record = self.paid_by_neurons[netuid] + self.sum_of(OF_RECORDS, netuid)
            assert recorded[netuid] == self.recorded[netuid] == record

    def _check_alpha(self, chain: Pallets) -> None:
        staked = dict(chain.pallet(StakeShares).total_hotkey_alpha.items())
        assert staked == +self.hotkeys
        issued = dict(chain.pallet(AlphaAssets).total_alpha_issuance.items())
        assert Counter(issued) == self.issued_alpha


def balances_of(chain: Pallets) -> dict[bytes, int]:
    """What each account has, free and reserved."""
    accounts = chain.pallet(Accounts).account.items()
    held = {who: info.data.free + info.data.reserved for who, info in accounts}
    return {who: amount for who, amount in held.items() if amount}


_WRITERS: dict[type[Enumeration], Callable[[Books, Any], None]] = {
    events.Transfer: Books._transfer,
    events.Withdraw: Books._withdraw,
    events.Deposit: Books._deposit,
    events.Minted: Books._deposit,
    events.Burned: Books._burned,
    events.DustLost: Books._dust,
    RAORecycledForRegistrationSet: Books._recorded,
    NeuronRegistered: Books._registered,
    NetworkAdded: Books._added,
    NetworkRemoved: Books._removed,
    NetworkMinLockCostSet: Books._lowest_cost,
    RootClaimed: Books._claimed,
    StakeAdded: Books._staked,
    StakeRemoved: Books._unstaked,
    FeeRateSet: Books._fee_rate,
    AlphaRecycled: Books._recycled_alpha,
    AlphaBurned: Books._burned_alpha,
}
