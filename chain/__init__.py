"""The node: blocks, state trie, database, transaction pool, block production, JSON-RPC."""
