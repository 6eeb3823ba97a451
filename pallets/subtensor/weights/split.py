"""How a subnet's emission is divided among its mechanisms, as a function of figures."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 65_535
"""What the shares of all mechanisms add up to."""


def is_whole(shares: Sequence[int]) -> bool:
    """Whether shares add up to all of the emission."""
    return sum(shares) == WHOLE


def split_emission(alpha: int, mechanisms: int, shares: Sequence[int] | None) -> list[int]:
    """What each of so many mechanisms gets of `alpha` rao, by shares of 65535 or else equally.

    Each part is floored and the first mechanism gets what is left over. Shares beyond the number
    of mechanisms count for nothing, and a mechanism without a share gets nothing.
    """
    if shares is None:
        parts = [alpha // mechanisms] * mechanisms if mechanisms else []
    else:
        parts = [alpha * share // WHOLE for share in shares[:mechanisms]]
        parts += [0] * (mechanisms - len(parts))
    if parts:
        parts[0] += max(0, alpha - sum(parts))
    return parts
