"""A chain with some life on it: two subnets with miners, validators and stakers, and root."""

from __future__ import annotations

from collections.abc import Sequence

from chain.kit import Receipt, account, to
from genesis.presets import TAO
from pallets.admin_utils import ChainAdmin, SubnetsAdmin, WeightsAdmin
from pallets.balances import Balances
from pallets.subtensor.children import Children
from pallets.subtensor.claims import OwedDividends, RootClaiming
from pallets.subtensor.networks import NetworkRegistration, SubnetStart
from pallets.subtensor.registration import Registration, RootRegistration
from pallets.subtensor.staking import AddStake
from pallets.subtensor.state import Neurons, PoolReserves, Scores, Subnets
from pallets.subtensor.types import ROOT
from pallets.subtensor.weights import WeightSetting
from pallets.utility import Utility
from runtime.call import Call
from runtime.fixed import I96F32
from runtime.scale import encode
from runtime.validity import InvalidTransaction
from tests.properties.actions import (
    COLDKEYS,
    HOTKEYS,
    SUDO,
    by_root,
    open_weights,
    owner_of,
    written,
)
from tests.properties.dice import Dice
from tests.properties.drifts import Drift
from tests.properties.round_trips import Traveller, check_round_trips
from tests.properties.stake_actions import (
    Action,
    positions_of,
    some_coldkey,
    some_hotkey,
    some_netuid,
    some_position,
    some_tao,
)
from tests.properties.subnet_chain import SubnetChain

TEMPO = 5


class StakingChain(SubnetChain):
    """All neurons are on subnets 2 and 3; who validates has stake there and on root."""

    def __init__(self, subnets: int = 2) -> None:
        super().__init__()
        self.root(ChainAdmin.sudo_set_admin_freeze_window(0))
        self.root(SubnetsAdmin.sudo_set_subtoken_enabled(ROOT, True))
        gifts = [Balances.transfer_keep_alive(to(hotkey), TAO) for hotkey in HOTKEYS]
        self.require(Utility.batch_all(gifts), "//Charlie")
        for netuid in range(2, 2 + subnets):
            self._set_up(netuid, HOTKEYS[netuid % 3])
        for hotkey in HOTKEYS[:3]:
            self.require(RootRegistration.root_register(account(hotkey)), owner_of(hotkey))
            for coldkey in COLDKEYS[1:3]:
                self.require(AddStake.add_stake(account(hotkey), ROOT, 500 * TAO), coldkey)
        self.advance(TEMPO + 1)  # by an epoch, so that there are permits
        self.weigh()

    def root(self, call: Call) -> None:
        self.require(by_root(call), SUDO)

    def _set_up(self, netuid: int, first: str) -> None:
        self.require(NetworkRegistration.register_network(account(first)), owner_of(first))
        self.require(SubnetStart.start_call(netuid), owner_of(first))
        self.root(open_weights(netuid, True))
        self.root(WeightsAdmin.sudo_set_weights_set_rate_limit(netuid, 0))
        self.root(SubnetsAdmin.sudo_set_tempo(netuid, TEMPO + netuid % 2))
        self.root(SubnetsAdmin.sudo_set_subnet_emission_enabled(netuid, True))
        for hotkey in HOTKEYS:
            if hotkey != first:
                register = Registration.burned_register(netuid, account(hotkey))
                self.require(register, owner_of(hotkey))
        for hotkey in HOTKEYS[:3]:
            for coldkey in COLDKEYS[1:3]:
                self.require(AddStake.add_stake(account(hotkey), netuid, 3 * TAO), coldkey)
        child = Children.set_children(account(HOTKEYS[3]), netuid, [(1 << 62, account(HOTKEYS[1]))])
        self.require(child, owner_of(HOTKEYS[3]))
        moving = self.chain.pallet(PoolReserves).subnet_moving_price.key_of(netuid)
        self.require(written(moving, encode(I96F32, I96F32.from_num(1))), SUDO)

    def netuids(self) -> list[int]:
        """Of all subnets but root."""
        return [netuid for netuid in self.chain.pallet(Subnets).netuids() if netuid != ROOT]

    def weigh(self) -> None:
        """All who may set weights, on all neurons, in one block."""
        neurons, scores = self.chain.pallet(Neurons), self.chain.pallet(Scores)
        calls = []
        for netuid in self.netuids():
            permits = scores.validator_permit[netuid]
            uids = list(range(len(permits)))
            for number, hotkey in enumerate(HOTKEYS):
                uid = neurons.uids[netuid, account(hotkey)]
                if uid is not None and permits[uid]:
                    weights = [1 + (number + each) % 3 for each in uids]
                    calls.append((WeightSetting.set_weights(netuid, uids, weights, 0), hotkey))
        self.act(*calls)

    def act(self, *calls: tuple[Call, str]) -> list[Receipt]:
        """Make a block with these calls; an empty one if one of them no block takes."""
        beginning = self.beginning()
        try:
            receipts = self.chain.submit_all(calls)
        except InvalidTransaction:
            self.advance()
            return []
        self.enter(beginning)
        return receipts

    def act_by(self, dice: Dice, actions: Sequence[Action]) -> list[Receipt]:
        """Something of these, or two things in one block.

        What is claimed is not told by events: nothing else can be told of a block with a claim.
        """
        count = dice.one_of([1, 1, 2])
        calls = [dice.one_of(actions)(self.chain, dice) for _ in range(count)]
        if any(call.declaration is RootClaiming.claim_root for call, _ in calls):
            calls = calls[:1]
        return self.act(*calls)

    def travel(self, dice: Dice) -> int:
        """Check that some round trips gain nothing. The result is how many there were."""
        start = some_position(self.chain, dice)
        aims = [
            start._replace(netuid=some_netuid(self.chain, dice)),
            start._replace(hotkey=some_hotkey(self.chain, dice)),
            start._replace(coldkey=account(some_coldkey(self.chain, dice))),
        ]
        aim = dice.one_of(aims)
        return check_round_trips(Traveller(self.chain.begin().runtime, start, aim, some_tao(dice)))

    def check(self) -> None:
        super().check()
        self._check_claims()

    def _check_claims(self) -> None:
        """What all may claim together is there."""
        owed, places = self.chain.pallet(OwedDividends), positions_of(self.chain)
        on_root = [(place.hotkey, place.coldkey) for place in places if place.netuid == ROOT]
        for netuid in self.netuids():
            claims = [owed.of(*keys, netuid).saturating_to_num() for keys in on_root]
            due = sum(claim for claim in claims if claim > 0)
            assert due <= self.books.drifts[Drift.CLAIMABLE][netuid]
