"""Whether what rules of consensus have found out can be stored and paid.

Production's rules always pass; whoever writes rules hears here what is wrong, and of whom.
"""

from __future__ import annotations

from typing import Any

from pallets.subtensor.consensus.interface import ConsensusRules, EpochInputs, EpochOutputs
from runtime.fixed.integers import U16_MAX, U64_MAX

FRACTIONS = ("stake_weight", "consensus", "validator_trust", "incentive", "dividends")
AMOUNTS = ("stake", "emission", "server_emission", "validator_emission")
TRUTHS = ("active", "permits")


class UnfitOutputs(ValueError):
    """Rules gave what cannot be stored, or more than there was; or they failed."""

    def __init__(self, rules: object, problem: str) -> None:
        super().__init__(f"{type(rules).__qualname__}.epoch: {problem}")


class CheckedRules:
    """Rules, with a check of all that they give."""

    def __init__(self, rules: ConsensusRules) -> None:
        self.rules = rules

    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        """Raises UnfitOutputs."""
        try:
            outputs = self.rules.epoch(inputs)
        except Exception as error:
            told = f"it raises {type(error).__name__}: {error}"
            raise UnfitOutputs(self.rules, told) from error
        problem = problem_of(inputs, outputs)
        if problem is not None:
            raise UnfitOutputs(self.rules, problem)
        return outputs


def problem_of(inputs: EpochInputs, outputs: Any) -> str | None:
    """What is wrong with the outputs, in words; None if nothing is."""
    if not isinstance(outputs, EpochOutputs):
        return f"the result is no EpochOutputs, but {shown(outputs)}"
    count = len(inputs.stake)
    for name in (*TRUTHS, *FRACTIONS, *AMOUNTS):
        problem = _list_problem(name, getattr(outputs, name), count)
        if problem is not None:
            return problem
    mining, validating = sum(outputs.server_emission), sum(outputs.validator_emission)
    problem = _emission_problem(inputs.emission, count, mining, validating)
    return problem or _bonds_problem(outputs.bonds, count)


def _emission_problem(emission: int, count: int, mining: int, validating: int) -> str | None:
    """More than there is; or too much for miners.

    Miners are paid what the rules say, but validators are paid all that the chain has for them,
    which is half, if the rules give them anything. Production's halves are uneven by less than
    2^-32 for each neuron.
    """
    if mining + validating > emission:
        return f"it pays {mining + validating:,} rao of {emission:,}"
    half = emission - emission // 2
    if validating and mining > half + 1 + (emission * count >> 32):
        return (
            f"it gives miners {mining:,} rao of {emission:,}: more than half is left for them only "
            "if validators get nothing"
        )
    return None


def _list_problem(name: str, values: Any, count: int) -> str | None:
    if not isinstance(values, list):
        return f"{name} is no list, but {shown(values)}"
    if len(values) != count:
        return f"{name} has {len(values)} items for {count} neurons"
    kind, most = (bool, 1) if name in TRUTHS else (int, U64_MAX)
    if name in FRACTIONS:
        most = U16_MAX
    for uid, value in enumerate(values):
        if type(value) is not kind or not 0 <= value <= most:
            wanted = "True or False" if kind is bool else f"an int from 0 to {most}"
            return f"{name} of uid {uid} has to be {wanted}, and is {shown(value)}"
    return None


def _bonds_problem(bonds: Any, count: int) -> str | None:
    if not isinstance(bonds, list):
        return f"bonds is no list, but {shown(bonds)}"
    if len(bonds) > count:
        return f"bonds has {len(bonds)} rows for {count} neurons"
    for uid, row in enumerate(bonds):
        shape, kind = getattr(row, "shape", None), getattr(row, "dtype", None)
        if shape is None or shape[1:] != (2,) or str(kind) != "uint16":
            return f"bonds of uid {uid} are no array of two columns of uint16, but {shown(row)}"
        miners = row[:, 0].tolist()
        if miners and max(miners) >= count:
            return f"bonds of uid {uid} are in uid {max(miners)}, which is not there"
        if len(set(miners)) < len(miners):
            return f"bonds of uid {uid} are in some uid twice"
    return None


def shown(value: Any) -> str:
    """A value with its type, in a line."""
    return f"{' '.join(repr(value).split()):.60} ({type(value).__name__})"
