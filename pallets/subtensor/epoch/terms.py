"""What an epoch has found out about a neuron. As subnets/mechanism.rs: 265 to 406."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pallets.subtensor.consensus import EpochOutputs
from runtime.fixed import U64F64
from runtime.fixed.integers import U16_MAX, U64_MAX, saturating_add

_ONE = U64F64.from_num(1)


class NeuronTerms(NamedTuple):
    """A neuron's part in an epoch; fractions are of 65535, stake and emission in rao."""

    uid: int
    dividends: int = 0
    incentive: int = 0
    validator_emission: int = 0
    server_emission: int = 0
    stake_weight: int = 0
    active: bool = False
    emission: int = 0
    consensus: int = 0
    validator_trust: int = 0
    permit: bool = False
    """Whether it may validate until the next epoch."""
    stake: int = 0


Terms = dict[bytes, NeuronTerms]
"""By hotkey, in the order of the uids."""


def terms_of(outputs: EpochOutputs, uids: Mapping[bytes, int]) -> Terms:
    """What the rules have found out; nothing about a uid that they were not told of."""
    lists = (
        outputs.dividends,
        outputs.incentive,
        outputs.validator_emission,
        outputs.server_emission,
        outputs.stake_weight,
        outputs.active,
        outputs.emission,
        outputs.consensus,
        outputs.validator_trust,
        outputs.permits,
        outputs.stake,
    )
    known = [NeuronTerms(uid, *values) for uid, values in enumerate(zip(*lists, strict=True))]
    return {
        hotkey: known[uid] if uid < len(known) else NeuronTerms(uid) for hotkey, uid in uids.items()
    }


def mechanism_weight(emission: int, whole: int, *, first: bool) -> U64F64:
    """The part of a mechanism's emission in that of the subnet; without any, the first has all."""
    fallback = _ONE if first else U64F64.ZERO
    return U64F64.from_num(emission).safe_div_or(U64F64.from_num(whole), fallback)


def combined(before: Terms, added: Terms, weight: U64F64) -> Terms:
    """The terms of several mechanisms and of one more.

    Emission is a sum of emissions, stake one of stakes, and what may be true for one mechanism is
    true. All else is a sum of weighted terms, each floored: it loses up to 1 for each mechanism.
    """
    return {
        hotkey: _combined(before[hotkey], terms, weight.bits)
        if hotkey in before
        else _combined(NeuronTerms(terms.uid), terms, weight.bits)
        for hotkey, terms in added.items()
    }


def _combined(before: NeuronTerms, added: NeuronTerms, weight: int) -> NeuronTerms:
    def u16(old: int, new: int) -> int:
        return min(old + (new * weight >> U64F64.frac_bits), U16_MAX)

    return NeuronTerms(
        uid=before.uid,
        dividends=u16(before.dividends, added.dividends),
        validator_emission=saturating_add(before.validator_emission, added.validator_emission),
        server_emission=saturating_add(before.server_emission, added.server_emission),
        stake_weight=u16(before.stake_weight, added.stake_weight),
        active=before.active or added.active,
        emission=min(before.emission + (added.emission * weight >> U64F64.frac_bits), U64_MAX),
        consensus=u16(before.consensus, added.consensus),
        validator_trust=u16(before.validator_trust, added.validator_trust),
        permit=before.permit or added.permit,
        stake=saturating_add(before.stake, added.stake),
    )
