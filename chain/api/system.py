"""system_*: what the node is and how it is."""

from __future__ import annotations

from typing import Any

from chain.api.info import NodeInfo
from chain.api.log_filter import LogFilter
from chain.blockchain import Blockchain
from chain.rpc import InvalidParams, method


class System:
    """The node is alone: it has no peers, and nothing to catch up with."""

    def __init__(self, chain: Blockchain, info: NodeInfo) -> None:
        self._chain, self._info = chain, info
        self._starting_block = chain.head_number
        self._log_filter = LogFilter()

    @method("system_name")
    def name(self) -> str:
        return self._info.name

    @method("system_version")
    def version(self) -> str:
        return self._info.version

    @method("system_chain")
    def chain(self) -> str:
        return self._chain.spec.name

    @method("system_chainType")
    def chain_type(self) -> str:
        return self._chain.spec.chain_type

    @method("system_properties")
    def properties(self) -> dict[str, Any]:
        return dict(self._chain.spec.properties)

    @method("system_nodeRoles")
    def node_roles(self) -> list[str]:
        return list(self._info.roles)

    @method("system_localListenAddresses")
    def local_listen_addresses(self) -> list[str]:
        return list(self._info.listen_addresses)

    @method("system_health")
    def health(self) -> dict[str, Any]:
        return {"peers": 0, "isSyncing": False, "shouldHavePeers": False}

    @method("system_peers", unsafe=True)
    def peers(self) -> list[Any]:
        return []

    @method("system_syncState")
    def sync_state(self) -> dict[str, int]:
        head = self._chain.head_number
        return {
            "startingBlock": self._starting_block,
            "currentBlock": head,
            "highestBlock": head,
        }

    @method("system_addLogFilter", unsafe=True)
    def add_log_filter(self, directives: str) -> None:
        """Change log levels, as `chain.pool=debug,warn`."""
        try:
            self._log_filter.add(directives)
        except ValueError as error:
            raise InvalidParams(str(error)) from error

    @method("system_resetLogFilter", unsafe=True)
    def reset_log_filter(self) -> None:
        """Undo all changes of log levels."""
        self._log_filter.reset()
