"""One block in the making, on top of the head."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from chain.blockchain import Blockchain, ImportedBlock
from runtime.block import BlockInvalid, Digest, DigestItem, Header
from runtime.executive import Executive, Outcome
from runtime.extrinsic import decode_extrinsic
from runtime.inherents import create_inherents
from runtime.runtime import Runtime
from runtime.scale import DecodeError
from runtime.state import State
from runtime.validity import InvalidTransaction

log = logging.getLogger(__name__)

Seal = Callable[[bytes], DigestItem]
"""Makes the seal of a block from the hash of its header without it."""


class PalletBug(Exception):
    """An extrinsic made a pallet raise what is no dispatch failure. It is not in the block."""

    def __init__(self, extrinsic: bytes, cause: Exception) -> None:
        super().__init__(f"{type(cause).__name__}: {cause}")
        self.extrinsic = extrinsic


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """What the author decides before a block: its digest, data for the inherents, who seals it."""

    digest: list[DigestItem]
    inherent_data: Mapping[bytes, bytes]
    seal: Seal


class BlockBuilder:
    """Executes as it collects. Nothing of it is seen by readers before `finish`."""

    def __init__(self, chain: Blockchain, plan: BlockPlan) -> None:
        self.chain, self._plan = chain, plan
        head = chain.database.head
        self.state = State(chain.database.state_at(head.number))
        self.runtime = Runtime(chain.composition, self.state)
        self.executive = Executive(self.runtime)
        self.extrinsics: list[bytes] = []
        self.outcomes: list[Outcome] = []
        self.size = 0  # bytes of the extrinsics
        header = Header(head.hash, head.number + 1, bytes(32), bytes(32), Digest(plan.digest))
        self.executive.initialize_block(header)
        for inherent in create_inherents(self.runtime, plan.inherent_data):
            self.push(inherent)

    @property
    def number(self) -> int:
        return self.runtime.system.block_number()

    def push(self, extrinsic: bytes, verified: bool = False) -> Outcome:
        """Execute an extrinsic and put it into the block.

        Raises InvalidTransaction, DecodeError, BlockInvalid (no block may have it) or PalletBug;
        the block is then as it was before.
        """
        try:
            outcome = self.executive.apply_or_undo(extrinsic, verified)
        except (InvalidTransaction, BlockInvalid):
            raise
        except Exception as error:
            if isinstance(error, DecodeError):
                # It may be the extrinsic that cannot be decoded, which is raised again here.
                decode_extrinsic(self.chain.composition, extrinsic)
            # A bug of a pallet must not stop the chain: the log has it with the bytes to repeat it.
            log.exception("BUG in a pallet, extrinsic left out: 0x%s", extrinsic.hex())
            raise PalletBug(extrinsic, error) from error
        self.extrinsics.append(extrinsic)
        self.outcomes.append(outcome)
        self.size += len(extrinsic)
        return outcome

    def finish(self) -> ImportedBlock:
        """End the block, seal it and make it the head. Raises BlockInvalid, DatabaseWriteFailed."""
        *_, block = self.finish_in_steps()
        assert block is not None
        return block

    def finish_in_steps(self) -> Iterator[ImportedBlock | None]:
        """As `finish`, with pauses in which others may read; the block comes last."""
        header = self.executive.finalize_block()
        yield None
        root, pending = self.chain.database.root_of(self.state.changes())
        yield None
        header = replace(header, state_root=root)
        sealed = Digest([*header.digest.logs, self._plan.seal(header.hash)])
        yield self.chain.commit(replace(header, digest=sealed), self.extrinsics, pending)
