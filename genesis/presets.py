"""The chains that need no specification file: a development chain and a local network.

    dev        one authority, //One: what `pysubtensor dev` runs
    localnet   three authorities, //One, //Two and //Three

Both have //Alice as sudo and the accounts that the reference's localnet endows. As there, the
address in BT_DEFAULT_TOKEN_WALLET gets 1,000,000 TAO.
"""

from __future__ import annotations

import os
from typing import Any

from genesis.keys import Keypair, Scheme
from genesis.rules import FAST, Rules
from genesis.spec import ChainSpec
from runtime.accounts import InvalidSs58, ss58_decode, ss58_encode

TAO = 1_000_000_000  # rao
WALLET_VARIABLE = "BT_DEFAULT_TOKEN_WALLET"
WALLET_BALANCE = 1_000_000 * TAO
PROPERTIES = {"ss58Format": 42, "tokenDecimals": 9, "tokenSymbol": "TAO"}
SUDO = "//Alice"

# What the reference's localnet endows, in its order, in rao: by secret, and the accounts of two
# Ethereum addresses that Frontier's tools know the keys of, by SS58 address.
ENDOWED = {
    "//Alice": 1_000_000 * TAO,
    "//Bob": 1_000_000 * TAO,
    "//Charlie": 1_000_000 * TAO,
    "//Dave": 2_000 * TAO,
    "//Eve": 2_000 * TAO,
    "//Ferdie": 2_000 * TAO,
    "//One": 2_000 * TAO,
    "//Two": 2_000 * TAO,
    "//Three": 2_000 * TAO,
}
ENDOWED_ADDRESSES = {
    "5Fghzk1AJt88PeFEzuRfXzbPchiBbsVGTTXcdx599VdZzkTA": 2_000 * TAO,  # Alith, 0xf24FF3...6cac
    "5GeqNhKWj1KG78VHzbmo3ZjZgUTrCuWeamdgiA114XHGdaEr": 2_000 * TAO,  # Baltathar, 0x3Cd0A7...c6e0
}


class UnknownPreset(ValueError):
    """There is no built-in chain of that name."""


class InvalidWallet(ValueError):
    """BT_DEFAULT_TOKEN_WALLET does not hold an address."""


AUTHORITIES = {"dev": ["//One"], "localnet": ["//One", "//Two", "//Three"]}
ALIASES = {"local": "localnet"}


def preset(name: str, rules: Rules = FAST, wallet: str | None = None) -> ChainSpec:
    """A built-in chain; `wallet` is an address that gets 1,000,000 TAO.

    Raises UnknownPreset, InvalidWallet.
    """
    name = ALIASES.get(name, name)
    if name not in AUTHORITIES:
        known = ", ".join(AUTHORITIES)
        raise UnknownPreset(f"there is no built-in chain called {name}: use one of {known}")
    return ChainSpec(
        name="Bittensor",
        id="bittensor",
        chain_type="Local",
        protocol_id="bittensor",
        properties=PROPERTIES,
        rules=rules,
        patch=_patch(AUTHORITIES[name], wallet),
    )


def wallet_from_environment() -> str | None:
    """The address in BT_DEFAULT_TOKEN_WALLET, if there is one."""
    return os.environ.get(WALLET_VARIABLE) or None


def _patch(authorities: list[str], wallet: str | None) -> dict[str, Any]:
    balances = {Keypair.from_uri(uri).address: amount for uri, amount in ENDOWED.items()}
    balances |= ENDOWED_ADDRESSES
    if wallet is not None:
        balances[_canonical(wallet)] = WALLET_BALANCE
    grandpa = [Keypair.from_uri(uri, Scheme.ED25519).address for uri in authorities]
    return {
        "aura": {"authorities": [Keypair.from_uri(uri).address for uri in authorities]},
        "grandpa": {"authorities": [[address, 1] for address in grandpa]},
        "balances": {"balances": [[address, amount] for address, amount in balances.items()]},
        "sudo": {"key": Keypair.from_uri(SUDO).address},
    }


def _canonical(wallet: str) -> str:
    try:
        return ss58_encode(ss58_decode(wallet))
    except InvalidSs58 as error:
        raise InvalidWallet(f"Invalid format for {WALLET_VARIABLE}: {error}") from error
