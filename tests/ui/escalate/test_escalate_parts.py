"""The parts of the escalation dialog by themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.words import ContactKind, EscalationType, Impact, Level, Tone
from deskapp.services.directory.views import ContactView
from deskapp.services.routes.views import RankedContact
from deskapp.ui.escalate.dialog.type_row import TypeRow, suggested_on
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.reach_chip import reach as reach_of
from deskapp.ui.widgets.fields.better_words import BetterWords
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.wording import offers as offer_wording
from deskapp.wording import signs as reason_words

F, H, P, INCIDENT = EscalationType
NOW = datetime(2026, 11, 16, 13, 6, tzinfo=UTC)
AT = datetime(2026, 11, 16, 17, 30, tzinfo=UTC)


def test_raising_the_priority_is_only_offered_beside_a_type_with_a_contact() -> None:
    assert suggested_on({F, P}) == {F}
    assert suggested_on({F, H, INCIDENT}) == {F, H}
    assert suggested_on({P, INCIDENT}) == {P}
    assert suggested_on({INCIDENT}) == frozenset()
    assert suggested_on(()) == frozenset()


def test_a_type_that_was_switched_by_hand_stays_whatever_is_suggested(qtbot: QtBot) -> None:
    row = TypeRow()
    qtbot.addWidget(row)
    row.suggest({F, P})
    assert row.types == (F,)
    assert row.pill(P).text() == "+ &Priority"
    row.pill(F).click()
    row.pill(P).click()
    row.suggest({F, H})
    assert row.types == (H, P)
    assert row.by_hand == {F: False, P: True}


def test_types_are_told_once_for_each_change(qtbot: QtBot) -> None:
    row = TypeRow()
    qtbot.addWidget(row)
    heard: list[object] = []
    row.changed.connect(lambda: heard.append(row.types))
    row.suggest({F})
    row.suggest({F, P})
    row.pill(H).click()
    assert heard == [(F,), (F, H)]


def test_a_long_sign_goes_on_in_a_second_line_and_keeps_its_name(qtbot: QtBot) -> None:
    words = "Above my authority & more (asked 118.40, limit 50.00) and the reason for it in many words"
    box = WrappingCheckBox(words)
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(box)
    column.addStretch(1)
    holder.resize(240, 300)
    holder.show()
    assert "\n" in box.text()
    assert box.words == words
    assert box.accessibleName() == words
    tall = box.height()
    holder.resize(900, 300)
    qtbot.waitUntil(lambda: "\n" not in box.text())
    assert 24 <= box.height() < tall


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("overdue", {"due": datetime(2026, 11, 16, 12, tzinfo=UTC)}, "was due 12:00"),
        ("due_soon", {"due": AT}, "due 17:30"),
        ("impact", {"impact": Impact.DEPARTMENT}, "a department"),
        ("tone", {"tone": Tone.ABUSIVE}, "abusive"),
        ("contacts", {"count": 3, "days": 30}, "3 contacts in 30 days"),
        ("calls_within_hour", {"count": 4}, "4 calls like it in an hour"),
        (
            "calls_within_hour",
            {"count": 3, "calls": ("C-00012", "C-00009")},
            "3 calls like it in an hour, with C-00012, C-00009",
        ),
        (
            "calls_within_hour",
            {"count": 8, "calls": tuple(f"C-0000{n}" for n in range(7))},
            "8 calls like it in an hour, with C-00000, C-00001, C-00002, C-00003 and 3 more",
        ),
        ("checklist_done", {"count": 3}, "checklist done"),
        ("words", {"words": ("lawyer", "court")}, "says “lawyer”, “court”"),
        ("customer_deadline", {"deadline": AT}, "by 17:30"),
        ("something_newer", {}, "something_newer"),
    ],
)
def test_why_a_sign_is_seen_is_said_in_words(code: str, values: dict[str, Any], words: str) -> None:
    assert reason_words.why(code, values, "UTC", NOW) == words


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("covers", {"category": 7}, "covers Billing"),
        ("covers", {"category": 8}, "covers this kind of call"),
        ("authority", {"level": Level.SUPERVISOR}, "may decide as a supervisor"),
        ("agreed_response", {"length": timedelta(hours=4)}, "agreed response 4 h"),
        ("our_account", {"account": "CP-8841"}, "quote account CP-8841"),
        ("answers_in", {"length": timedelta(minutes=6), "accepted": 3, "offered": 3}, "usually answers in 6 min"),
        (
            "answers_in",
            {"length": timedelta(minutes=4), "within": timedelta(minutes=6), "accepted": 4, "offered": 5},
            "accepted 4 of the last 5 within 6 min",
        ),
        ("route_first", {"route": 1, "name": "Billing"}, "first in the route for Billing"),
        ("on_call", {"rota": 1, "name": "Nights", "until": AT}, "on call until 17:30, Nights"),
        ("on_call", {"rota": 1, "name": "Nights", "until": None}, "on call, Nights"),
        ("deputy", {"contact": 2, "name": "Ana"}, "stands in for Ana"),
        ("ask_deputy", {"contact": 2, "name": "Ana"}, "Ana stands in"),
        ("chain", {"route": 2, "name": "Nights"}, "next in the chain, Nights"),
        ("catch_all", {"route": 2, "name": "Others"}, "takes what nobody else takes"),
        ("no_hours", {}, "no hours left"),
    ],
)
def test_why_a_contact_is_offered_is_said_in_words(code: str, values: dict[str, Any], words: str) -> None:
    assert offer_wording.reason(code, values, "UTC", NOW, {7: "Billing"}) == words


@pytest.mark.parametrize(
    ("kind", "reachable", "until", "words", "tint"),
    [
        (ContactKind.EXPERT, True, AT, "in until 17:30", Tint.OK),
        (ContactKind.SUPPLIER, True, AT, "open until 17:30", Tint.OK),
        (ContactKind.CUSTOMER_SERVICES, True, NOW + timedelta(minutes=54), "closes 14:00", Tint.SOON),
        (ContactKind.SENIOR, True, None, "always reachable", Tint.OK),
        (ContactKind.EXPERT, False, AT, "from 17:30", Tint.PLAIN),
        (ContactKind.EXPERT, False, None, "not reachable", Tint.PLAIN),
    ],
)
def test_who_is_unreachable_is_shown_as_such_with_when_they_are_back(
    kind: ContactKind, reachable: bool, until: datetime | None, words: str, tint: Tint
) -> None:
    reach = reach_of(ranked(kind, reachable, until), "UTC", NOW)
    assert (reach.words, reach.tint) == (words, tint)
    assert reach.shape == reachable


def test_phrases_to_avoid_are_pointed_out_where_the_agent_writes_words_meant_for_customers(qtbot: QtBot) -> None:
    field = QLineEdit()
    hint = BetterWords(field)
    qtbot.addWidget(field)
    qtbot.addWidget(hint)
    assert hint.isHidden()
    field.setText("You’ll have to wait, <b>calm down</b>.")
    assert not hint.isHidden()
    assert hint.text().startswith("“You’ll have to”: ")
    assert "“calm down”: " in hint.text()
    field.setText("I will call you by 14:00.")
    assert hint.isHidden()


def ranked(kind: ContactKind, reachable: bool, until: datetime | None) -> RankedContact:
    contact = ContactView(
        id=1,
        kind=kind,
        name="Alex",
        organisation="",
        role="",
        skills=(),
        phones=(),
        email="",
        calendar_id=None,
        authority=Level.AGENT,
        agreed_response=None,
        our_account="",
        may_see=(),
        language="",
        notes="",
        active=True,
        version=1,
    )
    return RankedContact(contact, (), reachable, until, None)
