"""Transfers on eth-tester with py-evm, in its process; prints the seconds of each, as JSON.

    python eth_tester_rate.py ACCOUNTS COUNT

A block each: with 200 in a block it is slower, since each transaction runs on a new pending block.
"""

import json
import sys
import time

from eth_tester import EthereumTester, PyEVMBackend
from eth_utils import decode_hex
from sign_transfers import signed_transfers

CHAIN_ID = 131_277_322_940_537  # of py-evm's chain for tests
FUNDED = {"balance": 10**21, "nonce": 0, "code": b"", "storage": {}}


def transfer_seconds(accounts: int, count: int) -> list[float]:
    made = signed_transfers(CHAIN_ID, accounts, count)
    genesis = {decode_hex(address): FUNDED for address in made["addresses"]}
    tester = EthereumTester(PyEVMBackend(genesis_state=genesis))
    seconds = []
    for transaction in made["transactions"]:
        start = time.perf_counter()
        tester.send_raw_transaction(transaction)
        seconds.append(time.perf_counter() - start)
    assert tester.get_block_by_number("latest")["number"] == count
    return seconds


if __name__ == "__main__":
    json.dump(transfer_seconds(*map(int, sys.argv[1:])), sys.stdout)
