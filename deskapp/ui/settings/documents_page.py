"""Fonts that papers print with, beside those that come along: for scripts which these have not."""

from pathlib import Path
from textwrap import shorten

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.fonts.font_file import LARGEST
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.papers.fonts import AddFont, FontView
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.chosen_file import ask_for_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import attachments

#: So many signs of a licence stand on its card: who it is of, and which it is, come first.
_LICENCE = 400


class DocumentsPage(ListPage):
    CONCERNS = ("fonts",)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "Papers print Latin, Greek, Cyrillic, Arabic and Hebrew letters, and what these fonts add. They are kept in"
            " the desk's file, so that each workstation prints with them; of a font only the letters that a paper shows"
            " go into it. Mind its licence."
        )
        cards = EditedCards(_("Fonts of papers"), empty=_("No font was added."))
        entries = EditedList(cards, _("Add a font…"), ordered=False, removes=_("Remove"))
        entries.edit_button.hide()
        super().__init__(place, entries, about, _("Only a manager can change fonts."), parent)
        self._fonts: tuple[FontView, ...] = ()
        self.begin()

    def read(self, desk: Desk) -> tuple[FontView, ...]:
        return desk.fonts.all()

    def show_read(self, read: tuple[FontView, ...]) -> None:
        self._fonts = read
        self.show_items([_card(one) for one in read])

    def open(self, key: object) -> None:
        if key is None:
            filters = [_("Fonts (*.ttf *.otf *.ttc)"), _("All files (*)")]
            ask_for_file(self.window(), _("Add a font"), self.take, filters=filters)

    def take(self, path: Path) -> None:
        """Add the font in this file."""
        self.change(lambda desk: _added(desk, path), lambda font: self.want(font.id))

    def remove(self, key: object) -> None:
        font = next((one for one in self._fonts if one.id == key), None)
        if font is not None:
            self.change(lambda desk: desk.fonts.remove(font.id))


def _added(desk: Desk, path: Path) -> Done[FontView]:
    from deskapp.documents.glyphs.trial import prints  # loads what draws papers

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise Invalid({"file": FieldFault.FONT_UNREADABLE}) from problem
    act = AddFont(path.stem, data)
    if len(data) <= LARGEST and not prints(data):
        raise Invalid({"file": desk.fonts.fault(act) or FieldFault.FONT_BROKEN})
    return desk.fonts.add(act)


def _card(font: FontView) -> CardItem:
    said = ", ".join(attachments.script(one) for one in font.scripts) or _("no script that was missing")
    licence = shorten(font.licence, _LICENCE, placeholder=" …") or _("The font says nothing of its licence.")
    return CardItem(font.id, font.name, (Line(said, muted=False), Line(licence)), attachments.size(font.size))
