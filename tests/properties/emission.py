"""What the coinbase of a block did, to the rao, by the states before and after it.

TAO is in accounts and in pools; a subnet's alpha is in its pool, on hotkeys, or nobody's yet. What
a block minted has to be in one of these places. All amounts are in rao.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pallets.alpha_assets import AlphaAssets
from pallets.balances import Ledger
from pallets.subtensor.emission import PendingAlpha
from pallets.subtensor.emission.alpha_parts import alpha_parts
from pallets.subtensor.events import IncentiveAlphaEmittedToMiners
from pallets.subtensor.money import MAX_ISSUANCE, Tao, block_emission
from pallets.subtensor.state import (
    Delegation,
    Emissions,
    Hyperparameters,
    Issuance,
    Neurons,
    PoolReserves,
    Schedule,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import ROOT, mechanism_of
from pallets.system.system import System
from runtime.fixed import U96F32
from runtime.storage import BoundMap
from tests.properties.pallets import Pallets

PER_BLOCK = 4  # rao of alpha: its parts for owner, miners, validators and root are floored
PER_NEURON = 8  # rao of alpha: what each gets in an epoch is floored several times


class AlphaFlow(NamedTuple):
    """A subnet's alpha in a block."""

    into_pool: int
    """New alpha in the pool."""
    minted: int
    """New alpha outside."""
    bought: int
    """From the pool, by the chain itself: outside, and nobody's."""
    recycled: int
    burned: int
    """Of the owner's miners: outside, and nobody's."""
    waiting: int
    """How much more waits for the next epoch than before."""
    paid: int
    """To hotkeys."""
    claimable: int
    """By root's stakers: outside, and nobody's yet."""
    paid_twice: int
    """Recycled dividends, which were paid in full all the same."""
    mined_more: int
    """What miners got of what waited for others, who got it all the same."""

    @property
    def rounded(self) -> int:
        """What is in none of these places: outside, and nobody's for ever."""
        placed = self.recycled + self.burned + self.waiting + self.paid + self.claimable
        return self.minted - placed + self.paid_twice + self.mined_more


class TaoFlow(NamedTuple):
    """A subnet's TAO in a block."""

    into_pool: int
    spent: int
    """On alpha: in the pool then."""
    stuck: int
    """In the subnet's account and not in the pool, since nothing could be bought."""


def tao_flow(before: Pallets, after: Pallets, netuid: int) -> TaoFlow:
    """The TAO of a subnet. It is where the counters of the block say."""
    emissions = after.pallet(Emissions)
    into_pool, spent = emissions.subnet_tao_in_emission[netuid], emissions.subnet_excess_tao[netuid]
    pooled = _change(before, after, lambda state: state.pallet(PoolReserves).subnet_tao[netuid])
    if not pooled:  # counters of a subnet without emission are of its last block with emission
        into_pool = spent = 0
    assert pooled == into_pool + spent
    account = after.pallet(Tao).existing_subnet_account(netuid)
    held = _change(before, after, lambda state: state.pallet(Ledger).free_balance(account))
    assert held >= pooled
    return TaoFlow(into_pool, spent, held - pooled)


def alpha_flow(before: Pallets, after: Pallets, netuid: int) -> AlphaFlow:
    """The alpha of a subnet. None of it is lost but for the rounding."""

    def changed(read: Callable[[Pallets], BoundMap[int, int]]) -> int:
        return _change(before, after, lambda state: read(state)[netuid])

    flow = AlphaFlow(
        into_pool=0,
        minted=0,
        bought=changed(lambda state: state.pallet(PoolReserves).subnet_protocol_alpha),
        recycled=changed(lambda state: state.pallet(AlphaAssets).alpha_recycled),
        burned=changed(lambda state: state.pallet(AlphaAssets).alpha_burned),
        waiting=_waiting(after, netuid) - _waiting(before, netuid),
        paid=_staked(after, netuid) - _staked(before, netuid),
        claimable=_claimable(after, netuid),
        paid_twice=0,
        mined_more=0,
    )
    pooled = changed(lambda state: state.pallet(PoolReserves).subnet_alpha_in)
    outside = changed(lambda state: state.pallet(PoolReserves).subnet_alpha_out)
    flow = flow._replace(
        into_pool=pooled + flow.bought, minted=outside - flow.bought + flow.recycled
    )
    left_by_miners = _left_by_miners(before, after, netuid, flow.minted)
    flow = flow._replace(mined_more=max(-left_by_miners, 0))
    flow = flow._replace(paid_twice=_paid_twice(before, after, netuid, flow))
    _check_minted(before, after, netuid, flow)
    _check_rounding(before, after, netuid, flow)
    return flow


def _check_rounding(before: Pallets, after: Pallets, netuid: int, flow: AlphaFlow) -> None:
    """What is nobody's is what is lost to rounding; and in an epoch, a part that nobody earned."""
    if not _had_epoch(after, netuid):
        assert 0 <= flow.rounded <= PER_BLOCK
        return
    left = flow.rounded - max(_left_by_miners(before, after, netuid, flow.minted), 0)
    whole = _waiting(before, netuid) + flow.minted
    most = PER_BLOCK + PER_NEURON * after.pallet(Neurons).subnetwork_n[netuid]
    assert 0 <= left <= (whole if _is_part_unearned(before, after, netuid) else most)


def _paid_twice(before: Pallets, after: Pallets, netuid: int, flow: AlphaFlow) -> int:
    """What is recycled of dividends: then all that waited for validators is divided by the rest.

    So it is found out by what is missing. It is not more than that part of all dividends.
    """
    part = after.pallet(Delegation).ck_burn.get()
    if not part or not _had_epoch(after, netuid):
        return 0
    left = flow.rounded - max(_left_by_miners(before, after, netuid, flow.minted), 0)
    missing = max(-left, 0)
    whole = _waiting(before, netuid) + flow.minted
    assert missing <= min(flow.recycled, whole * part >> 64)
    return missing


def _left_by_miners(before: Pallets, after: Pallets, netuid: int, minted: int) -> int:
    """What waited for the miners, less what they have got, if they have got anything.

    By the epoch they earn about half of everything, which is all that waits for them. In a
    mechanism where nobody weighs anybody they earn nothing: then its part of that is nobody's. In
    one where no validator earns anything they earn all of its part; and validators' parts, which
    are floored to 32 places each, may sum to some rao less than half.
    """
    told = after.pallet(System).events.get()
    events = [each.event for each in told if isinstance(each.event, IncentiveAlphaEmittedToMiners)]
    earned = sum(sum(each.emissions) for each in events if mechanism_of(each.netuid)[0] == netuid)
    has_cut = after.pallet(Hyperparameters).owner_cut_enabled[netuid]
    cut = after.pallet(PendingAlpha).owner_cut() if has_cut else U96F32.ZERO
    parts = alpha_parts(U96F32.from_num(minted), cut, U96F32.ZERO)
    waited = before.pallet(Emissions).pending_server_emission[netuid] + parts.miners
    return waited - earned if earned else 0


def _is_part_unearned(before: Pallets, after: Pallets, netuid: int) -> bool:
    """Whether nobody was there for a part: no validator, none with stake on root, or no owner."""
    emissions = after.pallet(Emissions)
    to_root = emissions.root_alpha_dividends_per_subnet.items(netuid)
    return (
        netuid not in after.pallet(Subnets).subnet_owner
        or not any(alpha for _, alpha in emissions.alpha_dividends_per_subnet.items(netuid))
        or (
            bool(before.pallet(Emissions).pending_root_alpha_divs[netuid])
            and not any(alpha for _, alpha in to_root)
        )
    )


def _check_minted(before: Pallets, after: Pallets, netuid: int, flow: AlphaFlow) -> None:
    """New alpha is what the curve says, or none; and AlphaAssets has counted it."""
    reserves, emissions = before.pallet(PoolReserves), after.pallet(Emissions)
    everywhere = reserves.subnet_alpha_in[netuid] + reserves.subnet_alpha_out[netuid]
    assert flow.minted in (0, block_emission(everywhere))
    assert flow.into_pool <= flow.minted
    if flow.minted:
        assert flow.minted == emissions.subnet_alpha_out_emission[netuid]
        assert flow.into_pool == emissions.subnet_alpha_in_emission[netuid]
    issued = [state.pallet(AlphaAssets).total_alpha_issuance[netuid] for state in (before, after)]
    assert issued[1] == max(issued[0] + flow.into_pool + flow.minted - flow.recycled, 0)


def check_tao(before: Pallets, after: Pallets, netuids: Iterable[int]) -> None:
    """What a block mints is what its issuance asks for, and all of it is in subnets' accounts.

    What is not spent is as if it had not been minted. There is never more than 21 million TAO.
    """
    flows = [tao_flow(before, after, netuid) for netuid in netuids]
    minted = sum(sum(flow) for flow in flows)
    issuance = before.pallet(Issuance).total_issuance.get()
    room = MAX_ISSUANCE - before.pallet(Ledger).total_issuance.get()
    assert minted <= min(block_emission(issuance), room)
    for read in (_issued_by_subtensor, _issued_by_balances):
        assert _change(before, after, read) == minted
    assert _issued_by_balances(after) <= MAX_ISSUANCE
    staked = _change(before, after, lambda state: state.pallet(Issuance).total_stake.get())
    assert staked == sum(flow.into_pool + flow.spent for flow in flows)


def _issued_by_subtensor(state: Pallets) -> int:
    return state.pallet(Issuance).total_issuance.get()


def _issued_by_balances(state: Pallets) -> int:
    return state.pallet(Ledger).total_issuance.get()


def _change(before: Pallets, after: Pallets, read: Callable[[Pallets], int]) -> int:
    return read(after) - read(before)


def _waiting(state: Pallets, netuid: int) -> int:
    emissions = state.pallet(Emissions)
    return sum(
        waiting[netuid]
        for waiting in (
            emissions.pending_server_emission,
            emissions.pending_validator_emission,
            emissions.pending_root_alpha_divs,
            emissions.pending_owner_cut,
        )
    )


def _staked(state: Pallets, netuid: int) -> int:
    alpha = state.pallet(StakeShares).total_hotkey_alpha.items()
    return sum(amount for (_, at), amount in alpha if at == netuid)


def _had_epoch(state: Pallets, netuid: int) -> bool:
    last = state.pallet(Schedule).last_mechansim_step_block[netuid]
    return last == state.pallet(System).number.get()


def _claimable(after: Pallets, netuid: int) -> int:
    """Dividends of this block that wait as claims: where there is less stake, they are paid."""
    if not _had_epoch(after, netuid):
        return 0
    stake = after.pallet(StakeShares).total_hotkey_alpha
    dividends = after.pallet(Emissions).root_alpha_dividends_per_subnet.items(netuid)
    return sum(alpha for (_, hotkey), alpha in dividends if alpha <= stake[hotkey, ROOT])
