"""Workstation and hub together: what the officer did arrives once, what the hub has arrives whole."""
