"""The codec of the Bittensor SDK understands the metadata, and encodes what this runtime reads."""

from typing import Any

import bittensor_core
import pytest

from genesis.composition import subtensor_composition
from genesis.rules import MAINNET
from pallets.balances import Balances
from pallets.system.accounts import Accounts
from pallets.utility import Utility
from runtime.accounts import ss58_encode
from runtime.addresses import Id

COMPOSITION = subtensor_composition(MAINNET)
ALICE = bytes(range(32))
ADDRESS = ss58_encode(ALICE)
TRANSFER = Balances.transfer_keep_alive(Id(ALICE), 5 * 10**9)


@pytest.fixture(params=[14, 15])
def client(request: pytest.FixtureRequest) -> Any:
    metadata = COMPOSITION.metadata.at_version(request.param)
    version = COMPOSITION.version
    return bittensor_core.Runtime(metadata, version.spec_version, version.transaction_version)


def test_calls(client: Any) -> None:
    params = {"dest": ADDRESS, "value": 5 * 10**9}
    composed = bytes(client.compose_call("Balances", "transfer_keep_alive", params))
    assert composed == COMPOSITION.calls.encode(TRANSFER)
    batch = bytes(client.compose_call("Utility", "batch_all", {"calls": [composed, composed]}))
    assert batch == COMPOSITION.calls.encode(Utility.batch_all([TRANSFER, TRANSFER]))


def test_storage_keys(client: Any) -> None:
    layout = COMPOSITION.layouts[Accounts.account]
    assert bytes(client.storage_key("System", "Account", [ADDRESS])) == layout.key_of(ALICE)


def test_constants(client: Any) -> None:
    assert client.constant("Balances", "ExistentialDeposit") == 500


def test_errors(client: Any) -> None:
    name, docs = client.module_error(5, 2)
    assert name == "InsufficientBalance"
    assert docs[0]


def test_the_digest() -> None:
    assert len(COMPOSITION.metadata_digest) == 32
