"""What is said wrongly gets an answer that helps, before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from chain.cli.main import app
from chain.database.leveldb import MARKER_NAME
from genesis.presets import preset

COMMANDS = (
    "dev",
    "run",
    "build-spec",
    "check-block",
    "explain-epoch",
    "submit-pulse",
    "purge-chain",
    "version",
)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where it would make something, and nothing of the terminal that the tests run in."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("chain.cli.logs.configure", lambda level: None)


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("arguments", "option", "text"),
    [
        (["dev", "--sealing", "often"], "--sealing", "'often': use interval, interval=MILLI"),
        (["dev", "--sealing", "interval=0"], "--sealing", "at least 1 millisecond"),
        (["dev", "--block-time", "soon"], "--block-time", "'soon': use a number of seconds"),
        (["dev", "--block-time", "0"], "--block-time", "'0': use a number of seconds"),
        (["dev", "--block-time", "0.0001"], "--block-time", "use a number of seconds"),
        (["dev", "--block-time", "nan"], "--block-time", "use a number of seconds"),
        (["dev", "--block-time", "inf"], "--block-time", "use a number of seconds"),
        (["dev", "--log", "loud"], "--log", "'loud': use error, warning, info, debug"),
        (["dev", "--rpc-port", "65536"], "--rpc-port", "Usage"),
        (["dev", "--rpc-port", "x"], "--rpc-port", "Usage"),
        (["dev", "--tmp", "--base-path", "x"], "--tmp", "exclude each other"),
        (["run", "--base-path", "x"], "--chain", "Missing option"),
        (["run", "--chain", "dev"], "--base-path", "Missing option"),
        (["check-block", "0"], "FROM", "Usage"),
        (["dev", "--dance"], "--dance", "No such option"),
    ],
)
def test_wrong_options_are_named(
    arguments: list[str], option: str, text: str, tmp_path: Path
) -> None:
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert option in done.output and text in done.output and "Usage: " in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["dev", "--chain", "finney"], "there is no built-in chain called finney: use one of dev"),
        (["dev", "--chain", "my.json"], "cannot read the chain specification my.json"),
        (["dev", "--rules", "slow"], "there are no rules called slow: use fast or mainnet"),
        (["build-spec", "--rules", "slow"], "there are no rules called slow"),
        (
            ["dev", "--block-time", "0.2"],
            "a block time of 200 ms is shorter than a slot, which has 250 ms under these rules "
            "(how often blocks are made is --sealing interval=MS)",
        ),
        (["dev", "--tmp", "--rules", "mainnet", "--block-time", "11.999"], "which has 12000 ms"),
        (["check-block", "--chain", "localnet"], "there is no database in "),
        (["dev", "--consensus", "mine"], "'mine': use module:Class, such as my_module:MyRules"),
        (["dev", "--tmp", "--consensus", "no_such:Rules"], "there is no module no_such in "),
        (["purge-chain", "--consensus", "../x:Y"], "'../x:Y': use module:Class"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    arguments: list[str], text: str, tmp_path: Path
) -> None:
    done = invoke(*arguments)
    assert done.exit_code == 1
    assert done.output.startswith("pysubtensor: ") and text in done.output
    assert done.output.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_specification_of_other_rules(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(preset("dev").to_json())
    done = invoke("run", "--chain", file, "--base-path", tmp_path / "b", "--rules", "mainnet")
    assert done.exit_code == 1
    assert done.output.endswith("is a chain of fast rules, which cannot be mainnet\n")


def test_a_directory_that_is_not_ours_is_not_purged(tmp_path: Path) -> None:
    directory = tmp_path / "chains" / "dev-fast" / "db"
    directory.mkdir(parents=True)
    (directory / "letters").write_text("dear")
    done = invoke("purge-chain", "--base-path", tmp_path, "--yes")
    assert done.exit_code == 1 and "holds no pysubtensor database" in done.output
    assert (directory / "letters").exists()
    (directory / MARKER_NAME).write_text("pysubtensor database, format 99\n")
    done = invoke("purge-chain", "--base-path", tmp_path, "--yes")
    assert done.exit_code == 1 and "format 99" in done.output
    assert (directory / "letters").exists()


def test_a_broken_chain_can_be_purged(tmp_path: Path) -> None:
    from chain.database.leveldb import LevelDBBackend

    directory = tmp_path / "chains" / "dev-fast" / "db"
    backend = LevelDBBackend(directory)
    backend.write([(b"mhead", bytes(36))])
    backend.close()
    broken = invoke("check-block", "--base-path", tmp_path)
    assert broken.exit_code == 1 and "block 0, the head, is missing" in broken.output
    done = invoke("purge-chain", "--base-path", tmp_path, "-y")
    assert done.exit_code == 0 and not directory.exists()


def test_the_version() -> None:
    done = invoke("version")
    assert done.exit_code == 0
    program, runtime = done.stdout.splitlines()
    assert program.startswith("pysubtensor") and runtime == "node-subtensor 425"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = invoke(command, "--help")
    assert done.exit_code == 0
    assert command in invoke("--help").stdout
    for parameter in get_command(app).commands[command].params:
        if parameter.opts[0].startswith("-"):
            assert parameter.help, f"no help for {parameter.name}"


def test_the_list_of_commands_says_what_each_does() -> None:
    done = invoke("--help")
    rows = done.stdout.partition("Commands:")[2].strip().splitlines()
    assert [row.split()[0] for row in rows] == list(COMMANDS)
    assert all(row.rstrip().endswith(".") and "..." not in row for row in rows)
