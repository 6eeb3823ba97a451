"""AlphaAssets counts what is issued, burned and recycled of each subnet's alpha."""

import pytest

from pallets.alpha_assets import AlphaAssets
from runtime.fixed.integers import U64_MAX
from runtime.runtime import Runtime
from runtime.state import MemoryView, State
from tests.runtime.small import compose

COMPOSITION = compose(AlphaAssets)


@pytest.fixture
def assets() -> AlphaAssets:
    return Runtime(COMPOSITION, State(MemoryView())).pallet(AlphaAssets)


def test_minting_adds_to_the_issuance_of_one_subnet(assets: AlphaAssets) -> None:
    assert assets.mint_alpha(3, 75) == 75
    assert assets.total_alpha_issuance[3] == 75
    assert assets.total_alpha_issuance[4] == 0


def test_burned_alpha_stays_issued(assets: AlphaAssets) -> None:
    assert assets.mint_alpha(4, 100) == 100
    assert assets.burn_alpha(4, 40) == 40
    assert (assets.alpha_burned[4], assets.total_alpha_issuance[4]) == (40, 100)


def test_recycled_alpha_is_no_longer_issued(assets: AlphaAssets) -> None:
    assets.mint_alpha(5, 90)
    assert assets.recycle_alpha(5, 30) == 30
    assert (assets.alpha_recycled[5], assets.total_alpha_issuance[5]) == (30, 60)
    assert assets.recycle_alpha(5, 100) == 100  # more than there is, down to zero
    assert (assets.alpha_recycled[5], assets.total_alpha_issuance[5]) == (130, 0)


def test_counters_end_at_u64(assets: AlphaAssets) -> None:
    for _ in range(2):
        assets.mint_alpha(1, U64_MAX)
        assets.burn_alpha(1, U64_MAX)
    assert assets.total_alpha_issuance[1] == assets.alpha_burned[1] == U64_MAX
    for _ in range(2):
        assets.recycle_alpha(1, U64_MAX)
    assert (assets.alpha_recycled[1], assets.total_alpha_issuance[1]) == (U64_MAX, 0)


def test_nothing_leaves_no_entry(assets: AlphaAssets) -> None:
    assert [assets.mint_alpha(1, 0), assets.burn_alpha(1, 0), assets.recycle_alpha(1, 0)] == [0] * 3
    assert 1 not in assets.total_alpha_issuance
    assert 1 not in assets.alpha_burned
    assert 1 not in assets.alpha_recycled
