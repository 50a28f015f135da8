"""Files of a call that is being typed: they wait with the draft, through a crash, and are attached with its logging."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from deskapp.desk import Desk
from deskapp.services.attachments.acts import File, WaitFile
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_screenshot_that_is_pasted_while_typing_survives_a_crash_and_is_logged_with_the_call(
    desk: Desk, place: Workplace, hands: Any
) -> None:
    first = NewCallDialog(place)
    hands.show(first)
    first.what.summary.setFocus()
    hands.type("No picture")
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    hands.press(Qt.Key.Key_V, CTRL)
    hands.settle()
    assert first.what.summary.text() == "No picture"
    assert [one.waiting for one in first.what.files.files] == [True]
    assert first.draft is not None
    first.draft.save()
    hands.settle()
    # As after a crash: the window is gone, and nothing was said to the draft.
    first.deleteLater()
    second = NewCallDialog(place)
    hands.show(second)
    hands.settle()
    assert second.what.summary.text() == "No picture"
    (file,) = second.what.files.files
    second.who.choose_new()
    second.who.new_caller.name.setText("Ada")
    told: list[int] = []
    second.logged.connect(lambda call_id, _escalate: told.append(call_id))
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert [one.name for one in desk.overview.call(told[0]).attachments] == [file.name]
    assert desk.attachments.waiting(second.what.files.key) == ()


def test_files_of_what_belongs_to_an_open_call_go_to_that_call(desk: Desk, place: Workplace, hands: Any) -> None:
    open_call = desk.calls.log(LogCall("s", new_customer=NewCustomer("Ada"))).value
    desk.attachments.wait(WaitFile("k", File("a.txt", b"words")))
    dialog = NewCallDialog(place)
    hands.show(dialog)
    dialog.what.files.set_key("k")
    hands.settle()
    dialog.who.open_calls.add_asked.emit(open_call.id)
    hands.settle()
    assert [one.name for one in desk.overview.call(open_call.id).attachments] == ["a.txt"]
