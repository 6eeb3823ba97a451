"""Consensus: how stake and weights become incentive, dividends and bonds. No storage in here.

    yuma.py           the rules that production runs, Yuma 2 and 3, stage by stage: read this one
    interface.py      what rules are given and what they give, for rules of your own
    rows.py           sparse rows of weights and bonds, and matrices that are made of them
    median.py         the median by stake, which is the consensus
    liquid_alpha.py   how fast a bond follows its weight when that depends on the consensus
    checking.py       whether what rules of your own give can be stored and paid

Rules of your own are a class with a method `epoch(inputs) -> EpochOutputs`; a subclass of
`YumaRules` may replace one stage of it. Importing this package does not import numpy, `yuma` does.
"""

from pallets.subtensor.consensus.interface import (
    ConsensusRules,
    EpochInputs,
    EpochOutputs,
    EpochTrace,
)

__all__ = ["ConsensusRules", "EpochInputs", "EpochOutputs", "EpochTrace"]
