"""The window: shows what the services give and asks what they need. Knows Qt and the core, keeps nothing."""
