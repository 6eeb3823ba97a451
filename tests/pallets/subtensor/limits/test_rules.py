"""When something may be done again."""

from __future__ import annotations

import pytest

from pallets.subtensor.limits.rules import is_over, is_too_soon


@pytest.mark.parametrize(
    ("limit", "block", "last", "over"),
    [
        (100, 199, 100, False),
        (100, 200, 100, True),
        (100, 201, 100, True),
        (100, 50, 0, True),  # never done
        (0, 100, 100, True),
        (1, 100, 100, False),
        (1, 99, 100, False),  # in a block to come
        (0, 99, 100, True),
    ],
)
def test_a_limit_is_over_after_so_many_blocks(limit, block, last, over):
    assert is_over(limit, block, last) is over


@pytest.mark.parametrize(
    ("limit", "block", "last", "too_soon"),
    [
        (100, 199, 100, True),
        (100, 200, 100, True),
        (100, 201, 100, False),
        (100, 50, 0, False),  # never done
        (0, 100, 100, False),
        (1, 99, 100, True),
    ],
)
def test_the_older_rule_takes_a_block_more(limit, block, last, too_soon):
    assert is_too_soon(limit, block, last) is too_soon
