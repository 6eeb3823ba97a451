"""Who may change a subnet, and when not. The first part of utils/misc.rs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pallets.subtensor.errors import (
    AdminActionProhibitedDuringWeightsWindow,
    Error,
    TxRateLimitExceeded,
)
from pallets.subtensor.limits.rate_limiting import RateLimiting
from pallets.subtensor.limits.transactions import Limited
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Subnets
from pallets.system.system import System
from runtime.dispatch_error import bad_origin
from runtime.origin import Origin, ensure_signed, ensure_signed_or_root
from runtime.pallet import Pallet, Uses


class Permissions(Pallet, crate="pallet_subtensor"):
    """Who may change a subnet, and when not."""

    error = Error

    system = Uses(System)
    subnets = Uses(Subnets)
    epochs = Uses(EpochSchedule)
    rate_limiting = Uses(RateLimiting)

    def ensure_subnet_owner(self, origin: Origin, netuid: int) -> bytes:
        """The owner's coldkey. Fails with BadOrigin for anybody else, root included."""
        who = ensure_signed(origin)
        if self.subnets.subnet_owner[netuid] != who:
            raise bad_origin()
        return who

    def ensure_subnet_owner_or_root(self, origin: Origin, netuid: int) -> bytes | None:
        """The owner's coldkey, or None for root. Fails with BadOrigin for anybody else."""
        who = ensure_signed_or_root(origin)
        if who is not None and self.subnets.subnet_owner[netuid] != who:
            raise bad_origin()
        return who

    def ensure_owner_or_root_within_limits(
        self, origin: Origin, netuid: int, *kinds: Limited
    ) -> bytes | None:
        """As `ensure_subnet_owner_or_root`; the owner may not do these things too often.

        Fails with TxRateLimitExceeded for an owner who does.
        """
        owner = self.ensure_subnet_owner_or_root(origin, netuid)
        if owner is not None:
            self.ensure_within_limits(owner, netuid, *kinds)
        return owner

    def ensure_within_limits(self, key: bytes, netuid: int, *kinds: Limited) -> None:
        """Fails with TxRateLimitExceeded if `key` did one of these things too recently."""
        for kind in kinds:
            if not self.rate_limiting.passes(kind, key, netuid):
                raise TxRateLimitExceeded()

    def ensure_admin_window_open(self, netuid: int) -> None:
        """Fails with AdminActionProhibitedDuringWeightsWindow shortly before the subnet's epoch.

        Then validators set their weights, by rules that are to stay as they are.
        """
        if self.epochs.is_in_admin_freeze_window(netuid, self.system.block_number()):
            raise AdminActionProhibitedDuringWeightsWindow()

    def record(self, owner: bytes | None, netuid: int, *kinds: Limited) -> None:
        """Remember that an owner did these things now; nothing for root."""
        if owner is None:
            return
        for kind in kinds:
            self.rate_limiting.set_last_block(kind, owner, netuid, self.system.block_number())

    @contextmanager
    def owner_or_root(self, origin: Origin, netuid: int, *kinds: Limited) -> Iterator[bytes | None]:
        """Around a change of a subnet by its owner (who is given) or root (None).

        Before it the origin, the owner's limits and the window are checked, in this order; after
        it the owner's change is remembered. Fails as these checks do.
        """
        owner = self.ensure_owner_or_root_within_limits(origin, netuid, *kinds)
        self.ensure_admin_window_open(netuid)
        yield owner
        self.record(owner, netuid, *kinds)
