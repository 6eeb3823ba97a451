"""A chain of made-up blocks for tests of the database, beside a model of what it must hold."""

from chain.database import ChainDatabase
from runtime.merkle import blake2_256

CHAIN_ID = "mini"


def header_of(number: int, salt: bytes = b"") -> bytes:
    return b"header %d " % number + salt


class MiniChain:
    """Commits changes as blocks, and remembers the state after each."""

    def __init__(self, db: ChainDatabase, genesis: dict[bytes, bytes]) -> None:
        self.db = db
        self.states: list[dict[bytes, bytes]] = [dict(genesis)]
        self.roots: list[bytes] = []
        if db.is_empty:
            root, pending = db.root_of(genesis)
            header = header_of(0)
            db.commit_genesis(
                chain_id=CHAIN_ID, header=header, header_hash=blake2_256(header), pending=pending
            )
            self.roots.append(root)

    def commit(
        self, changes: dict[bytes, bytes | None], body: list[bytes] | None = None, salt: bytes = b""
    ) -> None:
        number = self.db.head.number + 1
        root, pending = self.db.root_of(changes)
        header = header_of(number, salt)
        self.db.commit_block(
            header=header,
            header_hash=blake2_256(header),
            number=number,
            body=[b"extrinsic %d" % number] if body is None else body,
            pending=pending,
        )
        state = {**self.states[number - 1], **changes}
        self.states[number:] = [{k: v for k, v in state.items() if v is not None}]
        self.roots[number:] = [root]
