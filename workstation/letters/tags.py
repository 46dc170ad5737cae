"""The structure of a paper for who hears it and does not see it: a tree of roles over the marks on its pages.

In: elements as they are opened around what is drawn, and a target for every mark: an element, or nothing
(an artifact: a rule, a box, a running head). Out: marked content in the pages, and the tree with its look-up
as PDF objects (ISO 32000-1 §14.7 and §14.8, as ISO 14289-1, PDF/UA, asks for it).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

DOCUMENT_LANGUAGE = "zh-CN"
LEAVES = frozenset({"P", "H1", "H2", "TH", "TD", "Lbl", "LBody", "Span"})
"""Elements that hold text themselves; text outside them gets a paragraph of its own."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a figure on its page, in points from the page's lower left corner."""

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LATIN = re.compile("[A-Za-z]{2}")


@functools.lru_cache(maxsize=20_000)
def language_of(text: str) -> str:
    """ "en" for a text in Latin words alone; empty where the document's own language serves."""
    return "en" if _LATIN.search(text) and not _CHINESE.search(text) else ""


class Element(PDFObject):  # type: ignore[misc]  # reportlab ships no types
    """One element. `kids` are elements, and (page, number) of marked content in the order of drawing."""

    __RefOnly__ = 1

    def __init__(
        self, role: str, parent: Element | None, lang: str = "", alt: str = "", box: Box | None = None
    ) -> None:
        self.role, self.parent, self.lang, self.alt, self.box = role, parent, lang, alt, box
        self.kids: list[Element | tuple[int, int]] = []
        self.reference = ""
        self.root: _Root | None = None

    def format(self, document: Any) -> bytes:
        assert self.root is not None
        above = self.parent.reference if self.parent is not None else self.root.reference
        parts = [f"<< /Type /StructElem /S /{self.role} /P {above}"]
        pages = {kid[0] for kid in self.kids if isinstance(kid, tuple)}
        on = min(pages, default=None)
        if on is not None:
            parts.append(f"/Pg {self.root.pages[on]}")
        parts.append(f"/K [ {' '.join(self._kid(kid, on) for kid in self.kids)} ]")
        if self.lang:
            parts.append(f"/Lang ({self.lang})")
        if self.alt:
            parts.append(f"/Alt <{utf16(self.alt)}>")
        if self.box is not None:
            corners = " ".join(f"{corner:.2f}" for corner in self.box)
            parts.append(f"/A << /O /Layout /BBox [ {corners} ] /Placement /Block >>")
        if self.role == "TH":
            parts.append("/A << /O /Table /Scope /Column >>")
        return " ".join([*parts, ">>"]).encode("ascii")

    def _kid(self, kid: Element | tuple[int, int], on: int | None) -> str:
        assert self.root is not None
        if isinstance(kid, Element):
            return kid.reference
        page, number = kid
        if page == on:
            return str(number)
        return f"<< /Type /MCR /Pg {self.root.pages[page]} /MCID {number} >>"


def utf16(text: str) -> str:
    """A text as PDF writes it in hexadecimal digits."""
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()


class _Root(PDFObject):  # type: ignore[misc]
    """The root of the tree, with the look-up from marked content back to its element."""

    __RefOnly__ = 1

    def __init__(self, document: Element, marks: list[list[Element]]) -> None:
        self.document, self.marks = document, marks
        self.reference = ""
        self.pages: list[str] = []

    def format(self, document: Any) -> bytes:
        rows = " ".join(
            f"{page} [ {' '.join(element.reference for element in elements)} ]"
            for page, elements in enumerate(self.marks)
        )
        return (
            f"<< /Type /StructTreeRoot /K [ {self.document.reference} ] "
            f"/ParentTree << /Nums [ {rows} ] >> /ParentTreeNextKey {len(self.marks)} >>"
        ).encode("ascii")


Within = AbstractContextManager[None]

_AS_IT_IS: Within = nullcontext()


class _Inside(AbstractContextManager[None]):
    """While it lasts this element is the innermost one, or all is artifact. A paper opens a thousand."""

    __slots__ = ("element", "stack")

    def __init__(self, stack: list[Element | None], element: Element | None) -> None:
        self.stack, self.element = stack, element

    def __enter__(self) -> None:
        self.stack.append(self.element)

    def __exit__(self, *failed: object) -> None:
        self.stack.pop()


@dataclass
class Tags:
    """What is open now and what was marked until now. One for each paper."""

    canvas: Any
    document: Element = field(default_factory=lambda: Element("Document", None))
    stack: list[Element | None] = field(default_factory=list)
    marks: list[list[Element]] = field(default_factory=lambda: [[]])
    _open: Element | str | None = None
    _keyed: dict[object, Element] = field(default_factory=dict)

    @property
    def here(self) -> Element | None:
        """The innermost element, None within an artifact."""
        return self.stack[-1] if self.stack else self.document

    def element(self, role: str, *, lang: str = "", alt: str = "", box: Box | None = None) -> Within:
        """What is drawn within belongs to a new element under the innermost one; within an artifact it is
        part of the artifact."""
        above = self.here
        if above is None:
            return _AS_IT_IS
        made = Element(role, above, lang, alt, box)
        above.kids.append(made)
        return _Inside(self.stack, made)

    def paragraph(self, text: str, key: object = None) -> Within:
        """A paragraph for a text; within one, or a cell or heading, a span where its language is another. The
        parts of a torn one share a key."""
        here, lang = self.here, language_of(text)
        if here is None or (here.role in LEAVES and lang == self._language(here)):
            return _AS_IT_IS
        role = "Span" if here.role in LEAVES else "P"
        return self.element(role, lang=lang) if key is None else self.under(key, role, lang)

    @staticmethod
    def _language(element: Element | None) -> str:
        while element is not None and not element.lang:
            element = element.parent
        return element.lang if element is not None else ""

    def following(self, role: str) -> Within:
        """What is drawn within joins the element of this role that was drawn last here, or begins one."""
        above = self.here
        last = above.kids[-1] if above is not None and above.kids else None
        if isinstance(last, Element) and last.role == role:
            return _Inside(self.stack, last)
        return self.element(role)

    def under(self, key: object, role: str, lang: str = "") -> Within:
        """What is drawn within belongs to the one element of this key, made when it is first asked for: the
        rows of a table come one by one, and what is torn comes over several pages."""
        above = self.here
        if above is None:
            return _AS_IT_IS
        made = self._keyed.get(key)
        if made is None:
            made = self._keyed[key] = Element(role, above, lang)
            above.kids.append(made)
        return _Inside(self.stack, made)

    def artifact(self) -> Within:
        """What is drawn within says nothing that is not said elsewhere."""
        return _Inside(self.stack, None)

    def once(self, key: object) -> Within:
        """What is drawn within comes `under` this key: real where it comes first, else an artifact."""
        return self.artifact() if key in self._keyed else _AS_IT_IS

    def for_text(self, text: str) -> None:
        """Open the marked content that a line of text belongs to."""
        here = self.here
        if here is not None and here.role not in LEAVES:
            made = Element("P", here, language_of(text))
            here.kids.append(made)
            here = made
        self._switch(here if here is not None else "Artifact")

    def for_shape(self) -> None:
        """Open the marked content that a rule, a box or a shape belongs to."""
        here = self.here
        self._switch(here if here is not None and here.role == "Figure" else "Artifact")

    def _switch(self, target: Element | str) -> None:
        if target is self._open:
            return
        self._close()
        self._open = target
        if isinstance(target, str):
            self.canvas._code.append(f"/{target} BMC")
            return
        page = len(self.marks) - 1
        number = len(self.marks[page])
        self.marks[page].append(target)
        target.kids.append((page, number))
        self.canvas._code.append(f"/{target.role} <</MCID {number}>> BDC")

    def _close(self) -> None:
        if self._open is not None:
            self.canvas._code.append("EMC")
            self._open = None

    def end_page(self) -> None:
        self._close()
        self.marks.append([])

    def finish(self, document: Any) -> None:
        """Hang the tree into the PDF's catalog and number its pages."""
        root = _Root(self.document, self.marks[:-1])
        for number, page in enumerate(document.Pages.pages):
            reference = document.Reference(page).format(document).decode("ascii")
            root.pages.append(reference)
            page.StructParents = number
        root.reference = _registered(document, root)
        for element in self._elements():
            element.root = root
            element.reference = _registered(document, element)
        document.Catalog.StructTreeRoot = root

    def forget(self) -> None:
        """Let go of the tree, once it is written: its elements hold each other, and would wait for the
        garbage collector."""
        for element in self._elements():
            element.parent = element.root = None
            element.kids = []

    def _elements(self) -> Iterator[Element]:
        """In the order of reading."""
        waiting = [self.document]
        while waiting:
            element = waiting.pop()
            waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
            yield element


def _registered(document: Any, thing: PDFObject) -> str:
    document.Reference(thing)
    number, version = document.idToObjectNumberAndVersion[thing.__InternalName__]
    return f"{number} {version} R"
