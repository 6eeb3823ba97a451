"""Explaining an epoch: each stage of it as a table, and in words what a neuron gained or lost.

    explanation = explain_block(chain, netuid=2)            # the last epoch of subnet 2
    explanation.tables["weights"].rows()                    # stage by stage, as plain data
    print("\\n".join(account_of(explanation, uid=1)))        # for one neuron, in sentences

    blocks         which block's epoch is meant, and why there is none
    witness        the block begins once more, and what is seen of the epoch then
    stages         ... as tables
    explanation    the result: plain data, which JSON takes as it is
    account        a neuron's account; its parts in validating and mining
    text           tables as text

Nothing is worked out anew here: the block runs as it ran, and the rules say themselves what they
did. Rules that keep no trace of their stages show what they were given and what they gave.
"""

from __future__ import annotations

from chain.explain.account import account_of, as_plain
from chain.explain.blocks import NEXT, explain_block, explain_epoch
from chain.explain.errors import EpochNotExplained
from chain.explain.explanation import EpochExplanation, Table
from chain.explain.text import as_text

__all__ = [
    "NEXT",
    "EpochExplanation",
    "EpochNotExplained",
    "Table",
    "account_of",
    "as_plain",
    "as_text",
    "explain_block",
    "explain_epoch",
]
