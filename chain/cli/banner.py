"""What a node says when it starts."""

from __future__ import annotations

from pathlib import Path

from chain.node import Node
from genesis.keys import Keypair
from genesis.presets import ENDOWED, SUDO, TAO

SHOWN_ACCOUNTS = 6


def banner(node: Node, directory: Path) -> str:
    """Endpoints, settings and funded accounts, for people."""
    chain, options = node.chain, node.options
    spec = chain.spec
    step = (
        "the clock"
        if options.real_time
        else f"{(options.block_time or spec.rules.slot_duration) / 1000:g} s a block"
    )
    host = "0.0.0.0" if options.rpc_external else "127.0.0.1"
    lines = [
        f"pysubtensor: {spec.name} ({spec.chain_type}), {spec.rules.name} rules, "
        f"{chain.composition.version.spec_name} {chain.composition.version.spec_version}",
        "",
        f"  WebSocket   ws://{host}:{options.rpc_port}",
        f"  HTTP        http://{host}:{options.rpc_port}",
        f"  Blocks      {options.sealing}; time advances by {step}",
        f"  Database    {directory}",
        f"  Genesis     0x{chain.genesis_hash.hex()}",
        f"  Head        #{chain.head_number}",
        "",
    ]
    if spec.patch is not None:
        lines += _accounts()
    return "\n".join(lines)


def _accounts() -> list[str]:
    lines = ["  Funded accounts (their secrets are public: for development only)"]
    for secret, amount in list(ENDOWED.items())[:SHOWN_ACCOUNTS]:
        note = "  sudo" if secret == SUDO else ""
        address = Keypair.from_uri(secret).address
        lines.append(f"    {secret:<11} {address}  {amount // TAO:>9,} TAO{note}")
    return [*lines, ""]
