"""`--consensus`: chains with rules of one's own, in processes of their own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from chain.kit import DevChain
from tests.chain.cli.command import run, running

MODULE = """
from dataclasses import replace

from pallets.subtensor.consensus.yuma import YumaRules


class Mine(YumaRules):
    pass


class Wrong(YumaRules):
    def epoch(self, inputs):
        return replace(super().epoch(inputs), incentive=[70_000] * len(inputs.stake))


class Other:
    def weigh(self, inputs):
        pass
"""
NAME = "my_rules:Mine"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A working directory with rules in it."""
    (tmp_path / "my_rules.py").write_text(MODULE)
    return tmp_path


def test_a_chain_with_them_from_its_start_to_its_end(here: Path) -> None:
    own = ("--base-path", here / "data", "--consensus", NAME)
    with running("dev", *own, "--sealing", "interval=20", directory=here) as node:
        assert node.output.splitlines()[1] == f"with consensus {NAME} in place of production's"
        assert DevChain().blockchain.genesis_hash.hex() not in node.output
        node.wait_for_block(3)
        asked = ("explain-epoch", "--netuid", 1, "--block", "next")
        told = run(*asked, "--url", f"http://127.0.0.1:{node.port}", directory=here)
        assert told.returncode == 0 and f", by {NAME}: " in told.stdout
        assert node.stop()[0] == 0
    assert (here / "data" / "chains" / "dev-fast-my_rules.Mine" / "db").is_dir()
    told = run(*asked, *own, directory=here)
    assert told.returncode == 0 and f", by {NAME}: " in told.stdout
    checked = run("check-block", *own, directory=here)
    assert checked.returncode == 0 and checked.stdout.endswith("came out the same.\n")
    # Without them it is another chain, which is not there.
    assert run("check-block", "--base-path", here / "data", directory=here).returncode == 1
    assert run("purge-chain", *own, "--yes", directory=here).returncode == 0
    assert not (here / "data" / "chains" / "dev-fast-my_rules.Mine" / "db").exists()


def test_a_chain_that_is_meant_to_stay(here: Path) -> None:
    own = ("--chain", "localnet", "--base-path", here / "data", "--consensus", NAME)
    with running("run", *own, "--sealing", "manual", directory=here) as node:
        assert f"with consensus {NAME} in place of production's" in node.output
        assert node.stop()[0] == 0
    assert (here / "data" / "chains" / "localnet-fast-my_rules.Mine" / "db").is_dir()


@pytest.mark.parametrize("command", ["dev", "check-block", "explain-epoch"])
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("my_rules", "'my_rules': use module:Class, such as my_module:MyRules"),
        ("no_rules:Mine", "no_rules:Mine: there is no module no_rules in {here} or on PYTHONPATH"),
        (
            "my_rules:Nobody",
            "my_rules:Nobody: {here}/my_rules.py has nothing of that name; it has Mine, Wrong",
        ),
        ("my_rules:Other", "my_rules:Other has no method epoch(inputs)"),
    ],
)
def test_what_are_no_rules(here: Path, command: str, name: str, problem: str) -> None:
    netuid = ("--netuid", 1) if command == "explain-epoch" else ()
    done = run(command, "--base-path", here, *netuid, "--consensus", name, directory=here)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"pysubtensor: {problem.format(here=here)}\n"
    assert not (here / "chains").exists()


def test_rules_that_give_what_cannot_be_stored(here: Path) -> None:
    """The epoch's block is not made, for a reason that is told; all before it can be read."""
    problem = "Wrong.epoch: incentive of uid 0 has to be an int from 0 to 65535, and is 70000 (int)"
    own = ("--tmp", "--sealing", "interval=2", "--consensus", "my_rules:Wrong")
    with running("dev", *own, directory=here) as node:
        node.wait_for_block(99)
        time.sleep(0.2)
        assert node.call("chain_getHeader")["number"] == hex(99)
        url = ("--url", f"http://127.0.0.1:{node.port}")
        told = run("explain-epoch", "--netuid", 1, "--block", "next", *url, directory=here)
        assert (told.returncode, told.stdout) == (1, "")
        failed = f"pysubtensor: the epoch of subnet 1 in block 100 fails: {problem}\n"
        assert told.stderr == failed
        status, log = node.stop()
        assert status == 0 and problem in log and "Block production stopped" in log
