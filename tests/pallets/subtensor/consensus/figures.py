"""Small figures for single stages."""

import numpy as np

from pallets.subtensor.consensus import EpochInputs
from pallets.subtensor.consensus.yuma import YumaRules
from runtime.fixed import I32F32, literal

RULES = YumaRules()
UIDS = np.arange(3)
ALL = np.ones(3, np.bool_)


def bits(*numbers: float) -> np.ndarray:
    """Decimal fractions as I32F32 has them."""
    return np.array([literal(I32F32, str(number)).bits for number in numbers], np.int64)


def matrix(columns: int, *numbers: float) -> np.ndarray:
    return bits(*numbers).reshape(-1, columns)


def inputs(**fields: object) -> EpochInputs:
    given = {
        "stake": [1 << 64] * 3, "weights": [], "bonds": [], "last_update": [1] * 3,
        "registered_at": [0] * 3, "permits": [True] * 3, "block": 1, "emission": 0,
    }  # fmt: skip
    return EpochInputs(**{**given, **fields})  # type: ignore[arg-type]
