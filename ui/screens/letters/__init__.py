"""Letters: where is the paper? The archive, a preview as it prints, save, print, verify."""

from ui.screens.letters.screen import LettersScreen

__all__ = ["LettersScreen"]
