"""The rota sheet, read back from its PDF."""

from io import BytesIO

import pypdf
from read_back import text, texts
from sample_sheet import at

from deskapp.documents.rota_sheet import RotaRows, RotaSheet, ShiftRow, rota_pdf
from deskapp.domain.rota import Rule
from deskapp.domain.words import Paper
from deskapp.language import words

NIGHT = ShiftRow(at(16, 17, 30), at(17, 8), "Priya Shah", Rule.ROTATION, True, "020 7946 0144")
COVER = ShiftRow(at(19, 17, 30), at(20, 8), "Rita Gomez", Rule.REPLACE, True, "020 7946 0102", "Priya Shah")
GAP = ShiftRow(at(21, 17, 30), at(22, 8), "Rita Gomez", Rule.REMOVED, False, "020 7946 0102", "Priya Shah")


def printed(*rows: ShiftRow, paper: Paper = Paper.A4) -> bytes:
    sheet = RotaSheet(
        site="Northside Print & Copy",
        zone="Europe/London",
        start=at(16, 0),
        end=at(23, 0),
        printed_at=at(21, 13, 7),
        printed_by="Lena Fischer",
        rotas=(RotaRows("After hours", "17:30 to 08:00", rows),),
        paper=paper,
    )
    return rota_pdf(sheet, words("en"))


def test_a_row_says_who_is_on_call_from_when_to_when_and_the_number_to_ring() -> None:
    read = text(printed(NIGHT, COVER))
    for said in (
        "After hours",
        "17:30 to 08:00",
        "Mon 16 Nov 17:30",
        "Tue 17 Nov 08:00",
        "Priya Shah",
        "020 7946 0144",
        "times of Europe/London",
        "printed 21 Nov 2026 13:07 by Lena Fischer",
        "page 1 of 1",
    ):
        assert said in read
    assert "Rita Gomez, covers for Priya Shah" in " ".join(read.split())


def test_a_gap_is_named_by_sign_and_word_not_by_colour_alone() -> None:
    assert "▲ nobody: catch-all Rita Gomez" in " ".join(text(printed(GAP)).split())
    alone = ShiftRow(GAP.start, GAP.end, "", Rule.REMOVED, False)
    assert "▲ nobody" in text(printed(alone))


def test_a_long_rota_names_itself_and_its_columns_on_every_page() -> None:
    pages = texts(printed(*[NIGHT] * 90, paper=Paper.LETTER))
    assert len(pages) > 2
    for page in pages[1:]:
        assert "Rota: After hours" in page
        assert "ON CALL" in page
    title = pypdf.PdfReader(BytesIO(printed(NIGHT))).metadata
    assert title is not None
    assert title.title == "Rota, 16 to 22 Nov 2026"


def test_a_rota_without_anybody_says_so() -> None:
    assert "Nobody is meant to be on call in this time." in text(printed())
