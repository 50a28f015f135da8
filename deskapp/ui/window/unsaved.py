"""What is not saved yet, said in the window for as long as that is so; the window stays until it is, or is let go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.keeper import Unkept
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class _NotSaved(NamedTuple):
    """An act that the file did not take."""

    error: DeskError
    words: str
    again: Callable[[], object]


class Unsaved(QObject):
    """Four messages: acts that wait, acts that were not saved, drafts that are only here, and that the window stays."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self.waits, self.refused, self.drafts, self.stays = Notice(), Notice(), Notice(), Notice()
        self._not_saved: list[_NotSaved] = []
        #: What is to be done once nothing is left to save; None: nobody wants to leave.
        self._then: Callable[[], object] | None = None
        self._given_up = False
        # What their buttons do comes before that they end, which by hand means to let it go.
        self.refused.acted.connect(self._try_again)
        self.refused.ended.connect(self._on_let_go)
        self.stays.acted.connect(self._leave_all)
        self.stays.ended.connect(self._on_stay)
        place.not_saved.connect(self._on_not_saved)
        place.acted.connect(self._on_acted)
        place.underway.changed.connect(self._look)
        place.keeper.changed.connect(self._look)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.waits, self.refused, self.drafts, self.stays

    def may_go(self, then: Callable[[], object]) -> bool:
        """Whether nothing would be lost by leaving now. Else that is said, and `then` is done once nothing would be."""
        if self._given_up or not self._left():
            return True
        self._then = then
        self._say_stays()
        return False

    # What is said

    def _look(self) -> None:
        self._say_waits()
        self._say_drafts()
        if self._then is None:
            return
        if self._left():
            self._say_stays()
            return
        then, self._then = self._then, None
        self.stays.end()
        then()

    def _say_waits(self) -> None:
        """Those that no dialog tells of: the oldest by its name, how many more there are, and the way back."""
        waiting = [one for one in self._place.underway.acts if one.told is None and one.wondered and one.waits]
        if not waiting:
            self.waits.end()
            return
        what = waiting[0].words or _("What you did last")
        words = _("Not saved yet: {what} This waits until whoever is saving just now has finished.")
        said = words.format(what=_sentence(what))
        if len(waiting) > 1:
            more = len(waiting) - 1
            said = f"{said} {ngettext('So does {n} more.', 'So do {n} more.', more).format(n=more)}"
        self._tell(self.waits, said, _("Take back"), waiting[0].take_back)

    def _say_drafts(self) -> None:
        """Drafts whose dialogs are gone. They are here alone, and that they are is no secret."""
        gone = [one for one in self._place.keeper.waiting if one.error is not None]
        if not gone:
            self.drafts.end()
            return
        error = gone[0].error
        assert error is not None
        form = ngettext(
            "What you typed{where} is kept in this window only: {why} It is tried again by itself.",
            "What you typed in {n} places is kept in this window only: {why} It is tried again by itself.",
            len(gone),
        )
        where = f" ({gone[0].title})" if gone[0].title and self._is_mine(gone[0]) else ""
        said = form.format(n=len(gone), where=where, why=refusals.error(error))
        self._tell(self.drafts, said, _("Copy what was typed"), partial(self._copy, gone))

    def _say_refused(self) -> None:
        if not self._not_saved:
            self.refused.end()
            return
        last = self._not_saved[-1]
        what = last.words or _("What you did last.")
        said = _("Not saved: {what} {why}").format(what=_sentence(what), why=refusals.error(last.error))
        self._tell(self.refused, said, _("Try again"))

    def _say_stays(self) -> None:
        """Somebody wants to leave."""
        if self._hopeless():
            words = _("The window stays open: not everything could be saved. Try again, or leave without it.")
        else:
            words = _("The window closes as soon as everything is saved. Close this message to stay.")
        self._tell(self.stays, words, _("Leave without it"))

    def _tell(self, notice: Notice, words: str, action: str, act: Callable[[], object] | None = None) -> None:
        """Once: what stands there already is told to nobody anew."""
        if notice.isHidden() or notice.words != words:
            notice.say(words, Tint.SOON if notice is not self.refused else Tint.OVER, action, act=act)

    # What is left

    def _left(self) -> bool:
        place = self._place
        return bool(place.underway.acts or place.keeper.waiting or self._not_saved)

    def _hopeless(self) -> bool:
        """Whether waiting alone helps no more."""
        place = self._place
        return not place.underway.acts and bool(
            self._not_saved or any(one.error is not None for one in place.keeper.waiting)
        )

    def _is_mine(self, one: Unkept) -> bool:
        return one.staff_id == self._place.desk.staff_id

    # What is done about it

    def _on_not_saved(self, error: DeskError, words: str, again: Callable[[], object]) -> None:
        self._not_saved.append(_NotSaved(error, words, again))
        self._say_refused()
        self._look()

    def _on_acted(self) -> None:
        """The file can be written again: what it did not take then had better be asked for now."""
        self._place.keeper.try_again()

    def _try_again(self) -> None:
        again, self._not_saved = self._not_saved, []
        for one in again:
            one.again()

    def _on_let_go(self) -> None:
        """Its message was closed by hand: it is not wanted any more."""
        self._not_saved.clear()
        self._look()

    def _on_stay(self) -> None:
        self._then = None

    def _leave_all(self) -> None:
        """What waits is taken back, so that nothing of it is saved behind whoever has left it."""
        self._given_up = True
        for act in self._place.underway.acts:
            act.take_back()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _copy(self, drafts: Iterable[Unkept]) -> None:
        texts = [text for one in drafts if self._is_mine(one) for text in _texts(one.content)]
        QApplication.clipboard().setText("\n\n".join(texts))
        self._place.said.emit(_("Copied."))
        self._look()


def _sentence(words: str) -> str:
    """With its full stop, as whatever is said after it needs."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _texts(content: Any) -> list[str]:
    """What was typed, of all that a draft keeps."""
    if isinstance(content, str):
        return [content] if content.strip() else []
    if isinstance(content, dict):
        return [text for one in content.values() for text in _texts(one)]
    if isinstance(content, list):
        return [text for one in content for text in _texts(one)]
    return []
