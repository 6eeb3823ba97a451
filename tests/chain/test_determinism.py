"""A long random chain comes out the same in another process with another hash seed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from chain.chains import stored_chain
from chain.kit import DevChain
from tests.workload import make_block

BLOCKS = 2000
ROOT = Path(__file__).parents[2]


def test_check_block_over_two_thousand_random_blocks(tmp_path: Path) -> None:
    chooser = random.Random(425)
    directory = stored_chain("dev", None, tmp_path).directory
    with DevChain(directory=directory) as chain:
        while chain.number < BLOCKS:
            make_block(chain, chooser)
    command = [sys.executable, "-m", "chain.cli", "check-block", "--base-path", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{BLOCKS} blocks with ")
