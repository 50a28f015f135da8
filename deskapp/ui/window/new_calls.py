"""New call, as often as somebody rings: a window each, and the drafts of those that are not logged yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from deskapp.language import _, ngettext
from deskapp.ui.look import theme
from deskapp.ui.widgets.dialogs.act_form import ActForm
from deskapp.ui.work.keys import Keys
from deskapp.wording import times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.services.changes import Changes, Done
    from deskapp.services.directory.views import CustomerView
    from deskapp.services.drafts import KeptDraft
    from deskapp.ui.calls.new_call.kept_calls import CallDraft
    from deskapp.ui.calls.new_call.new_call import NewCallDialog
    from deskapp.ui.window.whole_window import WholeWindow
    from deskapp.ui.work.commands import Command
    from deskapp.ui.work.type_ahead import TypeAhead

#: Where the window stood last, as the workstation keeps it.
_PLACE = "new-call"


class NewCalls(QObject):
    """Each call that is typed has a window and a draft of its own; no two windows ever keep the same draft."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window.window())
        self._window, self._place = window, window.place
        self._over = window.window()
        self._kept: tuple[CallDraft, ...] = ()
        self._in_file: tuple[KeptDraft, ...] = ()
        self._open: dict[str, NewCallDialog] = {}
        self._commands: list[Command] = []
        self._ahead: TypeAhead | None = None
        #: Whether a call was typed since the window is there: then drafts are no news.
        self._used = False
        window.top.drafts_asked.connect(self.choose)
        window.leaving.connect(self.put_away)
        self._place.drafts_changed.connect(self.reload)
        self._place.keeper.changed.connect(self._show_kept)
        self._place.hub.changed.connect(self._on_changed)

    def share(self, commands: Sequence[Command], ahead: TypeAhead) -> None:
        """The commands whose keys hold in each New call too, and what keeps the keys that are typed meanwhile."""
        self._commands, self._ahead = list(commands), ahead

    def begin(self) -> None:
        """The desk is open: what was not logged when it was closed is there again, and that is said."""
        from deskapp.ui.calls.new_call.kept_calls import KIND

        self._place.read(lambda desk: desk.drafts.kept(KIND), self._on_first, receiver=self)

    # Opening

    def open(self) -> None:
        """Log a call, beside those that are being typed."""
        untouched = self._untouched()
        if untouched is not None:
            self._bring(untouched)
            return
        from deskapp.ui.calls.new_call.kept_calls import fresh_key

        self._show(fresh_key())

    def take(self, caller: str) -> None:
        """Somebody rings from this number: a call of theirs comes forward. Who is typing keeps the keyboard, and what
        they type stays where it belongs: then it stands beside that.
        """
        front = QApplication.activeWindow()
        untouched = self._untouched()
        if untouched is not None:
            untouched.ring(caller)
        if isinstance(front, ActForm) and front is not untouched:
            self._show_beside(front, caller, untouched)
        elif untouched is not None:
            self._bring(untouched)
        else:
            from deskapp.ui.calls.new_call.kept_calls import fresh_key

            self._show(fresh_key(), caller)

    def open_of(self, customer: CustomerView) -> None:
        """Log a call of a customer who was looked at."""
        from deskapp.ui.calls.new_call.kept_calls import fresh_key

        dialog = self._untouched()
        if dialog is None:
            dialog = self._show(fresh_key())
        else:
            self._bring(dialog)
        dialog.who.take(customer.id, customer.account or customer.name)

    def open_draft(self, key: str) -> None:
        """Go on with a draft: to its window, or in a new one."""
        if key in self._open:
            self._bring(self._open[key])
            return
        from deskapp.ui.calls.new_call.kept_calls import fresh_key

        place, own = self._place, fresh_key()
        if place.keeper.move(key, own):
            self._show(own)
            return

        def taken(done: Done[bool]) -> None:
            if done.value:
                self._show(own)
            else:
                place.advised.emit(_("This draft is not there any more: it was opened or logged in another window."))
                self.reload()

        place.lanes.act(lambda: place.desk.open().drafts.take(key, own), taken, place.failed.emit, receiver=self)

    def choose(self) -> None:
        """Go on with the only draft, or choose one of several."""
        if not self._kept:
            self._place.advised.emit(_("There is no draft: every call that was begun is logged."))
        elif len(self._kept) == 1:
            self.open_draft(self._kept[0].key)
        else:
            self._choose_one()

    def put_away(self) -> None:
        """Before somebody else works here: what is typed is kept as drafts of who typed it, and the windows go."""
        for one in list(self._open.values()):
            one.put_away()

    # Inside

    def _untouched(self) -> NewCallDialog | None:
        """A New call in which nobody has typed anything yet: one is enough."""
        return next((one for one in self._open.values() if not one.begun), None)

    def _show_beside(self, front: ActForm, caller: str, made: NewCallDialog | None) -> None:
        from deskapp.ui.calls.new_call.kept_calls import fresh_key

        dialog = made or self._show(fresh_key(), caller, quietly=True)
        # Some systems give the keyboard to whatever is shown.
        front.raise_()
        front.activateWindow()
        words = _("{number} calls. Their call is begun beside this.").format(number=caller)
        front.notice.say(words, action=_("Go to it"), act=partial(self._go_to, dialog))

    def _go_to(self, dialog: NewCallDialog) -> None:
        if shiboken6.isValid(dialog):
            self._bring(dialog)

    def _show(self, key: str, caller: str = "", *, quietly: bool = False) -> NewCallDialog:
        """quietly: the keyboard stays where it is."""
        from deskapp.ui.calls.new_call.new_call import NewCallDialog

        dialog = NewCallDialog(self._place, self._over, draft=key, caller=caller)
        dialog.logged.connect(self._on_logged)
        dialog.add_asked.connect(self._on_add_asked)
        dialog.thrown_away.connect(self._on_thrown_away)
        dialog.finished.connect(partial(self._on_finished, key, dialog))
        Keys(dialog, self._commands, self._ahead)
        beside = [one for one in self._open.values() if one.isVisible()]
        self._open[key], self._used = dialog, True
        dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, quietly)
        dialog.open()
        known = self._window.workstation.place_of(_PLACE)
        if known is not None:
            dialog.restoreGeometry(known)
        if beside:
            dialog.stand_beside(beside[-1])
        return dialog

    def _bring(self, dialog: NewCallDialog) -> None:
        if dialog.isMinimized():
            dialog.showNormal()
        dialog.raise_()
        dialog.activateWindow()
        if self._ahead is not None and dialog.isActiveWindow():
            self._ahead.end()  # it has the keyboard: what was typed need not wait

    def _on_finished(self, key: str, dialog: NewCallDialog, _result: int) -> None:
        self._open.pop(key, None)
        self._window.workstation.keep_place(_PLACE, dialog.saveGeometry())

    def _on_logged(self, call_id: int, escalate: bool) -> None:
        self._come_forward()
        self._window.show_call(call_id)
        if escalate:
            self._window.current.escalate(call_id)

    def _on_add_asked(self, call_id: int, words: str) -> None:
        """What was meant as a new call belongs to one that is open."""
        self._come_forward()
        self._window.show_call(call_id)
        self._window.current.note(call_id, words, on_the_line=True)

    def _come_forward(self) -> None:
        if self._over.isMinimized():
            self._over.showNormal()
        self._over.raise_()
        self._over.activateWindow()

    def _on_thrown_away(self, content: Mapping[str, Any]) -> None:
        self._place.undoable.emit(_("The draft is thrown away."), partial(self._bring_back, content))

    def _bring_back(self, content: Mapping[str, Any]) -> None:
        from deskapp.ui.calls.new_call.kept_calls import fresh_key

        key = fresh_key()
        self._place.act(
            lambda desk: desk.drafts.save(key, content), lambda _nothing: self.open_draft(key), receiver=self
        )

    # The drafts

    def reload(self) -> None:
        """Read which drafts there are."""
        from deskapp.ui.calls.new_call.kept_calls import KIND

        self._place.read(lambda desk: desk.drafts.kept(KIND), self._on_kept, key=("drafts", id(self)))

    def _on_first(self, kept: Sequence[KeptDraft]) -> None:
        self._on_kept(kept)
        count = len(kept)
        if count and not self._used:
            words = ngettext(
                "{n} call that was begun is not logged yet.", "{n} calls that were begun are not logged yet.", count
            )
            self._place.offered.emit(words.format(n=count), _("Open"), self.choose)

    def _on_kept(self, kept: Sequence[KeptDraft]) -> None:
        self._in_file = tuple(kept)
        self._show_kept()

    def _show_kept(self) -> None:
        """Those in the file, and those that are only here until they can be written."""
        from deskapp.services.drafts import KeptDraft
        from deskapp.ui.calls.new_call.kept_calls import KIND, drafts

        here = self._place.keeper.of_kind(KIND)
        newer = {one.key for one in here}
        in_file = [one for one in self._in_file if one.key not in newer]
        self._kept = drafts([*in_file, *(KeptDraft(one.key, one.content) for one in here)])
        self._window.top.set_drafts(len(self._kept))

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything:
            self.reload()

    def _choose_one(self) -> None:
        """Below the button that counts them, or in the New call from which they were asked for."""
        front = QApplication.activeWindow() or self._over
        menu = QMenu(front)
        now = self._place.desk.clock.now()
        for one in self._kept:
            age = f"\t{_age(one.begun, now, self._place.zone)}" if one.begun else ""
            action = menu.addAction(one.words.replace("&", "&&") + age)
            action.setCheckable(True)
            action.setChecked(one.key in self._open)
            action.triggered.connect(partial(self._on_chosen, one.key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(menu.actions()[0])
        button = self._window.top.drafts
        if front is self._over:
            menu.popup(button.mapToGlobal(button.rect().bottomLeft() + QPoint(0, theme.px(4))))
        else:
            menu.popup(front.mapToGlobal(QPoint(theme.px(18), theme.px(56))))

    def _on_chosen(self, key: str, _checked: bool = False) -> None:
        self.open_draft(key)


def _age(begun: datetime, now: datetime, zone: str) -> str:
    """How long ago it was begun; of another day, when."""
    if now - begun < timedelta(days=1):
        return times.duration(now - begun, measured=True)
    return times.instant(begun, zone, now)
