"""An epoch of a subnet, with all its mechanisms. As epoch_with_mechanisms in mechanism.rs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from pallets.subtensor.consensus import ConsensusRules, EpochInputs, EpochOutputs
from pallets.subtensor.epoch.inputs import EpochReader
from pallets.subtensor.epoch.outcome import EpochWriter
from pallets.subtensor.epoch.terms import Terms, combined, mechanism_weight, terms_of
from pallets.subtensor.seams import Seams
from pallets.subtensor.voting_power import VotingPowerTracking
from pallets.subtensor.weights import SubnetMechanisms
from runtime.pallet import Pallet, Uses


class NeuronEmission(NamedTuple):
    """What a neuron has earned in an epoch, in rao of alpha."""

    hotkey: bytes
    incentive: int
    dividends: int


class MechanismEpoch(NamedTuple):
    """An epoch of one mechanism of a subnet: what the rules were given, and what they gave."""

    netuid: int
    mechanism: int
    uids: dict[bytes, int]
    """By hotkey."""
    inputs: EpochInputs
    outputs: EpochOutputs


class EpochRunner(Pallet, crate="pallet_subtensor"):
    """Epochs, from the state to the state."""

    config: Seams
    watch: Callable[[MechanismEpoch], object] | None = None
    """Is told of each mechanism's epoch before any of it is stored; has no part in it."""
    mechanisms = Uses(SubnetMechanisms)
    reader = Uses(EpochReader)
    writer = Uses(EpochWriter)
    voting_power = Uses(VotingPowerTracking)

    def run(self, netuid: int, emission: int) -> list[NeuronEmission]:
        """Divide the emission (rao of alpha), and store all results.

        The result is in the order of the hotkeys; the emission is yet to be paid.
        """
        uids = self.reader.uids(netuid)
        terms: Terms = {}
        for mechanism, part in enumerate(self.mechanisms.split_emissions(netuid, emission)):
            found = self._run_mechanism(netuid, mechanism, part, uids)
            weight = mechanism_weight(part, emission, first=mechanism == 0)
            terms = combined(terms, found, weight)
        self.writer.store_subnet(netuid, list(terms.values()))
        stakes = {hotkey: each.stake if each.permit else None for hotkey, each in terms.items()}
        self.voting_power.update(netuid, stakes)
        return [
            NeuronEmission(hotkey, terms[hotkey].server_emission, terms[hotkey].validator_emission)
            for hotkey in sorted(terms)
        ]

    def outputs(
        self, netuid: int, mechanism: int, emission: int, uids: dict[bytes, int]
    ) -> EpochOutputs:
        """What the rules make of a mechanism; nothing is stored."""
        inputs = self.reader.inputs(netuid, mechanism, emission, uids)
        outputs = self.rules.epoch(inputs)
        if self.watch is not None:
            self.watch(MechanismEpoch(netuid, mechanism, uids, inputs, outputs))
        return outputs

    @cached_property
    def rules(self) -> ConsensusRules:
        return self.config.consensus()

    def _run_mechanism(
        self, netuid: int, mechanism: int, emission: int, uids: dict[bytes, int]
    ) -> Terms:
        if not uids:
            self.writer.store_mechanism(netuid, mechanism, [], [])
            return {}
        outputs = self.outputs(netuid, mechanism, emission, uids)
        terms = terms_of(outputs, uids)
        self.writer.store_mechanism(netuid, mechanism, list(terms.values()), outputs.bonds)
        return terms
