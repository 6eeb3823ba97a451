"""A neuron's account as a validator: permit, activity, its weights, its bonds, its dividends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chain.explain.explanation import ABSENT, NO_PERMIT, EpochExplanation
from chain.explain.listing import U16, few, uids
from chain.explain.text import fraction

Row = dict[str, Any]

REASONS = {
    NO_PERMIT: "it has no permit",
    "self": "only the subnet's owner may weigh itself",
    ABSENT: "these neurons are not there any more",
}


def validating(it: EpochExplanation, uid: int) -> Iterator[str]:
    stake = it.neuron("stake", uid)
    if uid == it.parameters["owner_uid"]:
        yield "Validator: the subnet owner's neuron needs no permit."
    else:
        yield from _permit(it, stake)
    weights = list(it.tables["weights"].where("validator", uid).rows())
    committed = stake.get("committed_at")
    if not (stake["permit"] or weights or committed):
        return
    yield from _activity(it, stake)
    if committed:
        yield f"What it committed in block {committed} is not revealed yet, and does not count."
    if not weights:
        yield "It has set no weights, which could make bonds."
    yield from _masked(it, stake, weights)
    found = next(it.tables["validators"].where("uid", uid).rows(), None)
    if found is None:
        return
    yield from _clipped(weights, found)
    yield from _bonds(it, uid, found)
    yield from _dividends(stake, found)


def _permit(it: EpochExplanation, stake: Row) -> Iterator[str]:
    """Whether it has one, and what this epoch says about the next one."""
    had, has = stake["permit"], it.tables["stored"]["permit"][stake["uid"]]
    if had:
        told = "Validator: it has a permit, and " + ("keeps it" if has else "loses it")
    else:
        told = "No validator: the last epoch has given it no permit, and "
        told += "this one gives it one" if has else "neither does this one"
    yield told + ("." if has else f"{_lack(it, stake)}.")


def _lack(it: EpochExplanation, stake: Row) -> str:
    """Why it has no permit for the next epoch; rules of one's own may have other reasons."""
    if it.own_rules:
        return ""
    if not stake["share"]:
        return ": it has no stake that counts"
    most = int(it.parameters["max_validators"] or 0)
    if not most:
        return ": there are no permits"
    shares: Sequence[Any] = it.tables["stake"]["share"]
    least = fraction(sorted(shares, reverse=True)[most - 1])
    return (
        f": {most} permits go to those with the most stake, and the last of them has {least} of it"
    )


def _activity(it: EpochExplanation, stake: Row) -> Iterator[str]:
    cutoff, last = it.parameters["activity_cutoff"], stake["last_update"]
    if not stake["active"]:
        told = "it has never set weights"
        if last is not None:
            told = (
                f"its last weights are of block {last} and count for {cutoff} blocks, so that it "
                f"is inactive since block {last + cutoff + 1}"
            )
        voice = " Its stake has no say." if stake["permit"] else ""
        yield f"Inactive: {told}.{voice}"
    elif stake["permit"]:
        yield f"Active: it has {fraction(stake['active_share'])} of the active stake."


def _masked(it: EpochExplanation, stake: Row, weights: list[Row]) -> Iterator[str]:
    reasons = dict.fromkeys(row["mask"] for row in weights if row["mask"])
    for reason in reasons:
        masked = [row["miner"] for row in weights if row["mask"] == reason]
        told = REASONS.get(reason) or _when(it, stake, reason, masked)
        yield f"Its weights on {uids(masked)} do not count: {told}."
    if weights and len(reasons) and all(row["mask"] for row in weights):
        yield "So none of its weights counts."


def _when(it: EpochExplanation, stake: Row, reason: str, miners: list[int]) -> str:
    registered = it.tables["stake"]["registered_at"]
    blocks = few([f"{registered[uid]}" for uid in miners])
    if reason == "outdated":
        return (
            f"registered in block {blocks}, when its weights, of block {stake['last_update']}, "
            "were set already"
        )
    if reason == "committed":
        return f"registered in block {blocks}, after its earliest commit that is to be revealed"
    return reason


def _clipped(weights: list[Row], found: Row) -> Iterator[str]:
    lost = [row for row in weights if row["clipped"] < row["weight"]]
    lost.sort(key=lambda row: row["clipped"] - row["weight"])
    if lost:
        cuts = [
            f"uid {row['miner']} from {fraction(row['weight'])} to {fraction(row['clipped'])}"
            for row in lost
        ]
        yield f"Clipped to the consensus: {few(cuts)}."
    if found["weights"]:
        nothing = "" if lost else ", since no weight is clipped"
        yield f"Validator trust: {fraction(found['trust'])} of its weights are left{nothing}."


def _bonds(it: EpochExplanation, uid: int, found: Row) -> Iterator[str]:
    bonds = list(it.tables["bonds"].where("validator", uid).rows())
    if found["for_bonds"] < found["weights"]:
        lost = 1 - found["for_bonds"] / found["weights"]
        penalty = int(it.parameters["bonds_penalty"] or 0) / U16
        yield (
            f"Bonds penalty: its bonds follow weights that are {lost:.2%} lower for the clipping, "
            f"which the penalty counts by {fraction(penalty)}."
        )
    gone = [row["miner"] for row in bonds if row["stored"] and not row["old"]]
    if gone:
        yield f"Its bonds in {uids(gone)} are gone: registered since the last epoch."
    moved = sorted(
        (row for row in bonds if row["old"] or row["bond"]), key=lambda row: -row["bond"]
    )
    if moved:
        yield f"Bonds: {few(list(_moves(moved)))}."


def _moves(bonds: Iterable[Row]) -> Iterator[str]:
    for row in bonds:
        speed = f" at a speed of {fraction(row['speed'])}" if row.get("speed") is not None else ""
        yield f"in uid {row['miner']} from {fraction(row['old'])} to {fraction(row['bond'])}{speed}"


def _dividends(stake: Row, found: Row) -> Iterator[str]:
    if found["dividends"]:
        yield f"Dividends: its bonds in miners that earn are {fraction(found['dividends'])} of all."
    elif not stake["active_share"]:
        yield "Dividends: none, since it has none of the active stake."
    else:
        yield "Dividends: none, since it has no bonds in miners that earn."
