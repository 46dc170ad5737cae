"""The hub and the workstations these stories are about."""

from tests.sync.fixtures import common_hub, field, own_field, retries_do_not_pause

__all__ = ["common_hub", "field", "own_field", "retries_do_not_pause"]
