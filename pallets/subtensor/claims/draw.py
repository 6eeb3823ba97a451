"""Which coldkeys' turn it is in a block: numbers drawn from the hash of the block before."""

from __future__ import annotations

from runtime.fixed.integers import saturating_add

WORD = 8  # bytes; four of them are a hash


def draw(block_hash: bytes, count: int, size: int) -> list[int]:
    """At most `count` numbers below `size`, in ascending order; of nobody, the number 0.

    The first comes from the first word of the hash, to which each draw adds a word, from the first
    one again: the sums stop at 2^64 - 1. What is drawn twice is there once.
    """
    words = [
        int.from_bytes(block_hash[start : start + WORD], "big")
        for start in range(0, len(block_hash), WORD)
    ]
    drawn, last = [], words[0]
    for turn in range(count):
        last = saturating_add(last, words[turn % len(words)])
        last = last % size if size else 0
        drawn.append(last)
    return sorted(dict.fromkeys(drawn))
