"""Signed Ethereum transfers, as JSON; runs in the environment of the peers.

python sign_transfers.py CHAIN_ID ACCOUNTS COUNT
"""

import hashlib
import json
import sys

from eth_account import Account

GWEI = 10**9


def signed_transfers(chain_id: int, accounts: int, count: int) -> dict[str, list[str]]:
    """Transfers from each account in turn to another one, with nonces in order."""
    seeds = (f"benchmark {index}".encode() for index in range(accounts))
    keys = [Account.from_key(hashlib.sha256(seed).digest()) for seed in seeds]
    transactions = []
    for index in range(count):
        fields = {
            "chainId": chain_id,
            "nonce": index // accounts,
            "to": keys[(index * 7 + 3) % accounts].address,
            "value": 10**15,
            "gas": 21_000,
            "maxFeePerGas": 100 * GWEI,
            "maxPriorityFeePerGas": GWEI,
        }
        signed = keys[index % accounts].sign_transaction(fields)
        transactions.append("0x" + bytes(signed.raw_transaction).hex())
    return {"addresses": [key.address for key in keys], "transactions": transactions}


if __name__ == "__main__":
    json.dump(signed_transfers(*map(int, sys.argv[1:])), sys.stdout)
