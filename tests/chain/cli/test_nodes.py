"""`pysubtensor dev` and `run`, from start to stop."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path

import pytest

from genesis.presets import preset
from tests.chain.cli.command import run, running

ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
STOPPED = re.compile(r"Stopping at block #(\d+)\nStopped\.\n$")


def head_in(text: str) -> int:
    found = STOPPED.search(text)
    assert found is not None, text
    return int(found[1])


def test_a_development_chain_starts_makes_blocks_and_stops(tmp_path: Path) -> None:
    with running("dev", "--tmp", TMPDIR=str(tmp_path)) as node:
        directory = next(tmp_path.iterdir())
        node.wait_for_block(2)
        status, log = node.stop(signal.SIGINT)
    assert status == 0 and head_in(log) >= 2
    first, *lines = node.output.splitlines()
    assert first == "pysubtensor: Bittensor (Local), fast rules, node-subtensor 425"
    assert lines == [
        "",
        f"  WebSocket   ws://127.0.0.1:{node.port}",
        f"  HTTP        http://127.0.0.1:{node.port}",
        "  Blocks      a block every 250 ms; time advances by 0.25 s a block",
        f"  Database    {directory}/db (goes when the node ends)",
        "  Genesis     0x30ab97a4521c110abc6a1a0f2680538ae4ae98b1a7573a6eec2f940c03275df3",
        "  Head        #0",
        "",
        "  Funded accounts (their secrets are public: for development only)",
        f"    //Alice     {ALICE}  1,000,000 TAO  sudo",
        f"    //Bob       {BOB}  1,000,000 TAO",
        *lines[11:15],
        "",
    ]
    line = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d "
    assert re.match(line + rf"Running JSON-RPC server: addr=127.0.0.1:{node.port}\n", log)
    assert re.search(line + r"🎁 Prepared block for proposing at 1 \(\d+ ms\) hash: 0x", log)
    assert re.search(line + r"🏆 Imported #1 \(0x30ab…5df3 → 0x", log)
    assert list(tmp_path.iterdir()) == []  # nothing stays


def test_the_end_of_a_terminal_leaves_nothing(tmp_path: Path) -> None:
    with running("dev", "--tmp", TMPDIR=str(tmp_path)) as node:
        status, _ = node.stop(signal.SIGHUP)
    assert status == 0 and list(tmp_path.iterdir()) == []


def test_a_chain_goes_on_and_comes_out_the_same(tmp_path: Path) -> None:
    """The life of a chain in a directory: stop, start, a second process, check, removal."""
    place = ("--base-path", tmp_path)
    with running("dev", *place, "--sealing", "interval=20") as node:
        second = run("dev", *place, "--rpc-port", 0)
        assert (second.returncode, second.stdout) == (1, "")
        path = tmp_path / "chains" / "dev-fast" / "db"
        assert second.stderr == f"pysubtensor: {path} is in use by another process\n"
        busy = run("purge-chain", *place, "--yes")
        assert (busy.returncode, busy.stderr) == (1, second.stderr) and path.exists()
        node.wait_for_block(3)
        status, log = node.stop(signal.SIGTERM)
    assert status == 0
    head = head_in(log)
    with running("dev", *place, "--sealing", "manual") as node:
        assert f"Head        #{head}\n" in node.output and "only on request" in node.output
        assert int(node.call("chain_getHeader")["number"], 16) == head
        assert head_in(node.stop()[1]) == head

    checked = run("check-block", *place)
    assert checked.returncode == 0 and checked.stderr == ""
    assert checked.stdout == f"{head} blocks with {head} extrinsics came out the same.\n"
    assert run("check-block", 2, 3, *place).stdout.startswith("2 blocks")
    beyond = run("check-block", 1, head + 1, *place)
    assert beyond.returncode == 1
    assert beyond.stderr == f"pysubtensor: the head is block {head}: there is no block {head + 1}\n"

    asked = run("purge-chain", *place, stdin="n\n")
    assert asked.returncode == 1 and f"Remove all blocks in {path}? [y/N]" in asked.stdout
    assert path.exists()
    removed = run("purge-chain", *place, stdin="y\n")
    assert removed.returncode == 0 and removed.stdout.endswith(f"Removed {path}.\n")
    assert not path.exists()
    again = run("purge-chain", *place)
    assert (again.returncode, again.stdout) == (0, f"There is no chain in {path}.\n")
    none = run("check-block", *place)
    assert none.returncode == 1
    assert none.stderr == f"pysubtensor: there is no database in {path}\n"


@pytest.mark.parametrize("raw", [True, False])
def test_a_specification_that_was_written_can_be_run(tmp_path: Path, raw: bool) -> None:
    arguments = ("--chain", "localnet", "--rules", "mainnet", *(["--raw"] if raw else []))
    written = run("build-spec", *arguments)
    assert written.returncode == 0 and written.stderr == ""
    file = tmp_path / "spec.json"
    file.write_text(written.stdout)
    options = ("--sealing", "interval=50", "--block-time", "real")
    with running("run", "--chain", file, "--base-path", tmp_path / "base", *options) as node:
        node.wait_for("//Ferdie")
        assert "mainnet rules" in node.output and "their time is the clock's" in node.output
        assert f"//Alice     {ALICE}  1,000,000 TAO  sudo" in node.output
        node.wait_for_block(3)
        status, log = node.stop()
    assert status == 0 and head_in(log) >= 3
    assert (tmp_path / "base" / "chains" / "spec-mainnet" / "db" / "PYSUBTENSOR").is_file()


def test_blocks_stay_in_the_default_base_path(tmp_path: Path) -> None:
    with running("dev", XDG_DATA_HOME=str(tmp_path)) as node:
        assert node.stop()[0] == 0
    path = tmp_path / "pysubtensor" / "chains" / "dev-fast" / "db"
    assert f"Database    {path}\n" in node.output and path.is_dir()


def test_the_wallet_of_the_environment(tmp_path: Path) -> None:
    wallet = "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT"
    place = ("--base-path", tmp_path, "--sealing", "manual")
    with running("dev", *place, BT_DEFAULT_TOKEN_WALLET=wallet) as node:
        node.wait_for("From BT_DEFAULT_TOKEN_WALLET")
        assert f"{wallet}  1,000,000 TAO\n" in node.wait_for(wallet)
        node.stop()
    # Without it, block 0 is another one.
    other = run("dev", *place, "--rpc-port", 0)
    assert other.returncode == 1 and other.stderr.count("\n") == 1
    assert "with genesis block 0x" in other.stderr
    assert other.stderr.endswith("use another --base-path, or remove the chain with purge-chain\n")
    wrong = run("dev", *place, BT_DEFAULT_TOKEN_WALLET="5C62")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("pysubtensor: Invalid format for BT_DEFAULT_TOKEN_WALLET: ")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("dev", "--tmp", "--rpc-port", port, TMPDIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"pysubtensor: cannot listen on 127.0.0.1:{port}: Address already in use: "
        "choose another port with --rpc-port, 0 takes a free one\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_the_reference_for_the_specification_that_is_written() -> None:
    assert run("build-spec").stdout == preset("dev").to_json()
