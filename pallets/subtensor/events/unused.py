"""Events that nothing deposits any more. Clients know their numbers, which stay theirs."""

from typing import Annotated

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import AlphaBalance, BlockNumber, MechanismIndex, NetUid, TaoBalance
from runtime.nested import DispatchResult
from runtime.scale import H256, I16, U16, U64, AccountId, Spelled

CurrencyBalance = Annotated[
    U64,
    Spelled(
        "<<T as Config>::Currency as fungible::Inspect<<T as frame_system::\n"
        "Config>::AccountId,>>::Balance"
    ),
]


class BulkNeuronsRegistered(Event, index=7, unnamed=True):
    """Several neurons were registered at once."""

    netuid: U16
    count: U16


class BulkBalancesSet(Event, index=8, unnamed=True):
    """Several balances were set at once."""

    first: U16
    second: U16


class MaxWeightLimitSet(Event, index=10, unnamed=True):
    """The highest weight on a subnet was set."""

    netuid: NetUid
    limit: U16


class RhoSet(Event, index=16, unnamed=True):
    """The steepness of a subnet's trust curve was set."""

    netuid: NetUid
    rho: U16


class AlphaSigmoidSteepnessSet(Event, index=17, unnamed=True):
    """The steepness of a subnet's liquid alpha was set."""

    netuid: NetUid
    steepness: I16


class DelegateAdded(Event, index=30, unnamed=True):
    """A hotkey became a delegate."""

    coldkey: AccountId
    hotkey: AccountId
    take: U16


class DefaultTakeSet(Event, index=31, unnamed=True):
    """The take of new delegates was set, in 65535ths."""

    take: U16


class BurnSet(Event, index=36, unnamed=True):
    """The price of a registration on a subnet was set."""

    netuid: NetUid
    price: TaoBalance


class Sudid(Event, index=49, unnamed=True):
    """Root made a call."""

    result: DispatchResult


class AllBalanceUnstakedAndTransferredToNewColdkey(Event, index=73):
    """All that a coldkey had went to another one."""

    current_coldkey: AccountId
    new_coldkey: AccountId
    total_balance: CurrencyBalance


class ArbitrationPeriodExtended(Event, index=74):
    """The time for objections to a coldkey's swap was extended."""

    coldkey: AccountId


class DissolveNetworkScheduled(Event, index=80):
    """A subnet will be removed at a block."""

    account: AccountId
    netuid: NetUid
    execution_block: BlockNumber


class CRV3WeightsCommitted(Event, index=84, unnamed=True):
    """A hotkey committed encrypted weights."""

    hotkey: AccountId
    mechanism: MechanismIndex
    commit_hash: H256


class CRV3WeightsRevealed(Event, index=99, unnamed=True):
    """Encrypted weights of a hotkey were opened."""

    netuid: NetUid
    hotkey: AccountId


class StakeUnlocked(Event, index=128):
    """A coldkey's stake was unlocked."""

    coldkey: AccountId
    hotkey: AccountId
    netuid: NetUid
    amount: AlphaBalance
