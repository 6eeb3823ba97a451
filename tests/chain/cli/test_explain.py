"""`pysubtensor explain-epoch`, on a database and on a running node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chain.chains import stored_chain
from chain.cli import explain as explain_command
from chain.cli.main import app
from chain.explain import EpochExplanation, account_of, as_plain, as_text
from chain.kit import DevChain
from chain.rpc.errors import ResponseTooBig
from chain.rpc.wire import failure
from tests.chain.cli.command import RunningNode, run, running
from tests.chain.explain.scene import NETUID, subnet_of


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base path with a development chain that has had epochs."""
    path = tmp_path_factory.mktemp("base")
    with DevChain(directory=stored_chain("dev", None, path).directory) as chain:
        subnet_of(chain)
        chain.advance(34 - chain.number)
    return path


@pytest.fixture(scope="module")
def last(place: Path) -> EpochExplanation:
    with DevChain(directory=stored_chain("dev", None, place).directory) as chain:
        return chain.explain_epoch(NETUID)


@pytest.fixture(autouse=True)
def _no_wallet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BT_DEFAULT_TOKEN_WALLET", raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def explain(place: Path, *arguments: object) -> Result:
    given = ["explain-epoch", "--netuid", NETUID, "--base-path", place, *arguments]
    return CliRunner().invoke(app, [str(argument) for argument in given])


def test_the_last_epoch(place: Path, last: EpochExplanation) -> None:
    done = explain(place)
    assert done.exit_code == 0 and done.output == as_text(last, 20) + "\n"
    assert done.output.startswith("The epoch of subnet 2 in block 30, by Yuma 3: ")
    assert explain(place, "--block", 30, "--mech", 0).output == done.output


def test_one_neuron(place: Path, last: EpochExplanation) -> None:
    done = explain(place, "--uid", 2)
    assert done.exit_code == 0
    assert done.output == as_text(last.about(2), 20, 100, account_of(last, 2)) + "\n"
    account, _, tables = done.output.partition("\n\n")
    assert account.replace("\n  ", " ").splitlines() == account_of(last, 2)
    assert "  validator  miner" in tables and "\n          0      3" not in tables


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("160", 160), ("20", 60)])
def test_it_is_as_wide_as_the_terminal(
    place: Path, last: EpochExplanation, monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert explain(place).output == as_text(last, 20, width) + "\n"


def test_json(place: Path, last: EpochExplanation) -> None:
    assert json.loads(explain(place, "--json").output) == json.loads(json.dumps(as_plain(last)))
    assert json.loads(explain(place, "--json", "--uid", 1).output)["account"] == account_of(last, 1)


def test_the_next_block(place: Path) -> None:
    done = explain(place, "--block", "next")
    assert "as it would be in block 35 (it is due in block 40)" in done.output


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--netuid", 9], "there was no subnet 9 before block 35; known: 1, 2"),
        (["--mech", 1], "subnet 2 has no mechanism 1: use 0"),
        (
            ["--block", 25],
            "subnet 2 had no epoch in block 25: the last one was in block 20, the next one was in "
            "block 30",
        ),
        (["--block", 99], "there is no block 99: use 1 to 34, or next for 35"),
        (["--uid", 6], "subnet 2 had no uid 6 then: use 0 to 5"),
        (["--uid", 6, "--json"], "subnet 2 had no uid 6 then: use 0 to 5"),
        (["--rules", "mainnet"], "there is no database in "),
        (["--consensus", "nowhere:Rules"], "nowhere:Rules: there is no module nowhere in "),
    ],
)
def test_what_there_is_not(place: Path, arguments: list[object], text: str) -> None:
    done = explain(place, *arguments)
    assert done.exit_code == 1
    assert done.output.startswith(f"pysubtensor: {text}") and done.output.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["--block", "soon"], "--block"),
        (["--block", "-1"], "--block"),
        (["--uid", "x"], "--uid"),
        (["--url", "http://127.0.0.1:1"], "--url"),
    ],
)
def test_what_is_said_wrongly(place: Path, arguments: list[str], option: str) -> None:
    done = explain(place, *arguments)
    assert done.exit_code == 2 and option in done.output


def test_the_subnet_has_to_be_named() -> None:
    done = CliRunner().invoke(app, ["explain-epoch"])
    assert done.exit_code == 2 and "--netuid" in done.output


# A running node


@pytest.fixture(scope="module")
def node(place: Path, last: EpochExplanation) -> Iterator[RunningNode]:
    with running("dev", "--base-path", place, "--sealing", "manual") as node:
        yield node


def ask(node: RunningNode, *arguments: object) -> Result:
    url = f"http://127.0.0.1:{node.port}"
    given = ["explain-epoch", "--netuid", NETUID, "--url", url, *arguments]
    return CliRunner().invoke(app, [str(argument) for argument in given])


@pytest.mark.parametrize("arguments", [[], ["--uid", 1], ["--json"], ["--block", "30", "--all"]])
def test_a_node_tells_the_same(
    node: RunningNode, last: EpochExplanation, arguments: list[object]
) -> None:
    done = ask(node, *arguments)
    assert done.exit_code == 0
    match arguments:
        case ["--json"]:
            assert json.loads(done.output) == json.loads(json.dumps(as_plain(last)))
        case ["--uid", 1]:
            told = as_text(last.about(1), 20, 100, account_of(last, 1))
            assert done.output == told + "\n"
        case _:
            assert done.output == as_text(last, 20 if not arguments else None) + "\n"


def test_a_node_by_its_websocket(node: RunningNode, last: EpochExplanation) -> None:
    done = ask(node, "--url", f"ws://127.0.0.1:{node.port}")
    assert done.output == as_text(last, 20) + "\n"


def test_what_a_node_does_not_know(node: RunningNode) -> None:
    done = ask(node, "--block", 31)
    assert done.exit_code == 1
    assert done.output.startswith("pysubtensor: subnet 2 had no epoch in block 31: ")


def test_an_answer_that_is_too_big(node: RunningNode, monkeypatch: pytest.MonkeyPatch) -> None:
    told = failure(1, ResponseTooBig(7))
    monkeypatch.setattr(explain_command, "ask", lambda *_: json.loads(told))
    done = ask(node)
    assert done.exit_code == 1
    assert done.output.endswith("too big for JSON-RPC: ask for one neuron, with --uid\n")


@pytest.mark.parametrize("answer", [None, [], {"netuid": 2}, {"tables": 3}])
def test_a_node_of_another_version(
    node: RunningNode, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    monkeypatch.setattr(explain_command, "ask", lambda *_: {"result": answer})
    done = ask(node)
    assert done.exit_code == 1 and " has another version: " in done.output


def test_while_a_node_runs_its_database_is_closed(node: RunningNode, place: Path) -> None:
    done = run("explain-epoch", "--netuid", NETUID, "--base-path", place)
    assert done.returncode == 1
    assert done.stderr.endswith(
        "is in use by another process: ask the node that runs there with "
        "--url, such as http://127.0.0.1:9944\n"
    )


def test_no_node() -> None:
    given = ["explain-epoch", "--netuid", "2", "--url", "http://127.0.0.1:1"]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 1 and "no answer from http://127.0.0.1:1" in done.output
