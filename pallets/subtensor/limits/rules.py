"""When something may be done again, as functions of block numbers.

Block 0 stands for never: what was not done before is not limited. The reference has two rules that
differ by one block (utils/rate_limiting.rs).
"""

from __future__ import annotations


def is_over(limit: int, block: int, last: int) -> bool:
    """Whether `limit` blocks have passed since the block `last`."""
    return last == 0 or max(block - last, 0) >= limit


def is_too_soon(limit: int, block: int, last: int) -> bool:
    """Whether no more than `limit` blocks have passed since the block `last`; 0 limits nothing.

    So stands the older rule, by which swaps of hotkeys and increases of takes are limited.
    """
    return limit != 0 and last != 0 and max(block - last, 0) <= limit
