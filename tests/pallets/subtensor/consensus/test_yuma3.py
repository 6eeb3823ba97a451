"""Yuma 3 over several epochs: validators that move their weights early and late.

The scenarios are the reference's, whose figures have four digits; these are all digits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.pallets.subtensor.consensus.subnet import Subnet

PARAMETERS: dict[str, Any] = {
    "yuma3": True,
    "liquid_alpha": True,
    "alpha_low": 6_553,
    "alpha_high": 19_660,
    "bonds_moving_average": 975_000,
    "bonds_penalty": 0,
    "max_validators": 3,
}
FIRST, SECOND = (65_535, 0), (0, 65_535)  # all weight on one of two miners
Moves = Callable[[int], list[tuple[int, ...]] | None]


def started(stake: list[int], **parameters: Any) -> Subnet:
    """After an epoch without weights, which gives the permits."""
    subnet = Subnet(stake, {**PARAMETERS, **parameters}, block=2)
    subnet.epoch()
    assert subnet.permits == [rao > 0 for rao in stake]
    return subnet


def moves(*steps: list[tuple[int, ...]]) -> Moves:
    """One step in each epoch; then weights stay."""
    return lambda epoch: steps[epoch] if epoch < len(steps) else None


def switch_once(epoch: int) -> list[tuple[int, ...]]:
    """The third validator goes to the second miner for one epoch."""
    return [FIRST, FIRST, SECOND if epoch == 2 else FIRST]


def step(subnet: Subnet, weights: list[tuple[int, ...]] | None) -> list[int]:
    """The dividends of the next epoch. Weights are set in order of uids, zeros too."""
    for uid, row in enumerate(weights or ()):
        subnet.set_weights(uid, list(enumerate(row, start=3)))
    subnet.block += 1
    return subnet.epoch().dividends


def bonds(subnet: Subnet) -> list[tuple[int, ...]]:
    """Of the three validators in all miners."""
    return [
        tuple(subnet.bond(validator, miner) for miner in range(3, len(subnet.rao)))
        for validator in range(3)
    ]


@dataclass(frozen=True)
class Scenario:
    stake: list[int]
    moves: Moves
    bonds: list[list[tuple[int, ...]]]
    dividends: list[tuple[int, int, int]]
    liquid_alpha: bool = True


BIG_AND_TWO_SMALL = [8, 1, 1, 0, 0]
EQUAL = [33, 33, 34, 0, 0]
HALVES, OTHER_HALVES = (65_535, 0, 65_535), (0, 65_535, 65_535)

SCENARIOS = {
    "the big one moves first": Scenario(
        BIG_AND_TWO_SMALL,
        moves([FIRST] * 3, [SECOND, FIRST, FIRST], [SECOND, SECOND, FIRST], [SECOND] * 3),
        [
            [(6_640, 0), (6_640, 0), (6_640, 0)],
            [(5_951, 6_640), (24_229, 0), (24_229, 0)],
            [(5_336, 12_607), (20_770, 6_640), (36_565, 0)],
            [(4_786, 17_970), (18_119, 12_607), (28_221, 6_640)],
            [(4_294, 22_789), (15_957, 17_970), (23_518, 12_607)],
            [(3_853, 27_120), (14_133, 22_789), (20_244, 17_970)],
        ],
        [
            (52_428, 6_553, 6_553), (65_535, 0, 0), (61_486, 4_048, 0),
            (57_796, 5_068, 2_669), (56_122, 5_531, 3_881), (55_170, 5_795, 4_569),
        ],
    ),
    "the big one moves second": Scenario(
        BIG_AND_TWO_SMALL,
        moves([FIRST] * 3, [FIRST, SECOND, FIRST], [SECOND, SECOND, FIRST], [SECOND] * 3),
        [
            [(6_640, 0), (6_640, 0), (6_640, 0)],
            [(12_607, 0), (5_951, 19_572), (12_607, 0)],
            [(11_235, 6_640), (5_336, 24_229), (28_414, 0)],
            [(10_030, 12_607), (4_786, 28_414), (23_641, 6_640)],
            [(8_966, 17_970), (4_294, 32_175), (20_336, 12_607)],
            [(8_023, 22_789), (3_853, 35_555), (17_771, 17_970)],
        ],
        [
            (52_428, 6_553, 6_553), (55_350, 3_266, 6_918), (45_007, 20_527, 0),
            (48_632, 13_700, 3_201), (49_969, 11_183, 4_382), (50_661, 9_879, 4_993),
        ],
    ),
    "the big one moves last": Scenario(
        BIG_AND_TWO_SMALL,
        moves([FIRST] * 3, [FIRST, SECOND, FIRST], [FIRST, SECOND, SECOND], [SECOND] * 3),
        [
            [(6_640, 0), (6_640, 0), (6_640, 0)],
            [(12_607, 0), (5_951, 19_572), (12_607, 0)],
            [(17_970, 0), (5_336, 33_299), (11_235, 19_572)],
            [(15_832, 6_640), (4_786, 36_565), (10_030, 24_229)],
            [(14_026, 12_607), (4_294, 39_500), (8_966, 28_414)],
            [(12_471, 17_970), (3_853, 42_138), (8_023, 32_175)],
        ],
        [
            (52_428, 6_553, 6_553), (55_350, 3_266, 6_918), (58_761, 2_181, 4_592),
            (30_561, 21_034, 13_938), (39_164, 15_337, 11_033), (43_202, 12_663, 9_669),
        ],
    ),
    "one of equals moves for an epoch": Scenario(
        EQUAL,
        switch_once,
        [
            [(6_640, 0), (6_640, 0), (6_640, 0)],
            [(12_607, 0), (12_607, 0), (12_607, 0)],
            [(17_970, 0), (17_970, 0), (11_235, 19_572)],
            [(22_789, 0), (22_789, 0), (16_737, 17_153)],
            [(27_120, 0), (27_120, 0), (21_681, 15_147)],
            [(31_012, 0), (31_012, 0), (26_124, 13_439)],
        ],
        [
            (21_626, 21_626, 22_281), (21_626, 21_626, 22_281), (24_784, 24_784, 15_965),
            (23_773, 23_773, 17_988), (23_209, 23_209, 19_116), (22_851, 22_851, 19_832),
        ],
    ),
    "the same without liquid alpha": Scenario(
        EQUAL,
        switch_once,
        [
            [(1_638, 0), (1_638, 0), (1_638, 0)],
            [(3_235, 0), (3_235, 0), (3_235, 0)],
            [(4_792, 0), (4_792, 0), (3_154, 1_638)],
            [(6_310, 0), (6_310, 0), (4_713, 1_597)],
            [(7_790, 0), (7_790, 0), (6_233, 1_557)],
            [(9_233, 0), (9_233, 0), (7_715, 1_518)],
        ],
        [
            (21_626, 21_626, 22_281), (21_626, 21_626, 22_281), (24_470, 24_470, 16_593),
            (23_662, 23_662, 18_209), (23_203, 23_203, 19_128), (22_907, 22_907, 19_720),
        ],
        liquid_alpha=False,
    ),
    "a third miner that all keep": Scenario(
        [*BIG_AND_TWO_SMALL, 0],
        moves(
            [HALVES] * 3,
            [HALVES, OTHER_HALVES, HALVES],
            [OTHER_HALVES, OTHER_HALVES, HALVES],
            [OTHER_HALVES] * 3,
        ),
        [
            [(3_320, 0, 3_320), (3_320, 0, 3_320), (3_320, 0, 3_320)],
            [(6_303, 0, 6_303), (2_980, 6_553, 6_303), (6_303, 0, 6_303)],
            [(5_650, 3_320, 8_984), (2_675, 9_209, 8_984), (11_595, 0, 8_984)],
            [(5_067, 6_303, 11_394), (2_402, 11_596, 11_394), (10_347, 3_320, 11_394)],
            [(4_545, 8_984, 13_559), (2_157, 13_741, 13_559), (9_246, 6_303, 13_559)],
            [(4_078, 11_394, 15_505), (1_937, 15_668, 15_505), (8_271, 8_984, 15_505)],
        ],
        [
            (52_428, 6_553, 6_553), (53_911, 4_884, 6_738), (50_789, 11_044, 3_700),
            (51_538, 8_990, 5_005), (51_851, 8_133, 5_550), (52_013, 7_688, 5_832),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_moves_early_earns_more(name: str) -> None:
    scenario = SCENARIOS[name]
    subnet = started(scenario.stake, liquid_alpha=scenario.liquid_alpha)
    for epoch, expected in enumerate(scenario.bonds):
        dividends = step(subnet, scenario.moves(epoch))
        assert bonds(subnet) == expected
        assert tuple(dividends[:3]) == scenario.dividends[epoch]
        assert not any(dividends[3:])


def test_bonds_in_a_miner_start_again_after_a_reset() -> None:
    """Before the epoch 20, the bonds in the first miner are taken away."""
    subnet = started(BIG_AND_TWO_SMALL)
    found = {}
    for epoch in range(41):
        weights = [FIRST] * 3
        if epoch == 1:
            weights = [FIRST, SECOND, SECOND]
        elif 1 < epoch <= 20:
            weights = [SECOND] * 3
        elif epoch == 21:
            weights = [SECOND, FIRST, FIRST]
        if epoch == 20:
            subnet.bonds = [row[row[:, 0] != 3] for row in subnet.bonds]
        found[epoch] = step(subnet, weights)[:3], bonds(subnet)
    expected = {
        0: ([52_428, 6_553, 6_553], [(6_640, 0), (6_640, 0), (6_640, 0)]),
        1: ([58_617, 3_458, 3_458], [(12_607, 0), (5_951, 19_572), (5_951, 19_572)]),
        2: ([34_272, 15_631, 15_631], [(11_235, 6_640), (5_336, 24_229), (5_336, 24_229)]),
        19: ([51_897, 6_818, 6_818], [(1_757, 55_953), (852, 58_813), (852, 58_813)]),
        20: ([51_958, 6_788, 6_788], [(0, 56_923), (0, 59_494), (0, 59_494)]),
        21: ([55_491, 5_021, 5_021], [(0, 57_795), (19_572, 41_844), (19_572, 41_844)]),
        40: ([51_958, 6_788, 6_788], [(56_923, 3_784), (59_494, 3_425), (59_494, 3_425)]),
    }
    assert {epoch: found[epoch] for epoch in expected} == expected
