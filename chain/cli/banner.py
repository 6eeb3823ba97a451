"""What a node says when it starts."""

from __future__ import annotations

from pathlib import Path

from chain.blockchain import Blockchain
from chain.node import Node, NodeOptions
from genesis.keys import Keypair
from genesis.presets import ENDOWED, TAO, WALLET_VARIABLE, wallet_from_environment
from pallets.sudo import Sudo
from pallets.system.accounts import Accounts
from runtime.accounts import InvalidSs58, ss58_decode, ss58_encode

SHOWN_ACCOUNTS = list(ENDOWED)[:6]


def banner(node: Node, port: int, directory: Path, temporary: bool) -> str:
    """Endpoints, settings and funded accounts, for people."""
    chain, options = node.chain, node.options
    spec, version = chain.spec, chain.composition.version
    host = "0.0.0.0" if options.rpc_external else "127.0.0.1"
    lines = [
        f"pysubtensor: {spec.name} ({spec.chain_type}), {spec.rules.name} rules, "
        f"{version.spec_name} {version.spec_version}",
        *_variant(chain),
        "",
        f"  WebSocket   ws://{host}:{port}",
        f"  HTTP        http://{host}:{port}",
        f"  Blocks      {options.sealing}; {_time(options, spec.rules.slot_duration)}",
        f"  Database    {directory}{' (goes when the node ends)' if temporary else ''}",
        f"  Genesis     0x{chain.genesis_hash.hex()}",
        f"  Head        #{chain.head_number}",
        "",
        *_accounts(chain),
    ]
    return "\n".join(lines)


def _variant(chain: Blockchain) -> list[str]:
    """What this chain has in place of production's, if anything."""
    variant = chain.composition.variant
    return [f"with {variant} in place of production's"] if variant else []


def _time(options: NodeOptions, slot_duration: int) -> str:
    if options.block_time == "real":
        return "their time is the clock's"
    return f"time advances by {(options.block_time or slot_duration) / 1000:g} s a block"


def _accounts(chain: Blockchain) -> list[str]:
    """The well-known accounts that have something on this chain, with what they have now."""
    runtime = chain.head_runtime()
    accounts, sudo = runtime.pallet(Accounts), runtime.pallet(Sudo).key.get()

    def rows(named: dict[str, bytes]) -> list[str]:
        found = []
        for name, account in named.items():
            free = accounts.get(account).data.free
            if free or account == sudo:
                role = "  sudo" if account == sudo else ""
                found.append(f"    {name:<11} {ss58_encode(account)}  {free // TAO:>9,} TAO{role}")
        return found

    known = rows({secret: Keypair.from_uri(secret).account for secret in SHOWN_ACCOUNTS})
    if known:
        known.insert(0, "  Funded accounts (their secrets are public: for development only)")
    wallet = rows(_wallet())
    if wallet:
        wallet.insert(0, f"  From {WALLET_VARIABLE}")
    return [*known, *wallet, ""] if known or wallet else []


def _wallet() -> dict[str, bytes]:
    try:
        return {"": ss58_decode(wallet_from_environment() or "")}
    except InvalidSs58:  # a chain of a file does not look at it
        return {}
