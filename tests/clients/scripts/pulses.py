"""Rounds of drand's quicknet that are long over, whose recorded pulses open what is sealed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from bittensor_core import encrypt_at_round, inner_ciphertext

RECORDED = Path(__file__).resolve().parents[2] / "data" / "quicknet_pulses.json"


def seal(content: bytes, round_number: int) -> bytes:
    """What clients send when they seal something to this round."""
    envelope, _ = encrypt_at_round(content, round_number)
    return bytes(inner_ciphertext(envelope))


def give_pulse(url: str, round_number: int) -> None:
    """Bring a recorded pulse to the node with `pysubtensor submit-pulse`."""
    pulses = json.loads(RECORDED.read_text())
    (pulse,) = (each for each in pulses if each["round"] == round_number)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(pulse, file)
        file.flush()
        command = shlex.split(os.environ["PYSUBTENSOR_CLI"])
        address = url.replace("ws://", "http://")
        subprocess.run(
            [*command, "submit-pulse", "--url", address, file.name],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=RECORDED.parents[2],
        )
