"""Fonts that a site could add: parts of Noto, with the letters that these texts need."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deskapp.documents.glyphs import site_fonts

FOLDER = Path(__file__).resolve().parents[1] / "data" / "fonts"
DEVANAGARI = (FOLDER / "NotoSansDevanagari-part.ttf").read_bytes()
THAI = (FOLDER / "NotoSansThai-part.ttf").read_bytes()
#: With the outlines of PostScript.
HAN = (FOLDER / "NotoSansCJK-part.otf").read_bytes()

HINDI_TEXT = "ग्राहक कहता है कि चालान 789 पर दो बार शुल्क लगा है। कृपया क्षत्रिय प्रिंटर की स्थिति जाँचें, धर्म"
THAI_TEXT = "ลูกค้าแจ้งว่าใบแจ้งหนี้ 789 ถูกเรียกเก็บเงินสองครั้ง น้ำที่นี่"
HAN_TEXT = "客户说发票789被重复收费，请尽快处理。カード決済の返金をお願いします「至急」。"


@contextmanager
def added(files: Sequence[bytes] = (DEVANAGARI, THAI, HAN)) -> Iterator[None]:
    """The site's fonts for a while."""
    site_fonts.add_from(lambda: files)
    try:
        yield
    finally:
        site_fonts.add_from(tuple)
