"""`submit-pulse`, with a server on this machine that answers as a node does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chain.cli import pulses
from chain.cli.main import app
from pallets.drand import Drand
from runtime.extrinsic import decode_extrinsic
from runtime.hashing import storage_prefix
from runtime.validity import TransactionSource
from tests.chain.authoring.beacon import as_json
from tests.chain.cli.command import run, running
from tests.pallets.drand.world import COMPOSITION, drand
from tests.quicknet import LATE, PULSES, RECORDED

GOOD = {"result": "0x1234"}


@contextmanager
def node(answer: Any) -> Iterator[tuple[str, list[Any]]]:
    """A server that gives this answer: its URL, and the requests that it gets."""
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps(answer).encode() if not isinstance(answer, bytes) else answer
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def small_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulses, "composition_for", lambda rules: COMPOSITION)


def submit(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["submit-pulse", *map(str, arguments)])


@pytest.mark.usefixtures("small_chain")
def test_recorded_pulses_in_the_order_of_their_rounds(tmp_path: Path) -> None:
    """What is sent are extrinsics that a chain takes."""
    one = tmp_path / "one.json"
    one.write_text(as_json(PULSES[1000]))
    others = tmp_path / "others.json"
    others.write_text(f"[{as_json(PULSES[1002])}, {as_json(PULSES[1001])}]")
    with node(GOOD) as (url, got):
        told = submit(others, one, "--url", url)
    assert told.exit_code == 0
    assert told.stdout == "".join(f"Round {n}: 0x1234\n" for n in (1000, 1001, 1002))
    assert [request["method"] for request in got] == ["author_submitExtrinsic"] * 3
    pallet = drand(block=1)
    for number, request in zip((1000, 1001, 1002), got, strict=True):
        encoded = bytes.fromhex(request["params"][0][2:])
        extrinsic, _ = decode_extrinsic(COMPOSITION, encoded)
        assert extrinsic.is_bare and extrinsic.call.declaration is Drand.write_pulse
        assert extrinsic.call.args[0].pulses == [PULSES[number]]
        pallet.validate_unsigned(TransactionSource.External, extrinsic.call)


def test_all_recorded_pulses() -> None:
    with node(GOOD) as (url, got):
        assert submit(LATE, RECORDED, "--url", url).exit_code == 0
    assert len(got) == len(PULSES)


def test_a_refusal_ends_it() -> None:
    error = {"code": 1010, "message": "Invalid Transaction", "data": "Transaction is outdated"}
    with node({"error": error}) as (url, got):
        told = submit(RECORDED, "--url", url)
    assert told.exit_code == 1
    assert told.stderr == "pysubtensor: round 1000: Transaction is outdated\n"
    assert len(got) == 1


@pytest.mark.parametrize("answer", [b"hello", {"neither": 1}, ["x"]])
def test_a_server_that_is_no_node(answer: Any) -> None:
    with node(answer) as (url, _):
        told = submit(RECORDED, "--url", url)
    assert told.exit_code == 1
    assert url in told.stderr


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense"])
def test_no_node_answers(url: str) -> None:
    told = submit(RECORDED, "--url", url)
    assert told.exit_code == 1
    assert told.stderr.startswith(f"pysubtensor: no answer from {url}: ")


@pytest.mark.parametrize("text", ["", "{}", '{"round": 1}', "[1]", "\xff"])
def test_a_file_without_pulses(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pulses.json"
    file.write_text(text, "latin-1")
    told = submit(RECORDED, file)
    assert told.exit_code == 1
    assert told.stderr.startswith(f"pysubtensor: {file}: ")


def test_a_file_that_is_not_there() -> None:
    assert submit("nowhere.json").exit_code == 2


@pytest.mark.parametrize("url", ["api.drand.sh", "ftp://x", ""])
def test_a_relay_is_named_by_its_url(url: str) -> None:
    told = CliRunner().invoke(app, ["dev", "--tmp", "--drand-url", url])
    assert told.exit_code == 2
    assert "--drand-url" in told.output


def test_pulses_on_the_chain_of_a_running_node() -> None:
    key = "0x" + storage_prefix("Drand", "LastStoredRound").hex()
    with running("dev", "--tmp", "--sealing", "interval=50") as node:
        url = f"http://127.0.0.1:{node.port}"
        told = run("submit-pulse", RECORDED, "--url", url)
        assert (told.returncode, told.stderr) == (0, "")
        assert len(told.stdout.splitlines()) == 10
        node.wait_for_block(int(node.call("chain_getHeader")["number"], 16) + 2)
        assert node.call("state_getStorage", key) == "0x" + (2000).to_bytes(8, "little").hex()
        again = run("submit-pulse", RECORDED, "--url", url)
    assert again.returncode == 1
    assert again.stderr == "pysubtensor: round 1000: Transaction is outdated\n"
