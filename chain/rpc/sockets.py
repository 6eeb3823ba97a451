"""Listening sockets: IPv4 and IPv6 on the same port."""

from __future__ import annotations

import errno
import os
import socket

_PORT_CHOICES = 32
_BACKLOG = 128
_NO_IPV6 = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT)


class PortUnavailable(OSError):
    """The port is taken, or may not be used; the message says which address."""


def listen(port: int, *, external: bool = False) -> list[socket.socket]:
    """Listen on loopback, or on all interfaces, in both protocols where the machine has both.

    Clients take the first address that `localhost` resolves to, so both must answer. Port 0 asks
    for a free one that both can have. Raises `PortUnavailable`.
    """
    hosts = ("0.0.0.0", "::") if external else ("127.0.0.1", "::1")
    for choice in range(_PORT_CHOICES):
        first = _bind(socket.AF_INET, hosts[0], port)
        try:
            second = _bind_ipv6(hosts[1], first.getsockname()[1])
        except PortUnavailable:
            first.close()
            if port or choice == _PORT_CHOICES - 1:
                raise
            continue
        return [first] if second is None else [first, second]
    raise AssertionError("the loop returns or raises")


def _bind_ipv6(host: str, port: int) -> socket.socket | None:
    if not socket.has_ipv6:
        return None
    try:
        return _bind(socket.AF_INET6, host, port)
    except PortUnavailable as error:
        if error.errno in _NO_IPV6:
            return None
        raise


def _bind(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise PortUnavailable(error.errno, f"no socket for {host}: {error.strerror}") from error
    try:
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((host, port))
        sock.listen(_BACKLOG)
        sock.setblocking(False)
    except OSError as error:
        sock.close()
        reason = error.strerror or str(error)
        raise PortUnavailable(error.errno, f"cannot listen on {host}:{port}: {reason}") from error
    return sock
