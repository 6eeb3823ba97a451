"""Explanations of epochs without a chain, from what rules are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chain.explain import EpochExplanation, account_of
from chain.explain.stages import explanation_of
from chain.explain.witness import NeuronStake, Payment, Witness
from pallets.subtensor.consensus import ConsensusRules, EpochInputs
from pallets.subtensor.consensus.yuma import YumaRules
from pallets.subtensor.epoch import MechanismEpoch

NETUID, BLOCK = 7, 1_000
ALL = 65_535
EMISSION = 1_000_000

Row = Mapping[int, int]


def inputs(rao: Sequence[int], weights: Mapping[int, Row], **given: Any) -> EpochInputs:
    """Neurons with so much stake, registered in block 1, that set weights in block 990."""
    count = len(rao)
    defaults: dict[str, Any] = {
        "bonds": [[] for _ in rao],
        "last_update": [990] * count,
        "registered_at": [1] * count,
        "permits": [amount > 0 for amount in rao],
        "block": BLOCK,
        "last_step_block": 900,
        "emission": EMISSION,
    }
    return EpochInputs(
        stake=[amount << 64 for amount in rao],
        weights=[list(weights.get(uid, {}).items()) for uid in range(count)],
        **(defaults | given),
    )


def explained(
    given: EpochInputs,
    rules: ConsensusRules | None = None,
    *,
    variant: str = "",
    stakes: Mapping[int, NeuronStake] | None = None,
    payments: Mapping[int, Payment] | None = None,
    recycles: bool = False,
) -> EpochExplanation:
    """What is told when rules get these inputs."""
    count = len(given.stake)
    known = {
        uid: NeuronStake(bytes([uid]) * 32, total >> 64, 0, total >> 64, 0, total >> 64)
        for uid, total in enumerate(given.stake)
    }
    known |= stakes or {}
    uids = {known[uid].hotkey: uid for uid in range(count)}
    outputs = (rules or YumaRules()).epoch(given)
    seen = Witness(
        NETUID,
        [MechanismEpoch(NETUID, 0, uids, given, outputs)],
        [known[uid] for uid in range(count)],
        tao_weight=2**63,
        payments=dict(payments or {}),
        recycles=recycles,
    )
    return explanation_of(seen, 0, BLOCK, None, variant)


def told(it: EpochExplanation, uid: int) -> str:
    return "\n".join(account_of(it, uid))
