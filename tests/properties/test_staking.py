"""Whole chains under random staking, with real emission: every rao is where the books say, after
each block, and no way there and back is a gain.

The suite runs a few chains, and with STAKING_EXAMPLES=500 in the environment so many.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.properties.chain_actions import CHAIN_ACTIONS
from tests.properties.dice import DrawnDice
from tests.properties.fast_forward import fast_forward
from tests.properties.stake_actions import ACTIONS
from tests.properties.staking_chain import StakingChain
from tests.properties.subnet_chain import steady_claims


class StakingMachine(RuleBasedStateMachine):
    """Two subnets with neurons, that of genesis without, and root."""

    def __init__(self) -> None:
        super().__init__()
        self.claims = steady_claims()
        self.claims.__enter__()
        self.tested = StakingChain()

    @rule(data=st.data())
    def stakers_act(self, data: st.DataObject) -> None:
        self.tested.act_by(DrawnDice(data), ACTIONS)

    @rule(data=st.data())
    def stakers_act_again(self, data: st.DataObject) -> None:
        self.tested.act_by(DrawnDice(data), ACTIONS)

    @rule(data=st.data())
    def others_act(self, data: st.DataObject) -> None:
        self.tested.act_by(DrawnDice(data), CHAIN_ACTIONS)

    @rule(data=st.data())
    def travel(self, data: st.DataObject) -> None:
        self.tested.travel(DrawnDice(data))

    @rule()
    def weigh(self) -> None:
        self.tested.weigh()

    @rule(blocks=st.integers(1, 12))
    def go_on(self, blocks: int) -> None:
        self.tested.advance(blocks)

    def teardown(self) -> None:
        self.claims.__exit__(None, None, None)

    @invariant()
    def everything_is_accounted_for(self) -> None:
        self.tested.check()


TestStaking = StakingMachine.TestCase
TestStaking.settings = settings(
    max_examples=int(os.environ.get("STAKING_EXAMPLES", "4")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_a_chain_runs_for_some_seconds() -> None:
    done = fast_forward(seconds=2, seed=7)
    assert done.blocks > 50 and done.checks and done.trips and done.calls
