"""How dividends are divided: among parents and child, then among validators. No storage here.

As get_parent_child_dividends_distribution and calculate_dividend_distribution in
coinbase/run_coinbase.rs. Hotkeys are gone through in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from runtime.fixed import U96F32

Amounts = dict[bytes, U96F32]
"""Alpha in rao by hotkey, not rounded to rao."""


class Parent(NamedTuple):
    """A hotkey that gives a part of its stake to another one."""

    hotkey: bytes
    contribution: U96F32
    """The stake that it gives, in rao."""
    pays_take: bool
    """Whether the child keeps its take: not from its own coldkey's hotkeys."""


class Family(NamedTuple):
    """A validator, and whose stake it validates with."""

    hotkey: bytes
    own_contribution: int
    """The stake of its own that it does not give to others, in rao."""
    parents: Sequence[Parent]
    take: U96F32
    """The part of a parent's dividends that it keeps ..."""
    burn: U96F32
    """... and the part that is recycled."""


class FamilyDividends(NamedTuple):
    """What becomes of a validator's dividends, in rao of alpha."""

    paid: list[tuple[bytes, int]]
    """By hotkey: to each parent, then to the validator."""
    recycled: list[int]


def stake_contribution(alpha: int, root: int, proportion: U96F32, tao_weight: U96F32) -> U96F32:
    """What a part of a hotkey's alpha and root stake (rao) counts, in rao."""
    of_alpha = U96F32.from_num(alpha).saturating_mul(proportion)
    of_root = U96F32.from_num(root).saturating_mul(proportion).saturating_mul(tao_weight)
    return of_alpha.saturating_add(of_root)


def divide_in_family(dividends: int, family: Family) -> FamilyDividends:
    """Divide a validator's dividends (rao) by the stake that it and its parents contribute."""
    all_of_it = U96F32.from_num(dividends)
    left, takes = all_of_it, U96F32.ZERO
    total = U96F32.from_num(family.own_contribution)
    for parent in family.parents:
        total = total.saturating_add(parent.contribution)
    paid, recycled = [], []
    for parent in family.parents:
        share = all_of_it.saturating_mul(parent.contribution.safe_div(total))
        left = left.saturating_sub(share)
        if parent.pays_take:
            burned = family.burn.saturating_mul(share)
            taken = family.take.saturating_mul(share)
            share = share.saturating_sub(burned).saturating_sub(taken)
            takes = takes.saturating_add(taken)
            recycled.append(burned.saturating_to_num())
        paid.append((parent.hotkey, share.saturating_to_num()))
    paid.append((family.hotkey, left.saturating_add(takes).saturating_to_num()))
    return FamilyDividends(paid, recycled)


class ValidatorDividends(NamedTuple):
    """What each validator's hotkey gets of the alpha of an epoch."""

    alpha: Amounts
    """For its stake in the subnet."""
    root: Amounts
    """For its stake on root."""


def divide_among_validators(
    alpha: int,
    root_alpha: int,
    dividends: Mapping[bytes, U96F32],
    stakes: Mapping[bytes, tuple[int, int]],
    tao_weight: U96F32,
) -> ValidatorDividends:
    """Divide the alpha for validators, and that for root's stakers (rao).

    Each validator's dividends count for the one and the other as its stake is in the subnet or on
    root; `stakes` has both, in rao, the latter before its weight.
    """
    for_root, for_alpha = Amounts(), Amounts()
    for hotkey in sorted(dividends):
        in_subnet, on_root = stakes[hotkey]
        weighted = U96F32.from_num(on_root).saturating_mul(tao_weight)
        both = U96F32.from_num(in_subnet).saturating_add(weighted)
        for_root[hotkey] = dividends[hotkey].saturating_mul(weighted.safe_div(both))
        for_alpha[hotkey] = dividends[hotkey].saturating_sub(for_root[hotkey])
    return ValidatorDividends(
        _in_proportion(alpha, for_alpha), _in_proportion(root_alpha, for_root)
    )


def _in_proportion(amount: int, numbers: Amounts) -> Amounts:
    total = _sum(numbers.values())
    all_of_it = U96F32.from_num(amount)
    return {
        hotkey: all_of_it.saturating_mul(number.safe_div(total))
        for hotkey, number in numbers.items()
    }


def _sum(numbers: Iterable[U96F32]) -> U96F32:
    total: U96F32 = U96F32.ZERO
    for number in numbers:
        total = total.saturating_add(number)
    return total


def without_take(dividends: U96F32, take: U96F32) -> tuple[int, int]:
    """What a hotkey's owner takes, and what is left for all of its stakers, in rao."""
    taken = take.saturating_mul(dividends)
    return taken.saturating_to_num(), dividends.saturating_sub(taken).saturating_to_num()
