"""The frame around the screens: window, rail, header, messages, palette, help, and the sync at work."""
