"""What a chain starts from: which pallets stand at which index, and the state of block 0."""
