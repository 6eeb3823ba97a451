"""A long random chain comes out the same in another process with another hash seed."""

from __future__ import annotations

import random
from pathlib import Path

from chain.chains import stored_chain
from chain.kit import DevChain
from tests.chain.cli.command import run
from tests.workload import make_block

BLOCKS = 2000


def test_check_block_over_two_thousand_random_blocks(tmp_path: Path) -> None:
    chooser = random.Random(425)
    kinds: set[str] = set()
    with DevChain(directory=stored_chain("dev", None, tmp_path).directory) as chain:
        while chain.number < BLOCKS:
            make_block(chain, chooser)
            kinds.update(event.scale_name for event in chain.events())
    assert {"NewAccount", "KilledAccount", "ExtrinsicFailed", "DustLost", "Sudid"} <= kinds
    done = run("check-block", "--base-path", tmp_path, PYTHONHASHSEED="12345")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{BLOCKS} blocks with ")
