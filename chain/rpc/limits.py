"""The bounds that keep one client from exhausting the node."""

from __future__ import annotations

from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RpcLimits:
    """Sizes are bytes, times are seconds; where Substrate has the limit, its default."""

    max_request_bytes: int = 15 * _MEBIBYTE
    max_response_bytes: int = 15 * _MEBIBYTE
    max_json_values: int = 500_000
    """Values in one request: `[],` costs 3 bytes on the wire and 64 in memory."""
    max_batch_length: int = 1024
    max_connections: int = 100
    max_subscriptions: int = 1024
    """Per connection."""
    max_queued_messages: int = 16_384
    """Messages waiting for one client to read; a client beyond it is disconnected."""
    max_queued_bytes: int = 16 * _MEBIBYTE
    """Likewise in bytes; an answer of `max_response_bytes` to an idle client always fits."""
    resume_queued_bytes: int = _MEBIBYTE
    """While more than this waits for a client, its further requests are not read."""
    transfer_timeout: float = 60.0
    """For a client to take what is queued for it, or to send the body it announced."""
    ping_interval: float = 60.0
    """An idle WebSocket is pinged this often, and dropped without a pong for half as long."""
    time_slice: float = 0.001
    """How long one connection may hold the event loop when it has many requests waiting."""
