"""Sign-in: the passphrase that opens this device's profile, without a network."""

from ui.screens.sign_in.screen import SignIn

__all__ = ["SignIn"]
