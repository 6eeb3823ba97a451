"""SubtensorModule: subnets, neurons, weights, stake. One module for clients, many small pallets.

    types, config, constants, errors, events   declarations
    state       what is stored, by concept
    shares      arithmetic of shares in a pool of stake
    money       TAO and alpha: movement and issuance
    ownership   hotkeys and their coldkeys
    stake       shares, prices, stake weight, trades with the pools
    schedule    epochs: when they are due
    limits      rate limits, freeze windows, who may do what
    hyperparameters, neurons, children, weights, serving, identities, locks, claims, voting_power,
    staking, fees, keys, registration, networks
                the concepts, each with its calls
    guards      what is refused before a call runs

A package uses those above it in this list. Each says in `PARTS` which pallets it adds.
    module      all of it put together
"""
