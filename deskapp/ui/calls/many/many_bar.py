"""At the foot of a list of calls: what several selected ones can be given, how far that has come, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.services.many.acts import Standing
from deskapp.services.many.views import Before, ManyDone
from deskapp.ui.calls.many.going_face import GoingFace
from deskapp.ui.calls.many.going_on import GoingOn
from deskapp.ui.calls.many.many_act import Choice, ManyAct, RowRefusal, RowResults
from deskapp.ui.calls.many.many_dialog import ManyDialog
from deskapp.ui.calls.many.many_dialogs import AskManyDialog, NoteManyDialog, RaiseManyDialog, ReassignManyDialog
from deskapp.ui.calls.many.result_face import ResultFace
from deskapp.ui.calls.many.undoing import undoing
from deskapp.ui.calls.panel.several_bar import SeveralBar
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals
from deskapp.wording.overseen import many as wording

Kind = Callable[[Workplace, Sequence[int], Before, dict[int, Standing], QWidget], ManyDialog]
#: By the act that a key or button asks for: what the services look at before, and the dialog.
_DIALOGS: Mapping[CallAct, tuple[CallAct, Kind]] = {
    CallAct.REASSIGN: (CallAct.REASSIGN, ReassignManyDialog),
    CallAct.PRIORITY: (CallAct.RAISE, RaiseManyDialog),
    CallAct.ASK: (CallAct.ASK, AskManyDialog),
    CallAct.NOTE: (CallAct.NOTE, NoteManyDialog),
}
#: Somebody else was first: the person may decide to do it all the same.
_DECIDED_BY_ROW = (Refusal.OWNER_CHANGED, Refusal.PRIORITY_CHANGED, Refusal.ASKED_ALREADY)


class ManyBar(QWidget):
    """Hidden while nothing is selected and nothing was done. One act goes on at a time."""

    asked = Signal(object)  # a CallAct; it comes back by `carries_out`
    export_asked = Signal()
    clear_asked = Signal()
    go_to_asked = Signal(int)  # this call was left out: show it
    results_changed = Signal(object)  # RowResults

    def __init__(
        self,
        place: Workplace,
        selected: Callable[[], Mapping[int, Standing | None]],
        acts: Sequence[CallAct],
        parent: QWidget | None = None,
        *,
        rows_say: Callable[[int], bool] = lambda _call_id: False,
        exports: bool = True,
    ) -> None:
        """selected: the calls that are selected, in the list's order, as they stand there; None where not known.

        rows_say: whether the row of a call shows what `results_changed` tells; of any other the bar has a line.
        exports: whether the selected calls are written into a file from here.
        """
        super().__init__(parent)
        self._place, self._selected, self._rows_say = place, selected, rows_say
        self._act: ManyAct | None = None
        self._going: GoingOn | None = None
        self._choices: dict[int, tuple[Choice, ...]] = {}
        self._refused: dict[int, RowRefusal] = {}
        self._offers_undo = False
        #: Those that were selected when what is said of them was done.
        self._acted: tuple[int, ...] = ()
        self.several = SeveralBar(acts, exports=exports)
        self.several.asked.connect(self.asked)
        self.several.export_asked.connect(self.export_asked)
        self.several.clear_asked.connect(self.clear_asked)
        self.going = GoingFace()
        self.going.stop_asked.connect(self._on_stop)
        self.result = ResultFace()
        self.result.undo_asked.connect(self.undo)
        self.result.undo_over.connect(self._forget_undo)
        self.result.go_to_asked.connect(self._go_to_first)
        self.result.go_on_asked.connect(self._go_on)
        self.result.chosen.connect(self.choose)
        self.result.closed.connect(self.close_result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for face in (self.going, self.result, self.several):
            column.addWidget(face)
        self._show_or_hide()

    # What the screen tells

    def set_count(self, count: int) -> None:
        """So many are selected."""
        self.several.set_role(self._place.role)
        self.several.set_count(count)
        if self._acted and self._acted == tuple(self._selected()):
            self.several.hide()  # what came of it stands in their place
        self._show_or_hide()

    def set_compact(self, compact: bool) -> None:
        """Whether there is little room."""
        self.several.set_compact(compact)

    def carries_out(self, act: CallAct) -> bool:
        """Whether this is done here, with the calls that are selected; then it is being done."""
        if act not in _DIALOGS:
            return False
        if self._going is not None and self.going.isVisible():
            self._place.advised.emit(_("What was begun goes on: wait until it is done, or stop it."))
            return True
        chosen = self._selected()
        ids = tuple(chosen)
        stood = {call_id: one for call_id, one in chosen.items() if one is not None}
        kind, dialog = _DIALOGS[act]
        self._place.read(
            lambda desk: desk.many.before(kind, ids, stood),
            partial(self._open, dialog, ids, stood),
            self._on_refused,
            key=("before many", id(self)),
            receiver=self,
        )
        return True

    def choose(self, call_id: int, key: str) -> None:
        """Something was decided for a call that was left out: `key` of its `RowRefusal`."""
        choice = self._choices.get(call_id, ())[int(key)]
        if choice.step is None:
            self._settle(call_id)
        else:
            self._place.act(choice.step, partial(self._on_decided, call_id), receiver=self)

    def undo(self) -> None:
        """Take the whole act back, each call that nothing else happened to since."""
        going = self._going
        if going is None or not going.lines:
            return
        self._begin(undoing(), going.lines)
        self._go_on()

    def close_result(self) -> None:
        """Nothing is said of the last act any more."""
        self._forget_undo()
        self.result.end_undo()
        self.result.hide()
        self._act = self._going = None
        self._choices, self._refused, self._acted = {}, {}, ()
        self.results_changed.emit(RowResults())
        self.set_count(self.several.selected)

    # Before anything is typed

    def _open(self, kind: Kind, ids: tuple[int, ...], stood: dict[int, Standing], before: Before) -> None:
        decided = any(error.code in _DECIDED_BY_ROW for error in before.refused.values())
        if len(before.refused) == len(ids) and not decided:
            why = wording.grouped(before.refused.values(), self._place.zone, self._place.desk.clock.now())
            self._place.advised.emit(_("This can be done to none of them: {why}.").format(why=why))
            return
        dialog = kind(self._place, ids, before, {**before.stood, **stood}, self.window())
        dialog.begun.connect(partial(self._on_begun, ids))
        dialog.open()

    def _on_refused(self, error: DeskError) -> None:
        """Who may not do it at all is told so at once."""
        self._place.advised.emit(refusals.error(error))

    # How it goes on

    def _on_begun(self, ids: tuple[int, ...], act: ManyAct, part: ManyDone) -> None:
        self._begin(act, ids)
        assert self._going is not None
        self._acted = ids
        self.several.hide()
        self._going.take(part)
        self._go_on()

    def _begin(self, act: ManyAct, every: Sequence[int]) -> None:
        self.close_result()
        self._act = act
        self._going = GoingOn(self._place, act.step, every, self)
        self._going.stepped.connect(self._show_progress)
        self._going.ended.connect(self._show_result)

    def _go_on(self) -> None:
        going = self._going
        if going is None:
            return
        if going.left:
            self.result.hide()
            self._forget_undo()
            self._show_progress()
        going.go_on()

    def _show_progress(self) -> None:
        act, going = self._act, self._going
        if act is not None and going is not None:
            self.going.show_progress(act.going(going.gone, going.count), going.gone / going.count)
            self._show_or_hide()

    def _on_stop(self) -> None:
        if self._going is not None:
            self._going.stop()

    # What came of it

    def _show_result(self) -> None:
        act, going = self._act, self._going
        if act is None or going is None:
            return
        self.going.hide()
        words = act.said(len(going.done), going.count)
        fine = not going.refused and not going.left
        undo = len(going.lines) if act.can_be_undone else 0
        self._tell_rows(act, going)
        tint = Tint.OK if fine or going.done else Tint.SOON
        self.result.show_words(words, tint, undo=undo, goes_on=bool(going.left))
        self.say_where()
        self._offer_undo(offers=bool(undo))
        announce(self, f"{words} {self.result.more.text()}".strip())
        self._show_or_hide()

    def say_where(self) -> None:
        """The list has other rows: those that were left out are said here, as far as it does not say them."""
        act, going = self._act, self._going
        if act is not None and going is not None and self.result.isVisibleTo(self):
            here = [one for one in self._refused.values() if not self._rows_say(one.call_id)]
            more = self._more(act, going, rows_say=not here)
            self.result.show_refused(more, here, said_elsewhere=len(here) < len(self._refused))

    def _more(self, act: ManyAct, going: GoingOn, *, rows_say: bool) -> str:
        parts = []
        if going.failed is not None:
            parts.append(refusals.error(going.failed))
        if going.left:
            left = ngettext("Stopped: {n} call is left.", "Stopped: {n} calls are left.", len(going.left))
            parts.append(left.format(n=len(going.left)))
        if going.refused:
            left_out = act.left_out(len(going.refused))
            if rows_say:
                form = ngettext("{left_out}: its row says why.", "{left_out}: their rows say why.", len(going.refused))
                parts.append(form.format(left_out=left_out))
            elif len(going.refused) == 1:
                parts.append(f"{left_out}.")
            else:
                why = wording.grouped(going.refused.values(), self._place.zone, self._place.desk.clock.now())
                parts.append(f"{left_out}: {why}.")
        return " ".join(parts)

    def _tell_rows(self, act: ManyAct, going: GoingOn) -> None:
        zone, now = self._place.zone, self._place.desk.clock.now()
        self._choices = {call_id: act.choices(call_id, error) for call_id, error in going.refused.items()}
        self._refused = {
            call_id: RowRefusal(
                call_id,
                act.refused,
                wording.why(error, zone, now),
                tuple((str(place), one.words) for place, one in enumerate(self._choices[call_id])),
            )
            for call_id, error in going.refused.items()
        }
        self.results_changed.emit(RowResults(frozenset(going.done), self._refused))

    def _on_decided(self, call_id: int, part: ManyDone) -> None:
        going = self._going
        if going is None or call_id not in going.refused:
            return
        del going.refused[call_id]
        going.done += part.done
        going.lines += part.lines
        going.refused |= part.refused
        self._show_result()

    def _settle(self, call_id: int) -> None:
        """It stays as it is, and that is decided: it belongs to the act no more."""
        going = self._going
        if going is not None and going.refused.pop(call_id, None) is not None:
            going.count -= 1
            self._show_result()

    def _go_to_first(self) -> None:
        if self._refused:
            self.go_to_asked.emit(
                next((one for one in self._refused if self._rows_say(one)), next(iter(self._refused)))
            )

    def _offer_undo(self, *, offers: bool) -> None:
        """Have the window's key undo this, or no more."""
        if offers or self._offers_undo:
            self._place.undo_kept.emit(self.undo if offers else None)
        self._offers_undo = offers

    def _forget_undo(self) -> None:
        self._offer_undo(offers=False)

    def _show_or_hide(self) -> None:
        self.setVisible(not all(face.isHidden() for face in (self.going, self.result, self.several)))
