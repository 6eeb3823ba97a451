"""Who may talk to the node: Host check against DNS rebinding, Origin check against web pages."""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Mapping, Sequence

LOCAL_ORIGINS: tuple[str, ...] = (
    "http://localhost:*",
    "http://127.0.0.1:*",
    "http://[::1]:*",
    "https://localhost:*",
    "https://127.0.0.1:*",
    "https://[::1]:*",
    "https://polkadot.js.org",
    "chrome-extension://*",
    "moz-extension://*",
)
"""Substrate's default for a node that is not in --dev mode, and the wallets in browsers."""

ANY_ORIGIN: tuple[str, ...] = ("*",)
"""No Origin check, as Substrate's --dev and --rpc-cors=all."""


class AccessDenied(PermissionError):
    """The request's Host or Origin is not allowed."""


class AccessPolicy:
    """Decides from a request's headers; `origins` are patterns, `:*` stands for any or no port.

    A request without Origin does not come from a web page and is allowed. With `any_host` (a public
    bind) the Host header may be anything, else it must name this machine's loopback.
    """

    def __init__(self, origins: Sequence[str] = LOCAL_ORIGINS, *, any_host: bool = False) -> None:
        self._any_host = any_host
        self._any_origin = "*" in origins
        self._origins = [_pattern(origin) for origin in origins]

    def check(self, headers: Mapping[str, str]) -> None:
        """Raises `AccessDenied`."""
        host = headers.get("Host", "")
        if not self._any_host and not is_loopback_host(host):
            raise AccessDenied("Provided Host header is not whitelisted.")
        origin = headers.get("Origin")
        if origin is not None and not self.allows_origin(origin):
            raise AccessDenied("Origin of the request is not whitelisted.")

    def allows_origin(self, origin: str) -> bool:
        """Whether pages of this origin may call the node."""
        return self._any_origin or any(
            pattern.fullmatch(origin.lower()) for pattern in self._origins
        )

    def cors_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """What tells a browser that the page may read the answer; empty without Origin."""
        origin = headers.get("Origin")
        if origin is None:
            return {}
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}

    def preflight_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The answer to a browser's OPTIONS request before it posts."""
        answer = self.cors_headers(headers)
        if answer:
            answer["Access-Control-Allow-Methods"] = "POST, OPTIONS"
            answer["Access-Control-Allow-Headers"] = "content-type"
            answer["Access-Control-Max-Age"] = "3600"
            # Chrome asks this before a public https page may reach a loopback address.
            if "Access-Control-Request-Private-Network" in headers:
                answer["Access-Control-Allow-Private-Network"] = "true"
        return answer


@functools.lru_cache(maxsize=64)
def is_loopback_host(host: str) -> bool:
    """Whether a Host header names loopback; any port will do, it may be a forwarded one."""
    match = _HOST.fullmatch(host)
    if match is None:
        return False
    name = match["v6"] or match["name"].lower()
    return name == "localhost" or is_loopback_address(name)


@functools.lru_cache(maxsize=64)
def is_loopback_address(address: str) -> bool:
    """Whether an IP address, as text, is this machine's loopback (mapped IPv4 included)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped.is_loopback
    return parsed.is_loopback


_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<name>[^:\[\]@/]+))(?::\d{1,5})?")


def _pattern(origin: str) -> re.Pattern[str]:
    any_port = re.escape(origin.lower()).replace(r":\*", r"(?::\d{1,5})?")
    return re.compile(any_port.replace(r"\*", "[^/]*"))
