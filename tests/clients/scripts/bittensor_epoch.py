"""The bittensor SDK 11 takes a subnet through an epoch: `bittensor_epoch.py WS_URL`."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import bittensor as bt
from bittensor.keyfiles import Keypair
from checks import Checks, same
from epoch_by_hand import MINERS, U16, WEIGHTS, Epoch, bought
from sdk import TAO, Sdk, attributes, key

SubtensorModule = bt.calls.SubtensorModule
REPOSITORY = Path(__file__).resolve().parents[3]
TEMPO = 50
BLOCKS = 46
"""From the subnet's start to its epoch: an epoch, three extrinsics with weights, and the start."""

POOL = (1_020_159_855_008, 980_238_533_299)
"""Rao of TAO and of alpha, when eight neurons have been registered."""

STAKED = (
    # coldkey, validator, TAO, rao of alpha for it
    ("Bob", 1, 60, 54_423_741_273),
    ("Charlie", 1, 60, 48_698_310_498),
    ("Bob", 2, 110, 77_144_665_513),
    ("Bob", 3, 90, 53_702_446_295),
)


class Line(NamedTuple):
    """What an epoch gives a neuron: scores of 65535, and rao of alpha."""

    incentive: int
    dividends: int
    consensus: int
    trust: int
    emission: int
    """What the chain reports as the neuron's emission."""

    staked: int
    """What its hotkey's stake grows by: for validators what they report is made into shares of
    their half once more, which gives some rao more or less."""


TABLE = {
    1: Line(0, 33_055, 0, 58_981, 9_513_045_614, 9_513_045_622),
    2: Line(0, 26_813, 0, 65_534, 7_716_690_940, 7_716_690_945),
    3: Line(0, 5_665, 0, 21_116, 1_630_368_675, 1_630_368_675),
    4: Line(33_632, 0, 32_767, 0, 9_678_973_235, 9_678_973_235),
    5: Line(21_014, 0, 19_660, 0, 6_047_740_528, 6_047_740_528),
    6: Line(6_308, 0, 6_553, 0, 1_815_533_232, 1_815_533_232),
    7: Line(4_579, 0, 6_553, 0, 1_317_858_233, 1_317_858_233),
    8: Line(0, 0, 0, 0, 0, 0),
}
"""By uid. `epoch_by_hand.py` has the steps to it."""

OWNER_CUT = 8_279_789_412
"""46 blocks with 179,995,422 rao each: 18 % of a block's alpha."""

GAINED = {
    # coldkey, uid: the 18 % of a validator's owner, and what stake earned
    ("Bob", 1): 1_712_304_663 + 4_177_092_011,
    ("Charlie", 1): 3_623_648_947,  # 0.464526 of 7,800,740,959: Bob's take is stake before that
    ("Bob", 2): 1_388_969_045 + 6_327_721_900,
    ("Bob", 3): 293_458_898 + 1_336_909_777,
}

check = Checks()


class State(Sdk):
    """Alice owns the subnet, Bob the validators, Dave the miners; Charlie stakes."""

    netuid = 2

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.coldkeys = {"Alice": self.alice, "Bob": self.bob, "Charlie": self.charlie}
        self.coldkeys["Dave"] = self.dave
        self.hotkeys = {0: key("Owner")}
        self.hotkeys |= {uid: key(f"Validator{uid}") for uid in WEIGHTS}
        self.hotkeys |= {uid: key(f"Miner{uid - 3}") for uid in MINERS}
        self.found_it()
        self.first = 0

    def found_it(self) -> None:
        """A subnet that is not started, so that nothing is emitted yet, but has stake."""
        self.send(bt.RegisterSubnet(hotkey_ss58=self.hotkeys[0].ss58_address), self.alice)
        self.set_by_root(
            admin_freeze_window=0,
            tempo=(self.netuid, TEMPO),
            weights_set_rate_limit=(self.netuid, 0),
            commit_reveal_weights_enabled=(self.netuid, False),
            subtoken_enabled=(self.netuid, True),
        )
        for uid in (*WEIGHTS, *MINERS):  # one in a block, as the price falls from block to block
            coldkey = self.bob if uid in WEIGHTS else self.dave
            self.register(self.netuid, [self.hotkeys[uid]], coldkey)

    def stake(self, coldkey: Keypair, uid: int) -> int:
        who, on = coldkey.ss58_address, self.hotkeys[uid].ss58_address
        found = self.chain.read("stake", coldkey_ss58=who, hotkey_ss58=on, netuid=self.netuid)
        return int(found.rao)

    def to_the_epoch(self) -> int:
        """Make blocks until the subnet's epoch; gives that block."""
        block = self.stored("LastEpochBlock", self.netuid) + TEMPO
        self.make_blocks(block - self.chain.block)
        same((self.chain.block, self.stored("LastEpochBlock", self.netuid)), (block, block))
        return int(block)

    def neurons(self) -> list[Any]:
        return list(self.chain.neurons.all(self.netuid, lite=False))


@check
def the_table_is_reckoned_by_hand(state: State) -> None:
    staked = {uid: sum(each[3] for each in STAKED if each[1] == uid) for uid in WEIGHTS}
    epoch = Epoch(staked, BLOCKS)
    for uid, line in TABLE.items():
        reckoned = Line(
            epoch.incentive.get(uid, 0),
            epoch.dividends.get(uid, 0),
            epoch.consensus.get(uid, 0),
            epoch.trust.get(uid, 0),
            epoch.emission_rao.get(uid, 0),
            epoch.incentive_rao.get(uid, 0)
            + epoch.take_rao.get(uid, 0)
            + epoch.dividend_rao.get(uid, 0),
        )
        same((uid, line), (uid, reckoned))
    same(OWNER_CUT, epoch.owner_cut)
    before = {(coldkey, uid): alpha for coldkey, uid, _, alpha in STAKED}
    after = epoch.stakes_after(before, owner="Bob")
    same(GAINED, {who: after[who] - alpha for who, alpha in before.items()})


@check
def stake_to_three_validators(state: State) -> None:
    netuid, pool = state.netuid, POOL
    same((state.stored("SubnetTAO", netuid), state.stored("SubnetAlphaIn", netuid)), pool)
    for coldkey, uid, tao, alpha in STAKED:
        hotkey, who = state.hotkeys[uid].ss58_address, state.coldkeys[coldkey]
        intent = bt.AddStake(
            hotkey_ss58=hotkey, netuid=netuid, amount_tao=tao, slippage_protection=False
        )
        done = state.send(intent, who)
        reckoned, paid = bought(tao * TAO, *pool)
        same((reckoned, state.stake(who, uid)), (alpha, alpha))
        event = attributes(done.events, "StakeAdded")
        same(event, (who.ss58_address, hotkey, tao * TAO, alpha, netuid, tao * TAO - paid))
        pool = (pool[0] + paid, pool[1] - alpha)
    same((state.stored("SubnetTAO", netuid), state.stored("SubnetAlphaIn", netuid)), pool)


@check
def an_epoch_gives_them_permits(state: State) -> None:
    before = [neuron.validator_permit for neuron in state.neurons()]
    same(before, [False] * 9)
    state.to_the_epoch()
    after = [neuron.validator_permit for neuron in state.neurons()]
    same(after, [True] * 4 + [False] * 5)


@check
def weights_from_three_validators(state: State) -> None:
    for uid, row in WEIGHTS.items():
        weights = SubtensorModule.set_weights(
            netuid=state.netuid, dests=list(row), weights=list(row.values()), version_key=0
        )
        state.send(weights, state.hotkeys[uid])
        same(state.stored("Weights", state.netuid, uid), list(row.items()))


@check
def start_the_subnet(state: State) -> None:
    done = state.send(bt.StartCall(netuid=state.netuid), state.alice)
    state.first = attributes(done.events, "FirstEmissionBlockNumberSet")[1]
    same(state.first, state.chain.block + 1)


@check
def an_epoch(state: State) -> None:
    same(state.to_the_epoch() - state.first + 1, BLOCKS)


@check
def scores(state: State) -> None:
    for neuron in state.neurons()[1:]:
        raw, line = neuron.raw, TABLE[neuron.uid]
        seen = [raw[name] for name in ("incentive", "dividends", "consensus", "validator_trust")]
        same((neuron.uid, seen), (neuron.uid, list(line[:4])))
        same((neuron.uid, raw["emission"]), (neuron.uid, line.emission))


@check
def stake_grows(state: State) -> None:
    for coldkey, uid, _, alpha in STAKED:
        seen = state.stake(state.coldkeys[coldkey], uid) - alpha
        same((coldkey, uid, seen), (coldkey, uid, GAINED[coldkey, uid]))
    for uid in MINERS:
        same((uid, state.stake(state.dave, uid)), (uid, TABLE[uid].staked))
    same(state.stake(state.alice, 0), OWNER_CUT)


@check
def metagraph(state: State) -> None:
    found = state.chain.subnets.metagraph(state.netuid)
    same([neuron.uid for neuron in found.neurons], list(range(9)))
    same((found.last_step, found.blocks_since_last_step), (state.chain.block, 0))
    for neuron in found.neurons[1:]:
        line = TABLE[neuron.uid]
        seen = [round(score * U16) for score in (neuron.incentive, neuron.dividends)]
        same((neuron.uid, seen), (neuron.uid, [line.incentive, line.dividends]))
        same((neuron.uid, neuron.emission.rao), (neuron.uid, line.emission))
        before = sum(alpha for _, uid, _, alpha in STAKED if uid == neuron.uid)
        same(neuron.tao_stake.rao, 0)
        same((neuron.uid, neuron.alpha_stake.rao), (neuron.uid, before + line.staked))
        same(neuron.total_stake.rao, neuron.alpha_stake.rao)


@check
def explained(state: State) -> None:
    """`pysubtensor explain-epoch` tells the same of the node."""
    command = shlex.split(os.environ["PYSUBTENSOR_CLI"])
    arguments = ["explain-epoch", "--netuid", str(state.netuid), "--url", state.http_url, "--json"]
    finished = subprocess.run(
        [*command, *arguments], stdout=subprocess.PIPE, check=True, cwd=REPOSITORY
    )
    told = json.loads(finished.stdout)
    same((told["block"], told["rules"], told["ran"]), (state.chain.block, "Yuma 3", True))
    miners = told["tables"]["miners"]["columns"]
    for uid, incentive, consensus in zip(
        miners["uid"], miners["incentive"], miners["consensus"], strict=True
    ):
        if uid:
            line = TABLE[uid]
            same((int(incentive * U16), int(consensus * U16)), (line.incentive, line.consensus))


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
