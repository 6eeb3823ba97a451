"""The persistent store: blocks, indices, and the state of every block, in one LevelDB directory.

with ChainDatabase.open(path, genesis_hash=expected) as db:
    if db.is_empty:
        root, pending = db.root_of(genesis_state)
        db.commit_genesis(chain_id=..., header=..., header_hash=..., pending=pending)
    root, pending = db.root_of(changes)
    db.commit_block(header=..., header_hash=..., number=..., body=[...], pending=pending)
    db.head_state.get(key), db.state_at(number).items(prefix), db.state_at(number).prove(keys)
"""

from chain.database.blocks import Block, Head
from chain.database.chain import ChainDatabase, PendingState
from chain.database.errors import (
    DatabaseCorrupted,
    DatabaseError,
    DatabaseInUse,
    DatabaseNotFound,
    DatabaseUnreadable,
    DatabaseWriteFailed,
    ForeignDirectory,
    NewerFormat,
    StaleUpdate,
    UnknownBlock,
    WrongChain,
)
from chain.database.genesis import GenesisLoader
from chain.database.state import Changes, StateView

__all__ = [
    "Block",
    "ChainDatabase",
    "Changes",
    "DatabaseCorrupted",
    "DatabaseError",
    "DatabaseInUse",
    "DatabaseNotFound",
    "DatabaseUnreadable",
    "DatabaseWriteFailed",
    "ForeignDirectory",
    "GenesisLoader",
    "Head",
    "NewerFormat",
    "PendingState",
    "StaleUpdate",
    "StateView",
    "UnknownBlock",
    "WrongChain",
]
