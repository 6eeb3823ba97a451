"""What all calls of AdminUtils have in common: who may make them, and on which subnet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pallets.admin_utils.errors import Error, NotPermittedOnRootSubnet, SubnetDoesNotExist
from pallets.admin_utils.events import Event
from pallets.subtensor.limits import Limited, Permissions
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import ROOT
from runtime.origin import Origin, ensure_root
from runtime.pallet import Pallet, Uses


class AdminPart(Pallet, crate="pallet_admin_utils"):
    """A part of the pallet: some calls, and the checks that they share."""

    event = Event
    error = Error
    permissions = Uses(Permissions)
    subnets = Uses(Subnets)

    @contextmanager
    def changing(self, origin: Origin, netuid: int, *kinds: Limited) -> Iterator[bytes | None]:
        """Around a change of a subnet by its owner (who is given) or root (None).

        Fails with BadOrigin, TxRateLimitExceeded, AdminActionProhibitedDuringWeightsWindow and
        SubnetDoesNotExist, looked for in this order. If the change succeeds it counts for the
        owner's limits.
        """
        with self.permissions.owner_or_root(origin, netuid, *kinds) as owner:
            self.ensure_exists(netuid)
            yield owner

    def ensure_root_may_change(self, origin: Origin, netuid: int) -> None:
        """Fails as `changing` does, but for all who are not root with BadOrigin."""
        ensure_root(origin)
        self.permissions.ensure_admin_window_open(netuid)
        self.ensure_exists(netuid)

    def ensure_exists(self, netuid: int) -> None:
        """Fails with SubnetDoesNotExist."""
        if not self.subnets.networks_added[netuid]:
            raise SubnetDoesNotExist()

    def ensure_not_root(self, netuid: int) -> None:
        """Fails with NotPermittedOnRootSubnet."""
        if netuid == ROOT:
            raise NotPermittedOnRootSubnet()
