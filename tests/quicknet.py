"""Recorded pulses of quicknet, and secrets that the clients' library seals to its rounds."""

from __future__ import annotations

import json
from pathlib import Path

from bittensor_core import encrypt_at_round, inner_ciphertext

from pallets.drand import Pulse

DATA = Path(__file__).parent / "data"
RECORDED = DATA / "quicknet_pulses.json"
LATE = DATA / "quicknet_late_pulses.json"  # rounds that push the others out of a chain
PULSES = {
    each["round"]: Pulse(
        each["round"], bytes.fromhex(each["randomness"]), bytes.fromhex(each["signature"])
    )
    for file in (RECORDED, LATE)
    for each in json.loads(file.read_text())
}
NOT_A_POINT = bytes.fromhex(
    "b0a8b04e009cf72534321aca0f50048da596a3feec1172a0244d9a4a623a3123"
    "d0402da79854d4c705e94bc73224c341"
)


def seal(content: bytes, round_number: int) -> bytes:
    """A ciphertext that the pulse of this round opens."""
    envelope, _ = encrypt_at_round(content, round_number)
    sealed: bytes = inner_ciphertext(envelope)
    return sealed
