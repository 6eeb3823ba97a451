"""Random blocks about subnets give the same states in another process, with another hash seed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chain.chains import stored_chain
from chain.kit import DevChain, account
from pallets.subtensor.networks import Dissolution, NetworkRegistration
from pallets.subtensor.registration import Registration, RootRegistration
from runtime.call import Call
from runtime.validity import InvalidTransaction
from tests.chain.cli.command import run
from tests.properties.actions import (
    COLDKEYS,
    HOTKEYS,
    SUDO,
    accounts,
    any_call,
    by_root,
    coldkeys,
    subnets,
    wrapped,
)

calls = wrapped(
    st.one_of(
        any_call(["SubtensorModule", "AdminUtils", "Commitments", "Swap"]),
        st.builds(Registration.burned_register, subnets, accounts),
        st.builds(RootRegistration.root_register, accounts),
        st.builds(NetworkRegistration.register_network, accounts),
    )
)
actions = st.one_of(
    st.tuples(coldkeys, calls),
    st.tuples(st.just(SUDO), calls.map(by_root)),
    st.tuples(st.just(SUDO), st.builds(Dissolution.root_dissolve_network, subnets).map(by_root)),
)


@settings(
    max_examples=2,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(actions, min_size=60, max_size=60))
def test_check_block_over_random_blocks(made: list[tuple[str, Call]]) -> None:
    with TemporaryDirectory() as directory:
        stored = stored_chain("dev", None, Path(directory)).directory
        with DevChain(directory=stored) as chain:
            chain.submit(NetworkRegistration.register_network(account(HOTKEYS[0])), COLDKEYS[0])
            for who, call in made:
                try:
                    chain.submit(call, who)
                except InvalidTransaction:
                    chain.advance()
            number = chain.number
        done = run("check-block", "--base-path", directory, PYTHONHASHSEED="12345")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{number} blocks with ")
