"""The bittensor SDK 11 adds, moves and takes stake: `bittensor_staking.py WS_URL`."""

from __future__ import annotations

import sys
from typing import Any

import bittensor as bt
from bittensor.keyfiles import Keypair
from checks import Checks, refusal, same
from sdk import TAO, Sdk, all_attributes, attributes, key, names

SubtensorModule = bt.calls.SubtensorModule
MOST = 2**64 - 1
check = Checks()


class State(Sdk):
    """Alice owns two subnets whose alpha can be traded, but that emit nothing yet.

    So all that changes pools and stake is what the checks do. Bob owns the validators, Charlie
    stakes on them.
    """

    first, second = 2, 3

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.validators = [key(f"Validator{index}") for index in range(1, 4)]
        self.poor = key("Poor")
        self.set_by_root(subtoken_enabled=(0, True), admin_freeze_window=0)
        for netuid in (self.first, self.second):
            owner = key(f"Owner{netuid}").ss58_address
            self.send(bt.RegisterSubnet(hotkey_ss58=owner), self.alice)
            self.set_by_root(subtoken_enabled=(netuid, True))
        for netuid in (self.first, self.second):
            self.register(netuid, self.validators[:1], self.bob)
        self.register(self.first, self.validators[1:2], self.bob)

    def stake(self, coldkey: Keypair, hotkey: Keypair, netuid: int) -> int:
        who, on = coldkey.ss58_address, hotkey.ss58_address
        return int(self.chain.read("stake", coldkey_ss58=who, hotkey_ss58=on, netuid=netuid).rao)

    def pool(self, netuid: int) -> tuple[int, int]:
        """Its TAO and its alpha."""
        return self.stored("SubnetTAO", netuid), self.stored("SubnetAlphaIn", netuid)


def after_fee(amount: int) -> int:
    """33/65535 of what is given for something else is the fee."""
    return amount - amount * 33 // 65_535


def traded(amount: int, given: int, taken: int) -> int:
    """What a pool's other side gives: the product of its sides stays."""
    paid = after_fee(amount)
    return taken * paid // (given + paid)


@check
def quotes(state: State) -> None:
    """`sim_swap_*`, which the SDK asks before a trade."""
    tao, alpha = state.pool(state.first)
    buy = state.chain.read("quote_stake", netuid=state.first, amount_tao=20)
    same(buy.alpha.rao, traded(20 * TAO, tao, alpha))
    same((buy.tao.rao, buy.tao_fee.rao), (after_fee(20 * TAO), 20 * TAO - after_fee(20 * TAO)))
    sell = state.chain.read("quote_unstake", netuid=state.first, amount_alpha=20)
    same(sell.tao.rao, traded(20 * TAO, alpha, tao))
    same(sell.alpha_fee.rao, 20 * TAO - after_fee(20 * TAO))


@check
def add_stake(state: State) -> None:
    """With the SDK's limit: 5 % above the price."""
    (hotkey, _, _), netuid = state.validators, state.first
    tao, alpha = state.pool(netuid)
    before = state.free(state.charlie)
    intent = bt.AddStake(hotkey_ss58=hotkey.ss58_address, netuid=netuid, amount_tao=20)
    done = state.send(intent, state.charlie)
    got, fee = traded(20 * TAO, tao, alpha), 20 * TAO - after_fee(20 * TAO)
    same(state.stake(state.charlie, hotkey, netuid), got)
    same(state.free(state.charlie), before - 20 * TAO - done.fee.rao)
    same(state.pool(netuid), (tao + 20 * TAO - fee, alpha - got))
    expected = (state.charlie.ss58_address, hotkey.ss58_address, 20 * TAO, got, netuid, fee)
    same(attributes(done.events, "StakeAdded"), expected)


@check
def slippage_is_refused_by_name(state: State) -> str:
    hotkey, netuid = state.validators[0].ss58_address, state.first
    price = state.chain.read("alpha_price", netuid=netuid)["price_rao"]
    tries = [
        bt.AddStake(hotkey_ss58=hotkey, netuid=netuid, amount_tao=200),
        bt.AddStakeLimit(
            hotkey_ss58=hotkey, netuid=netuid, amount_tao=20, limit_price_rao=price + 1
        ),
        bt.RemoveStakeLimit(
            hotkey_ss58=hotkey, netuid=netuid, amount_alpha=10, limit_price_rao=price
        ),
    ]
    found = [state.refused(each, state.charlie) for each in tries]
    same([each.name for each in found], ["SlippageTooHigh"] * 3)
    assert not any(each.at_the_pool for each in found), found
    return found[0].text


@check
def fill_up_to_a_limit(state: State) -> str:
    """With `allow_partial` the price goes to the limit, and no further."""
    hotkey, netuid = state.validators[0], state.first
    before, free = state.stake(state.charlie, hotkey, netuid), state.free(state.charlie)
    intent = bt.AddStakeLimit(
        hotkey_ss58=hotkey.ss58_address,
        netuid=netuid,
        amount_tao=500,
        limit_price_rao=1_200_000_000,
        allow_partial=True,
    )
    done = state.send(intent, state.charlie)
    spent = free - state.free(state.charlie) - done.fee.rao
    price = state.chain.read("alpha_price", netuid=netuid)["price_rao"]
    assert 70 * TAO < spent < 80 * TAO, spent
    assert abs(price - 1_200_000_000) <= 1, price
    assert state.stake(state.charlie, hotkey, netuid) > before + 60 * TAO
    return f"{spent} of {500 * TAO} rao"


@check
def amounts_that_are_refused(state: State) -> str:
    (hotkey, _, stranger), netuid = state.validators, state.first

    def add(**changed: Any) -> Any:
        given = {"hotkey": hotkey.ss58_address, "netuid": netuid, "amount_staked": TAO}
        return SubtensorModule.add_stake(**given | changed)

    def remove(**changed: Any) -> Any:
        given = {"hotkey": hotkey.ss58_address, "netuid": netuid, "amount_unstaked": TAO}
        return SubtensorModule.remove_stake(**given | changed)

    tries = [
        (add(amount_staked=0), "AmountTooLow"),
        (add(amount_staked=1_999_999), "AmountTooLow"),
        (add(amount_staked=MOST), "InsufficientLiquidity"),
        (add(netuid=0, amount_staked=MOST), "NotEnoughBalanceToStake"),
        (add(netuid=99), "SubnetNotExists"),
        (add(netuid=1), "SubtokenDisabled"),
        (add(hotkey=stranger.ss58_address), "HotKeyAccountNotExists"),
        (remove(amount_unstaked=0), "AmountTooLow"),
        (remove(netuid=state.second), "AmountTooLow"),  # it is cut to what is there: nothing
        (remove(hotkey=stranger.ss58_address), "AmountTooLow"),
        (remove(netuid=99), "SubtokenDisabled"),
    ]
    found = [state.refused(call, state.charlie) for call, _ in tries]
    same([each.name for each in found], [name for _, name in tries])
    return "; ".join(each.text for each in found)


@check
def remove_stake(state: State) -> None:
    hotkey, netuid = state.validators[0], state.first
    tao, alpha = state.pool(netuid)
    before, free = state.stake(state.charlie, hotkey, netuid), state.free(state.charlie)
    intent = bt.RemoveStake(hotkey_ss58=hotkey.ss58_address, netuid=netuid, amount_alpha=10)
    done = state.send(intent, state.charlie)
    got, fee = traded(10 * TAO, alpha, tao), 10 * TAO - after_fee(10 * TAO)
    same(state.stake(state.charlie, hotkey, netuid), before - 10 * TAO)
    same(state.free(state.charlie), free + got - done.fee.rao)
    event = attributes(done.events, "StakeRemoved")
    sold = 10 * TAO - fee
    expected = (state.charlie.ss58_address, hotkey.ss58_address, got, sold, netuid, fee)
    same(event, expected)
    # The author of the block has the fee, as TAO: it is sold without another fee.
    tao, alpha = tao - got, alpha + sold
    same(state.pool(netuid), (tao - tao * fee // (alpha + fee), alpha + fee))


@check
def move_stake_to_another_validator(state: State) -> None:
    origin, target, _ = state.validators
    before = state.stake(state.charlie, origin, state.first)
    pool = state.pool(state.first)
    intent = bt.MoveStake(
        origin_hotkey_ss58=origin.ss58_address,
        origin_netuid=state.first,
        dest_hotkey_ss58=target.ss58_address,
        dest_netuid=state.first,
        amount_alpha=8,
    )
    done = state.send(intent, state.charlie)
    assert "SubtensorModule.StakeMoved" in names(done.events), names(done.events)
    same(state.stake(state.charlie, origin, state.first), before - 8 * TAO)
    same(state.stake(state.charlie, target, state.first), 8 * TAO)
    same(state.pool(state.first), pool)


@check
def move_stake_to_another_subnet(state: State) -> str:
    """The SDK's limit for that is a call that came later, so it is to be had without only."""
    origin, target, _ = state.validators

    def move(**how: Any) -> bt.MoveStake:
        return bt.MoveStake(
            origin_hotkey_ss58=origin.ss58_address,
            origin_netuid=state.first,
            dest_hotkey_ss58=target.ss58_address,
            dest_netuid=state.second,
            amount_alpha=5,
            **how,
        )

    later = refusal(lambda: state.send(move(), state.charlie))
    same(later.text, "call SubtensorModule.move_stake_limit not found")
    (tao, alpha), (second_tao, second_alpha) = state.pool(state.first), state.pool(state.second)
    state.send(move(slippage_protection=False), state.charlie)
    paid = traded(5 * TAO, alpha, tao)
    got = second_alpha * paid // (second_tao + paid)  # the fee is taken once
    same(state.stake(state.charlie, target, state.second), got)
    return later.text


@check
def swap_stake(state: State) -> None:
    """With the SDK's limit, and one that is crossed."""
    hotkey = state.validators[0]

    def swap(alpha: int) -> bt.SwapStake:
        return bt.SwapStake(
            hotkey_ss58=hotkey.ss58_address,
            origin_netuid=state.first,
            dest_netuid=state.second,
            amount_alpha=alpha,
        )

    before = state.stake(state.charlie, hotkey, state.first)
    done = state.send(swap(4), state.charlie)
    assert "SubtensorModule.StakeSwapped" in names(done.events), names(done.events)
    same(state.stake(state.charlie, hotkey, state.first), before - 4 * TAO)
    assert state.stake(state.charlie, hotkey, state.second) > 4 * TAO
    same(state.refused(swap(50), state.charlie).name, "SlippageTooHigh")


@check
def transfer_stake(state: State) -> None:
    hotkey, netuid = state.validators[0], state.first
    before = state.stake(state.charlie, hotkey, netuid)

    def transfer(who: Keypair, netuid: int = netuid) -> bt.TransferStake:
        return bt.TransferStake(
            dest_coldkey_ss58=who.ss58_address,
            hotkey_ss58=hotkey.ss58_address,
            origin_netuid=netuid,
            dest_netuid=netuid,
            amount_alpha=3,
        )

    done = state.send(transfer(state.eve), state.charlie)
    assert "SubtensorModule.StakeTransferred" in names(done.events), names(done.events)
    same(state.stake(state.eve, hotkey, netuid), 3 * TAO)
    same(state.stake(state.charlie, hotkey, netuid), before - 3 * TAO)
    state.set_by_root(toggle_transfer=(netuid, False))
    same(state.refused(transfer(state.eve), state.charlie).name, "TransferDisallowed")
    state.set_by_root(toggle_transfer=(netuid, True))


@check
def fees_in_alpha(state: State) -> str:
    """Who has stake and no more TAO than an account needs may take stake with it."""
    hotkey, netuid = state.validators[0], state.first
    transfer = bt.TransferStake(
        dest_coldkey_ss58=state.poor.ss58_address,
        hotkey_ss58=hotkey.ss58_address,
        origin_netuid=netuid,
        dest_netuid=netuid,
        amount_alpha=6,
    )
    state.send(transfer, state.charlie)
    remove = bt.RemoveStake(hotkey_ss58=hotkey.ss58_address, netuid=netuid, amount_alpha=2)
    without = state.refused(remove, state.poor)  # an account is needed all the same
    to_poor = bt.Transfer(dest_ss58=state.poor.ss58_address, amount_tao=bt.rao(500))
    state.send(to_poor, state.alice)
    other = state.refused(bt.calls.System.remark(remark="0x00"), state.poor)
    assert without.at_the_pool and other.at_the_pool, (without, other)
    done = state.send(remove, state.poor)
    paid = attributes(done.events, "TransactionFeePaidWithAlpha")
    same((paid["who"], paid["netuid"]), (state.poor.ss58_address, netuid))
    for_fee, removed = all_attributes(done.events, "StakeRemoved")
    same(for_fee[2:5], (paid["tao_amount"], paid["alpha_fee"], netuid))
    same(state.free(state.poor), 500 + removed[2])
    left = state.stake(state.poor, hotkey, netuid)
    same(left, 6 * TAO - 2 * TAO - paid["alpha_fee"])
    return f"{paid['alpha_fee']} rao of alpha for {paid['tao_amount']} rao of TAO"


@check
def burn_and_recycle_alpha(state: State) -> None:
    hotkey, netuid = state.validators[0], state.first
    out, stake = state.stored("SubnetAlphaOut", netuid), state.stake(state.eve, hotkey, netuid)
    for name in ("recycle_alpha", "burn_alpha"):
        call = getattr(SubtensorModule, name)
        state.send(call(hotkey=hotkey.ss58_address, amount=TAO, netuid=netuid), state.eve)
    same(state.stake(state.eve, hotkey, netuid), stake - 2 * TAO)
    same(state.stored("SubnetAlphaOut", netuid), out - TAO)  # what is burned is still out
    stake_burn = bt.StakeBurn(
        netuid=netuid, amount_tao=1, hotkey_ss58=key(f"Owner{netuid}").ss58_address
    )
    done = state.send(stake_burn, state.alice)
    assert "SubtensorModule.AddStakeBurn" in names(done.events), names(done.events)


@check
def positions(state: State) -> None:
    """As `get_stake_info_for_coldkey(s)`, `get_delegates` and `get_delegated` tell them."""
    first, second, _ = state.validators
    read, charlie = state.chain.read, state.charlie.ss58_address
    expected = {
        (hotkey.ss58_address, netuid): state.stake(state.charlie, hotkey, netuid)
        for hotkey, netuid in (
            (first, state.first),
            (second, state.first),
            (first, state.second),
            (second, state.second),
        )
    }
    found = read("stake_for_coldkey", coldkey_ss58=charlie)
    same({(each.hotkey, each.netuid): each.stake.rao for each in found}, expected)
    same(
        {(each.hotkey, each.netuid) for each in found if not each.is_registered},
        {(second.ss58_address, state.second)},
    )
    eve = state.eve.ss58_address
    several = read("stake_for_coldkeys", coldkey_ss58s=[charlie, eve])
    same(several[charlie], found)
    same([each.netuid for each in several[eve]], [state.first])
    held = read("delegated", coldkey_ss58=charlie)
    same({(each.delegate.hotkey, each.netuid): each.stake.rao for each in held}, expected)
    hotkeys = read("staking_hotkeys", coldkey_ss58=charlie)
    same(set(hotkeys), {first.ss58_address, second.ss58_address})
    availability = read("stake_availability", coldkey_ss58=charlie, netuid=state.first)
    total = sum(alpha for (_, netuid), alpha in expected.items() if netuid == state.first)
    same([availability[name].rao for name in ("total", "locked")], [total, 0])
    value = read("stake_value_for_coldkey", coldkey_ss58=charlie)
    assert value.stake_value.rao > 0, value
    delegate = read("delegate", hotkey_ss58=first.ss58_address)
    same((delegate.owner, delegate.registrations), (state.bob.ss58_address, [2, 3]))
    same((delegate.nominators, round(delegate.take, 3)), (3, 0.18))
    assert first.ss58_address in {each.hotkey for each in read("delegates")}
    whole = state.chain.query_map(bt.storage.SubtensorModule.TotalHotkeyAlpha, [first.ss58_address])
    on_first = sum(state.stake(who, first, state.first) for who in (state.charlie, state.eve))
    on_first += state.stake(state.poor, first, state.first)
    same(dict(whole)[state.first], on_first)


@check
def subnets_with_their_pools(state: State) -> None:
    everything = state.chain.runtime(("SubnetInfoRuntimeApi", "get_all_dynamic_info"), [])
    for info in everything[2:]:
        same((info["tao_in"], info["alpha_in"]), state.pool(info["netuid"]))
        same(info["alpha_out"], state.stored("SubnetAlphaOut", info["netuid"]))
    one = state.chain.runtime(("SubnetInfoRuntimeApi", "get_dynamic_info"), [state.first])
    same(one, everything[state.first])
    whole = state.chain.runtime(("SubnetInfoRuntimeApi", "get_metagraph"), [state.first])
    some = state.chain.runtime(
        ("SubnetInfoRuntimeApi", "get_selective_metagraph"), [state.first, [0, 52, 71]]
    )
    same(some["hotkeys"], whole["hotkeys"])
    same((some["netuid"], some["coldkeys"]), (state.first, None))
    hotkey = state.validators[0].ss58_address
    total = sum(state.stake(who, state.validators[0], state.first) for who in _stakers(state))
    same((whole["hotkeys"][1], whole["alpha_stake"][1]), (hotkey, total))


def _stakers(state: State) -> list[Keypair]:
    return [state.charlie, state.eve, state.poor]


@check
def unstake_all(state: State) -> None:
    """Of one hotkey in all subnets, to TAO; or to root, as stake there."""
    first, second, _ = state.validators
    free = state.free(state.charlie)
    done = state.send(bt.UnstakeAll(hotkey_ss58=first.ss58_address), state.charlie)
    removed = all_attributes(done.events, "StakeRemoved")
    same([each[4] for each in removed], [state.first, state.second])
    same(state.free(state.charlie), free + sum(each[2] for each in removed) - done.fee.rao)
    same([state.stake(state.charlie, first, netuid) for netuid in (2, 3)], [0, 0])
    to_root = state.send(bt.UnstakeAllAlpha(hotkey_ss58=second.ss58_address), state.charlie)
    same([state.stake(state.charlie, second, netuid) for netuid in (2, 3)], [0, 0])
    added = attributes(to_root.events, "StakeAdded")
    same(state.stake(state.charlie, second, 0), added[3])


@check
def stake_on_root(state: State) -> None:
    hotkey = state.validators[0]
    before = state.free(state.charlie)
    add = bt.AddStake(hotkey_ss58=hotkey.ss58_address, netuid=0, amount_tao=1_000)
    fee = state.send(add, state.charlie).fee.rao
    same(state.stake(state.charlie, hotkey, 0), 1_000 * TAO)
    remove = bt.RemoveStake(hotkey_ss58=hotkey.ss58_address, netuid=0, amount_alpha=400)
    fee += state.send(remove, state.charlie).fee.rao
    same(state.stake(state.charlie, hotkey, 0), 600 * TAO)
    same(state.free(state.charlie), before - 600 * TAO - fee)  # a TAO for a TAO, without a fee


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
