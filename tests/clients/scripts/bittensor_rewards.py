"""The bittensor SDK 11 on what stake earns, and on stake when keys change: `... WS_URL`."""

from __future__ import annotations

import sys
from typing import Any

import bittensor as bt
from bittensor.keyfiles import Keypair
from checks import Checks, refusal, same
from sdk import TAO, Sdk, all_attributes, attributes, key, names

Call, Item = bt.calls.Call, bt.storage.Item
SubtensorModule = bt.calls.SubtensorModule
TEMPO = 20
ALL = 2**64 - 1
ANNOUNCEMENT_DELAY = 50
"""Blocks from an announcement of a swap to the swap, under the fast rules."""

check = Checks()


class State(Sdk):
    """Alice owns two subnets, Bob the validators, Dave the miner; Charlie stakes.

    Root sells its part of the alpha, as the prices of all subnets are more than 1 together.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.first, self.second = (
            self.new_subnet(self.alice, key(f"Owner{index}")) for index in (1, 2)
        )
        self.validator, self.child, self.miner = (key(each) for each in ("Val", "Child", "Miner"))
        self.register(self.first, [self.validator], self.bob)
        self.register(self.first, [self.child], self.bob)
        self.register(self.first, [self.miner], self.dave)
        self.register(self.second, [self.validator], self.bob)
        self.set_by_root(subtoken_enabled=(0, True), subnet_moving_alpha={"bits": 1 << 32})
        self.sudo(SubtensorModule.set_pending_childkey_cooldown(cooldown=0))
        self.sudo(Call("SubtensorModule", "sudo_set_num_root_claims", {"new_value": 0}))
        for netuid in (self.first, self.second):
            self.set_by_root(
                tempo=(netuid, TEMPO),
                ema_price_halving_period=(netuid, 1),
                weights_set_rate_limit=(netuid, 0),
                commit_reveal_weights_enabled=(netuid, False),
            )

    def stake(self, coldkey: Keypair, hotkey: Keypair, netuid: int) -> int:
        who, on = coldkey.ss58_address, hotkey.ss58_address
        return int(self.chain.read("stake", coldkey_ss58=who, hotkey_ss58=on, netuid=netuid).rao)

    def add_stake(self, coldkey: Keypair, hotkey: Keypair, netuid: int, tao: int) -> None:
        intent = bt.AddStake(
            hotkey_ss58=hotkey.ss58_address, netuid=netuid, amount_tao=tao, rate_tolerance=0.5
        )
        self.send(intent, coldkey)

    def to_the_epoch(self) -> None:
        block = self.stored("LastEpochBlock", self.first) + TEMPO
        self.make_blocks(block - self.chain.block)
        same(self.stored("LastEpochBlock", self.first), block)

    def claim_type(self, kind: Any) -> None:
        call = Call("SubtensorModule", "set_root_claim_type", {"new_root_claim_type": kind})
        self.send(call, self.charlie)
        found = self.chain.query(
            Item("SubtensorModule", "RootClaimType"), [self.charlie.ss58_address]
        )
        same(found, kind)

    def claimable(self, netuid: int) -> int:
        """What Charlie may claim: for each rao on root so much, less what was claimed."""
        rates = self.stored("RootClaimable", self.validator.ss58_address)
        keys = [netuid, self.validator.ss58_address, self.charlie.ss58_address]
        claimed = self.chain.query(Item("SubtensorModule", "RootClaimed"), keys)
        on_root = self.stake(self.charlie, self.validator, 0)
        return int(dict(rates)[netuid]["bits"] * on_root >> 32) - claimed


@check
def rewards_are_staked_where_the_coldkey_wants(state: State) -> str:
    netuid, validator = state.first, state.validator
    state.add_stake(state.bob, validator, netuid, 200)  # more than the owner's cut gives
    state.to_the_epoch()
    row = SubtensorModule.set_weights(netuid=netuid, dests=[3], weights=[65_535], version_key=0)
    state.send(row, validator)
    intent = bt.SetAutoStake(netuid=netuid, hotkey_ss58=validator.ss58_address)
    state.send(intent, state.dave)
    again = state.refused(intent, state.dave)
    same(again.name, "SameAutoStakeHotkeyAlreadySet")
    elsewhere = bt.SetAutoStake(netuid=netuid, hotkey_ss58=key("Nobody").ss58_address)
    same(state.refused(elsewhere, state.dave).name, "HotKeyNotRegisteredInSubNet")
    found = state.chain.read("auto_stake", coldkey_ss58=state.dave.ss58_address, netuid=netuid)
    same(found, validator.ss58_address)
    state.to_the_epoch()
    events = state.chain.query(bt.storage.System.Events, [])
    (added,) = all_attributes(events, "AutoStakeAdded")
    same((added["destination"], added["owner"]), (found, state.dave.ss58_address))
    same(state.stake(state.dave, state.miner, netuid), 0)
    seen = state.stake(state.dave, validator, netuid)
    # In the same block it has earned a part of the validator's dividends.
    assert added["incentive"] < seen < added["incentive"] * 11 // 10, (added, seen)
    return f"{added['incentive']} rao of alpha"


@check
def a_child_earns_for_its_parent(state: State) -> str:
    """All of the validator's stake counts for its child, which sets the weights."""
    netuid, parent, child = state.first, state.validator, state.child
    children = bt.SetChildren(
        netuid=netuid, children=[[ALL, child.ss58_address]], hotkey_ss58=parent.ss58_address
    )
    state.send(children, state.bob)
    for _ in range(2):
        state.to_the_epoch()
    listed = state.chain.read("children", hotkey_ss58=parent.ss58_address, netuid=netuid)
    same(listed, [(ALL, child.ss58_address)])
    row = SubtensorModule.set_weights(netuid=netuid, dests=[3], weights=[65_535], version_key=0)
    state.send(row, child)
    before = state.stake(state.bob, parent, netuid), state.stake(state.bob, child, netuid)
    state.to_the_epoch()
    _, parent_info, child_info, _ = state.chain.neurons.all(netuid)
    same([each.raw["dividends"] for each in (parent_info, child_info)], [0, 65_535])
    gained = state.stake(state.bob, parent, netuid) - before[0]
    assert gained > TAO, gained
    same(state.stake(state.bob, child, netuid), before[1])
    metagraph = state.chain.subnets.metagraph(netuid)
    same(metagraph.neurons[1].alpha_stake.rao, 0)
    assert metagraph.neurons[2].alpha_stake.rao > gained
    return f"{gained} rao of alpha"


@check
def root_dividends_are_kept(state: State) -> str:
    """As alpha: what `Keep` says."""
    state.add_stake(state.charlie, state.validator, 0, 10_000)
    state.claim_type("Keep")
    for _ in range(2):
        state.to_the_epoch()
    owed = state.claimable(state.first)
    assert owed > 1_000_000, owed
    on_root = state.stake(state.charlie, state.validator, 0)
    claim = Call("SubtensorModule", "claim_root", {"subnets": [state.first]})
    done = state.send(claim, state.charlie)
    same(attributes(done.events, "RootClaimed"), {"coldkey": state.charlie.ss58_address})
    kept = state.stake(state.charlie, state.validator, state.first)
    assert kept in (owed - 1, owed), (kept, owed)  # as shares of what is on the hotkey
    same(state.stake(state.charlie, state.validator, 0), on_root)
    same(state.claimable(state.first), 0)
    state.send(claim, state.charlie)  # there is nothing more, and nothing happens
    same(state.stake(state.charlie, state.validator, state.first), kept)
    return f"{owed} rao of alpha"


@check
def root_dividends_are_sold(state: State) -> str:
    """To stake on root: what `Swap` says, and `KeepSubnets` of subnets that it does not name."""
    state.claim_type({"KeepSubnets": {"subnets": [state.first]}})
    state.to_the_epoch()
    owed = state.claimable(state.second)
    assert owed > 1_000_000, owed
    before = state.stake(state.charlie, state.validator, 0)
    claim = Call("SubtensorModule", "claim_root", {"subnets": [state.first, state.second]})
    state.send(claim, state.charlie)
    same(state.stake(state.charlie, state.validator, state.second), 0)
    got = state.stake(state.charlie, state.validator, 0) - before
    assert 0.8 * owed < got < 1.5 * owed, (owed, got)
    state.claim_type("Swap")
    return f"{got} rao for {owed} rao of alpha"


@check
def claims_that_are_refused(state: State) -> str:
    """The SDK's own intent reads what came after this version."""
    tries = [[], list(range(6))]
    calls = [Call("SubtensorModule", "claim_root", {"subnets": each}) for each in tries]
    found = [state.refused(call, state.charlie).name for call in calls]
    same(found, ["InvalidSubnetNumber"] * 2)
    later = refusal(lambda: state.send(bt.ClaimRoot(subnets=[state.first]), state.charlie))
    assert "BasketClaimed not found" in later.text, later.text
    return later.text


@check
def locks(state: State) -> str:
    netuid, hotkey = state.second, state.validator
    state.add_stake(state.charlie, hotkey, netuid, 30)
    lock = bt.LockStake(hotkey_ss58=hotkey.ss58_address, netuid=netuid, amount_alpha=20)
    done = state.send(lock, state.charlie)
    assert "SubtensorModule.StakeLocked" in names(done.events), names(done.events)
    who = {"coldkey_ss58": state.charlie.ss58_address, "netuid": netuid}
    found = state.chain.read("coldkey_lock", **who)
    same((found["hotkey"], found["locked_alpha"].rao), (hotkey.ss58_address, 20 * TAO))
    availability = state.chain.read("stake_availability", **who)
    locked = availability["locked"].rao
    assert 20 * TAO - 200_000 < locked <= 20 * TAO, locked  # it decays from block to block
    same(availability["total"].rao - locked, availability["available"].rao)
    remove = bt.RemoveStake(
        hotkey_ss58=hotkey.ss58_address, netuid=netuid, amount_alpha="all", rate_tolerance=0.5
    )
    refused = state.refused(remove, state.charlie)
    same(refused.name, "StakeUnavailable")
    assert state.chain.read("most_convicted_hotkey", netuid=netuid)
    return refused.text


@check
def swap_a_hotkey(state: State) -> str:
    """Everywhere: its neurons, its stake and who staked on it."""
    old, new = state.validator, key("NewVal")
    who = (state.bob, state.charlie, state.dave)
    before = [state.stake(each, old, netuid) for each in who for netuid in (0, 2, 3)]
    intent = bt.SwapHotkey(hotkey_ss58=old.ss58_address, new_hotkey_ss58=new.ss58_address)
    done = state.send(intent, state.bob)
    assert "SubtensorModule.HotkeySwapped" in names(done.events), names(done.events)
    after = [state.stake(each, new, netuid) for each in who for netuid in (0, 2, 3)]
    for seen, expected in zip(after, before, strict=True):
        assert expected - 1 <= seen <= expected, (after, before)  # a share is rounded down
    same([state.stake(each, old, netuid) for each in who for netuid in (0, 2, 3)], [0] * 9)
    same(state.chain.read("uid", hotkey_ss58=new.ss58_address, netuid=state.first), 1)
    same(state.chain.read("hotkey_owner", hotkey_ss58=new.ss58_address), state.bob.ss58_address)
    soon = bt.SwapHotkey(hotkey_ss58=new.ss58_address, new_hotkey_ss58=key("Next").ss58_address)
    found = state.refused(soon, state.bob)
    same(found.name, "HotKeySetTxRateLimitExceeded")
    state.validator = new
    return found.text


@check
def swap_a_coldkey(state: State) -> str:
    """Announced, and after some time carried out: all that Charlie has is another account's."""
    old, new = state.charlie, key("NewCharlie")
    done = state.send(bt.AnnounceColdkeySwap(new_coldkey_ss58=new.ss58_address), old)
    swap = bt.SwapColdkeyAnnounced(new_coldkey_ss58=new.ss58_address)
    early = state.refused(swap, old)
    same(early.name, "ColdkeySwapTooEarly")
    block = int(done.extrinsic_id.split("-")[0])
    state.make_blocks(block + ANNOUNCEMENT_DELAY - state.chain.block)
    read = state.chain.read
    before = {
        (each.hotkey, each.netuid): each.stake.rao
        for each in read("stake_for_coldkey", coldkey_ss58=old.ss58_address)
    }
    free = state.free(old)
    done = state.send(swap, old)
    assert "SubtensorModule.ColdkeySwapped" in names(done.events), names(done.events)
    same((state.free(old), state.free(new)), (0, free - done.fee.rao))
    same(read("stake_for_coldkey", coldkey_ss58=old.ss58_address), [])
    after = read("stake_for_coldkey", coldkey_ss58=new.ss58_address)
    for each in after:
        expected = before.pop((each.hotkey, each.netuid))
        assert expected - 1 <= each.stake.rao <= expected + TAO, (each, expected)
    same(before, {})
    return early.text


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
