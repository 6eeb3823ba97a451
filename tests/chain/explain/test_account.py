"""What a neuron is told: each way in which it can gain or lose, by its name and its figures."""

from __future__ import annotations

import numpy as np
import pytest

from chain.explain import EpochNotExplained, account_of
from chain.explain.witness import NeuronStake, Payment
from pallets.subtensor.consensus import EpochInputs, EpochOutputs
from pallets.subtensor.consensus.yuma import YumaRules
from tests.chain.explain.told import ALL, explained, inputs, told

TWO_AGAINST_ONE = {0: {3: ALL}, 1: {3: ALL}, 2: {4: ALL}}
RAO = [500, 300, 200, 0, 0]


def test_who_it_is() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE, owner_uid=0))
    first, second = account_of(it, 0)[:2]
    assert first == "The epoch of subnet 7 in block 1000, by Yuma 2: 1,000,000 rao of alpha."
    assert second.startswith("uid 0, hotkey 5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM, ")
    assert second.endswith("the subnet owner's, registered in block 1.")
    assert "owner" not in account_of(it, 1)[1]


@pytest.mark.parametrize("uid", [-1, 5])
def test_a_neuron_that_is_not_there(uid: int) -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE))
    with pytest.raises(EpochNotExplained, match=f"subnet 7 had no uid {uid} then: use 0 to 4"):
        account_of(it, uid)


# Stake


def test_what_the_stake_is_made_of() -> None:
    stakes = {1: NeuronStake(b"1" * 32, 250, 100, 260, 80, 300)}
    text = told(explained(inputs(RAO, TWO_AGAINST_ONE), stakes=stakes), 1)
    assert (
        "Stake: its hotkey has 250 rao of alpha, and on root 100 rao of TAO, a rao of which counts "
        "0.500000.\nWith what parents give and children get, 260 rao of alpha and 80 rao of TAO "
        "count for it.\nIts stake weight is 300 rao.\n"
        "That is 0.300000 of the stake that counts: rank 2 of 3." in text
    )
    assert "parents" not in told(explained(inputs(RAO, TWO_AGAINST_ONE)), 1)


def test_stake_below_the_minimum() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE, min_stake=250))
    assert "below the minimum of 250 rao, so that it counts as none." in told(it, 2)
    assert "minimum" not in told(it, 1)


def test_of_equal_stakes_the_later_uid_is_first() -> None:
    it = explained(inputs([5, 5, 6], {}))
    ranks = [told(it, uid).split("rank ")[1][0] for uid in range(3)]
    assert ranks == ["3", "2", "1"]


# Permits and activity


def test_permits() -> None:
    it = explained(inputs(RAO, {}, permits=[True, False, True, True, False], max_validators=2))
    lost = "2 permits go to those with the most stake, and the last of them has 0.300000 of it."
    assert "Validator: it has a permit, and keeps it.\n" in told(it, 0)
    assert "given it no permit, and this one gives it one.\n" in told(it, 1)
    assert f"Validator: it has a permit, and loses it: {lost}\n" in told(it, 2)
    assert "permit, and loses it: it has no stake that counts.\n" in told(it, 3)
    assert "no permit, and neither does this one: it has no stake that counts.\n" in told(it, 4)
    none = explained(inputs(RAO, {}, max_validators=0))
    assert "permit, and loses it: there are no permits.\n" in told(none, 0)
    # Whoever has a permit as the owner is not the last of those with the most stake.
    given = inputs([500, 300, 0], {}, permits=[True] * 3, max_validators=1, owner_uid=2)
    assert "go to those with the most stake, and the last of them has 0.625000" in told(
        explained(given), 1
    )
    assert "owner's neuron needs no permit" in told(explained(inputs(RAO, {}, owner_uid=4)), 4)


def test_inactive_since() -> None:
    given = inputs(RAO, TWO_AGAINST_ONE, last_update=[400, 400, 990, 1, 1], activity_cutoff=500)
    text = told(explained(given), 0)
    assert (
        "Inactive: its last weights are of block 400 and count for 500 blocks, so that it is "
        "inactive since block 901. Its stake has no say." in text
    )
    assert "Dividends: none, since it has none of the active stake." in text
    assert "Active: it has 1 of the active stake." in told(explained(given), 2)
    assert "nactive" not in told(explained(given), 3)  # who mines only is never told
    # At the last block that counts it is active.
    given = inputs(RAO, TWO_AGAINST_ONE, last_update=[500, 499, 990, 1, 1], activity_cutoff=500)
    assert "Active: " in told(explained(given), 0)
    assert "inactive since block 1000." in told(explained(given), 1)


def test_who_is_too_new_for_the_list_of_updates() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE, last_update=[990, 990]))
    assert "Inactive: it has never set weights." in told(it, 2)


# Weights that were set


def test_weights_that_masks_took_out() -> None:
    weights = {0: {0: 5, 3: 5, 4: 5, 9: 5}, 1: {3: ALL}, 2: {3: ALL}}
    given = inputs(
        RAO, weights, registered_at=[1, 1, 1, 1, 990], permits=[True, True, False, False, False]
    )
    it = explained(given)
    text = told(it, 0)
    for line in (
        "Its weights on uid 0 do not count: only the subnet's owner may weigh itself.",
        "Its weights on uid 9 do not count: these neurons are not there any more.",
        "Its weights on uid 4 do not count: registered in block 990, when its weights, of block "
        "990, were set already.",
    ):
        assert line in text
    assert "none of its weights" not in text
    text = told(it, 2)
    assert "Its weights on uid 3 do not count: it has no permit.\nSo none of its" in text
    assert "Validator trust" not in text and "bonds" not in text
    assert "Weights on it that do not count: uid 2 (without a permit)." in told(it, 3)
    assert "uid 0 (set before it was registered)" in told(it, 4)
    assert "Incentive: none, since no validator has a weight on it that counts." in told(it, 4)
    assert "uid 0 (its own)" in told(it, 0)


def test_weights_committed_before_a_registration() -> None:
    given = inputs(
        RAO,
        TWO_AGAINST_ONE,
        registered_at=[1, 1, 1, 1, 700],
        commit_blocks=[2**64 - 1, 2**64 - 1, 699, 0, 0],
    )
    assert "registered in block 700, after its earliest commit that is to be revealed." in told(
        explained(given), 2
    )
    assert "uid 2 (committed before it was registered)" in told(explained(given), 4)


def test_weights_that_are_not_revealed_yet() -> None:
    given = inputs([5, 5, 5, 0], {0: {3: 1}}, commit_blocks=[2**64 - 1, 970, 0])
    it = explained(given)
    assert it.tables["stake"]["committed_at"] == [None, 970, 0, None]
    text = told(it, 1)
    assert "What it committed in block 970 is not revealed yet, and does not count.\n" in text
    assert "It has set no weights" in text
    assert "committed" not in told(it, 0) + told(it, 3)
    assert "committed_at" not in explained(inputs([5], {})).tables["stake"].columns
    # Also of who has no permit, and no weights either.
    given = inputs([5, 0], {}, commit_blocks=[2**64 - 1, 970])
    assert "block 970 is not revealed yet" in told(explained(given), 1)


def test_who_sets_no_weights() -> None:
    text = told(explained(inputs(RAO, {0: {3: ALL}})), 1)
    assert "It has set no weights, which could make bonds." in text
    assert "Validator trust" not in text
    assert "weights" not in told(explained(inputs(RAO, {0: {3: ALL}})), 4).split("Incentive")[0]


# Consensus and clipping


def test_a_weight_that_no_majority_shares() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE))
    text = told(it, 2)
    assert "Clipped to the consensus: uid 4 from 1 to 0." in text
    assert "Validator trust: 0 of its weights are left." in text
    assert "Dividends: none, since it has no bonds in miners that earn." in text
    text = told(it, 4)
    assert (
        "Weighed by uid 2, with 0.200000 of the active stake: 1 by uid 2 (with 0.200000)." in text
    )
    assert (
        "The consensus on it is 0: more would take validators with at least 0.499992 of the active "
        "stake.\nClipped: that of uid 2 from 1 to 0. By stake, 0.200000 becomes 0.\n"
        "Incentive: none is left." in text
    )


def test_a_weight_above_the_consensus() -> None:
    weights = {0: {3: 1, 4: 3}, 1: {3: 1, 4: 1}, 2: {3: 1}}
    it = explained(inputs(RAO, weights))
    assert "Clipped to the consensus: uid 3 from 1 to 0.500000." in told(it, 2)
    assert "Validator trust: 0.500000 of its weights are left." in told(it, 2)
    text = told(it, 3)
    assert "Weighed by uid 2, 1, 0, with 1" not in text
    assert (
        "1 by uid 2 (with 0.200000), 0.500000 by uid 1 (with 0.300000), 0.250000 by uid 0 (with "
        "0.500000)." in text
    )
    assert "that of uid 2 from 1 to 0.500000. By stake, 0.475000 becomes 0.375000." in text
    assert "with at least 0.499992 of the active stake give that much." in text
    incentive = it.neuron("emission", 3)["incentive"]
    assert f"Incentive: that is {incentive:.6f} of what all miners have." in text


def test_an_incentive_that_is_stored_as_none() -> None:
    it = explained(inputs([5, 0, 0], {0: {1: ALL, 2: 1}}), payments={})
    assert it.tables["stored"]["incentive"] == [0, 65_534, 0]
    assert "It is stored as 0, since it is below 1 of 65535; it is paid all the same." in told(
        it, 2
    )
    assert it.tables["emission"]["mining"][2] == 7 and "stored as 0" not in told(it, 1)


def test_where_nothing_is_clipped() -> None:
    it = explained(inputs([500, 0], {0: {1: ALL}}))
    assert "Validator trust: 1 of its weights are left, since no weight is clipped." in told(it, 0)
    assert "No weight on it is clipped: by stake they are 1.\nIncentive: that is 1" in told(it, 1)


def test_long_lists_end() -> None:
    weights = {0: dict.fromkeys(range(2, 22), 1)}
    text = told(explained(inputs([5, 0] + [0] * 20, weights)), 0)
    assert "in uid 9 from 0 to 1 and 12 more." in text


# Bonds and dividends


@pytest.mark.parametrize(
    ("penalty", "lost", "part"), [(ALL, "100.00%", "1"), (32_767, "50.00%", "0.499992")]
)
def test_the_bonds_penalty(penalty: int, lost: str, part: str) -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE, yuma3=True, bonds_penalty=penalty))
    text = told(it, 2)
    assert (
        f"weights that are {lost} lower for the clipping, which the penalty counts by {part}."
        in text
    )
    assert "Bonds penalty" not in told(it, 0)
    without = explained(inputs(RAO, TWO_AGAINST_ONE, yuma3=True, bonds_penalty=0))
    assert "Bonds penalty" not in told(without, 2)
    assert "Bonds: in uid 4 from 0 to 0.100000." in told(without, 2)


def test_bonds_in_who_was_registered_since() -> None:
    bonds = [[(3, 100), (4, 6_553)], [], [], [], []]
    given = inputs(RAO, TWO_AGAINST_ONE, yuma3=True, bonds=bonds, registered_at=[1, 1, 1, 950, 1])
    text = told(explained(given), 0)
    assert "Its bonds in uid 3 are gone: registered since the last epoch." in text
    assert "Bonds: in uid 3 from 0 to 0.100000, in uid 4 from 0.099992 to 0.089993." in text


def test_the_speed_of_liquid_alpha() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE, yuma3=True, liquid_alpha=True))
    (row,) = it.tables["bonds"].rows(lambda row: row["validator"] == 0)
    assert 0.7 < row["speed"] < 0.9
    assert f"in uid 3 from 0 to {row['bond']:.6f} at a speed of {row['speed']:.6f}." in told(it, 0)


def test_dividends() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE))
    assert "Dividends: its bonds in miners that earn are 0.625000 of all." in told(it, 0)
    assert "Dividends: its bonds in miners that earn are 0.375000 of all." in told(it, 1)


# Emission


def test_the_emission() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE))
    assert (
        "Emission: an incentive of 1 and dividends of 0, of 2.000000 that all have, make 0.500000 "
        "of 1,000,000 rao: 500,000 rao for mining and 0 rao for validating." in told(it, 3)
    )
    assert "Emission: none of 1,000,000 rao." in told(it, 4)
    row = it.neuron("emission", 0)
    assert f"0 rao for mining and {row['validating']:,} rao for validating." in told(it, 0)


def test_where_nobody_earns_anything() -> None:
    it = explained(inputs(RAO, {}))
    line = "nobody has incentive or dividends, so that all is divided by active stake. "
    assert f"Emission: {line}It gets 0.500000 of 1,000,000 rao: 0 rao for mining" in told(it, 0)
    it = explained(inputs(RAO, {}, activity_cutoff=1))
    assert "so that all is divided by stake. " in told(it, 0)


@pytest.mark.parametrize(("recycles", "fate"), [(True, "recycled"), (False, "burned")])
def test_what_the_owner_mines_is_not_paid(recycles: bool, fate: str) -> None:
    payments = {3: Payment(500_000, True, None, 0, 0), 0: Payment(0, True, None, 5_000, 6_000)}
    it = explained(inputs(RAO, TWO_AGAINST_ONE), payments=payments, recycles=recycles)
    assert f"Paid: none of its 500,000 rao for mining, which are {fate}, since" in told(it, 3)
    assert "Paid: dividends of 5,000 rao of alpha to its stakers" in told(it, 0)
    assert "and 6,000 rao to those on root" in told(it, 0)
    assert "Paid" not in told(it, 1)
    paid = explained(inputs(RAO, TWO_AGAINST_ONE), payments={3: Payment(9_000, False, None, 0, 0)})
    assert "Paid: 9,000 rao of alpha for mining." in told(paid, 3)


def test_what_is_mined_is_staked_where_the_owner_wants() -> None:
    payments = {3: Payment(9_000, False, bytes(32), 0, 0)}
    it = explained(inputs(RAO, TWO_AGAINST_ONE), payments=payments)
    where = "hotkey 5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM, which its owner has chosen"
    assert f"Paid: 9,000 rao of alpha for mining, staked on {where}." in told(it, 3)
    assert it.tables["paid"]["staked_on"] == [where[7:55]]


# Rules of one's own


class Everybody(YumaRules):
    """Whose consensus is whatever there is."""

    def consensus(self, inputs: EpochInputs, stake, weights):
        return np.full(len(inputs.stake), 1 << 31, np.int64)


class Untraced:
    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        count = len(inputs.stake)
        nothing = [0] * count
        names = ("stake", "stake_weight", "consensus", "validator_trust", "incentive", "dividends")
        return EpochOutputs(
            active=[True] * count,
            permits=[False] * count,
            emission=[3] * count,
            server_emission=[1] * count,
            validator_emission=[2] * count,
            bonds=[],
            **dict.fromkeys(names, nothing),
        )


def test_reasons_of_production_are_not_claimed_for_other_rules() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE), Everybody(), variant="consensus mine:Everybody")
    text = told(it, 4)
    assert "by mine:Everybody: 1,000,000 rao" in text
    assert "No validator: the last epoch has given it no permit, and neither does this one." in text
    assert "The consensus on it is 0.500000.\nClipped: that of uid 2 from 1 to 0.500000." in text


def test_rules_that_keep_no_trace() -> None:
    it = explained(inputs(RAO, TWO_AGAINST_ONE), Untraced(), variant="consensus mine:Untraced")
    assert list(it.tables) == ["stake", "weights", "emission", "stored", "paid"]
    assert list(it.tables["weights"].columns) == ["validator", "miner", "set"]
    assert account_of(it, 0)[-3:] == [
        "Its stake weight is 500 rao.",
        "mine:Untraced keep no trace of their stages.",
        "Emission: of 1,000,000 rao it gets 1 rao for mining and 2 rao for validating.",
    ]
