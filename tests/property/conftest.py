"""The fixtures that properties of hub and workstation stand on."""

from tests.sync.fixtures import retries_do_not_pause

__all__ = ["retries_do_not_pause"]
