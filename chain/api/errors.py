"""The errors of the methods, with the codes and texts of Substrate's, which clients parse.

RpcError
+- ClientError          4003   of the chain or the runtime: the texts begin with "Client error: "
|  +- UnknownBlockHash
|  +- RuntimePanicked
+- InvalidBlockRange    4001
+- CountTooLarge        4002
+- ExtrinsicMalformed   1001, 1040
+- VerificationFailed   1002
+- AuthorError          1040
+- QueryFailed          1, 2   of account and payment methods

What the pool refuses has the codes 1010 to 1021; the pool's own errors hold these.
"""

from __future__ import annotations

from chain.pool import PoolError
from chain.rpc import RpcError

_AUTHOR_OTHER = 1040


class ClientError(RpcError):
    """The chain or its runtime cannot answer. `text` says why, without the prefix."""

    def __init__(self, text: str) -> None:
        super().__init__(4003, f"Client error: {text}")
        self.text = text


class UnknownBlockHash(ClientError):
    """The chain has no block of this hash."""

    def __init__(self, block_hash: bytes) -> None:
        super().__init__(
            f"UnknownBlock: Header was not found in the database: 0x{block_hash.hex()}"
        )


class RuntimePanicked(ClientError):
    """A runtime call ended in what the runtime did not foresee, be it arguments or a bug."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Execution failed: Execution aborted due to panic: {reason}")


class InvalidBlockRange(RpcError):
    """There is no way from one block to the other."""

    def __init__(self, start: bytes, end: bytes | None, details: str) -> None:
        first, last = f"0x{start.hex()}", "None" if end is None else f"Some(0x{end.hex()})"
        # The unbalanced quotes are in the original, too.
        place = f"""['"{first}"' ... '"{last}"]"""
        super().__init__(4001, f"Cannot resolve a block range {place}. {details}")


class CountTooLarge(RpcError):
    """More items were asked for than one answer holds."""

    def __init__(self, value: int, maximum: int) -> None:
        super().__init__(4002, f"count exceeds maximum value. value: {value}, max: {maximum}")


class AuthorError(RpcError):
    """Keys or extrinsics as they were given are of no use."""

    def __init__(self, text: str) -> None:
        super().__init__(_AUTHOR_OTHER, text)


class ExtrinsicMalformed(RpcError):
    """The bytes are no extrinsic with its length. To submit and to watch answer differently."""

    def __init__(self, reason: str, *, watched: bool) -> None:
        if watched:
            super().__init__(1001, f"Extrinsic has invalid format: {reason}")
        else:
            super().__init__(_AUTHOR_OTHER, f"Client error: {reason}")


class VerificationFailed(RpcError):
    """The runtime cannot make sense of an extrinsic's bytes."""

    def __init__(self, reason: str) -> None:
        failure = RuntimePanicked(f"Bad input data provided to validate_transaction: {reason}")
        super().__init__(
            1002,
            f"Verification Error: Runtime error: {failure.text}",
            f'RuntimeApi("{failure.text}")',
        )


class QueryFailed(RpcError):
    """An account or payment method has no answer; the data says why.

    Code 1: the runtime could not tell. Code 2: the bytes are no extrinsic with its length.
    """

    def __init__(self, code: int, message: str, reason: str) -> None:
        super().__init__(code, message, reason)


def refused(error: PoolError) -> RpcError:
    """What the sender of an extrinsic is told that the pool does not take."""
    return RpcError(error.code, error.message, error.data)
