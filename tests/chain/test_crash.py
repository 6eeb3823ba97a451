"""A process that is killed at any moment leaves a chain that stands at a whole block."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from chain.kit import DevChain
from chain.replay import replay

ROUNDS = 30
ROOT = Path(__file__).parents[2]


def test_thirty_kills_lose_no_block_that_was_whole(tmp_path: Path) -> None:
    directory = tmp_path / "db"
    chooser = random.Random(20)
    heads = [0]
    for round_ in range(ROUNDS):
        command = [sys.executable, "-m", "tests.workload", str(directory), str(round_), "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("started at")
        time.sleep(chooser.uniform(0, 0.25))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with DevChain(directory=directory) as chain:
            assert chain.number >= heads[-1]
            checked = list(replay(chain.blockchain, heads[-1] + 1, chain.number))
            assert len(checked) == chain.number - heads[-1]
            heads.append(chain.number)
    assert heads[-1] > ROUNDS
