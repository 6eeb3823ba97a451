"""Making blocks: whose turn it is, what time the block carries, what goes in, and when."""
