"""Fonts whose glyphs were placed by the shaper, written into a PDF: the glyphs that it shows and no others.

What is copied from the page is the text as it was typed: a glyph that always stands for one text says so in the font's
table, and a cluster that no table can tell (a vowel in front of its consonant) carries its text beside it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from deskapp.documents.glyphs.shaping import Cluster, Shaper
from deskapp.domain.data_class import dataclass

_UNWANTED = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "name", "OS/2", "post", "cmap", "kern", "DSIG", "meta")
_FLAGS = (
    uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    | uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
    | uharfbuzz.SubsetFlags.DOWNGRADE_CFF2
)
#: A bfchar block of a table of texts holds no more.
_BLOCK = 100


@dataclass(slots=True)
class _Subset:
    """What of one font is in the file."""

    #: The name by which pages ask for it.
    name: str
    numbers: dict[int, int]
    texts: dict[int, str]


class EmbeddedFonts:
    """The shaped fonts of one PDF."""

    def __init__(self, canvas: Canvas, used: dict[str, tuple[Shaper, Sequence[Cluster]]]) -> None:
        self._subsets: dict[str, _Subset] = {}
        for place, (key, (shaper, clusters)) in enumerate(sorted(used.items()), 1):
            self._subsets[key] = _embed(canvas._doc, f"X{place}", shaper, clusters)

    def write(self, key: str, clusters: Sequence[Cluster], size: float, x: float, y: float) -> Iterable[str]:
        """The operators that draw the clusters, the first of them at x, y."""
        subset, scale = self._subsets[key], size / 1000
        yield f"/{subset.name} {size:g} Tf"
        for part, told in _parts(clusters, subset.texts):
            drawn = _drawn(part, subset.numbers, scale, x, y)
            x += sum(cluster.width for cluster in part) * scale
            if drawn and not told:
                text = "".join(cluster.text for cluster in part)
                drawn = f"/Span <</ActualText <{_hex(text, mark=True)}>>> BDC {drawn} EMC"
            yield drawn


def _parts(clusters: Sequence[Cluster], texts: dict[int, str]) -> Iterable[tuple[list[Cluster], bool]]:
    """The clusters in a row, and whether the font's table tells their text."""
    parts: list[tuple[list[Cluster], bool]] = []
    for _blank, word in groupby(clusters, lambda cluster: cluster.text.isspace()):
        some = list(word)
        # By words: a sign that reaches into the next letter, or stands higher, would be read after it. What runs from
        # the right on one height is turned around letter by letter by whoever reads the page.
        level = some[0].from_right and not any(glyph.y for cluster in some for glyph in cluster.glyphs)
        for part in [[cluster] for cluster in some] if level else [some]:
            told = all(_tells(cluster, texts) for cluster in part)
            if told and parts and parts[-1][1]:
                parts[-1][0].extend(part)
            else:
                parts.append((part, told))
    return parts


def _tells(cluster: Cluster, texts: dict[int, str]) -> bool:
    """Whether the font's table tells the cluster's text by its one glyph, which stands where the one before ended."""
    if len(cluster.glyphs) != 1:
        return not cluster.glyphs
    (glyph,) = cluster.glyphs
    placed = not glyph.y and (cluster.from_right or not glyph.x)
    return placed and texts.get(glyph.number) == cluster.shown


def _drawn(clusters: Sequence[Cluster], numbers: dict[int, int], scale: float, x: float, y: float) -> str:
    """Glyphs on one height in one go: a reader that meets them one by one sees gaps between them."""
    operators: list[str] = []
    row, height, pen, begins = "", 0.0, 0.0, 0.0
    origin = 0.0
    for cluster in clusters:
        for glyph in cluster.glyphs:
            at = origin + glyph.x
            if row and glyph.y != height:
                operators.append(f"1 0 0 1 {x + begins * scale:.2f} {y + height * scale:.2f} Tm [{row}] TJ")
                row = ""
            if not row:
                begins = pen = at
                height = glyph.y
            if abs(pen - at) > 0.05:
                row += f"{pen - at:.1f}"
            row += f"<{numbers[glyph.number]:04x}>"
            pen = at + glyph.advance
        origin += cluster.width
    if row:
        operators.append(f"1 0 0 1 {x + begins * scale:.2f} {y + height * scale:.2f} Tm [{row}] TJ")
    return " ".join(operators).replace("><", "")


def _embed(doc: Any, name: str, shaper: Shaper, clusters: Sequence[Cluster]) -> _Subset:
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = _FLAGS
    wanted.glyph_set.update({glyph.number for cluster in clusters for glyph in cluster.glyphs})
    wanted.drop_table_tag_set.update({int.from_bytes(tag.encode("ascii"), "big") for tag in _UNWANTED})
    if shaper.face.has_var_data:
        wanted.pin_all_axes_to_default(shaper.face)
    plan = uharfbuzz.SubsetPlan(shaper.face, wanted)
    face = plan.execute()
    numbers = dict(plan.old_to_new_glyph_mapping.items())
    texts: dict[int, str] = {}
    for cluster in clusters:
        if len(cluster.glyphs) == 1:
            texts.setdefault(cluster.glyphs[0].number, cluster.shown)
    _objects(doc, name, shaper, face, numbers, texts)
    return _Subset(name, numbers, texts)


def _objects(
    doc: Any, name: str, shaper: Shaper, face: uharfbuzz.Face, numbers: dict[int, int], texts: dict[int, str]
) -> None:
    scale = 1000 / shaper.face.upem
    # No font of the file is named as another: the letters in front say that it is a part of one.
    base = pdfdoc.PDFName(f"DESKAA+{name}")
    compact = "CFF " in face.table_tags
    file = pdfdoc.PDFStream(content=face.reference_table("CFF ").data if compact else face.blob.data)
    if compact:
        file.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
    else:
        file.dictionary["Length1"] = len(file.content)
    tells = pdfdoc.PDFStream(content=_texts_table({numbers[number]: text for number, text in texts.items()}))
    for stream in (file, tells):
        stream.filters = [pdfdoc.PDFZCompress]
    extents = shaper.font.get_font_extents("ltr")
    above, below = round(extents.ascender * scale), round(extents.descender * scale)
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": base,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([-1000, below - 200, 2000, above + 200]),
            "ItalicAngle": 0,
            "Ascent": above,
            "Descent": below,
            "CapHeight": above,
            "StemV": 80,
            "FontFile3" if compact else "FontFile2": doc.Reference(file, f"{name}.file"),
        }
    )
    widths = [
        one
        for number, new in sorted(numbers.items(), key=lambda pair: pair[1])
        for one in (new, pdfdoc.PDFArray([round(shaper.font.get_glyph_h_advance(number) * scale, 2)]))
    ]
    glyphs = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("CIDFontType0" if compact else "CIDFontType2"),
        "BaseFont": base,
        "CIDSystemInfo": pdfdoc.PDFDictionary(
            {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": doc.Reference(descriptor, f"{name}.descriptor"),
        "W": pdfdoc.PDFArray(widths),
    }
    if not compact:
        glyphs["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
    font = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": base,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(pdfdoc.PDFDictionary(glyphs), f"{name}.glyphs")]),
            "ToUnicode": doc.Reference(tells, f"{name}.texts"),
        }
    )
    doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, name)


def _texts_table(texts: dict[int, str]) -> bytes:
    """Which text each glyph stands for, as PDF has it."""
    rows = [f"<{number:04x}> <{_hex(text)}>" for number, text in sorted(texts.items()) if text]
    blocks = [rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    ).encode("ascii")


def _hex(text: str, *, mark: bool = False) -> str:
    return ("\ufeff" if mark else "").encode("utf-16-be").hex() + text.encode("utf-16-be", "surrogatepass").hex()
