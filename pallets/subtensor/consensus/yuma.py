"""Yuma consensus: how a subnet's emission is divided among its miners and validators.

Validators weigh miners. What a weight is worth is decided by stake: a weight counts only as far as
validators with a majority of the stake (`kappa`) give the miner at least as much. Half of the
emission goes to miners by what they get of such weights; half goes to validators, by their bonds:
what they hold in the miners that earn, built up by weighing them before others did.

`YumaRules.epoch` is the way from one stage to the next; each stage is a method below, in that
order, and may be replaced in a subclass. The stages are those of the reference's sparse epoch, in
its arithmetic: I32F32 numbers, as integers in parts of 2^32 (`bits`), which `runtime.fixed.arrays`
multiplies and divides to the same bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from pallets.subtensor.consensus.interface import EpochInputs, EpochOutputs, EpochTrace
from pallets.subtensor.consensus.liquid_alpha import liquid_alphas, u16_fraction
from pallets.subtensor.consensus.median import weighted_median
from pallets.subtensor.consensus.rows import Rows
from runtime.fixed import I32F32, I64F64
from runtime.fixed.arrays import (
    ONE,
    normalized,
    product,
    ratio,
    saturating_sum,
    saturating_total,
    u16_proportions,
)
from runtime.fixed.integers import U16_MAX, U64_MAX

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Bits

Mask = npt.NDArray[np.bool_]
Item = TypeVar("Item", np.bool_, np.uint64)


@dataclass(frozen=True, slots=True)
class BondUpdate:
    """What the stage of bonds finds out."""

    old: Bits
    """The bonds that it started from, after the mask."""
    alphas: Bits | None
    """The speed of each bond with liquid alpha."""
    new: Rows
    """The bonds to store."""
    dividends: Bits
    """By row; the sum is 1."""


class EmissionParts(NamedTuple):
    """The parts of the emission for mining, for validating, and for both."""

    server: Bits
    validator: Bits
    both: Bits


class YumaRules:
    """Yuma 2, or Yuma 3 where `inputs.yuma3` says so."""

    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        """Run all stages."""
        stake, active, permits = self.stake(inputs), self.active(inputs), self.permits(inputs)
        active_stake = self.active_stake(inputs, stake, active, permits)
        validators = self.validators(inputs, permits)
        voting_stake = active_stake[validators]

        masks = self.masks(inputs, validators, permits)
        weights = self.weights(inputs, validators, masks)
        consensus = self.consensus(inputs, voting_stake, weights)
        clipped = self.clipped_weights(weights, consensus)
        trust = by_uid(inputs, validators, self.validator_trust(clipped))
        incentive = self.incentive(voting_stake, clipped)

        for_bonds = self.weights_for_bonds(inputs, weights, clipped)
        update = self.yuma3_bonds if inputs.yuma3 else self.yuma2_bonds
        bonds = update(
            inputs,
            stake=voting_stake,
            weights=for_bonds,
            held=self.old_bonds(inputs, validators),
            consensus=consensus,
            incentive=incentive,
        )
        dividends = by_uid(inputs, validators, bonds.dividends)

        emission = self.emission(incentive, dividends, stake, active_stake)
        trace = EpochTrace(
            validators=validators,
            stake=stake,
            active_stake=active_stake,
            masks=masks,
            weights=weights.values,
            consensus=consensus,
            clipped_weights=clipped.values,
            validator_trust=trust,
            incentive=incentive,
            weights_for_bonds=for_bonds.values,
            old_bonds=bonds.old,
            alphas=bonds.alphas,
            bonds=bonds.new.values,
            dividends=dividends,
            server_emission=emission.server,
            validator_emission=emission.validator,
            emission=emission.both,
        )
        return as_stored(inputs, trace, active, self.new_permits(inputs, stake), bonds.new)

    # Who takes part

    def stake(self, inputs: EpochInputs) -> Bits:
        """Each neuron's part of the stake. Below the minimum it is none, but for the owner."""
        counted = [
            weight
            if uid == inputs.owner_uid or weight >> I64F64.frac_bits >= inputs.min_stake
            else 0
            for uid, weight in enumerate(inputs.stake)
        ]
        total = sum(counted) or 1
        # A quotient of I64F64 numbers, of which the upper 32 bits of the fraction stay.
        return np.array([(weight << I32F32.frac_bits) // total for weight in counted], np.int64)

    def active(self, inputs: EpochInputs) -> Mask:
        """Who has set weights within the activity cutoff."""
        oldest = inputs.block - inputs.activity_cutoff
        return padded([block >= oldest for block in inputs.last_update], inputs, False, np.bool_)

    def permits(self, inputs: EpochInputs) -> Mask:
        """Who may validate in this epoch: whom the last one let, and the owner."""
        permits = padded(inputs.permits, inputs, False, np.bool_)
        permits[: len(inputs.permits)] |= owner_only(inputs)[: len(inputs.permits)]
        return permits

    def new_permits(self, inputs: EpochInputs, stake: Bits) -> Mask:
        """Who may validate until the next epoch: the owner, and those with most stake.

        Of two with the same stake, the later uid gets the permit.
        """
        ascending = np.argsort(stake, kind="stable")
        chosen = stake != 0
        chosen[ascending[: max(len(stake) - inputs.max_validators, 0)]] = False
        permits: Mask = chosen | owner_only(inputs)
        return permits

    def active_stake(self, inputs: EpochInputs, stake: Bits, active: Mask, permits: Mask) -> Bits:
        """The parts of the stake of active validators. A list that is empty does not exclude."""
        counts = np.ones(len(stake), np.bool_)
        if len(inputs.last_update):
            counts &= active
        if len(inputs.permits):
            counts &= permits
        return normalized(np.where(counts, stake, 0))

    def validators(self, inputs: EpochInputs, permits: Mask) -> npt.NDArray[np.int64]:
        """The uids with a row in the matrices: all others have neither weights nor bonds."""
        bonded = padded([len(row) > 0 for row in inputs.bonds], inputs, False, np.bool_)
        return np.flatnonzero(permits | bonded)

    # What a miner is worth

    def masks(
        self, inputs: EpochInputs, validators: npt.NDArray[np.int64], permits: Mask
    ) -> dict[str, Mask]:
        """Why a weight does not count, each reason a matrix.

        The validator has no permit; it weighs itself, unless it is the owner; the miner was
        registered since, or not before, the weights were set; or since they were committed.
        """
        rows = validators[:, None]
        updated = padded(inputs.last_update, inputs, 0, np.uint64)[rows]
        registered = padded(inputs.registered_at, inputs, 0, np.uint64)
        own = rows == np.arange(len(inputs.stake))
        masks = {
            "permit": np.broadcast_to(~permits[rows], own.shape),
            "self": own & ~owner_only(inputs)[rows],
            "outdated": updated <= registered,
        }
        if inputs.commit_blocks is not None:
            committed = padded(inputs.commit_blocks, inputs, U64_MAX, np.uint64)[rows]
            masks["committed"] = committed < registered
        return masks

    def weights(
        self, inputs: EpochInputs, validators: npt.NDArray[np.int64], masks: dict[str, Mask]
    ) -> Rows:
        """The weights that count; those of a validator sum to 1."""
        rows = Rows.read(inputs.weights, validators.tolist(), len(inputs.stake))
        for mask in masks.values():
            rows = rows.where(~mask)
        return rows.with_values(ratio(rows.values, rows.values.sum(axis=1)[:, None]))

    def consensus(self, inputs: EpochInputs, stake: Bits, weights: Rows) -> Bits:
        """For each miner, the highest weight that stake of `kappa` supports."""
        return weighted_median(stake, weights.values, u16_fraction(inputs.kappa))

    def clipped_weights(self, weights: Rows, consensus: Bits) -> Rows:
        """The weights as far as the consensus supports them; what it does not is no entry."""
        supported = weights.where((consensus > 0) | (weights.values == 0))
        return supported.with_values(np.minimum(weights.values, consensus))

    def validator_trust(self, clipped: Rows) -> Bits:
        """What clipping has left of each validator's weights."""
        trust: Bits = clipped.values.sum(axis=1)
        return trust

    def incentive(self, stake: Bits, clipped: Rows) -> Bits:
        """Each miner's part of all clipped weights, by the stake of those who gave them."""
        return normalized(saturating_total(product(clipped.values, stake[:, None])))

    # What a validator has in miners

    def weights_for_bonds(self, inputs: EpochInputs, weights: Rows, clipped: Rows) -> Rows:
        """Between the weights and the clipped ones, as the bonds penalty says."""
        penalty = u16_fraction(inputs.bonds_penalty)
        if penalty in (0, ONE):
            return clipped if penalty else weights
        lost = product(clipped.values - weights.values, penalty)
        return Rows.positive(saturating_sum(weights.values, lost))

    def old_bonds(self, inputs: EpochInputs, validators: npt.NDArray[np.int64]) -> Rows:
        """The bonds of the last epoch, in parts of 65535, but none in miners registered since."""
        registered = padded(inputs.registered_at, inputs, 0, np.uint64)
        since = max(inputs.block - inputs.tempo, 0)
        if inputs.last_step_block:
            since = inputs.last_step_block + 1
        rows = Rows.read(inputs.bonds, validators.tolist(), len(inputs.stake))
        return rows.where(registered < since)

    def yuma3_bonds(
        self,
        inputs: EpochInputs,
        *,
        stake: Bits,
        weights: Rows,
        held: Rows,
        consensus: Bits,
        incentive: Bits,
    ) -> BondUpdate:
        """Yuma 3: a bond is a number from 0 to 1 that follows its weight.

        With liquid alpha each at its own speed, and only where there is a weight. A validator
        earns by its part of the bonds in each miner, times the miner's incentive, times its stake.
        """
        old = held.with_values(ratio(held.values, U16_MAX))
        alphas = None
        if inputs.liquid_alpha and consensus.any():
            walked = weights.as_walked(), old.as_walked()
            alphas = liquid_alphas(inputs, *walked, consensus)
            new = liquid_average(weights, old.values, alphas)
        else:
            kept = I64F64.wrapping_from_num(inputs.bonds_moving_average).saturating_div(_MILLION)
            new = moving_average(weights.values, old.values, I32F32.wrapping_from_num(kept))
        earned: Bits = product(column_shares(new.values), incentive).sum(axis=1)
        return BondUpdate(old.values, alphas, new, normalized(product(earned, stake)))

    def yuma2_bonds(
        self,
        inputs: EpochInputs,
        *,
        stake: Bits,
        weights: Rows,
        held: Rows,
        consensus: Bits,
        incentive: Bits,
    ) -> BondUpdate:
        """Yuma 2: bonds in a miner are shares of 1, which follow the stake behind the weights.

        A validator earns by its shares, times the miners' incentive. What is stored has a largest
        bond of 1 in each miner.
        """
        old = column_shares(held.values)
        bought = column_shares(product(weights.values, stake[:, None]))
        kept = I64F64.saturating_from_num(inputs.bonds_moving_average).safe_div(_MILLION)
        new = moving_average(bought, old, I32F32.saturating_from_num(kept))
        shares = column_shares(new.values)
        dividends = normalized(saturating_total(product(shares, incentive), axis=1))
        largest = shares.max(axis=0, initial=0)
        return BondUpdate(old, None, new.with_values(ratio(shares, largest)), dividends)

    # What all get

    def emission(
        self, incentive: Bits, dividends: Bits, stake: Bits, active_stake: Bits
    ) -> EmissionParts:
        """Each neuron's parts of the emission: its incentive and its dividends, of all of both.

        Where nobody earns anything, validators get it by active stake; without, by stake.
        """
        both = saturating_sum(incentive, dividends)
        total = int(both.sum())
        if total:
            parts = (ratio(numbers, total) for numbers in (incentive, dividends, both))
            return EmissionParts(*parts)
        fallback = active_stake if active_stake.any() else stake
        return EmissionParts(incentive, fallback, fallback)


_ONE = I32F32.from_num(1)
_MILLION = I64F64.from_num(1_000_000)


def moving_average(new: Bits, old: Bits, kept: I32F32) -> Rows:
    """What is above zero of `kept` of the old and the rest of the new."""
    alpha = _ONE.saturating_sub(kept)
    rest = _ONE.saturating_sub(alpha)
    return Rows.positive(saturating_sum(product(new, alpha.bits), product(old, rest.bits)))


def liquid_average(new: Rows, old: Bits, alphas: Bits) -> Rows:
    """`alpha * new + (1 - alpha) * old`, at most 1, where there is an entry in the new."""
    average = saturating_sum(product(old, ONE - alphas), product(new.values, alphas))
    return new.with_values(np.minimum(average, ONE)).where(average > 0)


def column_shares(numbers: Bits) -> Bits:
    """The part of each number in the sum of its column."""
    return ratio(numbers, saturating_total(numbers))


def as_stored(
    inputs: EpochInputs, trace: EpochTrace, active: Mask, permits: Mask, bonds: Rows
) -> EpochOutputs:
    """The results in the units in which they are stored and paid."""
    return EpochOutputs(
        active=active.tolist(),
        permits=permits.tolist(),
        stake=[min(weight >> I64F64.frac_bits, U64_MAX) for weight in inputs.stake],
        stake_weight=u16_proportions(trace.stake).tolist(),
        consensus=u16_proportions(trace.consensus).tolist(),
        validator_trust=u16_proportions(trace.validator_trust).tolist(),
        incentive=u16_proportions(trace.incentive).tolist(),
        dividends=u16_proportions(trace.dividends).tolist(),
        emission=in_rao(trace.emission, inputs.emission),
        server_emission=in_rao(trace.server_emission, inputs.emission),
        validator_emission=in_rao(trace.validator_emission, inputs.emission),
        bonds=stored_bonds(bonds, trace.validators, permits),
        trace=trace,
    )


def stored_bonds(
    bonds: Rows, validators: npt.NDArray[np.int64], permits: Mask
) -> list[npt.NDArray[np.uint16]]:
    """The rows to store, in 65535ths: of those who may validate next; others have none."""
    stored = [np.empty((0, 2), np.uint16)] * len(permits)
    values = u16_proportions(bonds.values)
    for uid, row, columns in zip(validators, values, bonds.columns(), strict=True):
        if permits[uid]:
            stored[uid] = np.column_stack((columns.astype(np.uint16), row[columns]))
    return stored


def by_uid(inputs: EpochInputs, validators: npt.NDArray[np.int64], numbers: Bits) -> Bits:
    """Numbers by row of the matrices as numbers by uid."""
    result = np.zeros(len(inputs.stake), np.int64)
    result[validators] = numbers
    return result


def in_rao(parts: Bits, emission: int) -> list[int]:
    """Parts of the emission, floored."""
    return [min(part * emission >> I32F32.frac_bits, U64_MAX) for part in parts.tolist()]


def owner_only(inputs: EpochInputs) -> Mask:
    """True for the owner's uid, if there is one."""
    owner = -1 if inputs.owner_uid is None else inputs.owner_uid
    only: Mask = np.arange(len(inputs.stake)) == owner
    return only


def padded(
    values: Sequence[int], inputs: EpochInputs, missing: int, kind: type[Item]
) -> npt.NDArray[Item]:
    """A stored list as an array with an item for each uid."""
    count = len(inputs.stake)
    known = list(values[:count])
    return np.array(known + [missing] * (count - len(known)), kind)
