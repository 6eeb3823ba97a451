"""What the reference counts otherwise than it is: each kind has a name."""

from __future__ import annotations

from enum import Enum, auto


class Drift(Enum):
    """Where the reference counts something else than there is, and by how much each time."""

    # A subnet's account holds so much more than its pool (SubnetTAO)
    GENESIS_POOL = auto()  # less: the 10 TAO in the pool of subnet 1 are in no account
    SWAP_FEE = auto()  # more: the fee of a registration's swap goes to nobody
    SHORT_LOCK = auto()  # less: who kept the existential deposit paid less than the lowest cost
    GIFT = auto()  # more: anybody may transfer TAO to the account
    ACCOUNT_DUST = auto()  # less: it dies with less than the existential deposit (subnet 1's may)
    DISSOLVED = auto()  # more: the account of a dissolved subnet keeps the existential deposit
    BOUGHT_NOTHING = auto()  # more: TAO of a block that was to buy alpha, and could not
    KEPT_BACK = auto()  # more: TAO of a staker that the highest price kept from buying alpha
    UNPAID_SALE = auto()  # more: TAO for a small nomination that its owner could not receive
    # TotalStake is so much more than all pools
    GENESIS_POOL_UNCOUNTED = auto()  # less: the pool of subnet 1 is no stake until it goes
    FEE_COUNTED = auto()  # more: a trade adds what was offered, and the pool gets no fee
    KEPT_BACK_COUNTED = auto()  # more: so does what was kept back
    STAKE_BELOW_ZERO = auto()  # more: it stays at zero when more goes than was counted
    # SubtensorModule's TotalIssuance is so much more than that of Balances
    BURNED_BY_OWNERS = auto()  # more: `Balances.burn` does not tell SubtensorModule
    DUST = auto()  # more: neither does an account that dies with dust, unless it is a subnet's
    # A subnet's alpha, in its pool and outside, is so much more than AlphaAssets has issued
    FIRST_ALPHA = auto()  # more: what a subnet begins with was never minted
    BOUGHT_BY_NEURONS = auto()  # less: what registrations buy vanishes, and was not recycled
    ALPHA_FROM_NOWHERE = auto()  # more: root pays out alpha that its pool does not have
    ISSUED_BEFORE = auto()  # less: the counter of a dissolved subnet stays
    RECYCLED_UNISSUED = auto()  # less: the counter stays at zero when more is recycled
    # A subnet's alpha outside is so much more than all that is on hotkeys
    BURNED_ALPHA = auto()  # more: burned alpha is nobody's, and outside still
    BOUGHT_BY_CHAIN = auto()  # more: so is what blocks have bought
    WAITING = auto()  # more: so is what waits for the next epoch
    CLAIMABLE = auto()  # more: so is what root's stakers may claim, or have let go
    CLAIMED_AGAIN = auto()  # less: whose coldkey is replaced may claim again what it has claimed
    UNSOLD = auto()  # more: small nominations that cannot be sold vanish
    PAID_TWICE = auto()  # less: what is recycled of parents' dividends is paid all the same
    MINED_MORE = auto()  # less: in a mechanism without dividends miners get all of its part
    ROUNDED = auto()  # more: parts are floored, and some nobody earns: that is nobody's for ever
    # RAORecycledForRegistration is so much more than what neurons have paid
    UNPAID_PRICE = auto()  # more: the whole price counts, also if less was paid
    RECORDED_BY_ROOT = auto()  # either way: root may set the record to anything


OF_ACCOUNTS = (
    Drift.GENESIS_POOL,
    Drift.SWAP_FEE,
    Drift.SHORT_LOCK,
    Drift.GIFT,
    Drift.ACCOUNT_DUST,
    Drift.DISSOLVED,
    Drift.BOUGHT_NOTHING,
    Drift.KEPT_BACK,
    Drift.UNPAID_SALE,
)
OF_STAKE = (
    Drift.GENESIS_POOL_UNCOUNTED,
    Drift.FEE_COUNTED,
    Drift.KEPT_BACK_COUNTED,
    Drift.STAKE_BELOW_ZERO,
)
OF_ISSUANCE = (Drift.BURNED_BY_OWNERS, Drift.DUST)
OF_ALPHA = (
    Drift.FIRST_ALPHA,
    Drift.BOUGHT_BY_NEURONS,
    Drift.ALPHA_FROM_NOWHERE,
    Drift.ISSUED_BEFORE,
    Drift.RECYCLED_UNISSUED,
)
OF_ALPHA_OUTSIDE = (
    Drift.BURNED_ALPHA,
    Drift.BOUGHT_BY_CHAIN,
    Drift.WAITING,
    Drift.CLAIMABLE,
    Drift.CLAIMED_AGAIN,
    Drift.UNSOLD,
    Drift.PAID_TWICE,
    Drift.MINED_MORE,
    Drift.ROUNDED,
)
OF_RECORDS = (Drift.UNPAID_PRICE, Drift.RECORDED_BY_ROOT)
OF_SUBNETS = (*OF_ACCOUNTS, *OF_ALPHA, *OF_ALPHA_OUTSIDE, *OF_RECORDS)
