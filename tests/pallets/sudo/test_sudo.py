"""By the facts of FRAME's own tests of its sudo pallet.

Account 1 holds the key, and nothing passes the filter.
"""

from __future__ import annotations

import pytest

from pallets.balances import Balances
from pallets.sudo import Sudo, SudoTransactionExtension
from pallets.system.system import System
from pallets.utility import Utility
from runtime.accounts import ss58_encode
from runtime.addresses import Address20
from runtime.call import Call, call
from runtime.origin import NOBODY, ROOT, Origin, ensure_root, ensure_signed
from runtime.pallet import Pallet
from runtime.scale import I32, AccountId, encode
from runtime.storage import StorageValue
from runtime.validity import BadSigner
from runtime.weights import DispatchClass, Pays, PostInfo, Weight
from tests.pallets.chain import TAO, Chain, Rules, account, invalid, names, to

FREE = PostInfo(pays_fee=Pays.No)


class Logger(Pallet, crate="pallet_logger"):
    """Remembers what it was told, by root or by accounts."""

    numbers = StorageValue[list[I32]]("What root told.")
    accounts = StorageValue[list[AccountId]]("Who told something.")

    @call(index=0, weight=lambda _, number, weight: weight)
    def privileged(self, origin: Origin, number: I32, weight: Weight) -> None:
        """Root tells a number."""
        ensure_root(origin)
        self.numbers.append(number)

    @call(index=1, weight=lambda _, number, weight: weight)
    def anybody(self, origin: Origin, number: I32, weight: Weight) -> None:
        """An account tells a number."""
        who = ensure_signed(origin)
        self.numbers.append(number)
        self.accounts.append(who)


def nothing(made: Call) -> bool:
    return False


RULES = Rules(extra=Logger, call_filter=nothing, guarded=False)
PRIVILEGED = Logger.privileged(42, Weight(1, 0))
ANYBODY = Logger.anybody(42, Weight(1, 0))


@pytest.fixture
def chain() -> Chain:
    return Chain({1: TAO, 2: TAO}, sudo=1, rules=RULES)


def key(chain: Chain) -> bytes | None:
    return chain.runtime.pallet(Sudo).key.get()


def log(chain: Chain) -> list[int]:
    return chain.runtime.pallet(Logger).numbers.get()


def test_genesis(chain: Chain):
    assert key(chain) == account(1) and log(chain) == []
    assert key(Chain({1: TAO})) is None
    sudo = Chain({1: TAO}).runtime.pallet(Sudo)
    sudo.build_genesis({"key": ss58_encode(account(7))})
    assert sudo.key.get() == account(7)


@pytest.mark.parametrize(
    "made", [Sudo.sudo(PRIVILEGED), Sudo.sudo_unchecked_weight(PRIVILEGED, Weight(1000, 0))]
)
def test_sudo(chain: Chain, made: Call):
    assert chain.bypassing(1, made) == FREE
    assert log(chain) == [42]
    assert chain.take_events() == [("Sudo.Sudid", "Ok")]
    with chain.fails("Sudo.RequireSudo", PostInfo()):
        chain.bypassing(2, made)
    assert log(chain) == [42] and chain.events() == []


def test_sudo_succeeds_whatever_becomes_of_the_call(chain: Chain):
    assert chain.bypassing(1, Sudo.sudo(ANYBODY)) == FREE
    assert chain.events() == [("Sudo.Sudid", "BadOrigin")]
    assert log(chain) == []


def test_what_a_failed_call_did_is_undone(chain: Chain):
    calls = [Balances.force_transfer(to(1), to(2), 1), ANYBODY]
    chain.bypassing(1, Sudo.sudo(Utility.batch_all(calls)))
    assert chain.events() == [("Sudo.Sudid", "BadOrigin")]
    assert chain.free(1) == TAO


def test_what_the_calls_are_declared_to_weigh(chain: Chain):
    info = chain.runtime.dispatch_info
    inner, operational = Logger.privileged(1, Weight(1, 2)), System.set_heap_pages(1)
    assert info(Sudo.sudo_unchecked_weight(inner, Weight(1000, 5))).weight == Weight(1000, 5)
    assert info(Sudo.sudo(inner)).weight == Weight(7_939_000 + 25_000_000 + 1, 1517 + 2)
    assert info(Sudo.sudo_as(to(2), inner)).weight == Weight(7_870_000 + 25_000_000 + 1, 1519)
    for made in (
        Sudo.sudo(operational),
        Sudo.sudo_as(to(2), operational),
        Sudo.sudo_unchecked_weight(operational, Weight(0, 0)),
    ):
        assert info(made).class_ is DispatchClass.Operational
        assert info(made).pays_fee is Pays.Yes
    assert info(Sudo.sudo(inner)).class_ is DispatchClass.Normal


def test_set_key(chain: Chain):
    assert chain.bypassing(1, Sudo.set_key(to(2))) == FREE
    assert key(chain) == account(2)
    with chain.fails("Sudo.RequireSudo"):
        chain.bypassing(1, Sudo.set_key(to(3)))
    chain.bypassing(2, Sudo.set_key(to(4)))
    assert chain.events() == [("Sudo.KeyChanged", 1, 2), ("Sudo.KeyChanged", 2, 4)]


def test_set_key_needs_an_account(chain: Chain):
    with chain.fails("CannotLookup"):
        chain.bypassing(1, Sudo.set_key(Address20(bytes(20))))
    with chain.fails("CannotLookup"):
        chain.bypassing(1, Sudo.sudo_as(Address20(bytes(20)), ANYBODY))
    for made in (
        Sudo.set_key(Address20(bytes(20))),
        Sudo.sudo_as(Address20(bytes(20)), ANYBODY),
    ):
        with chain.fails("Sudo.RequireSudo"):
            chain.bypassing(2, made)


def test_remove_key(chain: Chain):
    assert chain.bypassing(1, Sudo.remove_key()) == FREE
    assert key(chain) is None
    assert not chain.runtime.pallet(Sudo).key.exists()
    assert chain.events() == [("Sudo.KeyRemoved",)]
    for made in (Sudo.remove_key(), Sudo.set_key(to(1)), Sudo.sudo(PRIVILEGED)):
        with chain.fails("Sudo.RequireSudo"):
            chain.bypassing(1, made)


def test_root_needs_no_key(chain: Chain):
    chain.call(Sudo.remove_key(), ROOT)
    assert key(chain) is None
    chain.call(Sudo.set_key(to(1)), ROOT)
    assert key(chain) == account(1)
    chain.call(Sudo.sudo(PRIVILEGED), ROOT)
    assert chain.events() == [
        ("Sudo.KeyRemoved",),
        ("Sudo.KeyChanged", None, 1),
        ("Sudo.Sudid", "Ok"),
    ]


@pytest.mark.parametrize(
    "made",
    [
        Sudo.sudo(PRIVILEGED),
        Sudo.sudo_unchecked_weight(PRIVILEGED, Weight(1, 1)),
        Sudo.set_key(to(2)),
        Sudo.sudo_as(to(2), ANYBODY),
        Sudo.remove_key(),
    ],
)
def test_nobody_has_no_key(chain: Chain, made: Call):
    with chain.fails("BadOrigin"):
        chain.runtime.dispatch_bypass_filter(made, NOBODY)


def test_sudo_as(chain: Chain):
    assert chain.bypassing(1, Sudo.sudo_as(to(2), PRIVILEGED)) == FREE
    assert log(chain) == []
    with chain.fails("Sudo.RequireSudo"):
        chain.bypassing(3, Sudo.sudo_as(to(2), ANYBODY))
    chain.bypassing(1, Sudo.sudo_as(to(2), ANYBODY))
    assert log(chain) == [42]
    assert chain.runtime.pallet(Logger).accounts.get() == [account(2)]
    assert chain.events() == [("Sudo.SudoAsDone", "BadOrigin"), ("Sudo.SudoAsDone", "Ok")]


def test_calls_of_sudo_as_pass_filters_but_theirs_do_not(chain: Chain):
    chain.bypassing(1, Sudo.sudo_as(to(2), Utility.batch([ANYBODY])))
    assert chain.events() == [
        ("Utility.BatchInterrupted", 0, "System.CallFiltered"),
        ("Sudo.SudoAsDone", "Ok"),
    ]


def test_root_may_nest_batches():
    chain = Chain({1: TAO}, sudo=1)
    inner = Utility.batch([System.set_storage([(b"a", b"b")])])
    chain.sign(1, Sudo.sudo(Utility.batch([inner])))
    assert chain.state.get(b"a") == b"b"


# Who may put sudo calls into a block


@pytest.mark.parametrize("made", [Sudo.sudo(PRIVILEGED), Sudo.set_key(to(2)), Sudo.remove_key()])
def test_sudo_calls_of_others_stay_out_of_blocks(made: Call):
    chain = Chain({1: TAO, 2: TAO}, sudo=1, rules=Rules(extra=Logger))
    assert chain.validate(1, made).priority == 1
    with invalid(BadSigner):
        chain.validate(2, made)
    with invalid(BadSigner):
        chain.sign(2, made)
    assert chain.free(2) == TAO and chain.accounts.nonce(account(2)) == 0


def test_without_a_key_all_sudo_calls_stay_out():
    chain = Chain({1: TAO})
    with invalid(BadSigner):
        chain.validate(1, Sudo.remove_key())


def test_a_sudo_call_in_another_call_fails_in_the_block():
    chain = Chain({1: TAO, 2: TAO}, sudo=1)
    done = chain.sign(2, Utility.batch([Sudo.remove_key()]))
    assert ("Utility.BatchInterrupted", 0, "Sudo.RequireSudo") in done.events
    assert names(done.events)[-1] == "ExtrinsicSuccess"


def test_the_extension_carries_nothing():
    assert encode(SudoTransactionExtension, SudoTransactionExtension()) == b""
    assert SudoTransactionExtension.identifier == "SudoTransactionExtension"
    assert SudoTransactionExtension.implicit is None
