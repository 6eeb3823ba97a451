"""Neurons come and go in random order: uids stay dense, and every rao that is paid is somewhere.

Drifts of the reference are part of what is checked here, by name: `whole_price_is_recorded` and
`fees_stay_with_the_subnet`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pallets.balances import Ledger
from pallets.balances.invariants import invariants
from pallets.subtensor.money import Tao
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.registration import Registration, RootRegistration
from pallets.subtensor.state import (
    Hyperparameters,
    Issuance,
    Mechanisms,
    Neurons,
    PoolReserves,
    RegistrationParameters,
    Scores,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.swap.execution import fee_of
from runtime.dispatch_error import DispatchFailure
from runtime.fixed import U64F64
from tests.pallets.subtensor.neurons.consistency import (
    check_links,
    check_owners,
    check_vectors,
    consistent_hotkeys,
)
from tests.pallets.subtensor.world import ED, RESERVE, TAO, World, account

ROOT, POOL, STABLE = 0, 1, 2
SUBNETS = [POOL, STABLE]
ALL = [ROOT, *SUBNETS]
MOST = 4  # uids
FEE_RATE = 33  # 65535ths
PRICES = (TAO // 100, 5 * TAO)  # bounds

POOR = 9
coldkeys = st.integers(1, 3)
hotkeys = st.integers(100, 109)
netuids = st.sampled_from(SUBNETS)
rao = st.sampled_from([0, 1, TAO // 100, TAO]) | st.integers(0, 2 * TAO)


def coldkey_of(hotkey: int) -> int:
    """Each hotkey is that of one coldkey, unless somebody poor has it first."""
    return 1 + hotkey % 3


class NeuronsMachine(RuleBasedStateMachine):
    """Two subnets and root, with few places."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        for netuid in ALL:
            self.add_subnet(netuid)
        self.world.pallet(Subnets).subnet_mechanism[POOL] = 1
        self.paid = Counter[int]()
        self.fees = Counter[int]()
        self.prices = Counter[int]()
        for coldkey in (1, 2, 3):
            self.world.endow(coldkey, 1_000 * TAO)
        for hotkey in range(100, 100 + MOST):
            for netuid in SUBNETS:
                self.register(netuid, hotkey)
            self.join_root(hotkey)
            self.world.step()

    def add_subnet(self, netuid: int) -> None:
        world, parameters = self.world, self.world.pallet(RegistrationParameters)
        world.add_network(netuid, started=False)
        world.setup_reserves(netuid)
        world.pallet(PoolReserves).subnet_alpha_out[netuid] = RESERVE
        world.pallet(Mechanisms).mechanism_count_current[netuid] = 2
        limits = world.pallet(Hyperparameters)
        limits.max_allowed_uids[netuid], limits.min_allowed_uids[netuid] = MOST, 1
        limits.immunity_period[netuid], limits.min_non_immune_uids[netuid] = 2, 0
        parameters.min_burn[netuid], parameters.max_burn[netuid] = PRICES
        parameters.burn[netuid] = PRICES[0]
        parameters.burn_half_life[netuid] = 5
        parameters.burn_increase_mult[netuid] = U64F64(3 << 63)
        parameters.max_registrations_per_block[netuid] = 3

    def attempt(self, action: Callable[[], object]) -> bool:
        """Whether it succeeds; if not, nothing has changed."""
        before = self.world.stored()
        try:
            self.world.runtime.in_layer(action)
        except DispatchFailure:
            assert self.world.stored() == before
            return False
        return True

    # What is under test

    def register(self, netuid: int, hotkey: int, coldkey: int | None = None) -> None:
        world, payer = self.world, coldkey or coldkey_of(hotkey)
        price, before = self.price(netuid), world.balance(payer)
        call = Registration.burned_register(netuid, account(hotkey))
        if self.attempt(lambda: world.run(call, by=payer)):
            paid = before - world.balance(payer)
            assert paid == min(price, before - ED)
            self.paid[netuid] += paid
            self.prices[netuid] += price
            self.fees[netuid] += fee_of(paid, FEE_RATE) if netuid == POOL else 0

    @rule(netuid=netuids, several=st.lists(hotkeys, min_size=1, max_size=4))
    def owners_register(self, netuid: int, several: list[int]) -> None:
        for hotkey in several:
            self.register(netuid, hotkey)

    @rule(netuid=netuids, hotkey=hotkeys, funds=rao)
    def somebody_poor_registers(self, netuid: int, hotkey: int, funds: int) -> None:
        self.world.endow(POOR, funds)
        self.register(netuid, hotkey, POOR)

    @rule(hotkey=hotkeys)
    def join_root(self, hotkey: int) -> None:
        call = RootRegistration.root_register(account(hotkey))
        self.attempt(lambda: self.world.run(call, by=coldkey_of(hotkey)))

    @rule(netuid=netuids, most=st.integers(1, MOST - 1))
    def trim(self, netuid: int, most: int) -> None:
        table, limits = self.world.pallet(NeuronTable), self.world.pallet(Hyperparameters)
        before = consistent_hotkeys(self.world, netuid)
        if self.attempt(lambda: table.trim_to_max_allowed_uids(netuid, most)):
            after = consistent_hotkeys(self.world, netuid)
            assert len(after) == min(len(before), most)
            assert after == [hotkey for hotkey in before if hotkey in after]
            limits.max_allowed_uids[netuid] = MOST

    @rule(blocks=st.integers(1, 3))
    def go_on(self, blocks: int) -> None:
        self.world.step(blocks)

    # What others do, written directly

    @rule(netuid=netuids, data=st.data())
    def have_an_epoch(self, netuid: int, data: st.DataObject) -> None:
        count, scores = self.count(netuid), self.world.pallet(Scores)
        some = st.lists(st.integers(0, 3), min_size=count, max_size=count)
        scores.emission[netuid] = data.draw(some)
        scores.stake_weight[netuid] = data.draw(some)
        scores.validator_permit[netuid] = [number > 1 for number in data.draw(some)]

    @precondition(lambda self: any(self.count(netuid) for netuid in SUBNETS))
    @rule(data=st.data())
    def set_weights(self, data: st.DataObject) -> None:
        netuid = data.draw(st.sampled_from([netuid for netuid in SUBNETS if self.count(netuid)]))
        uids = st.integers(0, self.count(netuid) - 1)
        index = data.draw(st.sampled_from(self.world.pallet(Mechanisms).indices(netuid)))
        table = self.world.pallet(WeightTable)
        for links in (table.weights, table.bonds):
            links[index, data.draw(uids)] = data.draw(
                st.lists(st.tuples(uids, st.integers(0, 65_535)), unique_by=lambda pair: pair[0])
            )

    @rule(hotkey=hotkeys, stake=st.integers(0, 5))
    def stake_on_root(self, hotkey: int, stake: int) -> None:
        self.world.pallet(StakeShares).total_hotkey_alpha[account(hotkey), ROOT] = stake

    @rule(netuid=netuids, coldkey=coldkeys, hotkey=hotkeys, limit=st.integers(0, 3))
    def change_owner(self, netuid: int, coldkey: int, hotkey: int, limit: int) -> None:
        subnets = self.world.pallet(Subnets)
        subnets.subnet_owner[netuid] = account(coldkey)
        subnets.subnet_owner_hotkey[netuid] = account(hotkey)
        self.world.pallet(Hyperparameters).immune_owner_uids_limit[netuid] = limit

    # What holds

    @invariant()
    def neurons_are_consistent(self) -> None:
        for netuid in ALL:
            assert len(consistent_hotkeys(self.world, netuid)) <= MOST
            check_vectors(self.world, netuid)
            check_links(self.world, netuid)

    @invariant()
    def each_hotkey_has_one_owner(self) -> None:
        check_owners(self.world)

    @invariant()
    def prices_are_within_bounds(self) -> None:
        for netuid in ALL:
            assert PRICES[0] <= self.price(netuid) <= PRICES[1]

    @invariant()
    def what_was_paid_is_in_the_subnets_accounts(self) -> None:
        tao = self.world.pallet(Tao)
        for netuid in ALL:
            account_ = tao.existing_subnet_account(netuid)
            assert self.world.balance(account_) == self.paid[netuid]
        issuance = self.world.pallet(Issuance)
        assert issuance.total_stake.get() == self.paid.total()
        assert issuance.total_issuance.get() == self.world.pallet(Ledger).total_issuance.get()
        assert not invariants(self.world.pallet(Ledger))

    @invariant()
    def fees_stay_with_the_subnet(self) -> None:
        """They are in its account, but neither in its pool nor anybody else's."""
        pools = self.world.pallet(PoolReserves)
        for netuid in ALL:
            assert pools.subnet_tao[netuid] == RESERVE + self.paid[netuid] - self.fees[netuid]

    @invariant()
    def bought_alpha_is_gone(self) -> None:
        pools = self.world.pallet(PoolReserves)
        for netuid in ALL:
            assert pools.subnet_alpha_out[netuid] == RESERVE
            assert (pools.subnet_alpha_in[netuid] < RESERVE) == bool(self.paid[netuid])

    @invariant()
    def whole_price_is_recorded(self) -> None:
        """Also where less was paid, since the payer keeps the existential deposit."""
        recycled = self.world.pallet(RegistrationParameters).rao_recycled_for_registration
        for netuid in ALL:
            assert recycled[netuid] == self.prices[netuid] >= self.paid[netuid]

    def count(self, netuid: int) -> int:
        return self.world.pallet(Neurons).subnetwork_n[netuid]

    def price(self, netuid: int) -> int:
        return self.world.pallet(RegistrationParameters).burn[netuid]


TestNeurons = NeuronsMachine.TestCase
TestNeurons.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
