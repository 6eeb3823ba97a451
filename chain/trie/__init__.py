"""The state trie: incremental updates that cost what they change, and read proofs."""

from chain.trie.cache import GenerationCache
from chain.trie.proof import InvalidProof, generate_proof, verify_proof
from chain.trie.state import (
    NodeCache,
    StateTrie,
    TrieCorrupted,
    TrieReader,
    TrieUpdate,
    node_cache,
)

__all__ = [
    "GenerationCache",
    "InvalidProof",
    "NodeCache",
    "StateTrie",
    "TrieCorrupted",
    "TrieReader",
    "TrieUpdate",
    "generate_proof",
    "node_cache",
    "verify_proof",
]
