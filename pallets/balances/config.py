"""The parameters of the Balances pallet, and how they can be wrong."""

from __future__ import annotations

from dataclasses import dataclass

EXISTENTIAL_DEPOSIT = 500  # rao
MAX_LOCKS = MAX_RESERVES = MAX_FREEZES = 50


class InvalidBalancesConfig(ValueError):
    """The pallet cannot work with such parameters."""


class InvalidGenesis(ValueError):
    """The chain specification endows accounts in a way that cannot be."""


@dataclass(frozen=True)
class BalancesConfig:
    """The existential deposit in rao, and how many locks, named reserves and freezes there can be.

    More than `max_locks` locks are possible all the same, as in FRAME.
    """

    existential_deposit: int = EXISTENTIAL_DEPOSIT
    max_locks: int = MAX_LOCKS
    max_reserves: int = MAX_RESERVES
    max_freezes: int = MAX_FREEZES

    def __post_init__(self) -> None:
        if self.existential_deposit <= 0:
            raise InvalidBalancesConfig("the existential deposit must be greater than zero")
