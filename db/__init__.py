"""The keeper: the cache of a workstation and the workshop of the hub, behind the core's ports. Knows no Qt."""
