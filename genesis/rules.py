"""Which values the parameters of the rules have: those of the live chain, or the fast ones.

The reference fixes this when it is compiled (its feature `fast-runtime`); here it is a choice at
start. How often blocks are made and what time they carry are other choices, see `chain.authoring`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pallets.subtensor import config as subtensor
from pallets.subtensor.config import SubtensorConfig


class UnknownRules(ValueError):
    """There are no rules of that name."""


@dataclass(frozen=True)
class Rules:
    """Rule parameters that the two variants of the reference differ in."""

    name: str
    slot_duration: int  # milliseconds
    subtensor: SubtensorConfig


# The images of the reference's local network are built with its faucet, which also lets anybody
# found subnets one after the other.
FAST = Rules(
    name="fast", slot_duration=250, subtensor=replace(subtensor.FAST, network_rate_limit=0)
)
MAINNET = Rules(name="mainnet", slot_duration=12_000, subtensor=subtensor.MAINNET)
RULES = {rules.name: rules for rules in (FAST, MAINNET)}


def rules_named(name: str) -> Rules:
    """Raises UnknownRules."""
    try:
        return RULES[name]
    except KeyError:
        raise UnknownRules(f"there are no rules called {name}: use {' or '.join(RULES)}") from None
