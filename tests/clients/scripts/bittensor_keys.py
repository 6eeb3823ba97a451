"""The bittensor SDK 11 on children, takes and swaps of keys: `bittensor_keys.py WS_URL`."""

from __future__ import annotations

import sys

import bittensor as bt
from bittensor.intents.coldkey import coldkey_hash
from checks import Checks, same
from sdk import TAO, Sdk, key, names

HALF = 2**63
ANNOUNCEMENT_DELAY = 50
"""Blocks from an announcement of a swap to the swap, under the fast rules."""

SubtensorModule = bt.calls.SubtensorModule
check = Checks()


class State(Sdk):
    """Alice owns a subnet that is not started, whose children need no cooldown, and one that is."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.owner = key("Alice_hk")
        self.child = key("Child")
        done = self.send(bt.RegisterSubnet(hotkey_ss58=self.owner.ss58_address), self.alice)
        self.waiting = done.data["netuid"]
        self.started = self.new_subnet(self.bob, key("Bob_hk"))
        for netuid in (self.waiting, self.started):
            self.register(netuid, [self.child], self.charlie)
        self.register(self.started, [self.owner], self.alice)

    def children(self, netuid: int) -> object:
        return self.chain.read("children", hotkey_ss58=self.owner.ss58_address, netuid=netuid)


def set_children(state: State, netuid: int, *children: tuple[int, str]) -> bt.SetChildren:
    pairs = [list(child) for child in children]
    return bt.SetChildren(netuid=netuid, children=pairs, hotkey_ss58=state.owner.ss58_address)


@check
def children_at_once(state: State) -> None:
    """In a subnet that has not been started."""
    child = state.child.ss58_address
    done = state.send(set_children(state, state.waiting, (HALF, child)), state.alice)
    assert "SubtensorModule.SetChildren" in names(done.events), names(done.events)
    same(state.children(state.waiting), [(HALF, child)])
    parents = state.chain.read("parents", hotkey_ss58=child, netuid=state.waiting)
    same(parents, [(HALF, state.owner.ss58_address)])


@check
def children_after_a_cooldown(state: State) -> None:
    child, netuid, owner = state.child.ss58_address, state.started, state.owner.ss58_address
    state.sudo(SubtensorModule.set_pending_childkey_cooldown(cooldown=10))
    done = state.send(set_children(state, netuid, (HALF, child)), state.alice)
    assert "SubtensorModule.SetChildrenScheduled" in names(done.events), names(done.events)
    pending = state.chain.read("pending_children", hotkey_ss58=owner, netuid=netuid)
    same(pending["children"], [(HALF, child)])
    for _ in range(3):
        state.chain.wait_for_epoch(netuid, timeout=10)
        if state.children(netuid):
            break
    same(state.children(netuid), [(HALF, child)])
    pending = state.chain.read("pending_children", hotkey_ss58=owner, netuid=netuid)
    same(pending["children"], [])


@check
def children_that_are_refused(state: State) -> str:
    child, owner = state.child.ss58_address, state.owner.ss58_address
    others = bt.SetChildren(netuid=state.waiting, children=[[1, owner]], hotkey_ss58=child)
    itself = bt.SetChildren(netuid=state.waiting, children=[[1, child]], hotkey_ss58=child)
    tries = [
        (set_children(state, state.waiting, (1, child)), state.alice, "TxRateLimitExceeded"),
        (set_children(state, 99, (1, child)), state.alice, "SubnetNotExists"),
        (set_children(state, 0, (1, child)), state.alice, "RegistrationNotPermittedOnRootSubnet"),
        (others, state.bob, "NonAssociatedColdKey"),
        (itself, state.charlie, "InvalidChild"),
    ]
    found = [state.refused(what, who) for what, who, _ in tries]
    same([each.name for each in found], [name for _, _, name in tries])
    return "; ".join(each.text for each in found)


@check
def childkey_take(state: State) -> str:
    netuid, child = state.waiting, state.child.ss58_address
    take = bt.SetChildkeyTake(netuid=netuid, take=5_000, hotkey_ss58=child)
    state.send(take, state.charlie)
    same(state.stored("ChildkeyTake", child, netuid), 5_000)
    again = bt.SetChildkeyTake(netuid=netuid, take=6_000, hotkey_ss58=child)
    too_much = bt.SetChildkeyTake(netuid=netuid, take=20_000, hotkey_ss58=child)
    found = [state.refused(again, state.charlie), state.refused(too_much, state.charlie)]
    same([each.name for each in found], ["TxChildkeyTakeRateLimitExceeded", "InvalidChildkeyTake"])
    return "; ".join(each.text for each in found)


@check
def delegate_take(state: State) -> str:
    child = state.child.ss58_address
    same(state.chain.read("delegate_take", hotkey_ss58=child)["take_u16"], 11_796)
    state.send(bt.DecreaseTake(take=9_000, hotkey_ss58=child), state.charlie)
    same(state.chain.read("delegate_take", hotkey_ss58=child)["take_u16"], 9_000)
    state.send(bt.SetTake(take=8_000, hotkey_ss58=child), state.charlie)
    tries = [
        (bt.DecreaseTake(take=9_000, hotkey_ss58=child), state.charlie),
        (bt.IncreaseTake(take=9_500, hotkey_ss58=child), state.charlie),
        (bt.IncreaseTake(take=12_000, hotkey_ss58=child), state.charlie),
        (bt.DecreaseTake(take=1_000, hotkey_ss58=child), state.bob),
    ]
    found = [state.refused(*each) for each in tries]
    in_blocks = ["DelegateTakeTooLow", "DelegateTxRateLimitExceeded"]
    same([each.name for each in found if not each.at_the_pool], in_blocks)
    at_the_pool = ["DelegateTakeTooHigh", "NonAssociatedColdKey"]
    same([each.name for each in found if each.at_the_pool], at_the_pool)
    return "; ".join(each.text for each in found)


@check
def identity(state: State) -> str:
    state.send(bt.SetIdentity(name="Charlie", url="https://c.example"), state.charlie)
    found = state.chain.read("identity", coldkey_ss58=state.charlie.ss58_address)
    same((found["name"], found["url"], found["discord"]), ("Charlie", "https://c.example", ""))
    child = state.child.ss58_address
    by_hotkey = state.chain.read("hotkey_identities", hotkey_ss58s=[child])
    same(by_hotkey[child]["name"], "Charlie")
    stranger = state.refused(bt.SetIdentity(name="Eve"), state.eve)
    same(stranger.name, "HotKeyNotRegisteredInNetwork")
    long = state.refused(bt.SetIdentity(name="x" * 257), state.charlie)
    same(long.name, "InvalidIdentity")
    return stranger.text


@check
def associate_a_hotkey(state: State) -> None:
    hotkey = key("Associated").ss58_address
    state.send(bt.AssociateHotkey(hotkey_ss58=hotkey), state.eve)
    same(state.chain.read("hotkey_owner", hotkey_ss58=hotkey), state.eve.ss58_address)


@check
def root_registration(state: State) -> str:
    hotkey = state.owner.ss58_address
    state.send(bt.RootRegister(hotkey_ss58=hotkey), state.alice)
    same(state.chain.read("uid", hotkey_ss58=hotkey, netuid=0), 0)
    again = state.refused(bt.RootRegister(hotkey_ss58=hotkey), state.alice)
    same(again.name, "HotKeyAlreadyRegisteredInSubNet")
    return again.text


@check
def announce_a_swap(state: State) -> None:
    new = key("NewDave").ss58_address
    before = state.free(state.dave)
    done = state.send(bt.AnnounceColdkeySwap(new_coldkey_ss58=new), state.dave)
    block = int(done.extrinsic_id.split("-")[0])
    announced = state.chain.read("coldkey_swap_announcement", coldkey_ss58=state.dave.ss58_address)
    same(announced["execute_block"], block + ANNOUNCEMENT_DELAY)
    same(announced["new_coldkey_hash"], coldkey_hash(new))
    same(announced["disputed"], False)
    same(before - state.free(state.dave) - done.fee.rao, TAO // 10)


@check
def an_announced_swap_blocks_transfers(state: State) -> str:
    transfer = bt.Transfer(dest_ss58=state.eve.ss58_address, amount_tao=1)
    tries = [
        transfer,
        bt.Batch(intents=[transfer]),
        SubtensorModule.burned_register(netuid=state.waiting, hotkey=key("New").ss58_address),
    ]
    found = [state.refused(each, state.dave) for each in tries]
    same({(each.name, each.at_the_pool) for each in found}, {("ColdkeySwapAnnounced", True)})
    return found[0].text


@check
def others_may_still_pay_the_account(state: State) -> None:
    state.send(bt.Transfer(dest_ss58=state.dave.ss58_address, amount_tao=1), state.eve)


@check
def dispute_the_swap(state: State) -> str:
    state.send(bt.DisputeColdkeySwap(), state.dave)
    announced = state.chain.read("coldkey_swap_announcement", coldkey_ss58=state.dave.ss58_address)
    assert announced["disputed"], announced
    found = state.refused(bt.ClearColdkeySwapAnnouncement(), state.dave)
    same((found.name, found.at_the_pool), ("ColdkeySwapDisputed", True))
    return found.text


@check
def root_resets_the_swap(state: State) -> None:
    address = state.dave.ss58_address
    state.sudo(SubtensorModule.reset_coldkey_swap(coldkey=address))
    same(state.chain.read("coldkey_swap_announcement", coldkey_ss58=address), None)
    state.send(bt.Transfer(dest_ss58=state.eve.ss58_address, amount_tao=1), state.dave)


@check
def clear_an_announcement(state: State) -> str:
    new = key("NewEve").ss58_address
    done = state.send(bt.AnnounceColdkeySwap(new_coldkey_ss58=new), state.eve)
    early = state.refused(bt.ClearColdkeySwapAnnouncement(), state.eve)
    same(early.name, "ColdkeySwapClearTooEarly")
    block = int(done.extrinsic_id.split("-")[0])
    state.chain.wait_for_block(block + ANNOUNCEMENT_DELAY + 10)
    state.send(bt.ClearColdkeySwapAnnouncement(), state.eve)
    address = state.eve.ss58_address
    same(state.chain.read("coldkey_swap_announcement", coldkey_ss58=address), None)
    state.send(bt.Transfer(dest_ss58=state.dave.ss58_address, amount_tao=1), state.eve)
    return early.text


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
