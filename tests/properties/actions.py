"""Calls of all kinds, ordinary and hostile ones, as hypothesis strategies.

any_call(["SubtensorModule"])    any of its calls, with arguments that often mean something
wrapped(calls)                   alone, or in batches in which some may fail
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chain.kit import account
from genesis.composition import subtensor_composition
from genesis.presets import TAO
from genesis.rules import FAST
from pallets.admin_utils import NodeAdmin, WeightsAdmin
from pallets.subtensor.keys import ColdkeySwapNotice
from pallets.subtensor.money.accounts import subnet_account
from pallets.subtensor.serving import Serving
from pallets.subtensor.weights.rules import GivenWeights
from pallets.sudo import Sudo
from pallets.system.system import System
from pallets.utility import Utility
from runtime.call import Call, CallDeclaration
from tests.strategies import integers, values_of

SUDO = "//Alice"

# Days pass in a few blocks, and there is room for few.
RULES = replace(
    FAST,
    subtensor=replace(
        FAST.subtensor,
        initial_network_min_lock_cost=100 * TAO,
        initial_network_lock_reduction_interval=20,
        initial_network_immunity_period=8,
        initial_min_allowed_uids=1,
        initial_tempo=4,
        initial_serving_rate_limit=0,
        initial_tx_rate_limit=0,
        initial_tx_delegate_take_rate_limit=2,
        initial_coldkey_swap_announcement_delay=3,
        initial_coldkey_swap_reannouncement_delay=2,
        pending_child_key_cooldown=2,
    ),
)
COMPOSITION = subtensor_composition(RULES)

COLDKEYS = ["//Alice", "//Bob", "//Charlie", "//Dave"]
HOTKEYS = [f"//Hotkey{number}" for number in range(6)]
SUBNETS = (1, 2, 3)

coldkeys = st.sampled_from(COLDKEYS)
hotkeys = st.sampled_from(HOTKEYS)
subnets = st.sampled_from(SUBNETS)
netuids = st.sampled_from([*SUBNETS, *SUBNETS, *SUBNETS, 0, 4, 4097, 65_535])
uids = st.integers(0, 5) | st.just(65_535)
accounts = st.one_of(
    st.sampled_from(HOTKEYS).map(account),
    st.sampled_from(COLDKEYS).map(account),
    st.sampled_from([bytes(32), subnet_account(b"subtensr", 1)]),
)
small = st.integers(0, 6)
amounts = st.one_of(
    st.integers(TAO // 100, 100 * TAO),
    st.integers(TAO // 100, 100 * TAO),
    st.sampled_from([0, 1, 499, 500]),
)
swap_calls = st.one_of(
    st.builds(ColdkeySwapNotice.announce_coldkey_swap, accounts),
    st.just(ColdkeySwapNotice.clear_coldkey_swap_announcement()),
    st.just(ColdkeySwapNotice.dispute_coldkey_swap()),
)

BATCHES = (Utility.batch, Utility.force_batch, Utility.batch_all)

# By the names of parameters: values that do not fail for being absurd.
MEANINGFUL: dict[str, SearchStrategy[Any]] = {
    "netuid": netuids,
    "netuids": st.lists(netuids, max_size=3),
    "mecid": st.integers(0, 2),
    "mechanism_count": st.integers(0, 3),
    "dests": st.lists(uids, max_size=4),
    "uids": st.lists(uids, max_size=4),
    "children": st.lists(
        st.tuples(integers(0, 2**64 - 1) | st.just(1 << 62), accounts), max_size=6
    ),
    "max_n": small,
    "max_allowed_uids": small,
    "min_allowed_uids": small,
    "tempo": st.integers(0, 8),
    "commit_reveal_version": st.just(4),
    "take": st.integers(0, 12_000),
    **dict.fromkeys(("hotkey", "coldkey", "new_coldkey"), accounts),
    "registration_allowed": st.sampled_from([True, True, True, False]),
}

# What would stop the chain of a test, rightly.
NOT_HERE = (NodeAdmin.swap_authorities, NodeAdmin.schedule_grandpa_change)


def any_call(names: Iterable[str]) -> SearchStrategy[Call]:
    """Any call of these modules."""
    wanted = set(names)
    return st.one_of(
        _calls_of(declared)
        for module in COMPOSITION.calls.modules.values()
        if module.name in wanted
        for declared in module.calls.values()
        if declared not in NOT_HERE
    )


def _calls_of(declared: CallDeclaration[Any, Any]) -> SearchStrategy[Call]:
    values = [_argument(name, hint) for name, hint in declared.hints().items()]
    return st.tuples(*values).map(lambda args: Call(declared, args))


def _argument(name: str, hint: Any) -> SearchStrategy[Any]:
    meaningful = MEANINGFUL.get(name)
    return values_of(hint, COMPOSITION.types) if meaningful is None else meaningful


def wrapped(calls: SearchStrategy[Call]) -> SearchStrategy[Call]:
    """A call alone, or several together: all that succeed, all up to a failure, all or none."""
    several = st.lists(calls, min_size=1, max_size=4)
    return calls | st.one_of(st.builds(batch, several) for batch in BATCHES)


def by_root(call: Call) -> Call:
    return Sudo.sudo(call)


def written(key: bytes, value: bytes) -> Call:
    """Root writes into storage, as what is not there yet would."""
    return Sudo.sudo(System.set_storage([(key, value)]))


def weights_on(uids: list[int]) -> SearchStrategy[GivenWeights]:
    """Weights that may be set where there are these uids, and that may be revealed."""
    some = st.lists(st.sampled_from(uids), min_size=1, unique=True)
    return some.flatmap(
        lambda dests: st.lists(
            st.integers(0, 65_535), min_size=len(dests), max_size=len(dests)
        ).map(lambda values: GivenWeights(dests, values, 0))
    )


def owner_of(hotkey: str) -> str:
    """Each hotkey is that of one coldkey, unless somebody else was first."""
    return COLDKEYS[HOTKEYS.index(hotkey) % 3]


def served_on(netuid: int, port: int) -> Call:
    """An axon at 1.1.1.1, with a certificate. There is no port 0."""
    return Serving.serve_axon_tls(netuid, 1, 16_843_009, port, 4, 0, 0, 0, b"certificate")


def open_weights(netuid: int, open_: bool) -> Call:
    return WeightsAdmin.sudo_set_commit_reveal_weights_enabled(netuid, not open_)
