"""AdminUtils: who makes and finalizes blocks, and the EVM. All is for root only."""

from __future__ import annotations

from typing import Annotated

from pallets.admin_utils.config import AdminUtilsConfig
from pallets.admin_utils.events import PrecompileUpdated
from pallets.admin_utils.part import AdminPart
from pallets.admin_utils.types import PrecompileEnum
from pallets.aura import MAX_AUTHORITIES, Aura
from pallets.aura import AuthorityId as AuraId
from pallets.grandpa import Grandpa
from pallets.grandpa.types import AuthorityList
from pallets.subtensor.types import BlockNumber
from runtime.call import call
from runtime.dispatch_error import PlainFailure, Unavailable
from runtime.hashers import Blake2_128Concat
from runtime.origin import Origin, ensure_root
from runtime.pallet import Uses
from runtime.scale import U64, Bounded, Spelled
from runtime.storage import StorageMap
from runtime.weights import Weight, weigh

AuraAuthorities = Annotated[
    list[AuraId],
    Bounded(MAX_AUTHORITIES),
    Spelled("BoundedVec<<T as Config>::AuthorityId, T::MaxAuthorities>"),
]


def _swap_weight(_: NodeAdmin, new_authorities: list[bytes]) -> Weight:
    return weigh(4_442_146 + 29_392 * len(new_authorities), writes=1)


def _grandpa_weight(
    _: NodeAdmin, next_authorities: list[tuple[bytes, int]], in_blocks: int, forced: int | None
) -> Weight:
    return weigh(7_972_506 + 15_444 * len(next_authorities), 2779, reads=1, writes=1)


class NodeAdmin(AdminPart):
    """Sets who makes and finalizes blocks, and what the EVM offers."""

    config: AdminUtilsConfig
    aura = Uses(Aura)
    grandpa = Uses(Grandpa)

    precompile_enable = StorageMap[Blake2_128Concat[PrecompileEnum], bool](
        "Whether a precompile of the EVM is switched on.", default=True
    )

    @call(index=0, weight=_swap_weight)
    def swap_authorities(self, origin: Origin, new_authorities: AuraAuthorities) -> None:
        """Let others make the blocks from the next one on; nothing happens for none. Root only."""
        ensure_root(origin)
        self.aura.change_authorities(new_authorities)

    @call(index=58, weight=weigh(27_199_000, reads=1, writes=1))
    def sudo_set_evm_chain_id(self, origin: Origin, chain_id: U64) -> None:
        """Give the EVM another chain id. Root only; fails with Unavailable without an EVM."""
        ensure_root(origin)
        if self.config.set_evm_chain_id is None:
            raise PlainFailure(Unavailable())
        self.config.set_evm_chain_id(self.runtime, chain_id)

    @call(index=59, weight=_grandpa_weight)
    def schedule_grandpa_change(
        self,
        origin: Origin,
        next_authorities: AuthorityList,
        in_blocks: BlockNumber,
        forced: Annotated[BlockNumber | None, Spelled("Option<BlockNumberFor<T>>")],
    ) -> None:
        """Let others finalize blocks, so many blocks from now. Root only.

        Fails with Grandpa's ChangePending and TooSoon.
        """
        ensure_root(origin)
        self.grandpa.schedule_change(next_authorities, in_blocks, forced)

    @call(index=62, weight=weigh(6_162_000, 3507, reads=1))
    def sudo_toggle_evm_precompile(
        self, origin: Origin, precompile_id: PrecompileEnum, enabled: bool
    ) -> None:
        """Switch a precompile on or off. Root only; fails with Unavailable without an EVM."""
        ensure_root(origin)
        if self.config.set_evm_chain_id is None:
            raise PlainFailure(Unavailable())
        if self.precompile_enable[precompile_id] != enabled:
            self.precompile_enable[precompile_id] = enabled
            self.deposit_event(PrecompileUpdated(precompile_id, enabled))
