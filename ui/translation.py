"""Chinese and English, switched without a restart. English is written in the code, Chinese in the .ts file.

Texts from the core come in both languages at once (`Bilingual`); `said` picks the one in force.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from workstation.domain.text import Bilingual, Language
from workstation.paths import resources


class _Speech:
    """The language in force and the translators that speak it."""

    def __init__(self) -> None:
        self.language = Language.ZH
        self._translators: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Every widget gets a LanguageChange event and sets its texts again."""
        application = QCoreApplication.instance()
        self.language = language
        QLocale.setDefault(QLocale("zh_CN" if language is Language.ZH else "en_GB"))
        if application is None:
            return
        for translator in self._translators:
            application.removeTranslator(translator)
        self._translators.clear()
        if language is not Language.ZH:
            return
        for name, folder in (
            ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            ("workstation_zh_CN", str(resources() / "translations")),
        ):
            translator = QTranslator(application)
            if translator.load(name, folder):
                application.installTranslator(translator)
                self._translators.append(translator)


@cache
def _speech() -> _Speech:
    return _Speech()


def speak(language: str) -> None:
    """Switch the whole desk to `language` ("zh" or "en")."""
    _speech().speak(Language(language))


def language() -> Language:
    return _speech().language


def said(text: Bilingual | None) -> str:
    """A text of the core in the language in force; empty for None."""
    return "" if text is None else text.of(language())


def translate(context: str, text: str) -> str:
    """A text of the window that belongs to no widget, in the language in force."""
    return QCoreApplication.translate(context, text)
