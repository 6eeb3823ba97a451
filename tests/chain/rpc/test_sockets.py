from __future__ import annotations

import errno
import socket

import pytest

from chain.rpc import sockets
from chain.rpc.sockets import PortUnavailable, listen


def _close(listening: list[socket.socket]) -> None:
    for sock in listening:
        sock.close()


def test_both_protocols_share_a_free_port() -> None:
    listening = listen(0)
    try:
        assert len({sock.getsockname()[1] for sock in listening}) == 1
        hosts = [sock.getsockname()[0] for sock in listening]
        assert hosts in (["127.0.0.1", "::1"], ["127.0.0.1"])
    finally:
        _close(listening)


def test_a_public_bind() -> None:
    listening = listen(0, external=True)
    hosts = [sock.getsockname()[0] for sock in listening]
    _close(listening)
    assert hosts in (["0.0.0.0", "::"], ["0.0.0.0"])


def test_a_taken_port_is_named() -> None:
    listening = listen(0)
    port = listening[0].getsockname()[1]
    try:
        with pytest.raises(PortUnavailable, match=rf"127\.0\.0\.1:{port}") as caught:
            listen(port)
        assert caught.value.errno == errno.EADDRINUSE
    finally:
        _close(listening)


def test_a_machine_without_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    bind = sockets._bind

    def refuse(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise PortUnavailable(errno.EADDRNOTAVAIL, "no such address")
        return bind(family, host, port)

    monkeypatch.setattr(sockets, "_bind", refuse)
    listening = listen(0)
    _close(listening)
    assert len(listening) == 1


def test_a_port_taken_in_ipv6_only(monkeypatch: pytest.MonkeyPatch) -> None:
    bind = sockets._bind
    ports: list[int] = []

    def refuse_first(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            ports.append(port)
            if len(ports) < 3:
                raise PortUnavailable(errno.EADDRINUSE, "taken")
        return bind(family, "127.0.0.1" if family == socket.AF_INET else host, port)

    monkeypatch.setattr(sockets, "_bind", refuse_first)
    listening = listen(0)
    chosen = listening[0].getsockname()[1]
    _close(listening)
    assert chosen == ports[-1]
    ports.clear()
    with pytest.raises(PortUnavailable):
        listen(chosen)
