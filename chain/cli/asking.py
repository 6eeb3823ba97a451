"""Asking a running node, for commands."""

from __future__ import annotations

import json
from typing import Any

from chain.cli.failures import fail

TIMEOUT = 10.0  # seconds


def ask(url: str, method: str, *params: Any) -> dict[str, Any]:
    """A node's answer to a JSON-RPC request: it has a "result" or an "error".

    Nodes answer HTTP where they answer WebSocket, so that its URL may be either.
    """
    import urllib.request

    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = {"Content-Type": "application/json"}
    try:
        address = f"http{url[2:]}" if url.startswith(("ws://", "wss://")) else url
        made = urllib.request.Request(address, json.dumps(request).encode(), headers)
        with urllib.request.urlopen(made, timeout=TIMEOUT) as answer:
            told = json.load(answer)
    except (OSError, ValueError) as error:
        fail(f"no answer from {url}: {error}")
    if not isinstance(told, dict) or not ("result" in told or "error" in told):
        fail(f"{url} is no node: it answers {told!r:.80}")
    return told
