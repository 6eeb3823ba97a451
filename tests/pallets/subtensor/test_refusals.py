"""Where a whole chain refuses what it refuses: at the pool with a code, or in the block."""

from __future__ import annotations

from functools import cache

import pytest

from chain.kit import DevChain, account, key, to
from chain.signing import sign_call
from genesis.rules import MAINNET
from pallets.admin_utils.takes import TakesAdmin
from pallets.admin_utils.weights import WeightsAdmin
from pallets.balances import Balances
from pallets.drand import Drand
from pallets.subtensor.children import DelegateTakes
from pallets.subtensor.keys import ColdkeySwapNotice, EvmKeys
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.serving import Serving
from pallets.subtensor.weights import TimelockedCommits, WeightCommits, WeightSetting
from pallets.subtensor.weights.hashes import hash_of_weights
from pallets.subtensor.weights.rules import GivenWeights
from pallets.sudo import Sudo
from pallets.sudo.events import Sudid
from pallets.system.accounts import Accounts
from pallets.system.system import System
from pallets.utility import Utility
from pallets.utility.events import BatchInterrupted, ItemFailed
from runtime.call import Call
from runtime.extension import SigningOptions
from runtime.hashing import blake2_256
from runtime.scale import Ok
from runtime.validity import CustomInvalid, InvalidTransaction, TransactionSource

TAO = 10**9
HOT, ANNOUNCED, DISPUTED, OTHER = "//Hot", "//Bob", "//Charlie", "//Dave"
NETUID, SALT, ROUND = 2, [1, 2, 3], 1000
HOTKEY = account(HOT)
REMARK = System.remark(b"")
TRANSFER = Balances.transfer_keep_alive(to("//Eve"), TAO)
HASH = blake2_256(account("//New"))
IP = 0x01020304


def axon(netuid: int = NETUID, ip: int = IP, port: int = 80, ip_type: int = 4) -> Call:
    return Serving.serve_axon(netuid, 1, ip, port, ip_type, 0, 0, 0)


def metrics(ip: int = IP, port: int = 80, ip_type: int = 4) -> Call:
    return Serving.serve_prometheus(NETUID, 1, ip, port, ip_type)


def reveal(salt: list[int]) -> Call:
    return WeightCommits.reveal_weights(NETUID, [0], [1], salt, 0)


COMMIT = WeightCommits.commit_weights(
    NETUID, hash_of_weights(HOTKEY, NETUID, GivenWeights([0], [1], 0), SALT)
)
SECOND_NETWORK = NetworkRegistration.register_network(account("//Hot2"))
SEALED = TimelockedCommits.commit_timelocked_weights(NETUID, b"\0", ROUND - 1, 4)

AT_THE_POOL = [
    (TRANSFER, ANNOUNCED, 0),
    (REMARK, ANNOUNCED, 0),
    (Utility.batch([TRANSFER]), ANNOUNCED, 0),
    (ColdkeySwapNotice.reset_coldkey_swap(account(ANNOUNCED)), ANNOUNCED, 0),
    (WeightCommits.commit_weights(NETUID, bytes(32)), OTHER, 1),
    (DelegateTakes.increase_take(account("//Unknown"), 10_000), "//Alice", 4),
    (COMMIT, HOT, 6),
    (SECOND_NETWORK, "//Alice", 6),
    (axon(), OTHER, 10),
    (axon(netuid=99), HOT, 10),
    (metrics(ip=0), HOT, 11),
    (axon(), HOT, 12),
    (metrics(port=0), HOT, 13),
    (SEALED, HOT, 15),
    (reveal([9]), HOT, 16),
    (reveal(SALT), HOT, 17),
    (WeightSetting.batch_set_weights([NETUID], [], []), HOT, 18),
    (EvmKeys.associate_evm_key(NETUID, bytes(20), 0, bytes(65)), OTHER, 19),
    (EvmKeys.associate_evm_key(NETUID, bytes(20), 0, bytes(65)), HOT, 20),
    (ColdkeySwapNotice.dispute_coldkey_swap(), DISPUTED, 21),
    (TRANSFER, DISPUTED, 21),
    (DelegateTakes.decrease_take(HOTKEY, 10_000), OTHER, 25),
    (DelegateTakes.increase_take(HOTKEY, 0), "//Alice", 26),
    (DelegateTakes.increase_take(HOTKEY, 65_535), "//Alice", 27),
    (axon(ip_type=9), HOT, 255),
]

IN_THE_BLOCK = [
    (ColdkeySwapNotice.clear_coldkey_swap_announcement(), ANNOUNCED, "ColdkeySwapClearTooEarly"),
    (
        NetworkRegistration.register_network_with_identity(account("//Hot2"), None),
        "//Alice",
        "NetworkTxRateLimitExceeded",
    ),
    (WeightSetting.set_weights(NETUID, [0, 0], [1, 1], 0), HOT, "CommitRevealEnabled"),
]


def a_chain() -> DevChain:
    """//Alice owns subnet 2, and its neuron //Hot, which served an axon and committed weights.

    All others need stake for weights.
    """
    chain = DevChain(MAINNET)
    last_round = chain.pallet(Drand).last_stored_round.key
    store = System.set_storage([(last_round, ROUND.to_bytes(8, "little"))])
    steps: list[tuple[Call, str]] = [
        (Balances.transfer_keep_alive(to(HOT), 10 * TAO), "//Alice"),
        (NetworkRegistration.register_network(HOTKEY), "//Alice"),
        (Sudo.sudo(store), "//Alice"),
        (Sudo.sudo(WeightsAdmin.sudo_set_stake_threshold(1)), "//Alice"),
        (Sudo.sudo(TakesAdmin.sudo_set_min_delegate_take(1)), "//Alice"),
        (axon(), HOT),
        (Sudo.sudo(WeightsAdmin.sudo_set_weights_set_rate_limit(NETUID, 0)), "//Alice"),
        (COMMIT, HOT),
        (Sudo.sudo(WeightsAdmin.sudo_set_weights_set_rate_limit(NETUID, 100)), "//Alice"),
        (ColdkeySwapNotice.announce_coldkey_swap(HASH), ANNOUNCED),
        (ColdkeySwapNotice.announce_coldkey_swap(HASH), DISPUTED),
        (ColdkeySwapNotice.dispute_coldkey_swap(), DISPUTED),
    ]
    for call, by in steps:
        chain.submit(call, by).require()
    return chain


@cache
def the_chain() -> DevChain:
    """Nothing that is refused at the pool changes it, so that one does for many tests."""
    return a_chain()


def code_at_pool(chain: DevChain, call: Call, by: str) -> int | None:
    """The code with which the pool refuses a signed call on top of the head."""
    signer = chain.signing()
    options = SigningOptions(chain.pallet(Accounts).nonce(account(by)))
    encoded = sign_call(signer, call, key(by), options)
    try:
        signer.validate_prepared(TransactionSource.External, encoded)
    except InvalidTransaction as refusal:
        assert isinstance(refusal.reason, CustomInvalid)
        return refusal.reason.code
    return None


def name_of(part: object) -> str:
    """For the name of a test."""
    return part.declaration.name if isinstance(part, Call) else str(part)


@pytest.mark.parametrize(("call", "by", "code"), AT_THE_POOL, ids=name_of)
def test_what_the_pool_refuses_is_in_no_block(call: Call, by: str, code: int) -> None:
    chain = the_chain()
    number = chain.number
    assert code_at_pool(chain, call, by) == code
    with pytest.raises(InvalidTransaction) as caught:
        chain.submit(call, by)
    assert caught.value.reason == CustomInvalid(code) and chain.number == number


def test_all_codes_of_the_guards_are_shown() -> None:
    """The others are for errors that no guard raises, or of other extensions."""
    never = {2, 3, 5, 7, 8, 9, 14, 22, 23, 24}
    assert {code for _, _, code in AT_THE_POOL} == {*range(28), 255} - never


def test_calls_within_calls_are_refused_in_the_block() -> None:
    """The same calls again, in a batch: all of them are in a block, and fail there."""
    chain = a_chain()
    for call, by, code in AT_THE_POOL:
        if code in {0, 21}:
            continue
        batch = Utility.force_batch([call])
        assert code_at_pool(chain, batch, by) is None
        receipt = chain.submit(batch, by).require()
        assert len(receipt.events_of(ItemFailed)) == 1


def test_the_swap_is_found_as_soon_as_it_is_announced() -> None:
    chain = DevChain()
    announce = ColdkeySwapNotice.announce_coldkey_swap(HASH)
    with pytest.raises(InvalidTransaction) as caught:
        chain.submit_all([(announce, ANNOUNCED), (TRANSFER, ANNOUNCED)])
    assert caught.value.reason == CustomInvalid(0) and chain.number == 0
    receipt = chain.submit(Utility.batch([announce, TRANSFER]), ANNOUNCED).require()
    [interrupted] = receipt.events_of(BatchInterrupted)
    assert interrupted.index == 1
    assert chain.error_name(interrupted.error) == "SubtensorModule.ColdkeySwapAnnounced"
    with pytest.raises(InvalidTransaction) as caught:
        chain.submit(TRANSFER, ANNOUNCED)
    assert caught.value.reason == CustomInvalid(0)


def test_sudo_is_not_asked_but_must_itself_be_free() -> None:
    chain = DevChain()
    announce = ColdkeySwapNotice.announce_coldkey_swap(HASH)
    chain.submit(announce, ANNOUNCED).require()
    before = chain.balance("//Eve")
    as_announced = Sudo.sudo_as(to(ANNOUNCED), TRANSFER)
    chain.submit(as_announced, "//Alice").require()
    assert chain.balance("//Eve") == before + TAO
    receipt = chain.submit(Sudo.sudo(Utility.force_batch([REMARK])), "//Alice").require()
    assert receipt.events_of(Sudid)[0].sudo_result == Ok(None)
    chain.submit(announce, "//Alice").require()
    for call in (Sudo.sudo(REMARK), as_announced):
        assert code_at_pool(chain, call, "//Alice") == 0


def test_what_is_about_the_swap_passes_the_pool() -> None:
    chain = the_chain()
    for call in (
        ColdkeySwapNotice.announce_coldkey_swap(HASH),
        ColdkeySwapNotice.dispute_coldkey_swap(),
        ColdkeySwapNotice.clear_coldkey_swap_announcement(),
    ):
        assert code_at_pool(chain, call, ANNOUNCED) is None


def test_what_is_refused_in_the_block_is_in_the_block() -> None:
    chain = a_chain()
    for call, by, name in IN_THE_BLOCK:
        assert code_at_pool(chain, call, by) is None
        receipt = chain.submit(call, by)
        assert receipt.error_name == f"SubtensorModule.{name}"
