"""A process that is killed at any moment loses at most the block that it was writing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from chain.chains import open_chain
from chain.database import ChainDatabase
from chain.replay import replay
from genesis.presets import preset

KILLS = 30
ROOT = Path(__file__).parents[2]


def killed_after(seconds: float, directory: Path, seed: int) -> int:
    """Let the workload run for so long. The result is the last block that it spoke of, or 0."""
    command = [sys.executable, "-m", "tests.workload", str(directory), str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    time.sleep(seconds)
    process.kill()
    said, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL  # and did not end by itself
    whole_lines = said.split("\n")[:-1]
    return int(whole_lines[-1]) if whole_lines else 0


def head_of(directory: Path) -> int:
    """The head, -1 without block 0, when the directory was killed before it was made."""
    with ChainDatabase.open(directory) as database:
        return -1 if database.is_empty else database.head.number


def test_thirty_kills_lose_no_block_that_was_whole(tmp_path: Path) -> None:
    directory = tmp_path / "db"
    chooser = random.Random(20)
    head = -1
    for seed in range(KILLS):
        # From before the database is opened to some dozen blocks.
        last_said = killed_after(chooser.uniform(0.25, 0.8), directory, seed)
        before, head = head, head_of(directory)
        assert head >= max(before, last_said)
        assert last_said == 0 or head <= last_said + 1
    assert head > KILLS
    chain = open_chain(preset("dev"), directory, create=False)
    assert len(list(replay(chain, 1, head))) == head
    chain.database.close()
