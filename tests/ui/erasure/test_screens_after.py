"""After an erasure every screen, page and paper is there, and says plainly that something was forgotten."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from forgotten_scene import CANARY, forget, spoken_of
from PySide6.QtCore import QAbstractListModel
from PySide6.QtWidgets import QAbstractItemView, QLabel
from scene import YES, log
from window_hands import Hands

from deskapp.desk import Desk
from deskapp.documents.call_sheet import call_pdf
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import RetentionKind
from deskapp.language import SPOKEN
from deskapp.paperwork.call import for_desk
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.erasure.acts import Instead
from deskapp.services.retention.acts import SetRules
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.window.screens import rows
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]


def _shown(person: Hands) -> str:
    """All that stands in the window: labels, and the cells and cards of its lists."""
    said = [label.text() for label in person.window.findChildren(QLabel)]
    for view in person.window.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
            cells = (model.index(row, column) for row in range(model.rowCount()) for column in range(columns))
            said += [str(cell.data() or "") for cell in cells]
    return "\n".join(said)


def test_nothing_fails_and_nothing_of_them_is_shown_on_any_screen_page_or_paper(
    desk: Desk, clock: FixedClock, person: Hands, place: Workplace, wait_idle: WaitIdle
) -> None:
    customer_id = spoken_of(desk)
    aged = log(desk, f"Aged {CANARY}").id
    desk.calls.resolve(ResolveCall(aged, "Oiled", YES))
    forget(desk, customer_id)
    for day in range(8):
        clock.set_to(datetime(2029, 1, 8 + day, 9, tzinfo=UTC))
        desk.site.note_clock_jump(clock.now(), timedelta(seconds=1))
    desk.retention.set_rules(SetRules({RetentionKind.WORDS: 12}, {}))
    (due,) = desk.retention.due()
    for act in desk.retention.steps(due, "By the rule", Instead("Forgotten customer {number}", "Forgotten")):
        desk.retention.carry_out(act)
    for call_id in (1, 2, aged):
        person.window.show_call(call_id)
        wait_idle(place)
        assert "Forgotten" in _shown(person)
        told = desk.overview.call(call_id)
        sheet = for_desk(told, desk.facts(), clock.now(), "Ana", timeline=True, number=1)
        assert call_pdf(sheet, SPOKEN).startswith(b"%PDF")
    for key in [row.key for row in rows()]:
        screen = person.window.show_screen(key)
        wait_idle(place)
        for page in screen.pages if isinstance(screen, SettingsScreen) else ():
            screen.show_page(page)
            wait_idle(place)
        assert CANARY not in _shown(person).lower(), key
