"""What the Subtensor runtime is about: subnets, neurons, weights and stake."""
