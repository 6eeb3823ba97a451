"""Weights set in the open, where a subnet does not ask for commits, and after a reveal."""

from __future__ import annotations

from pallets.subtensor.errors import (
    CanNotSetRootNetworkWeights,
    CommitRevealEnabled,
    DuplicateUids,
    Error,
    IncorrectWeightVersionKey,
    InputLengthsUnequal,
    NeuronNoValidatorPermit,
    NotEnoughStakeToSetWeights,
    SettingWeightsTooFast,
    UidsLengthExceedUidsInSubNet,
    UidVecContainInvalidOne,
    WeightVecLengthIsLow,
    WeightVecNotEqualSize,
)
from pallets.subtensor.events import Event, WeightsSet
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.state import Hyperparameters, Neurons, WeightTable
from pallets.subtensor.types import (
    MAIN_MECHANISM,
    ROOT,
    CompactNetUid,
    CompactU16,
    CompactU64,
    MechId,
    NetUid,
    mechanism_index,
)
from pallets.subtensor.weights.batches import run_batch
from pallets.subtensor.weights.mechanisms import SubnetMechanisms
from pallets.subtensor.weights.permission import WeightPermission
from pallets.subtensor.weights.rules import GivenWeights, are_enough, is_version_current
from pallets.subtensor.weights.upscale import max_upscale
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U16, U64
from runtime.weights import Pays, weigh


class WeightSetting(Pallet, crate="pallet_subtensor"):
    """Weights set in the open, where a subnet does not ask for commits, and after a reveal."""

    error = Error
    event = Event
    neurons = Uses(Neurons)
    hyperparameters = Uses(Hyperparameters)
    table = Uses(WeightTable)
    neuron_table = Uses(NeuronTable)
    mechanisms = Uses(SubnetMechanisms)
    permission = Uses(WeightPermission)

    # Calls

    @call(index=0, weight=weigh(15_513_610_000, 10_327_410, reads=4112, writes=2), pays=Pays.No)
    def set_weights(
        self,
        origin: Origin,
        netuid: NetUid,
        dests: list[U16],
        weights: list[U16],
        version_key: U64,
    ) -> None:
        """Set the weights of the calling hotkey's neuron on the neurons with the uids `dests`.

        They are scaled so that the largest is 65535. Fails with CommitRevealEnabled, and as
        `set_for` does.
        """
        self._ensure_open(netuid)
        hotkey = ensure_signed(origin)
        self.set_for(hotkey, netuid, MAIN_MECHANISM, GivenWeights(dests, weights, version_key))

    @call(index=119, weight=weigh(15_540_000_000, reads=4111, writes=2), pays=Pays.No)
    def set_mechanism_weights(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        mecid: MechId,
        dests: list[U16],
        weights: list[U16],
        version_key: U64,
    ) -> None:
        """Set the weights of the calling hotkey's neuron in one of the subnet's mechanisms."""
        self._ensure_open(netuid)
        hotkey = ensure_signed(origin)
        self.set_for(hotkey, netuid, mecid, GivenWeights(dests, weights, version_key))

    @call(index=80, weight=weigh(103_092_000, 7395, reads=16, writes=2), pays=Pays.No)
    def batch_set_weights(
        self,
        origin: Origin,
        netuids: list[CompactNetUid],
        weights: list[list[tuple[CompactU16, CompactU16]]],
        version_keys: list[CompactU64],
    ) -> None:
        """Set weights, as pairs of uid and weight, on several subnets, some of which may fail.

        Fails with InputLengthsUnequal.
        """
        hotkey = ensure_signed(origin)
        if not len(netuids) == len(weights) == len(version_keys):
            raise InputLengthsUnequal()

        def set_item(position: int, netuid: int) -> None:
            self._ensure_open(netuid)
            pairs = weights[position]
            uids, values = [uid for uid, _ in pairs], [value for _, value in pairs]
            given = GivenWeights(uids, values, version_keys[position])
            self.set_for(hotkey, netuid, MAIN_MECHANISM, given)

        run_batch(self, hotkey, netuids, set_item)

    # Setting

    def set_for(self, hotkey: bytes, netuid: int, mechanism: int, given: GivenWeights) -> None:
        """Set the weights of a hotkey in a mechanism, whether in the open or by a reveal.

        With commit-reveal the rate is limited, and the last update noted, by the commit.

        Fails, in this order, with CanNotSetRootNetworkWeights, WeightVecNotEqualSize,
        MechanismDoesNotExist, UidsLengthExceedUidsInSubNet, HotKeyNotRegisteredInSubNet,
        NotEnoughStakeToSetWeights, IncorrectWeightVersionKey, SettingWeightsTooFast,
        NeuronNoValidatorPermit, DuplicateUids, UidVecContainInvalidOne, WeightVecLengthIsLow.
        """
        index, block = mechanism_index(netuid, mechanism), self.runtime.system.block_number()
        open_ = not self.table.commit_reveal_weights_enabled[netuid]
        self._ensure_fitting(netuid, mechanism, given)
        uid = self._ensure_entitled(hotkey, netuid, given.version_key)
        if open_ and not self.permission.is_not_too_soon(index, uid, block):
            raise SettingWeightsTooFast()
        self._ensure_allowed(netuid, uid, given)
        scaled = max_upscale(given.values)
        self.table.weights[index, uid] = list(zip(given.uids, scaled, strict=True))
        if open_:
            self.neuron_table.set_last_update(index, uid, block)
        self.deposit_event(WeightsSet(index, uid))

    def _ensure_open(self, netuid: int) -> None:
        if self.table.commit_reveal_weights_enabled[netuid]:
            raise CommitRevealEnabled()

    def _ensure_fitting(self, netuid: int, mechanism: int, given: GivenWeights) -> None:
        """There is such a mechanism, and the lists can be weights for it."""
        if netuid == ROOT:
            raise CanNotSetRootNetworkWeights()
        if len(given.uids) != len(given.values):
            raise WeightVecNotEqualSize()
        self.mechanisms.ensure_exists(netuid, mechanism)
        if len(given.uids) > self.neurons.subnetwork_n[netuid]:
            raise UidsLengthExceedUidsInSubNet()

    def _ensure_entitled(self, hotkey: bytes, netuid: int, version_key: int) -> int:
        """The hotkey has a neuron, stake and current code. The result is its uid."""
        uid = self.neuron_table.uid_of(netuid, hotkey)
        if not self.permission.has_enough_stake(hotkey, netuid):
            raise NotEnoughStakeToSetWeights()
        if not is_version_current(version_key, self.hyperparameters.weights_version_key[netuid]):
            raise IncorrectWeightVersionKey()
        return uid

    def _ensure_allowed(self, netuid: int, uid: int, given: GivenWeights) -> None:
        """The neuron may set weights on these uids, and so many."""
        on_itself = given.are_on(uid)
        if not (on_itself or self.permission.has_permit(netuid, uid)):
            raise NeuronNoValidatorPermit()
        if given.have_duplicates():
            raise DuplicateUids()
        if not all(self.neuron_table.has_uid(netuid, other) for other in given.uids):
            raise UidVecContainInvalidOne()
        neurons = self.neurons.subnetwork_n[netuid]
        least = self.hyperparameters.min_allowed_weights[netuid]
        if not (on_itself or are_enough(len(given.values), neurons, least)):
            raise WeightVecLengthIsLow()
