"""A workstation's encrypted cache: what the hub said, plus what the officer did, behind the core's ports."""

from db.cache.store import Cache, open_cache

__all__ = ["Cache", "open_cache"]
