"""The rules of emission on drawn numbers, with the results of the reference's arithmetic.

`tests/data/emission_vectors.json.gz` says how they were computed. Each row holds what a rule is
given, and then what comes of it; numbers with a fraction are their bits.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

from pallets.subtensor.emission import shares
from pallets.subtensor.emission.alpha_parts import alpha_parts
from pallets.subtensor.emission.dividends import (
    Family,
    Parent,
    divide_among_validators,
    divide_in_family,
    stake_contribution,
    without_take,
)
from pallets.subtensor.emission.emitting import root_proportion
from pallets.subtensor.emission.miners import withheld_part
from pallets.subtensor.emission.pool_terms import pool_terms
from pallets.subtensor.emission.root_dividends import claimable_rate
from pallets.subtensor.epoch.terms import NeuronTerms, combined, mechanism_weight
from pallets.subtensor.money import block_emission
from pallets.subtensor.stake.prices import moved_price, price_weight
from pallets.subtensor.stake.weight import share_of
from runtime.fixed import I96F32, U64F64, U96F32

DATA = Path(__file__).parents[3] / "data" / "emission_vectors.json.gz"
ALL = U96F32.from_num(65_535)

Row = list[int]


@cache
def recorded() -> dict[str, list[Row]]:
    """Rows by rule."""
    rows: dict[str, list[Row]] = json.loads(gzip.decompress(DATA.read_bytes()))["rows"]
    return rows


def in_parts(row: Row, start: int, size: int) -> list[Row]:
    """What comes from a place of the row on, in parts of a size."""
    return [row[place : place + size] for place in range(start, len(row), size)]


def take_of(part: int) -> U96F32:
    return U96F32.from_num(part).safe_div(ALL)


def key(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_what_a_block_mints() -> None:
    for issuance, emission in recorded()["block_emission"]:
        assert block_emission(issuance) == emission


def test_parts_of_a_subnets_alpha() -> None:
    for alpha, cut, root_tao, tao_weight, issuance, root, *parts in recorded()["alpha_parts"]:
        proportion = root_proportion(root_tao, share_of(tao_weight), issuance)
        assert proportion.bits == root
        found = alpha_parts(U96F32.from_num(alpha), take_of(cut), proportion)
        assert [found.owner, found.miners, found.validators, found.root] == parts


def test_terms_of_a_pool() -> None:
    for tao, alpha, price, root, *terms in recorded()["pool_terms"]:
        of_pool = U96F32.saturating_from_num(U64F64(price))
        found = pool_terms(U96F32(tao), alpha, of_pool, U96F32(root))
        assert [part.bits for part in found] == terms


def test_tao_of_subnets_and_whether_root_sells() -> None:
    for row in recorded()["tao_emissions"]:
        subnets = in_parts(row, 3, 4)
        prices = [U64F64.saturating_from_num(I96F32(price)) for price, *_ in subnets]
        burned = [U96F32(part) for _, part, *_ in subnets]
        by_price = shares.emission_shares(prices, burned)
        enabled = shares.enabled_shares(by_price, [bool(on) for _, _, on, _ in subnets])
        found = shares.tao_emissions(U96F32.from_num(row[1]), enabled)
        assert [part.bits for part in found] == [part for *_, part in subnets]
        assert shares.root_sells(prices) == bool(row[2])


def test_dividends_in_a_family() -> None:
    for row in recorded()["families"]:
        dividends, take, burn, weight, alpha, root, size = row[:7]
        proportions, (members, *rest) = row[7 : 7 + size], row[7 + size :]
        given, (own, *results) = in_parts(rest[: 4 * members], 0, 4), rest[4 * members :]
        paid, recycled = results[: members + 1], results[members + 2 :]
        tao_weight, left = share_of(weight), U96F32.from_num(1)
        for proportion in proportions:
            left = left.saturating_sub(share_of(proportion))
        found_own = stake_contribution(alpha, root, left, tao_weight).saturating_to_num()
        parents = [
            Parent(key(number), stake_contribution(*stake, share_of(part), tao_weight), not same)
            for number, (part, *stake, same) in enumerate(given)
        ]
        family = Family(key(members), found_own, parents, take_of(take), share_of(burn))
        found = divide_in_family(dividends, family)
        assert (found_own, [amount for _, amount in found.paid]) == (own, paid)
        assert found.recycled == recycled


def test_dividends_among_validators_and_their_stakers() -> None:
    for _, alpha, root_alpha, weight, *rest in recorded()["validators"]:
        rows = in_parts(rest, 0, 10)
        dividends = {key(number): U96F32.from_num(row[0]) for number, row in enumerate(rows)}
        stakes = {key(number): (row[1], row[2]) for number, row in enumerate(rows)}
        found = divide_among_validators(alpha, root_alpha, dividends, stakes, share_of(weight))
        for number, (_, _, _, take, *results) in enumerate(rows):
            both = [found.alpha[key(number)], found.root[key(number)]]
            parts = [rao for amount in both for rao in without_take(amount, take_of(take))]
            assert [*(amount.bits for amount in both), *parts] == results


def test_rates_of_claims_and_parts_that_are_withheld_or_of_mechanisms() -> None:
    for row in recorded()["parts"]:
        alpha, stake, rate, part, whole, withheld, first, weight = row[:8]
        dividends, more, combined_dividends, emission, further, combined_emission = row[8:]
        assert claimable_rate(alpha, stake).bits == rate
        assert withheld_part(part, whole).bits == withheld
        found = mechanism_weight(part, whole, first=bool(first))
        assert found.bits == weight
        before = {key(0): NeuronTerms(0, dividends=dividends, emission=emission)}
        added = {key(0): NeuronTerms(0, dividends=more, emission=further)}
        both = combined(before, added, found)[key(0)]
        assert (both.dividends, both.emission) == (combined_dividends, combined_emission)


def test_moving_prices() -> None:
    for blocks, halving, alpha, price, moving, moved in recorded()["moving_prices"]:
        weight = price_weight(U64F64.saturating_from_num(I96F32(alpha)), blocks, halving)
        before = U64F64.saturating_from_num(I96F32(moving))
        found = moved_price(before, U64F64(price), weight)
        assert I96F32.saturating_from_num(found).bits == moved


def test_there_is_a_row_for_each_case_that_matters() -> None:
    rows = recorded()
    assert {rule: len(of) for rule, of in rows.items()} == {
        "block_emission": 200,
        "alpha_parts": 200,
        "pool_terms": 200,
        "tao_emissions": 200,
        "families": 250,
        "validators": 200,
        "parts": 200,
        "moving_prices": 200,
    }
    assert {emission for _, emission in rows["block_emission"]} >= {0, 1, 10**9, 10**9 // 2}
    assert {bool(excess) for *_, excess in rows["pool_terms"]} == {True, False}
    assert {root_sells for _, _, root_sells, *_ in rows["tao_emissions"]} == {0, 1}
