"""Whole chains under random calls about subnets: what holds of subnets always holds, every rao is
where the books say, and what fails leaves no trace but its fee.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chain.authoring.pulses import pulse_extrinsic
from chain.kit import Receipt, account, key, to
from genesis.presets import TAO
from pallets.admin_utils import ChainAdmin, FoundingAdmin, NeuronsAdmin, SubnetsAdmin, WeightsAdmin
from pallets.balances import Balances
from pallets.commitments import CommitmentInfo, Commitments, Raw
from pallets.drand import Drand
from pallets.subtensor.children import ChildkeyTakes, Children, DelegateTakes
from pallets.subtensor.events import NetworkAdded, NetworkRemoved
from pallets.subtensor.keys import ColdkeySwapNotice
from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.networks import Dissolution, NetworkRegistration, SubnetStart
from pallets.subtensor.registration import Registration, RootRegistration
from pallets.subtensor.staking import AddStake, Position
from pallets.subtensor.state import (
    Mechanisms,
    Neurons,
    Scores,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import mechanism_index
from pallets.subtensor.weights import RevealWindows, TimelockedCommits, WeightCommits, WeightSetting
from pallets.subtensor.weights.hashes import hash_of_weights
from pallets.subtensor.weights.payload import Payload
from pallets.subtensor.weights.rules import GivenWeights
from pallets.sudo import Sudo
from pallets.utility import Utility
from runtime.call import Call
from runtime.scale import U64, encode
from tests.properties.actions import (
    BATCHES,
    HOTKEYS,
    SUBNETS,
    SUDO,
    accounts,
    amounts,
    any_call,
    by_root,
    coldkeys,
    hotkeys,
    netuids,
    open_weights,
    owner_of,
    served_on,
    subnets,
    swap_calls,
    weights_on,
    wrapped,
    written,
)
from tests.properties.leftovers import SURVIVING, SURVIVING_BESIDES, items_about
from tests.properties.payouts import check_payouts
from tests.properties.stake_actions import KNOWN, TAKING, TakeStake, alpha_of, positions_of
from tests.properties.subnet_chain import SubnetChain, steady_claims
from tests.properties.subnet_rules import check_subnets
from tests.quicknet import PULSES, seal

MOST = 4  # uids of a subnet
ROUNDS = sorted(PULSES)
SALT = [1, 2, 3]
PUBLISHED = CommitmentInfo([Raw(b"something")])
# What a new subnet may have besides: an identity, and parents if there are validators on root.
BESIDES = {
    "SubnetIdentitiesV3",
    "PendingChildKeys",
    "ChildKeys",
    "ParentKeys",
    "TransactionKeyLastBlock",
}
LEFT = SURVIVING | SURVIVING_BESIDES

calls = wrapped(any_call(["SubtensorModule", "AdminUtils", "Commitments", "Swap"]))
everybody = coldkeys | hotkeys


Make = Callable[..., Call]


class Commit(NamedTuple):
    """What a hotkey has committed to, and can reveal."""

    hotkey: str
    netuid: int
    mechanism: int
    given: GivenWeights
    epoch: int
    """When it was made. One epoch later it is to be revealed, unless root says something else."""


class SubnetsMachine(RuleBasedStateMachine):
    """Three subnets are the limit, so that another one ends one."""

    def __init__(self) -> None:
        super().__init__()
        self.claims = steady_claims()
        self.claims.__enter__()
        self.tested = SubnetChain()
        self.chain = self.tested.chain
        self.commits: list[Commit] = []
        self.rounds = 0  # how many of the recorded pulses the chain has
        for call in (
            FoundingAdmin.sudo_set_subnet_limit(3),
            ChainAdmin.sudo_set_admin_freeze_window(1),
        ):
            self.tested.require(by_root(call), SUDO)
        gifts = [Balances.transfer_keep_alive(to(hotkey), TAO) for hotkey in HOTKEYS]
        self.tested.require(Utility.batch_all(gifts), "//Charlie")
        self.set_up(2, HOTKEYS[0], HOTKEYS[1:3])

    def set_up(self, netuid: int, first: str, others: list[str]) -> None:
        """A subnet that is started, with neurons, stake, and weights in the open."""
        require, owner = self.tested.require, owner_of(first)
        require(NetworkRegistration.register_network(account(first)), owner)
        self.fresh = items_about(self.chain.blockchain.head_runtime(), netuid)
        require(SubnetStart.start_call(netuid), owner)
        self.make_small(netuid)
        require(by_root(open_weights(netuid, True)), SUDO)
        for hotkey in others:
            require(Registration.burned_register(netuid, account(hotkey)), owner_of(hotkey))
            require(AddStake.add_stake(account(hotkey), netuid, 7 * TAO), "//Bob")
        uids = list(range(len(others) + 1))
        permits = self.chain.pallet(Scores).validator_permit.key_of(netuid)
        require(written(permits, encode(list[bool], [True for _ in uids])), SUDO)
        require(WeightSetting.set_weights(netuid, uids, [1 for _ in uids], 0), first)
        for hotkey in (first, *others):
            require(served_on(netuid, 80), hotkey)
            require(Commitments.set_commitment(netuid, PUBLISHED), hotkey)

    def make_small(self, netuid: int) -> None:
        for call in (
            NeuronsAdmin.sudo_set_max_allowed_uids(netuid, MOST),
            NeuronsAdmin.sudo_set_immunity_period(netuid, 2),
            NeuronsAdmin.sudo_set_min_non_immune_uids(netuid, 0),
            WeightsAdmin.sudo_set_weights_set_rate_limit(netuid, 0),
            SubnetsAdmin.sudo_set_tempo(netuid, 4),
        ):
            self.tested.submit(by_root(call), SUDO)

    def submit(self, call: Call, who: str) -> Receipt | None:
        before = self.chain.number
        receipt = self.tested.submit(call, who)
        happened = self.chain.events() if self.chain.number > before else []
        removed = [event.netuid for event in happened if isinstance(event, NetworkRemoved)]
        for netuid in removed:
            self.check_dissolved(netuid)
            asked = call.args[0] if call.declaration is Sudo.sudo else call
            if asked.declaration not in BATCHES:
                check_payouts(self.tested.begun, netuid, happened)
        return receipt

    def check_dissolved(self, netuid: int) -> None:
        """Nothing is left of it; if there is another in its place, it has what a new one has."""
        left = items_about(self.chain.blockchain.head_runtime(), netuid) - LEFT
        if self.chain.pallet(Subnets).exists(netuid):
            left -= self.fresh | BESIDES
        assert not left, left
        self.commits = [commit for commit in self.commits if commit.netuid != netuid]

    # Subnets come and go

    @rule(who=coldkeys, hotkey=hotkeys)
    def found(self, who: str, hotkey: str) -> None:
        receipt = self.submit(NetworkRegistration.register_network(account(hotkey)), who)
        for event in receipt.events_of(NetworkAdded) if receipt is not None else []:
            self.make_small(event.netuid)

    @rule(netuid=subnets, who=coldkeys)
    def start(self, netuid: int, who: str) -> None:
        self.submit(SubnetStart.start_call(netuid), who)

    @rule(netuid=netuids)
    def dissolve(self, netuid: int) -> None:
        self.submit(by_root(Dissolution.root_dissolve_network(netuid)), SUDO)

    # Neurons come and go

    @rule(data=st.data(), count=st.integers(1, 3))
    def register(self, data: st.DataObject, count: int) -> None:
        there = [netuid for netuid in self.chain.pallet(Subnets).netuids() if netuid]
        netuid = data.draw(st.sampled_from(there or [1]))
        for _ in range(count):
            neurons = {hotkey for (_, hotkey), _ in self.chain.pallet(Neurons).uids.items(netuid)}
            others = [hotkey for hotkey in HOTKEYS if account(hotkey) not in neurons]
            hotkey = data.draw(st.sampled_from(others or HOTKEYS))
            call = Registration.burned_register(netuid, account(hotkey))
            self.submit(call, owner_of(hotkey))

    @rule(calls=wrapped(st.builds(Registration.burned_register, netuids, accounts)), who=coldkeys)
    def register_in_batches(self, calls: Call, who: str) -> None:
        self.submit(calls, who)

    @rule(netuid=netuids, hotkey=hotkeys, limit=amounts)
    def register_up_to_a_price(self, netuid: int, hotkey: str, limit: int) -> None:
        call = Registration.register_limit(netuid, account(hotkey), limit)
        self.submit(call, owner_of(hotkey))

    @rule(hotkey=hotkeys)
    def join_root(self, hotkey: str) -> None:
        self.submit(RootRegistration.root_register(account(hotkey)), owner_of(hotkey))

    @rule(data=st.data())
    def trim(self, data: st.DataObject) -> None:
        counts = dict(self.chain.pallet(Neurons).subnetwork_n.items())
        netuid = data.draw(st.sampled_from([it for it in counts if counts[it] > 1] or [1]))
        most = data.draw(st.integers(1, max(counts.get(netuid, 1), 1)))
        self.submit(by_root(NeuronsAdmin.sudo_trim_to_max_allowed_uids(netuid, most)), SUDO)

    @rule(netuid=subnets, count=st.integers(0, 3))
    def change_mechanisms(self, netuid: int, count: int) -> None:
        self.submit(by_root(SubnetsAdmin.sudo_set_mechanism_count(netuid, count)), SUDO)

    @rule(hotkey=hotkeys, port=st.sampled_from([0, 80]), data=st.data())
    def publish(self, hotkey: str, port: int, data: st.DataObject) -> None:
        """Where a neuron is, and what it commits to."""
        members = self.chain.pallet(Neurons).is_network_member.keys(account(hotkey))
        netuid = data.draw(st.sampled_from([netuid for _, netuid in members] or [1]))
        self.submit(served_on(netuid, port), hotkey)
        self.submit(Commitments.set_commitment(netuid, PUBLISHED), hotkey)

    # Stake and money

    @rule(who=coldkeys, hotkey=hotkeys, netuid=netuids, tao=amounts)
    def stake(self, who: str, hotkey: str, netuid: int, tao: int) -> None:
        self.submit(AddStake.add_stake(account(hotkey), netuid, tao), who)

    @rule(data=st.data(), part=st.sampled_from([1, 2, 16]), call=st.sampled_from(TAKING))
    def take_stake(self, data: st.DataObject, part: int, call: TakeStake) -> None:
        positions = [place for place in positions_of(self.chain) if place.netuid in SUBNETS]
        place = data.draw(st.sampled_from(positions or [Position(account("//Bob"), bytes(32), 1)]))
        self.submit(call(place, alpha_of(self.chain, place) // part), KNOWN[place.coldkey])

    @rule(who=coldkeys, netuid=netuids, value=amounts)
    def give_to_a_subnet(self, who: str, netuid: int, value: int) -> None:
        dest = to(subnet_account(b"subtensr", netuid))
        self.submit(Balances.transfer_allow_death(dest, value), who)

    @rule(value=amounts, keep=st.integers(400, 10**8), burn=st.booleans())
    def spend(self, value: int, keep: int, burn: bool) -> None:
        """Dave burns something, or has little left."""
        if burn:
            self.submit(Balances.burn(value, False), "//Dave")
        else:
            left = max(self.chain.balance("//Dave") - keep, 0)
            self.submit(Balances.transfer_allow_death(to("//Charlie"), left), "//Dave")

    # Children and takes

    @rule(
        hotkey=hotkeys,
        netuid=subnets,
        children=st.lists(
            st.tuples(st.sampled_from([1, 2**62, 2**63, 2**64 - 1]), hotkeys.map(account)),
            max_size=3,
        ),
    )
    def choose_children(self, hotkey: str, netuid: int, children: list[tuple[int, bytes]]) -> None:
        call = Children.set_children(account(hotkey), netuid, children)
        self.submit(call, owner_of(hotkey))

    @rule(
        hotkey=hotkeys,
        take=st.integers(0, 12_000),
        change=st.sampled_from([DelegateTakes.increase_take, DelegateTakes.decrease_take]),
        netuid=subnets,
    )
    def take(self, hotkey: str, take: int, change: Make, netuid: int) -> None:
        self.submit(change(account(hotkey), take), owner_of(hotkey))
        call = ChildkeyTakes.set_childkey_take(account(hotkey), netuid, take)
        self.submit(call, owner_of(hotkey))

    # Weights

    @rule(netuid=subnets, data=st.data())
    def have_an_epoch(self, netuid: int, data: st.DataObject) -> None:
        """What consensus would write, as the neurons' order and permits hang on it."""
        count, scores = self.chain.pallet(Neurons).subnetwork_n[netuid], self.chain.pallet(Scores)
        if count == 0:
            return
        some = st.lists(st.integers(0, 3), min_size=count, max_size=count)
        permits = encode(list[bool], [number < 3 for number in data.draw(some)])
        emission = encode(list[U64], data.draw(some))
        self.submit(written(scores.validator_permit.key_of(netuid), permits), SUDO)
        self.submit(written(scores.emission.key_of(netuid), emission), SUDO)

    def someone(
        self, data: st.DataObject, *, in_the_open: bool
    ) -> tuple[str, int, int, GivenWeights]:
        """A hotkey, a subnet and its mechanism, and weights on its neurons."""
        places = [
            (KNOWN[hotkey], netuid)
            for (netuid, _), hotkey in self.chain.pallet(Neurons).keys.items()
            if netuid and hotkey in KNOWN
        ]
        hotkey, netuid = data.draw(st.sampled_from(places or [(HOTKEYS[0], 1)]))
        if self.chain.pallet(WeightTable).commit_reveal_weights_enabled[netuid] == in_the_open:
            self.submit(by_root(open_weights(netuid, in_the_open)), SUDO)
        count = self.chain.pallet(Mechanisms).mechanism_count_current[netuid]
        mechanism = data.draw(st.integers(0, count - 1))
        neurons = self.chain.pallet(Neurons).subnetwork_n[netuid]
        return hotkey, netuid, mechanism, data.draw(weights_on(list(range(max(neurons, 1)))))

    @rule(data=st.data())
    def set_weights(self, data: st.DataObject) -> None:
        hotkey, netuid, mechanism, given = self.someone(data, in_the_open=True)
        self.submit(WeightSetting.set_mechanism_weights(netuid, mechanism, *given), hotkey)

    @rule(data=st.data())
    def commit(self, data: st.DataObject) -> None:
        hotkey, netuid, mechanism, given = self.someone(data, in_the_open=False)
        index = mechanism_index(netuid, mechanism)
        commit_hash = hash_of_weights(account(hotkey), index, given, SALT)
        call = WeightCommits.commit_mechanism_weights(netuid, mechanism, commit_hash)
        receipt = self.submit(call, hotkey)
        if receipt is not None and receipt.ok:
            epoch = self.epoch(netuid)
            self.commits.append(Commit(hotkey, netuid, mechanism, given, epoch))

    @precondition(lambda self: self.commits)
    @rule(data=st.data(), patience=st.sampled_from([6, 6, 0]))
    def reveal(self, data: st.DataObject, patience: int) -> None:
        """A commit that is not expired, if there is one; perhaps after its epoch has ended."""
        current = [it for it in self.commits if self.epoch(it.netuid) <= it.epoch + 1]
        commit = data.draw(st.sampled_from(current or self.commits[-1:]))
        hotkey, netuid, mechanism, given, epoch = commit
        while patience and self.epoch(netuid) == epoch:
            self.tested.advance()
            patience -= 1
        call = WeightCommits.reveal_mechanism_weights(
            netuid, mechanism, given.uids, given.values, SALT, given.version_key
        )
        receipt = self.submit(call, hotkey)
        if receipt is not None and receipt.ok:
            self.commits.remove(commit)

    def epoch(self, netuid: int) -> int:
        return self.chain.pallet(RevealWindows).epoch(netuid)

    @precondition(lambda self: self.rounds < len(ROUNDS))
    @rule(data=st.data(), theirs=st.sampled_from([True, True, False]), opens=st.booleans())
    def commit_sealed(self, data: st.DataObject, theirs: bool, opens: bool) -> None:
        """Sealed to the next pulse, which comes in time or some day."""
        hotkey, netuid, mechanism, given = self.someone(data, in_the_open=False)
        author = hotkey if theirs else HOTKEYS[0]
        round_number = ROUNDS[self.rounds]
        sealed = seal(encode(Payload, Payload(account(author), *given)), round_number)
        call = TimelockedCommits.commit_timelocked_mechanism_weights(
            netuid, mechanism, sealed, round_number, 4
        )
        receipt = self.submit(call, hotkey)
        if opens and receipt is not None and receipt.ok:
            epoch = self.epoch(netuid)
            self.have_a_pulse()
            for _ in range(10):
                if self.epoch(netuid) <= epoch + 1:
                    self.tested.advance()

    @precondition(lambda self: self.rounds < len(ROUNDS))
    @rule()
    def have_a_pulse(self) -> None:
        pulse = PULSES[ROUNDS[self.rounds]]
        beginning = self.tested.beginning()
        builder = self.chain.begin()
        builder.push(pulse_extrinsic(self.chain.blockchain.composition, pulse, key("//One")))
        builder.finish()
        self.tested.enter(beginning)
        self.rounds += 1
        assert self.chain.pallet(Drand).last_stored_round.get() == pulse.round

    # Keys

    @rule(who=st.sampled_from(["//Bob", "//Dave"]), call=swap_calls)
    def swap_a_coldkey(self, who: str, call: Call) -> None:
        self.submit(call, who)

    @rule(who=st.sampled_from(["//Bob", "//Dave"]))
    def reset_a_swap(self, who: str) -> None:
        self.submit(by_root(ColdkeySwapNotice.reset_coldkey_swap(account(who))), SUDO)

    # Anything

    @rule(call=calls, who=everybody)
    def anybody_calls_anything(self, call: Call, who: str) -> None:
        self.submit(call, who)

    @rule(call=calls)
    def root_calls_anything(self, call: Call) -> None:
        self.submit(by_root(call), SUDO)

    @rule(blocks=st.integers(1, 6))
    def go_on(self, blocks: int) -> None:
        self.tested.advance(blocks)

    def teardown(self) -> None:
        self.claims.__exit__(None, None, None)

    # What holds

    @invariant()
    def subnets_are_consistent(self) -> None:
        check_subnets(self.chain)

    @invariant()
    def every_rao_is_accounted_for(self) -> None:
        self.tested.check()


TestSubnets = SubnetsMachine.TestCase
TestSubnets.settings = settings(
    max_examples=20,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
