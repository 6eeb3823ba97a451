"""Stake is added, removed, moved, recycled and burned."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import AlphaBalance, MechanismIndex, NetUid, TaoBalance
from runtime.scale import U64, AccountId


class StakeAdded(Event, index=2, unnamed=True):
    """A coldkey staked TAO with a hotkey and got alpha for it."""

    coldkey: AccountId
    hotkey: AccountId
    tao: TaoBalance
    alpha: AlphaBalance
    netuid: NetUid
    fee: U64


class StakeRemoved(Event, index=3, unnamed=True):
    """A coldkey took stake from a hotkey and got TAO for its alpha."""

    coldkey: AccountId
    hotkey: AccountId
    tao: TaoBalance
    alpha: AlphaBalance
    netuid: NetUid
    fee: U64


class StakeMoved(Event, index=4, unnamed=True):
    """A coldkey moved stake, worth so much TAO, to another hotkey or subnet."""

    coldkey: AccountId
    origin_hotkey: AccountId
    origin_netuid: NetUid
    destination_hotkey: AccountId
    destination_netuid: NetUid
    tao: TaoBalance


class StakeThresholdSet(Event, index=54, unnamed=True):
    """The stake that validators need to set weights was set."""

    stake: U64


class StakeTransferred(Event, index=91, unnamed=True):
    """Stake, worth so much TAO, went to another coldkey."""

    origin_coldkey: AccountId
    destination_coldkey: AccountId
    hotkey: AccountId
    origin_netuid: NetUid
    destination_netuid: NetUid
    tao: TaoBalance


class StakeSwapped(Event, index=92, unnamed=True):
    """A coldkey moved stake, worth so much TAO, to another subnet."""

    coldkey: AccountId
    hotkey: AccountId
    origin_netuid: NetUid
    destination_netuid: NetUid
    tao: TaoBalance


class AlphaRecycled(Event, index=96, unnamed=True):
    """Stake was destroyed, and the subnet can emit as much again."""

    coldkey: AccountId
    hotkey: AccountId
    alpha: AlphaBalance
    netuid: NetUid


class AlphaBurned(Event, index=97, unnamed=True):
    """Stake was destroyed for good."""

    coldkey: AccountId
    hotkey: AccountId
    alpha: AlphaBalance
    netuid: NetUid


class AutoStakeAdded(Event, index=109):
    """The reward of a neuron went as stake to the hotkey that its owner chose."""

    netuid: NetUid
    destination: AccountId
    hotkey: AccountId
    owner: AccountId
    incentive: AlphaBalance


class IncentiveAlphaEmittedToMiners(Event, index=110):
    """The rewards of miners in an epoch, by UID."""

    netuid: MechanismIndex
    emissions: list[AlphaBalance]


class AutoStakeDestinationSet(Event, index=112):
    """A coldkey chose the hotkey that its rewards on a subnet go to."""

    coldkey: AccountId
    netuid: NetUid
    hotkey: AccountId


class AddStakeBurn(Event, index=121):
    """Alpha was bought and burned at once."""

    netuid: NetUid
    hotkey: AccountId
    amount: TaoBalance
    alpha: AlphaBalance


class TransactionFeePaidWithAlpha(Event, index=123):
    """A transaction's fee was taken from stake and sold for TAO."""

    who: AccountId
    netuid: NetUid
    alpha_fee: AlphaBalance
    tao_amount: TaoBalance
