"""async-substrate-interface 2.2.1, its blocking client, founds and uses a subnet."""

from __future__ import annotations

from tests.clients.environments import python_client
from tests.clients.suite import SubnetSuite


class TestAsiSubnets(SubnetSuite):
    """From founding it to weights that are revealed."""

    checks = (
        "found_a_subnet",
        "start_it",
        "prices",
        "hyperparameters",
        "govern_it",
        "register_sixteen_neurons",
        "serve_an_axon",
        "neurons",
        "commit_and_read",
        "open_weights_with_a_permit_from_root",
        "commit_and_reveal",
        "what_the_pool_refuses",
        "an_announced_swap_blocks_transfers",
    )

    @staticmethod
    def command() -> list[str]:
        return python_client("asi", "asi_subnets.py")
