"""The account of one neuron: in sentences, where its share was gained or lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chain.explain.errors import UnknownUid
from chain.explain.explanation import EpochExplanation
from chain.explain.mining import mining
from chain.explain.text import fraction, headline
from chain.explain.validating import validating


def account_of(it: EpochExplanation, uid: int) -> list[str]:
    """What happened to a neuron in an epoch, stage by stage. Raises UnknownUid."""
    if not 0 <= uid < it.size:
        raise UnknownUid(it.netuid, uid, it.size)
    stake = it.neuron("stake", uid)
    owner = ", the subnet owner's" if uid == it.parameters["owner_uid"] else ""
    traced = "validators" in it.tables
    return [
        f"{headline(it)}.",
        f"uid {uid}, hotkey {stake['hotkey'] or 'none'}{owner}, registered in block "
        f"{stake['registered_at'] or 0}.",
        *_stake(it, stake),
        *(validating(it, uid) if traced else _untraced(it)),
        *(mining(it, uid) if traced else []),
        *_emission(it, uid),
        *_paid(it, uid),
    ]


def as_plain(it: EpochExplanation, uid: int | None = None) -> dict[str, Any]:
    """As JSON takes it. For one neuron: what concerns it, and its account. Raises UnknownUid."""
    if uid is None:
        return it.to_plain()
    account = account_of(it, uid)
    return it.about(uid).to_plain() | {"account": account}


def _untraced(it: EpochExplanation) -> Iterator[str]:
    yield f"{it.rules} keep no trace of their stages."


def _stake(it: EpochExplanation, stake: dict[str, Any]) -> Iterator[str]:
    tao_weight = fraction(float(it.parameters["tao_weight"] or 0))
    yield (
        f"Stake: its hotkey has {stake['alpha']:,} rao of alpha, and on root {stake['tao']:,} rao "
        f"of TAO, a rao of which counts {tao_weight}."
    )
    counted = stake["counted_alpha"], stake["counted_tao"]
    if counted != (stake["alpha"], stake["tao"]):
        yield (
            f"With what parents give and children get, {counted[0]:,} rao of alpha and "
            f"{counted[1]:,} rao of TAO count for it."
        )
    yield f"Its stake weight is {stake['stake_weight']:,} rao."
    if "share" not in stake:
        return
    least = int(it.parameters["min_stake"] or 0)
    if stake["stake_weight"] < least and not stake["share"]:
        yield f"That is below the minimum of {least:,} rao, so that it counts as none."
    elif stake["share"]:
        rank, count = rank_of(it, stake["uid"]), sum(map(bool, it.tables["stake"]["share"]))
        share = fraction(stake["share"])
        yield f"That is {share} of the stake that counts: rank {rank} of {count}."


def rank_of(it: EpochExplanation, uid: int) -> int:
    """A neuron's place by stake, from 1; of two with the same, the later uid is first."""
    shares = it.tables["stake"]["share"]
    mine = (shares[uid], uid)
    return 1 + sum((share, other) > mine for other, share in enumerate(shares))


def _emission(it: EpochExplanation, uid: int) -> Iterator[str]:
    row, whole = it.neuron("emission", uid), f"{it.emission:,} rao"
    parts = f"{row['mining']:,} rao for mining and {row['validating']:,} rao for validating"
    if not (row["mining"] or row["validating"]):
        yield f"Emission: none of {whole}."
        return
    if "share" not in row:
        yield f"Emission: of {whole} it gets {parts}."
        return
    table = it.tables["emission"]
    total = sum(table["incentive"]) + sum(table["dividends"])  # type: ignore[arg-type]
    if total:
        yield (
            f"Emission: an incentive of {fraction(row['incentive'])} and dividends of "
            f"{fraction(row['dividends'])}, of {fraction(total)} that all have, make "
            f"{fraction(row['share'])} of {whole}: {parts}."
        )
    else:
        by = "active stake" if any(it.tables["stake"]["active_share"]) else "stake"
        yield (
            f"Emission: nobody has incentive or dividends, so that all is divided by {by}. "
            f"It gets {fraction(row['share'])} of {whole}: {parts}."
        )


def _paid(it: EpochExplanation, uid: int) -> Iterator[str]:
    paid = next(it.tables["paid"].where("uid", uid).rows(), None)
    if paid is None:
        return
    of = " of all mechanisms" if it.mechanisms > 1 else ""
    chosen = paid["staked_on"]
    if paid["withheld"] and paid["mining"]:
        fate = "recycled" if it.parameters["recycles_withheld"] else "burned"
        yield (
            f"Paid: none of its {paid['mining']:,} rao for mining{of}, which are {fate}, since the "
            "subnet's owner has the hotkey."
        )
    elif paid["mining"]:
        place = f", staked on hotkey {chosen}, which its owner has chosen" if chosen else ""
        yield f"Paid: {paid['mining']:,} rao of alpha for mining{of}{place}."
    if paid["dividends"] or paid["root_dividends"]:
        yield (
            f"Paid: dividends{of} of {paid['dividends']:,} rao of alpha to its stakers in the "
            f"subnet, and {paid['root_dividends']:,} rao to those on root, after its take. They "
            "come from what validators and root have of the subnet's alpha, by dividends and stake."
        )
