"""What kind of file something is, and what it may be called (RULES.md, "Attachments")."""

import io
import zipfile

import pytest

from deskapp.domain.attachments.kinds import AttachmentKind, kind_of
from deskapp.domain.attachments.names import harmless, of_copy

PNG, JPEG, PDF = b"\x89PNG\r\n\x1a\nx", b"\xff\xd8\xff\xe0x", b"%PDF-1.7\nx"
TYPES, RELS = "[Content_Types].xml", "word/_rels/document.xml.rels"


def office(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


WORD = {TYPES: b"<Types/>", "word/document.xml": b"<w/>", RELS: b"<r/>"}
OPEN = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"}


def rels(kind: str, mode: str) -> bytes:
    """References of a part of a document: one, of this kind."""
    base = "http://schemas.openxmlformats.org"
    one = (
        f'<Relationship Id="r" Type="{base}/officeDocument/2006/relationships/{kind}" Target="t" TargetMode="{mode}"/>'
    )
    return f'<Relationships xmlns="{base}/package/2006/relationships">{one}</Relationships>'.encode()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.png", PNG, AttachmentKind.PNG),
        ("A.PNG", PNG, AttachmentKind.PNG),
        # What it is counts, where both are pictures.
        ("a.jpg", PNG, AttachmentKind.PNG),
        ("photo", JPEG, AttachmentKind.JPEG),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPx", AttachmentKind.WEBP),
        ("a.tiff", b"II*\x00x", AttachmentKind.TIFF),
        ("a.pdf", PDF, AttachmentKind.PDF),
        ("a.log", "Grüße".encode(), AttachmentKind.TEXT),
        ("a.txt", "words".encode("utf-16"), AttachmentKind.TEXT),
        ("a.csv", b"a;b\n=1+1;2\n", AttachmentKind.TEXT),
        ("a.docx", office(**WORD), AttachmentKind.DOCX),
        ("a.docx", office(**{**WORD, RELS: rels("hyperlink", "External")}), AttachmentKind.DOCX),
        ("a.odt", office(**OPEN), AttachmentKind.ODT),
    ],
)
def test_kinds_that_cannot_run_are_known(name: str, data: bytes, kind: AttachmentKind) -> None:
    assert kind_of(name, data) is kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        # Its name says otherwise than its beginning, or its beginning than its name.
        ("a.exe", PNG),
        ("a.pdf.exe", PDF),
        ("a.png", b"MZ\x90\x00"),
        ("a.pdf", b"junk before %PDF-1.7"),
        ("a.txt", b"MZ\x00\x00"),
        ("a.txt", PDF),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg onload='x'/>"),
        ("a.sh", b"#!/bin/sh"),
        ("a.bat", b"del"),
        ("a.lnk", b"L\x00\x00\x00"),
        ("", b"words"),
        # Old ones of Office hold macros in the same file.
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.docm", office(**WORD)),
        ("a.docx", office(**OPEN)),
        ("a.docx", office(**WORD, **{"word/vbaProject.bin": b"x"})),
        ("a.docx", office(**WORD, **{"word/embeddings/oleObject1.bin": b"x"})),
        ("a.docx", office(**{**WORD, TYPES: b"<Types a='application/vnd.ms-word.document.macroEnabled'/>"})),
        (
            "a.docx",
            office(**WORD, **{"word/_rels/settings.xml.rels": b"Type='http://x/relationships/attachedTemplate'"}),
        ),
        ("a.docx", office(**{**WORD, TYPES: b"x" * (1 << 21)})),
        ("a.docx", office(**{**WORD, RELS: rels("image", "External")})),
        ("a.docx", office(**{**WORD, RELS: rels("image", "&#69;xternal")})),
        (
            "a.docx",
            office(**{**WORD, RELS: rels("hyperlink", "External").decode().encode("utf-16")}),
        ),
        ("a.docx", office(**{**WORD, RELS: b"<!DOCTYPE a>" + rels("hyperlink", "External")})),
        ("a.docx", office(**WORD, **{"word/footer.xml": b"<w:instrText>DDEAUTO c:\\cmd.exe</w:instrText>"})),
        ("a.xlsx", office(**{**WORD, "xl/workbook.xml": b"x", "xl/externalLinks/externalLink1.xml": b"<ddeLink/>"})),
        (
            "a.ods",
            office(
                mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<table:dde-source/>"}
            ),
        ),
        ("a.odt", office(**{**OPEN, "content.xml": b"x" * ((1 << 18) - 8) + b"<script:event-listener/>"})),
        # So many words has no document; packed it has a few hundred kilobytes.
        ("a.odt", office(**{**OPEN, "content.xml": b" " * (1 << 27)})),
        ("a.docx", office(**WORD)[:-30]),
        ("a.odt", office(**OPEN, **{"Basic/Standard/Module1.xml": b"x"})),
        ("a.zip", office(**WORD)),
    ],
)
def test_whatever_else_it_is_and_what_runs_or_reaches_out_is_only_saved(name: str, data: bytes) -> None:
    assert kind_of(name, data) is AttachmentKind.OTHER


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ("a/b/", "b"),
        ("..", "file"),
        ("", "file"),
        (" . . ", "file"),
        ("\u202egnp.exe", "gnp.exe"),
        ("in\u2066voice\u2069.pdf\x00\x07", "invoice.pdf"),
        ("two\nlines\t.txt", "two lines.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("COM¹.log", "_COM¹.log"),
        ("a:b|c?.txt", "a_b_c_.txt"),
        ("trailing. . ", "trailing"),
        (".bashrc", "bashrc"),
        ("-rf", "_-rf"),
        ("invoice.pdf" + " " * 90 + ".exe", "invoice.pdf.exe"),
        ("a\u2028b\u0085c.txt", "a bc.txt"),
        ("~$con.{20D04FE0-3AEA-1069-A2D8-08002B30309D}", "~$con.{20D04FE0-3AEA-1069-A2D8-08002B30309D}"),
        ("half\ud800.txt", "half.txt"),
        ("Müller Größe 日本 👩‍🔧.png", "Müller Größe 日本 👩‍🔧.png"),
    ],
)
def test_a_name_is_made_harmless(name: str, said: str) -> None:
    assert harmless(name) == said
    assert harmless(said) == said


def test_a_long_name_keeps_its_ending_and_fits_on_every_disk() -> None:
    for long in ("a" * 500 + ".png", "日" * 300 + ".png", "." + "x" * 400):
        said = harmless(long)
        assert len(said) <= 120
        assert len(said.encode()) <= 200
    assert harmless("a" * 500 + ".png").endswith("a.png")


def test_a_copy_is_called_after_its_kind_whatever_the_file_was_called() -> None:
    assert of_copy("notes.csv", AttachmentKind.TEXT) == "notes.txt"
    assert of_copy("photo", AttachmentKind.JPEG) == "photo.jpg"
    assert of_copy("../x.PDF", AttachmentKind.PDF) == "x.pdf"
    assert of_copy("aux.png", AttachmentKind.PNG) == "_aux.png"
