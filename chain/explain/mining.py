"""A neuron's account as a miner: who weighs it, what the consensus leaves of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chain.explain.explanation import EpochExplanation
from chain.explain.listing import U16, few, uids
from chain.explain.text import fraction

Row = dict[str, Any]

REASONS = {
    "permit": "without a permit",
    "self": "its own",
    "outdated": "set before it was registered",
    "committed": "committed before it was registered",
}


def mining(it: EpochExplanation, uid: int) -> Iterator[str]:
    weights = list(it.tables["weights"].where("miner", uid).rows())
    found = it.neuron("miners", uid)
    for reason in dict.fromkeys(row["mask"] for row in weights if row["mask"]):
        masked = [row["validator"] for row in weights if row["mask"] == reason]
        yield f"Weights on it that do not count: {uids(masked)} ({REASONS.get(reason, reason)})."
    counted = [row for row in weights if row["weight"]]
    if not counted:
        yield "Incentive: none, since no validator has a weight on it that counts."
        return
    yield (
        f"Weighed by {uids([row['validator'] for row in counted])}, with "
        f"{fraction(found['supported_by'])} of the active stake: {_each(it, counted)}."
    )
    yield from _consensus(it, found)
    yield from _clipping(counted, found)
    if found["incentive"]:
        yield f"Incentive: that is {fraction(found['incentive'])} of what all miners have."
        if not it.neuron("stored", uid)["incentive"]:
            yield "It is stored as 0, since it is below 1 of 65535; it is paid all the same."
    else:
        yield "Incentive: none is left."


def _each(it: EpochExplanation, counted: list[Row]) -> str:
    """The weights, largest first, and the part of the active stake behind each."""
    shares: Sequence[Any] = it.tables["stake"]["active_share"]
    ordered = sorted(counted, key=lambda row: -row["weight"])
    voters = [
        f"{fraction(row['weight'])} by uid {row['validator']} "
        f"(with {fraction(shares[row['validator']])})"
        for row in ordered
    ]
    return few(voters)


def _consensus(it: EpochExplanation, found: Row) -> Iterator[str]:
    told = f"The consensus on it is {fraction(found['consensus'])}"
    if it.own_rules:
        yield f"{told}."
        return
    kappa = fraction(int(it.parameters["kappa"] or 0) / U16)
    if found["consensus"]:
        yield f"{told}: validators with at least {kappa} of the active stake give that much."
    else:
        yield f"{told}: more would take validators with at least {kappa} of the active stake."


def _clipping(counted: list[Row], found: Row) -> Iterator[str]:
    lost = sorted(
        (row for row in counted if row["clipped"] < row["weight"]),
        key=lambda row: row["clipped"] - row["weight"],
    )
    if not lost:
        by_stake = fraction(found["clipped_by_stake"])
        yield f"No weight on it is clipped: by stake they are {by_stake}."
        return
    cuts = [
        f"that of uid {row['validator']} from {fraction(row['weight'])} to "
        f"{fraction(row['clipped'])}"
        for row in lost
    ]
    before, after = fraction(found["weight_by_stake"]), fraction(found["clipped_by_stake"])
    yield f"Clipped: {few(cuts)}. By stake, {before} becomes {after}."
