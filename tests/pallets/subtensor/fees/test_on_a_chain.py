"""Fees in alpha on a whole chain: what the pool says, what blocks do, what clients are told."""

from __future__ import annotations

import pytest

from chain.kit import account, to
from chain.pool.errors import Rejected
from pallets.balances import Balances, Ledger
from pallets.subtensor.apis import StakeInfoRuntimeApi
from pallets.subtensor.events import StakeAdded, StakeRemoved, TransactionFeePaidWithAlpha
from pallets.subtensor.networks import NetworkRegistration, SubnetStart
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake, BurnStake, MoveStake, RemoveAllStake, RemoveStake
from pallets.subtensor.state import Issuance
from pallets.swap.api import SimSwapResult, SwapRuntimeApi
from pallets.system.accounts import Accounts
from pallets.system.system import System
from pallets.transaction_payment import TransactionFeePaid
from pallets.transaction_payment.api import TransactionPaymentApi
from runtime.call import Call
from runtime.runtime import Runtime
from runtime.scale import Enumeration
from runtime.validity import InvalidTransaction, Payment
from tests.chain.api.pooled import PooledChain

TAO = 10**9
ED = 500
NETUID = 2
HOTKEY, AUTHOR = account("//Alice//hot"), account("//One")
STAKER, STAKED = account("//Poor"), 40 * TAO


class Street:
    """A chain with a started subnet, where //Poor was given stake, and no TAO for fees."""

    def __init__(self) -> None:
        self.node = PooledChain()
        self.dev = self.node.dev
        give = Balances.transfer_keep_alive(to("//Poor"), ED)
        give_stake = MoveStake.transfer_stake(STAKER, HOTKEY, NETUID, NETUID, STAKED)
        for call in (
            NetworkRegistration.register_network(HOTKEY),
            SubnetStart.start_call(NETUID),
            AddStake.add_stake(HOTKEY, NETUID, 100 * TAO),
            give,
            give_stake,
        ):
            self.dev.submit(call).require()
        assert (self.dev.balance("//Poor"), self.staked()) == (ED, STAKED)

    @property
    def nonce(self) -> int:
        return self.dev.pallet(Accounts).nonce(STAKER)

    def signed(self, call: Call, tip: int = 0) -> bytes:
        return self.node.signed(call, "//Poor", self.nonce, tip=tip)

    def made(self, call: Call, tip: int = 0) -> list[Enumeration]:
        """The events of a block with what the pool has taken."""
        self.node.pool.submit(self.signed(call, tip))
        block = self.node.make_block()
        assert len(block.extrinsics) == 2 and len(self.node.pool) == 0
        return self.dev.events()

    def staked(self) -> int:
        return self.dev.pallet(Stake).of(HOTKEY, STAKER, NETUID)

    def books(self) -> tuple[int, int]:
        """TAO that is nowhere, and what the two issuances differ by: no fee changes these."""
        issued = self.dev.pallet(Ledger).total_issuance.get()
        data = [info.data for _, info in self.dev.pallet(Accounts).account.items()]
        held = sum(each.free + each.reserved for each in data)
        return issued - held, self.dev.pallet(Issuance).total_issuance.get() - issued


@pytest.fixture
def street() -> Street:
    return Street()


REMOVE = RemoveStake.remove_stake(HOTKEY, NETUID, 10 * TAO)


def test_the_pool_takes_it_and_the_block_sells_alpha_for_the_author(street: Street) -> None:
    before, author = street.books(), street.dev.balance("//One")
    encoded = street.signed(REMOVE)
    api = TransactionPaymentApi(street.dev.blockchain.head_runtime())
    fee = api.query_info(encoded, len(encoded)).partial_fee
    events = street.made(REMOVE)
    (paid,) = (e for e in events if isinstance(e, TransactionFeePaidWithAlpha))
    assert TransactionFeePaid(STAKER, fee, 0) in events
    assert (paid.who, paid.netuid) == (STAKER, NETUID)
    assert 0 < fee - paid.tao_amount < 5  # roundings and slippage
    first, second = (event for event in events if isinstance(event, StakeRemoved))
    assert (first.alpha, first.tao, first.fee) == (paid.alpha_fee, paid.tao_amount, 0)
    assert second.alpha + second.fee == 10 * TAO
    assert street.staked() == STAKED - paid.alpha_fee - 10 * TAO
    assert street.dev.balance("//Poor") == ED + second.tao
    gained = street.dev.balance("//One") - author
    assert gained > paid.tao_amount + second.fee  # an alpha costs more than a TAO here
    assert street.books() == before and before[0] == 0


def test_stake_can_be_burned_again_and_again_without_any_tao(street: Street) -> None:
    before = street.books()
    for _ in range(3):
        street.made(BurnStake.burn_alpha(HOTKEY, TAO, NETUID))
        assert street.dev.balance("//Poor") == ED
        assert street.books() == before


def test_what_the_pool_refuses_is_in_no_block(street: Street) -> None:
    for call in (
        System.remark(b"no stake is about this"),
        RemoveStake.remove_stake(HOTKEY, 1, TAO),
        RemoveStake.remove_stake(HOTKEY, 9, TAO),
        RemoveAllStake.unstake_all(account("//Nobody")),
    ):
        with pytest.raises(Rejected) as refused:
            street.node.pool.submit(street.signed(call))
        assert isinstance(refused.value.reason, Payment) and refused.value.code == 1010
        with pytest.raises(InvalidTransaction):
            street.dev.submit(call, by="//Poor")


def test_a_tip_that_the_stake_is_not_worth_is_refused(street: Street) -> None:
    with pytest.raises(Rejected):
        street.node.pool.submit(street.signed(REMOVE, tip=1_000 * TAO))
    before = street.dev.balance("//One")
    street.made(REMOVE, tip=TAO)
    assert street.dev.balance("//One") > before + TAO * 99 // 100


def test_all_is_unstaked_without_any_tao(street: Street) -> None:
    before = street.books()
    events = street.made(RemoveAllStake.unstake_all(HOTKEY))
    fee, rest = (event for event in events if isinstance(event, StakeRemoved))
    assert fee.alpha + rest.alpha + rest.fee == STAKED and street.staked() == 0
    assert street.dev.balance("//Poor") == ED + rest.tao > STAKED
    assert street.books() == before


def test_a_failing_call_leaves_only_its_fee(street: Street) -> None:
    author = street.dev.balance("//One")
    call = RemoveStake.remove_stake_limit(HOTKEY, NETUID, 10 * TAO, 10**12, False)
    receipt = street.dev.submit(call, by="//Poor")
    assert receipt.error_name == "Swap.PriceLimitExceeded"
    (paid,) = receipt.events_of(TransactionFeePaidWithAlpha)
    assert street.staked() == STAKED - paid.alpha_fee
    assert street.dev.balance("//One") == author + paid.tao_amount
    assert street.dev.balance("//Poor") == ED


# What clients are told of the fees of trades


def quotes(head: Runtime, netuid: int, amount: int) -> list[SimSwapResult]:
    api = SwapRuntimeApi(head)
    return [api.sim_swap_tao_for_alpha(netuid, amount), api.sim_swap_alpha_for_tao(netuid, amount)]


FEE = 503_547
"""What 33/65535 of a TAO are, floored: the fee that the SDK's own tests state."""


@pytest.mark.parametrize(
    ("netuid", "out", "slippage", "fee"),
    [
        (0, TAO, 0, 0),
        (1, 908_674_735, 91_325_265, FEE),  # of 10 TAO and 10 alpha
        (NETUID, 998_498_457, 1_501_543, FEE),  # of 1,000 TAO and 1,000 alpha
    ],
)
def test_what_a_tao_or_an_alpha_is_traded_for(
    netuid: int, out: int, slippage: int, fee: int
) -> None:
    node = PooledChain()
    node.dev.submit(NetworkRegistration.register_network(HOTKEY)).require()
    assert quotes(node.chain.head_runtime(), netuid, TAO) == [
        SimSwapResult(TAO - fee, out, fee, 0, 0, slippage),
        SimSwapResult(out, TAO - fee, 0, fee, slippage, 0),
    ]


def test_what_cannot_be_traded_is_told_as_nothing() -> None:
    head = PooledChain().chain.head_runtime()
    nothing = SimSwapResult(0, 0, 0, 0, 0, 0)
    assert quotes(head, 1, 10_006 * TAO) == [nothing, nothing]
    no_subnet = quotes(head, 9, TAO)
    assert no_subnet == [SimSwapResult(0, 0, 0, 0, 0, TAO), SimSwapResult(0, 0, 0, 0, TAO, 0)]


def test_what_is_quoted_is_what_a_trade_in_the_same_block_does(street: Street) -> None:
    """The block begins with emission, which changes the pool."""
    buy = street.node.signed(AddStake.add_stake(HOTKEY, NETUID, 7 * TAO), "//Dave")
    builder = street.dev.begin()
    quote, _ = quotes(builder.runtime, NETUID, 7 * TAO)
    assert builder.push(buy).error is None
    builder.finish()
    (added,) = (event for event in street.dev.events() if isinstance(event, StakeAdded))
    assert (added.alpha, added.fee) == (quote.alpha_amount, quote.tao_fee)
    assert quote.tao_amount + quote.tao_fee == 7 * TAO


@pytest.mark.parametrize(
    ("origin", "destination", "fee"),
    [
        (None, NETUID, FEE),
        (NETUID, None, FEE),
        (None, 0, 0),
        (0, None, 0),
        (0, NETUID, FEE),
        (NETUID, 0, 0),
        (0, 0, 0),
        (NETUID, NETUID, 0),
        (NETUID, 1, FEE),
    ],
)
def test_what_the_fee_of_a_tao_that_is_moved_is(
    origin: int | None, destination: int | None, fee: int
) -> None:
    node = PooledChain()
    node.dev.submit(NetworkRegistration.register_network(HOTKEY)).require()
    places = [None if netuid is None else (HOTKEY, netuid) for netuid in (origin, destination)]
    api = StakeInfoRuntimeApi(node.chain.head_runtime())
    assert api.get_stake_fee(places[0], STAKER, places[1], STAKER, TAO) == fee
