"""What waited for a subnet's epoch is distributed. As distribute_emission in run_coinbase.rs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pallets.subtensor.children import ChildGraph, ChildkeyTakes
from pallets.subtensor.emission.dividends import (
    Amounts,
    Family,
    Parent,
    ValidatorDividends,
    divide_among_validators,
    divide_in_family,
    stake_contribution,
)
from pallets.subtensor.emission.miners import MinerPayments
from pallets.subtensor.emission.owner import OwnerPayments
from pallets.subtensor.emission.validators import ValidatorPayments
from pallets.subtensor.epoch import EpochRunner, NeuronEmission
from pallets.subtensor.money import AlphaSupply
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.schedule import PendingEmission
from pallets.subtensor.stake import Stake, StakeWeights
from pallets.subtensor.stake.weight import share_of
from pallets.subtensor.state import Delegation
from pallets.subtensor.types import ROOT
from runtime.fixed import U96F32
from runtime.fixed.integers import U16_MAX, U64_MAX, saturating_add
from runtime.pallet import Pallet, Uses

_ONE = U96F32.from_num(1)
_ALL = U96F32.from_num(U16_MAX)


class Distribution(Pallet, crate="pallet_subtensor"):
    """The alpha of an epoch, from the subnet to the owner, miners, validators and their stakers."""

    epoch = Uses(EpochRunner)
    owner = Uses(OwnerPayments)
    miners = Uses(MinerPayments)
    validators = Uses(ValidatorPayments)
    graph = Uses(ChildGraph)
    takes = Uses(ChildkeyTakes)
    delegation = Uses(Delegation)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    weights = Uses(StakeWeights)
    alpha_supply = Uses(AlphaSupply)

    def distribute(self, netuid: int, pending: PendingEmission) -> None:
        """Run the epoch, and pay what it finds out.

        Without incentive for anybody, validators get the miners' part too.
        """
        shared = pending.miners + pending.validators + pending.root
        neurons = self.epoch.run(netuid, min(shared, U64_MAX))
        for_validators = pending.validators
        if not any(neuron.incentive for neuron in neurons):
            for_validators = saturating_add(for_validators, pending.miners)
        dividends = self.dividends(netuid, neurons)
        divided = self.divide(netuid, for_validators, pending.root, dividends)
        self.pay(netuid, pending.owner, incentives_of(neurons), divided)

    def pay(
        self,
        netuid: int,
        owner_cut: int,
        incentives: Mapping[bytes, int],
        dividends: ValidatorDividends,
    ) -> None:
        """Stake everybody's part: first the owner's, then the miners', then the validators'."""
        self.owner.pay_cut(netuid, owner_cut)
        self.miners.pay(netuid, incentives)
        self.validators.pay(netuid, dividends.alpha)
        self.validators.pay_root(netuid, dividends.root)

    def dividends(self, netuid: int, neurons: Iterable[NeuronEmission]) -> Amounts:
        """By hotkey, with what children pass on to their parents. What is burned of it is gone."""
        total: Amounts = {}
        for neuron in neurons:
            family = self.family(neuron.hotkey, netuid)
            divided = divide_in_family(neuron.dividends, family)
            for amount in divided.recycled:
                self.alpha_supply.recycle(netuid, amount)
            for hotkey, amount in divided.paid:
                before = total.get(hotkey, U96F32.ZERO)
                total[hotkey] = before.saturating_add(U96F32.from_num(amount))
        return total

    def divide(
        self, netuid: int, alpha: int, root_alpha: int, dividends: Amounts
    ) -> ValidatorDividends:
        """Divide the alpha (rao) for validators and for root's stakers by these dividends."""
        stakes = {
            hotkey: (self.stake.on_hotkey(hotkey, netuid), self.stake.on_hotkey(hotkey, ROOT))
            for hotkey in dividends
        }
        tao_weight = self.weights.tao_weight()
        return divide_among_validators(alpha, root_alpha, dividends, stakes, tao_weight)

    def family(self, hotkey: bytes, netuid: int) -> Family:
        """A hotkey with its parents in a subnet, and what each contributes to its stake."""
        links = self.graph.parents_of(hotkey, netuid)
        if not links:
            return Family(hotkey, 0, (), U96F32.ZERO, U96F32.ZERO)
        owner = self.ownership.owner_of(hotkey)
        return Family(
            hotkey,
            self.own_contribution(hotkey, netuid),
            [self._parent(netuid, *link, child_owner=owner) for link in links],
            take=U96F32.from_num(self.takes.take_of(hotkey, netuid)).safe_div(_ALL),
            burn=share_of(self.delegation.ck_burn.get()),
        )

    def own_contribution(self, hotkey: bytes, netuid: int) -> int:
        """The stake of a hotkey that its children do not have, in rao."""
        left = _ONE
        for proportion, _ in self.graph.children_of(hotkey, netuid):
            left = left.saturating_sub(share_of(proportion))
        return self._contribution(hotkey, netuid, left).saturating_to_num()

    def _parent(self, netuid: int, proportion: int, hotkey: bytes, child_owner: bytes) -> Parent:
        given = self._contribution(hotkey, netuid, share_of(proportion))
        return Parent(hotkey, given, self.ownership.owner_of(hotkey) != child_owner)

    def _contribution(self, hotkey: bytes, netuid: int, proportion: U96F32) -> U96F32:
        return stake_contribution(
            self.stake.on_hotkey(hotkey, netuid),
            self.stake.on_hotkey(hotkey, ROOT),
            proportion,
            self.weights.tao_weight(),
        )


def incentives_of(neurons: Sequence[NeuronEmission]) -> dict[bytes, int]:
    """What miners get, in rao of alpha."""
    return {neuron.hotkey: neuron.incentive for neuron in neurons}
