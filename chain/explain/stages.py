"""The stages of an epoch as tables, from what the rules were given, gave and traced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from chain.explain.explanation import Cell, EpochExplanation, Table
from chain.explain.pairs import bonds_table, weights_table
from chain.explain.witness import Witness
from pallets.subtensor.consensus import EpochInputs, EpochOutputs, EpochTrace
from pallets.subtensor.epoch.terms import NeuronTerms, Terms, combined, mechanism_weight, terms_of
from runtime.accounts import ss58_encode
from runtime.fixed.arrays import ONE, product
from runtime.fixed.integers import U64_MAX

if TYPE_CHECKING:
    from pallets.subtensor.consensus.interface import Bits

LISTS = ("stake", "weights", "bonds", "last_update", "registered_at", "permits", "commit_blocks")


def explanation_of(
    seen: Witness, mechanism: int, block: int, due: int | None, variant: str
) -> EpochExplanation:
    """All that there is to tell. `variant` is that of the runtime, "" for production's rules."""
    epoch = seen.epochs[mechanism]
    inputs, outputs = epoch.inputs, epoch.outputs
    yuma = "Yuma 3" if inputs.yuma3 else "Yuma 2"
    return EpochExplanation(
        netuid=seen.netuid,
        mechanism=mechanism,
        mechanisms=len(seen.epochs),
        block=block,
        ran=due is None,
        due=due,
        rules=variant.removeprefix("consensus ") or yuma,
        own_rules=bool(variant),
        emission=inputs.emission,
        subnet_emission=sum(each.inputs.emission for each in seen.epochs),
        parameters=_parameters(inputs, seen),
        tables=_tables(seen, mechanism),
        inputs=inputs,
        outputs=outputs,
    )


def _parameters(inputs: EpochInputs, seen: Witness) -> dict[str, Cell]:
    given: dict[str, Cell] = {
        each.name: getattr(inputs, each.name) for each in fields(inputs) if each.name not in LISTS
    }
    given["commit_reveal"] = inputs.commit_blocks is not None
    given["tao_weight"] = seen.tao_weight / U64_MAX
    given["recycles_withheld"] = seen.recycles
    return given


def _tables(seen: Witness, mechanism: int) -> dict[str, Table]:
    inputs, outputs = seen.epochs[mechanism].inputs, seen.epochs[mechanism].outputs
    trace = outputs.trace
    tables = {
        "stake": _stake(seen, inputs, outputs),
        "weights": weights_table(inputs, trace),
    }
    if trace is not None:
        tables["miners"] = _miners(trace)
        tables["bonds"] = bonds_table(inputs, trace)
        tables["validators"] = _validators(trace)
    tables["emission"] = _emission(outputs)
    tables["stored"] = _stored(seen, outputs)
    tables["paid"] = _paid(seen)
    return tables


def fractions(bits: Bits) -> list[float]:
    """I32F32 numbers as floats, which hold them exactly below 2^21."""
    exact: list[float] = (bits / ONE).tolist()
    return exact


def _stake(seen: Witness, inputs: EpochInputs, outputs: EpochOutputs) -> Table:
    count, trace = len(inputs.stake), outputs.trace
    known = [each._asdict() if each is not None else {} for each in seen.stakes]

    def column(name: str) -> list[Any]:
        return [each.get(name, 0) for each in known]

    hotkeys = [ss58_encode(each["hotkey"]) if each else "" for each in known]
    permits = [
        bool(uid < len(inputs.permits) and (inputs.permits[uid] or uid == inputs.owner_uid))
        for uid in range(count)
    ]
    columns: dict[str, Sequence[Cell]] = {
        "uid": range(count),
        "hotkey": hotkeys,
        "alpha": column("alpha"),
        "tao": column("tao"),
        "counted_alpha": column("counted_alpha"),
        "counted_tao": column("counted_tao"),
        "stake_weight": column("total"),
        "permit": permits,
        "active": outputs.active,
        "last_update": _padded(inputs.last_update, count),
        "registered_at": _padded(inputs.registered_at, count),
    }
    if inputs.commit_blocks is not None:
        blocks = _padded(inputs.commit_blocks, count)
        columns["committed_at"] = [None if block == U64_MAX else block for block in blocks]
    if trace is not None:
        columns["share"] = fractions(trace.stake)
        columns["active_share"] = fractions(trace.active_stake)
    return Table(
        "What is on each hotkey, what counts with parents and children, the stake weight of both; "
        "its share in all that reaches the minimum, and in that of active validators.",
        {name: list(cells) for name, cells in columns.items()},
    )


def _padded(values: Sequence[int], count: int) -> list[Cell]:
    known: list[Cell] = list(values[:count])
    return known + [None] * (count - len(known))


def _miners(trace: EpochTrace) -> Table:
    votes = trace.active_stake[trace.validators][:, None]
    columns: dict[str, Sequence[Cell]] = {
        "uid": list(range(len(trace.stake))),
        "weighed_by": (trace.weights > 0).sum(axis=0).tolist(),
        "supported_by": fractions(np.where(trace.weights > 0, votes, 0).sum(axis=0)),
        "weight_by_stake": fractions(product(trace.weights, votes).sum(axis=0)),
        "consensus": fractions(trace.consensus),
        "clipped_by_stake": fractions(product(trace.clipped_weights, votes).sum(axis=0)),
        "incentive": fractions(trace.incentive),
    }
    return Table(
        "How many validators have a weight on the miner, with what part of the active stake; its "
        "weights by that stake; the consensus; its weights clipped to that, by stake; and their "
        "share among all miners.",
        columns,
    )


def _validators(trace: EpochTrace) -> Table:
    weights, for_bonds = trace.weights.sum(axis=1), trace.weights_for_bonds.sum(axis=1)
    columns: dict[str, Sequence[Cell]] = {
        "uid": trace.validators.tolist(),
        "active_share": fractions(trace.active_stake[trace.validators]),
        "weights": fractions(weights),
        "trust": fractions(trace.validator_trust[trace.validators]),
        "for_bonds": fractions(for_bonds),
        "dividends": fractions(trace.dividends[trace.validators]),
    }
    return Table(
        "Sums of each validator's weights: of those that count, of what clipping leaves of them, "
        "which is its trust, and of what its bonds follow; and its dividends.",
        columns,
    )


def _emission(outputs: EpochOutputs) -> Table:
    trace, count = outputs.trace, len(outputs.emission)
    columns: dict[str, Sequence[Cell]] = {"uid": list(range(count))}
    if trace is not None:
        columns["incentive"] = fractions(trace.incentive)
        columns["dividends"] = fractions(trace.dividends)
        columns["share"] = fractions(trace.emission)
    columns["mining"] = outputs.server_emission
    columns["validating"] = outputs.validator_emission
    columns["emission"] = outputs.emission
    return Table(
        "Incentive and dividends; their share in those of all; rao of the emission for mining, for "
        "validating and for both.",
        columns,
    )


def _stored(seen: Witness, outputs: EpochOutputs) -> Table:
    terms: Terms = {}
    whole = sum(epoch.inputs.emission for epoch in seen.epochs)
    for place, epoch in enumerate(seen.epochs):
        weight = mechanism_weight(epoch.inputs.emission, whole, first=place == 0)
        terms = combined(terms, terms_of(epoch.outputs, epoch.uids), weight)
    known = {neuron.uid: neuron for neuron in terms.values()}
    neurons = [known.get(uid) or NeuronTerms(uid) for uid in range(len(outputs.emission))]
    return Table(
        "The results as they are stored, of 65535; permits are those of the next epoch. Of several "
        "mechanisms, each has its own incentive, and all have the rest together, by their parts of "
        "the emission.",
        {
            "uid": [neuron.uid for neuron in neurons],
            "permit": [neuron.permit for neuron in neurons],
            "active": [neuron.active for neuron in neurons],
            "stake_weight": [neuron.stake_weight for neuron in neurons],
            "consensus": [neuron.consensus for neuron in neurons],
            "validator_trust": [neuron.validator_trust for neuron in neurons],
            "incentive": outputs.incentive,
            "dividends": [neuron.dividends for neuron in neurons],
            "emission": [neuron.emission for neuron in neurons],
        },
    )


def _paid(seen: Witness) -> Table:
    rows = sorted(seen.payments.items())
    columns: dict[str, Sequence[Cell]] = {
        "uid": [uid for uid, _ in rows],
        "mining": [paid.mining for _, paid in rows],
        "withheld": [paid.withheld for _, paid in rows],
        "staked_on": [ss58_encode(paid.staked_on) if paid.staked_on else "" for _, paid in rows],
        "dividends": [paid.dividends for _, paid in rows],
        "root_dividends": [paid.root_dividends for _, paid in rows],
    }
    return Table(
        "What hotkeys got after the epoch, of all mechanisms, in rao of alpha. What is mined is "
        "staked on the hotkey, or on the one that its owner has chosen. Dividends are without the "
        "take and what went to parents; those of root are claimed.",
        columns,
    )
