"""async-substrate-interface's blocking client stakes: `asi_stake.py WS_URL`."""

from __future__ import annotations

import sys
from typing import Any

from asi_subnets import TAO, State, event, key, value_of
from bittensor_wallet import Keypair
from checks import Checks, same

check = Checks()


class Staker(State):
    """Alice's subnet with two of Bob's validators; it emits nothing."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.first, self.second, self.poor = (key(name) for name in ("Val1", "Val2", "Poor"))
        self.charlie = key("Charlie")
        self.done(self.call("register_network", hotkey=self.owner.ss58_address), self.alice)
        self.set_by_root("admin_freeze_window", window=0)
        self.set_by_root("subtoken_enabled", netuid=self.netuid, subtoken_enabled=True)
        for hotkey in (self.first, self.second):
            call = self.call("burned_register", netuid=self.netuid, hotkey=hotkey.ss58_address)
            self.done(call, self.bob)

    def stake(self, coldkey: Keypair, hotkey: Keypair) -> int:
        found = self.api(
            "StakeInfoRuntimeApi",
            "get_stake_info_for_hotkey_coldkey_netuid",
            hotkey.ss58_address,
            coldkey.ss58_address,
            self.netuid,
        )
        return 0 if found is None else int(found["stake"])

    def free(self, who: Keypair) -> int:
        account = self.chain.query("System", "Account", [who.ss58_address])
        return int(value_of(account)["data"]["free"])


def traded(amount: int, given: int, taken: int) -> int:
    """What a pool's other side gives, after a fee of 33/65535."""
    paid = amount - amount * 33 // 65_535
    return taken * paid // (given + paid)


@check
def add_stake(state: Staker) -> None:
    pool = state.read("SubnetTAO", state.netuid), state.read("SubnetAlphaIn", state.netuid)
    call = state.call(
        "add_stake",
        hotkey=state.first.ss58_address,
        netuid=state.netuid,
        amount_staked=50 * TAO,
    )
    receipt = state.done(call, state.charlie)
    got = traded(50 * TAO, *pool)
    same(tuple(event(receipt, "StakeAdded"))[2:5], (50 * TAO, got, state.netuid))
    same(state.stake(state.charlie, state.first), got)


@check
def limits(state: Staker) -> None:
    """Above the price, but not by enough; below it; and by enough, which makes a delegate."""

    def add(limit: int) -> Any:
        return state.call(
            "add_stake_limit",
            hotkey=state.first.ss58_address,
            netuid=state.netuid,
            amount_staked=20 * TAO,
            limit_price=limit,
            allow_partial=False,
        )

    price = state.api("SwapRuntimeApi", "current_alpha_price", state.netuid)
    for limit, error in ((price + 1_000, "SlippageTooHigh"), (price - 1, "PriceLimitExceeded")):
        same(state.failure(add(limit), state.charlie), error)
    same(state.api("DelegateInfoRuntimeApi", "get_delegates"), [])
    state.done(add(2 * price), state.charlie)
    (delegate,) = state.api("DelegateInfoRuntimeApi", "get_delegates")
    same(delegate["owner_ss58"], state.bob.ss58_address)


@check
def move_and_transfer(state: Staker) -> None:
    before, netuid = state.stake(state.charlie, state.first), state.netuid
    move = state.call(
        "move_stake",
        origin_hotkey=state.first.ss58_address,
        destination_hotkey=state.second.ss58_address,
        origin_netuid=netuid,
        destination_netuid=netuid,
        alpha_amount=5 * TAO,
    )
    state.done(move, state.charlie)
    transfer = state.call(
        "transfer_stake",
        destination_coldkey=state.poor.ss58_address,
        hotkey=state.first.ss58_address,
        origin_netuid=netuid,
        destination_netuid=netuid,
        alpha_amount=7 * TAO,
    )
    state.done(transfer, state.charlie)
    staked = [state.stake(state.charlie, state.first), state.stake(state.charlie, state.second)]
    same(staked, [before - 12 * TAO, 5 * TAO])
    same(state.stake(state.poor, state.first), 7 * TAO)


@check
def fees_in_alpha(state: Staker) -> str:
    """Of an account with no more than the existential deposit."""
    deposit = state.call("transfer_keep_alive", "Balances", dest=state.poor.ss58_address, value=500)
    state.done(deposit, state.alice)
    call = state.call(
        "remove_stake",
        hotkey=state.first.ss58_address,
        netuid=state.netuid,
        amount_unstaked=3 * TAO,
    )
    receipt = state.done(call, state.poor)
    paid = event(receipt, "TransactionFeePaidWithAlpha")
    same(state.stake(state.poor, state.first), 4 * TAO - paid["alpha_fee"])
    assert state.free(state.poor) > 3 * TAO
    return f"{paid}"


@check
def maps_of_stake(state: Staker) -> None:
    """`TotalHotkeyAlpha`, and shares with their denominators, as the 10.x SDKs read them."""
    first = state.first.ss58_address
    whole = state.stake(state.charlie, state.first) + state.stake(state.poor, state.first)
    totals = state.chain.query_map("SubtensorModule", "TotalHotkeyAlpha", [first])
    same({value_of(netuid): value_of(total) for netuid, total in totals}, {state.netuid: whole})
    shares = pairs(state.chain.query_map("SubtensorModule", "AlphaV2", [first]))
    owners = {state.charlie.ss58_address, state.poor.ss58_address}
    same({coldkey for (coldkey, _), _ in shares}, owners)
    denominator = number(state.read("TotalHotkeySharesV2", first, state.netuid))
    for (coldkey, netuid), share in shares:
        same(netuid, state.netuid)
        held = whole * number(share) / denominator
        who = state.charlie if coldkey == state.charlie.ss58_address else state.poor
        assert abs(held - state.stake(who, state.first)) < 2, (held, coldkey)


def pairs(found: Any) -> list[Any]:
    return [(tuple(map(value_of, keys)), value_of(value)) for keys, value in found]


def number(found: Any) -> float:
    """A `SafeFloat`."""
    return float(found["mantissa"]) * 10.0 ** int(found["exponent"])


@check
def runtime_calls(state: Staker) -> None:
    mine, poor = state.charlie.ss58_address, state.poor.ss58_address
    infos = state.api("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", mine)
    expected = {
        hotkey.ss58_address: state.stake(state.charlie, hotkey)
        for hotkey in (state.first, state.second)
    }
    same({each["hotkey"]: each["stake"] for each in infos}, expected)
    several = state.api("StakeInfoRuntimeApi", "get_stake_info_for_coldkeys", [mine, poor])
    same([(who, len(infos)) for who, infos in several], [(mine, 2), (poor, 1)])
    dynamic = state.api("SubnetInfoRuntimeApi", "get_dynamic_info", state.netuid)
    same(dynamic["tao_in"], state.read("SubnetTAO", state.netuid))
    metagraph = state.api("SubnetInfoRuntimeApi", "get_metagraph", state.netuid)
    same(metagraph["alpha_stake"][2], expected[state.second.ss58_address])
    same(len(state.api("DelegateInfoRuntimeApi", "get_delegated", mine)), 1)
    sold = state.api("SwapRuntimeApi", "sim_swap_alpha_for_tao", state.netuid, TAO)
    same(sold["alpha_amount"], TAO - sold["alpha_fee"])


if __name__ == "__main__":
    state = Staker(sys.argv[1])
    check.run(state)
    state.close()
