"""A new call begun as a kind that comes again and again, by one key."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.desk import Desk
from deskapp.domain.words import Channel, Impact, Urgency
from deskapp.services.directory.views import CustomerView
from deskapp.services.library.acts import EditedCheck, SaveTemplate
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.settings.library.template_dialog import TemplateDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
HARDWARE = 4


def test_ctrl_t_fills_in_what_is_known_of_the_kind_and_leaves_what_was_typed(
    desk: Desk, place: Workplace, hands, brook: CustomerView
) -> None:
    act = SaveTemplate(
        *("Hedge", HARDWARE, "Hedge at ", "Cut", Impact.SITE, Urgency.NOW, Channel.EMAIL),
        checks=(EditedCheck("Which side?"),),
    )
    hedge = desk.templates.save(act).value
    desk.templates.move(hedge.id, -100)
    place.load_facts()
    hands.settle()
    dialog = NewCallDialog(place)
    hands.show(dialog)
    told: list[int] = []
    dialog.logged.connect(lambda call_id, _escalate: told.append(call_id))
    hands.type("Brook")
    hands.press(Key.Key_Return)
    dialog.what.wants.setText("Fewer leaves")
    hands.press(Key.Key_T, CTRL | Qt.KeyboardModifier.ShiftModifier)
    menu = dialog.what.templates.menu_
    assert menu.activeAction().text() == "Hedge · Hardware"
    QTest.keyClick(menu, Key.Key_Return)
    hands.settle()
    what = dialog.what
    assert hands.focus() is what.summary
    hands.type("the gate")
    assert (what.summary.text(), what.wants.text()) == ("Hedge at the gate", "Fewer leaves")
    assert (what.category_id, what.chosen_channel) == (HARDWARE, Channel.EMAIL)
    assert (dialog.urgent.chosen_impact, dialog.urgent.chosen_urgency) == (Impact.SITE, Urgency.NOW)
    box = dialog.urgent.checklist.boxes[hedge.checks[0].id]
    assert box.text() == "Which side?"
    box.setChecked(True)
    # Another category, and it is no such call any more.
    what.category.setCurrentIndex(what.category.findData(1))
    assert dialog.template is None
    assert hedge.checks[0].id not in dialog.urgent.checklist.boxes
    what.category.setCurrentIndex(what.category.findData(HARDWARE))
    dialog.urgent.checklist.boxes[hedge.checks[0].id].setChecked(True)
    dialog.draft.save()
    hands.settle()
    again = NewCallDialog(place)
    hands.show(again)
    assert again.urgent.checklist.done == (hedge.checks[0].id,)
    dialog.reject()
    again.logged.connect(lambda call_id, _escalate: told.append(call_id))
    hands.press(Key.Key_Return, CTRL)
    done = [line.text for line in desk.guides.help_for(told[0]).checks if line.done]
    assert done == ["Which side?"]


def test_a_template_is_changed_by_the_keyboard_and_meets_what_somebody_else_made_of_it(
    desk: Desk, place: Workplace, hands
) -> None:
    seen = desk.templates.all()[0]
    dialog = TemplateDialog(place, seen)
    hands.show(dialog)
    dialog.summary.setText("Twice: ")
    desk.templates.save(
        SaveTemplate(
            *(seen.name, seen.category_id, seen.summary, "Theirs"),
            checks=tuple(EditedCheck(line.text, line.id) for line in seen.checks),
            id=seen.id,
            base_version=seen.version,
        )
    )
    hands.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert "Theirs" in dialog.notice.words
    hands.press(Key.Key_Return, CTRL)
    saved = desk.templates.all()[0]
    assert (saved.summary, saved.wants, len(saved.checks)) == ("Twice: ", seen.wants, len(seen.checks))
