"""What makes a PDF last: its colours defined, its metadata twice and alike, its streams to the letter.

In: a reportlab canvas whose pages are drawn. Out: the entries that ISO 19005-2 (PDF/A-2, level U) and
ISO 14289-1 (PDF/UA-1) ask of a file, put into its catalog. The bytes depend on nothing but the paper.
"""

from __future__ import annotations

import functools
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFStream, PDFString

from workstation.paths import resources

PDF_VERSION = (1, 7)
_MADE = "2000-01-01T00:00:00Z"
"""reportlab's fixed moment for files that must not depend on the clock. The day of issue is on the paper."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li><rdf:li>en</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class WholeStream(PDFStream):  # type: ignore[misc]  # reportlab ships no types
    """A stream whose end stands on a line of its own.

    WORKAROUND reportlab `PDFStream.format`: it counts what it writes before `endstream` into the length but
    for the end of line that ISO 19005-2 §6.1.7.1 asks for.
    """

    def format(self, document: Any) -> bytes:
        content = self.content if isinstance(self.content, bytes) else self.content.encode("latin-1")
        dictionary = PDFDictionary({**self.dictionary.dict, "Length": len(content)})
        head: bytes = dictionary.format(document)
        return head + b"\nstream\n" + content + b"\nendstream\n"


class WholePage(PDFPage):  # type: ignore[misc]
    """A page that may say where its structure is found, and that Tab follows it."""

    __NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]


def mend_streams(document: Any) -> None:
    """Let every stream that is known by now end as it must."""
    for thing in document.idToObject.values():
        if type(thing) is PDFStream:
            thing.__class__ = WholeStream


@functools.cache
def _srgb() -> bytes:
    return (resources() / "letters" / "srgb.icc").read_bytes()


def finish(canvas: Any) -> None:
    """Put metadata, colours and reading hints into the catalog; the pages must be shown by then."""
    document, info = canvas._doc, canvas._doc.info
    catalog = document.Catalog
    xmp = _XMP.format(
        title=escape(info.title),
        author=escape(info.author),
        subject=escape(info.subject),
        keywords=escape(info.keywords),
        producer=escape(info.producer),
        creator=escape(info.creator),
        made=_MADE,
    )
    kind = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    catalog.Metadata = WholeStream(PDFDictionary(kind), xmp.encode())
    profile = WholeStream(PDFDictionary({"N": 3}), _srgb())
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    for page in document.Pages.pages:
        page.__class__ = WholePage
        page.Tabs = PDFName("S")
        page.Contents = WholeStream(content=page.stream)
