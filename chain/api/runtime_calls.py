"""state_call and its kin: asking the runtime, and what it is."""

from __future__ import annotations

from typing import Any

from chain.api.forms import hex_text, version_form
from chain.api.reading import call_runtime, number_at
from chain.blockchain import Blockchain
from chain.rpc import Hash, HexBytes, Sink, method, subscription
from runtime.scale import decode_compact

METADATA_API = "Metadata_"
WORTH_KEEPING = 1024  # bytes; smaller answers cost nothing to make again


class RuntimeCalls:
    """All blocks of a chain have one runtime, so that what does not depend on state is kept."""

    def __init__(self, chain: Blockchain) -> None:
        self._chain = chain
        self._version = version_form(chain.composition.version)
        self._metadata: dict[tuple[str, bytes], str] = {}

    @method("state_call", aliases=["state_callAt"])
    def call(self, name: str, data: HexBytes, at: Hash | None = None) -> str:
        """Raises ClientError."""
        number_at(self._chain, at)
        if not name.startswith(METADATA_API):
            return hex_text(call_runtime(self._chain, at, name, data))
        known = self._metadata.get((name, data))
        if known is not None:
            return known
        text = hex_text(call_runtime(self._chain, at, name, data))
        return self._kept(name, data, text)

    @method("state_getMetadata")
    def metadata(self, at: Hash | None = None) -> str:
        """The metadata of the oldest version that the runtime offers, without its length."""
        number_at(self._chain, at)
        known = self._metadata.get(("", b""))
        if known is not None:
            return known
        opaque = call_runtime(self._chain, at, "Metadata_metadata", b"")
        _, start = decode_compact(opaque, 0)
        return self._kept("", b"", hex_text(opaque[start:]))

    def _kept(self, name: str, data: bytes, text: str) -> str:
        # Clients fetch it for each connection. There are as many long ones as metadata versions.
        if len(text) > WORTH_KEEPING:
            self._metadata[name, data] = text
        return text

    @method("state_getRuntimeVersion", aliases=["chain_getRuntimeVersion"])
    def runtime_version(self, at: Hash | None = None) -> dict[str, Any]:
        number_at(self._chain, at)
        return self._version

    @subscription(
        "state_subscribeRuntimeVersion",
        aliases=["chain_subscribeRuntimeVersion"],
        unsubscribe=["state_unsubscribeRuntimeVersion", "chain_unsubscribeRuntimeVersion"],
        notification="state_runtimeVersion",
    )
    def runtime_versions(self, sink: Sink) -> None:
        """The version as it is; it changes with the node's software only."""
        sink.send(self._version)
