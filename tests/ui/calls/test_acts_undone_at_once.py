"""What was just done is undone by the same key, whatever it was; each undo is an act of its own, on record."""

from PySide6.QtCore import Qt

from deskapp.desk import Desk
from deskapp.domain.words import CallState, Priority, Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.pause_dialog import PauseDialog
from deskapp.ui.calls.dialogs.priority_dialog import PriorityDialog
from deskapp.ui.calls.dialogs.reassign_dialog import for_call
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def test_priority_pause_and_owner_are_as_they_were(desk: Desk, place: Workplace, hands, call_id: int) -> None:
    bo = desk.site.save_staff(SaveStaff("Bo", Role.AGENT)).value.id
    place.load_facts()
    hands.settle()
    told: list[tuple[str, object]] = []
    place.undoable.connect(lambda words, undo: told.append((words, undo)))

    def undo() -> str:
        words, act = told.pop()
        act()  # type: ignore[operator]
        hands.settle()
        return words

    before = desk.overview.call(call_id)
    dialog = PriorityDialog(place, before)
    hands.show(dialog)
    dialog.priority.pill(Priority.P1).click()
    dialog.reason.setPlainText("The boss is here")
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).priority is Priority.P1
    assert undo() == "C-00001 is P1 now."
    now = desk.overview.call(call_id)
    assert (now.priority, now.priority_reason) == (before.priority, "")

    pause = PauseDialog(place, now)
    hands.show(pause)
    pause.reason.pill("customer").click()
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).state is CallState.WAITING
    assert undo() == "C-00001 is paused."
    now = desk.overview.call(call_id)
    assert now.state is CallState.OPEN

    reassign = for_call(place, now, None)
    hands.show(reassign)
    reassign.owner.setCurrentIndex(reassign.owner.findData(bo))
    reassign.reason.setPlainText("Knows them")
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).row.owner_id == bo
    assert undo() == "1 call belongs to Bo now."
    now = desk.overview.call(call_id)
    assert now.row.owner_id == before.row.owner_id
    assert now.events[-1].payload["reason"] == "undone at once"
