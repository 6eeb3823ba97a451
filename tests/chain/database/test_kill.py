"""kill -9 while writing: the database opens at a whole block, no reported one is lost."""

import subprocess
import sys
import time
from pathlib import Path

from chain.database import ChainDatabase
from runtime.merkle import blake2_256, trie_root
from tests.chain.database.block_writer import state_after
from tests.chain.database.mini_chain import header_of

ROOT = Path(__file__).parents[3]
ROUNDS = 4


def _write_and_kill(path: Path, seconds: float) -> int:
    """Let another process write blocks for a while; the last number it reported."""
    command = [sys.executable, "-m", "tests.chain.database.block_writer", str(path)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(seconds)
    writer.kill()
    reported = writer.stdout.read().split(b"\n")[:-1]
    writer.wait()
    return int(reported[-1]) if reported else 0


def test_a_killed_writer_leaves_whole_blocks(tmp_path):
    path = tmp_path / "chain"
    for attempt in range(ROUNDS):
        reported = _write_and_kill(path, 0.05 + 0.037 * attempt)
        with ChainDatabase.open(path) as db:
            head = db.head.number
            assert head in (reported, reported + 1) or reported == 0
            assert db.head.hash == blake2_256(header_of(head))
            for number in {head, head // 2, 0}:
                state = state_after(number)
                view = db.state_at(number)
                assert dict(view.items()) == state
                assert view.root == trie_root(state.items(), 1)
            body = db.body(head)
            assert body == [b"extrinsic %d" % head]
            assert db.find_extrinsic(blake2_256(body[0])) == (head, 0)
            # The trie is whole too: a change anywhere finds the nodes it needs.
            changed = {**state_after(head), b"account/1": b"x", b"removed/9": b"y"}
            assert db.root_of(changed)[0] == trie_root(changed.items(), 1)
