"""The keeper: a workstation's cache and the hub's workshop, behind the core's ports. Knows no Qt."""
