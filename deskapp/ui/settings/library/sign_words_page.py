"""What customers say that shows a sign to escalate: a list of words and phrases for each sign and language."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.library.acts import SignWordsMeant
from deskapp.services.library.views import SignWordsLists, SignWordsView, TriggerView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.languages import name_of
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.library.sign_words_dialog import SignWordsDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class SignWordsPage(ListPage):
    """A dialog adds or changes a list; those of a language that is not looked for stand last, and say so."""

    CONCERNS = ("site",)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "Where a customer says one of these, the call shows the sign, with what was said. Under Site stands in"
            " which languages they are looked for."
        )
        cards = EditedCards(_("Words that show signs"), empty=_("No words show a sign."))
        entries = EditedList(cards, _("Add words"), ordered=False, removes=_("Take out"))
        super().__init__(place, entries, about, _("Only a manager can change the words that show signs."), parent)
        self._read: SignWordsLists | None = None
        self._signs: tuple[TriggerView, ...] = ()
        self.shipped_button = self.own_button(_("As shipped again"), self._back_to_shipped)
        self.begin()

    def read(self, desk: Desk) -> tuple[SignWordsLists, tuple[TriggerView, ...], tuple[str, ...]]:
        return desk.sign_words.all(), desk.triggers.all(), desk.facts().site.sign_languages

    def show_read(self, read: tuple[SignWordsLists, tuple[TriggerView, ...], tuple[str, ...]]) -> None:
        self._read, self._signs, languages = read
        names = {sign.code: codes.trigger(sign) for sign in self._signs}
        looked_for = ("", *languages)
        ordered = sorted(self._read.lists, key=lambda one: one.language not in looked_for)
        self.show_items([_card(one, names[one.code], looked_for) for one in ordered])

    def rest(self) -> None:
        self.shipped_button.setEnabled(self.allowed and self._read is not None and self._read.own)

    def open(self, key: object) -> None:
        dialog = SignWordsDialog(self.place, self._signs, self._list(key), self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def remove(self, key: object) -> None:
        one = self._list(key)
        if one is not None:
            meant = SignWordsMeant(one.id, one.version)
            self.change(lambda desk: desk.sign_words.remove(meant))

    def _list(self, key: object) -> SignWordsView | None:
        return next((one for one in self._read.lists if one.id == key), None) if self._read else None

    def _on_saved(self, saved: SignWordsView) -> None:
        self.want(saved.id)
        self.reload()

    def _back_to_shipped(self) -> None:
        base = self._read.lists if self._read else ()
        self.change(lambda desk: desk.sign_words.back_to_shipped(base))


def _card(one: SignWordsView, sign: str, looked_for: tuple[str, ...]) -> CardItem:
    lines = [Line(direction.row(one.words), muted=False)]
    if one.but_not:
        lines.append(Line(_("but not: {words}").format(words=direction.row(one.but_not))))
    corner, tint = ("", None) if one.language in looked_for else (_("not looked for"), Tint.PAUSED)
    title = _("{sign}, {language}").format(sign=sign, language=name_of(one.language))
    return CardItem(one.id, title, tuple(lines), corner, tint, shape=False)
