"""An arrow that is held goes past many calls: none of them is read that is left again before its turn."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, event
from window_hands import NONE, Hands

from deskapp.desk import Desk
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
CALLS = 60


def test_a_held_arrow_reads_and_shows_the_call_at_which_it_ends_alone(
    desk: Desk, person: Hands, place: Workplace, wait_idle: Callable[[Workplace], None]
) -> None:
    with desk.work.batch():
        for number in range(CALLS):
            one: dict[str, object] = {"customer_id": 1} if number else {"new_customer": NewCustomer("Ada", "Acme")}
            desk.calls.log(LogCall(f"Call {number}", **one))  # type: ignore[arg-type]
    person.window.log.reload()
    wait_idle(place)
    table, panel = person.window.log.table, person.window.current.panel
    assert panel is not None
    table.setFocus()
    person.press(Key.Key_Home)
    shown: list[int] = []
    panel.loaded.connect(lambda call: shown.append(call.row.id))

    def calls_read(hold: Callable[[], None]) -> int:
        """How many are read, where the lane is free again only when the key is let go."""
        read: list[str] = []

        def note(_connection: object, _cursor: object, sql: str, *_more: object) -> None:
            read.append(sql)

        free = threading.Event()
        place.read(lambda _desk: free.wait(), lambda _done: None, receiver=person.window)
        event.listen(Engine, "before_cursor_execute", note)
        try:
            hold()
            free.set()
            wait_idle(place)
        finally:
            free.set()
            event.remove(Engine, "before_cursor_execute", note)
        return sum("FROM event LEFT OUTER JOIN event_words" in sql for sql in read)

    def hold(key: Key, times: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        for _turn in range(times):
            where = QApplication.focusWidget()
            assert where is not None
            QApplication.sendEvent(where, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "", autorep=True))
        QApplication.sendEvent(where, QKeyEvent(QEvent.Type.KeyRelease, key, modifiers))

    assert calls_read(lambda: hold(Key.Key_Down, CALLS - 1)) == 1
    assert person.window.log.current_call_id == table.calls.row(CALLS - 1).id
    assert shown == [person.window.log.current_call_id]
    assert panel.call is not None
    assert panel.call.row.id == shown[0]

    person.press(Key.Key_Return)
    page = person.window.screens.current
    assert isinstance(page, CallPage)
    assert calls_read(lambda: hold(Key.Key_Up, CALLS - 1)) == 1
    assert page.call is not None
    assert page.call.row.id == table.calls.row(0).id == page.current_call_id
