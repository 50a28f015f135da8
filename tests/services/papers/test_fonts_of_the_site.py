"""Fonts that the site adds for its papers."""

from pathlib import Path

import pytest
from added_fonts import DEVANAGARI, HAN, HINDI_TEXT, THAI

from deskapp.commands.desks import opened
from deskapp.desk import Desk
from deskapp.documents.glyphs import site_fonts
from deskapp.documents.glyphs.trial import prints
from deskapp.documents.text import not_printed
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotFound
from deskapp.domain.fonts.scripts import Script
from deskapp.services.papers.fonts import AddFont


def test_fonts_are_kept_in_the_desk_in_their_order_and_go_again(desk: Desk) -> None:
    added = desk.fonts.add(AddFont("deva", DEVANAGARI)).value
    desk.fonts.add(AddFont("thai", THAI))
    assert [font.name for font in desk.fonts.all()] == ["Noto Sans Devanagari Regular", "Noto Sans Thai Regular"]
    assert added.scripts == (Script.DEVANAGARI,)
    assert added.size == len(DEVANAGARI)
    assert "SIL Open Font License" in added.licence
    assert desk.fonts.contents() == (DEVANAGARI, THAI)
    done = desk.fonts.remove(added.id)
    assert "fonts" in done.changes.lists
    assert desk.fonts.contents() == (THAI,)
    with pytest.raises(NotFound) as gone:
        desk.fonts.remove(added.id)
    assert gone.value.code is Refusal.FONT_UNKNOWN


def test_the_same_font_is_not_added_twice_and_no_other_file_at_all(desk: Desk) -> None:
    desk.fonts.add(AddFont("thai", THAI))
    for data, fault in ((THAI, FieldFault.FONT_THERE), (b"%PDF", FieldFault.FONT_UNKNOWN_KIND)):
        with pytest.raises(Invalid) as refused:
            desk.fonts.add(AddFont("again", data))
        assert refused.value.fields == {"file": fault}
    assert len(desk.fonts.all()) == 1


@pytest.mark.parametrize("data", [DEVANAGARI, THAI, HAN])
def test_a_font_that_prints_is_told_from_one_that_does_not(data: bytes) -> None:
    assert prints(data)
    assert not prints(data[:200])
    assert not prints(b"")


def test_what_a_command_prints_is_printed_with_the_fonts_of_its_desk(desk: Desk, desk_file: Path) -> None:
    desk.fonts.add(AddFont("deva", DEVANAGARI))
    assert not_printed(HINDI_TEXT)
    with opened(desk_file, desk.clock):
        assert not_printed(HINDI_TEXT) == []
    # The desk is closed by then: whoever prints next has only what comes along.
    site_fonts.add_from(tuple)
