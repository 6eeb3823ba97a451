"""A hotkey's commits in a mechanism, oldest first: plain lists, as they are stored."""

from __future__ import annotations

from pallets.subtensor.weights.windows import RevealWindow

Commit = tuple[bytes, int, int, int]
"""The hash, the epoch and the block that it was made in, and a number that is not used any more."""

MAX_UNREVEALED = 10


def without_expired(
    commits: list[Commit], window: RevealWindow
) -> tuple[list[Commit], list[bytes]]:
    """The commits from the first on that is not expired, and the hashes of those before it."""
    count = 0
    while count < len(commits) and window.is_over(commits[count][1]):
        count += 1
    return commits[count:], [commit[0] for commit in commits[:count]]


def position_of(commits: list[Commit], commit_hash: bytes) -> int | None:
    """The place of the first commit with this hash, if there is one."""
    hashes = [commit[0] for commit in commits]
    return hashes.index(commit_hash) if commit_hash in hashes else None
