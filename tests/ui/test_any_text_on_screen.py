"""Text is never markup, key, or place holder: what people typed stands on every screen and dialog as they typed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from all_windows import Windows
from long_runs import LONG_RUNS
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtGui import Qt as GuiQt  # what guesses at markup
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QMenu,
    QWidget,
)

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    Channel,
    Consent,
    ContactKind,
    EscalationType,
    HandoffPart,
    PauseReason,
    Role,
    Transfer,
)
from deskapp.services.calls.acts import (
    ContactCustomer,
    GiveAgreement,
    LogCall,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    ResolveCall,
)
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, HearFromContact
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff

_HOUR = timedelta(hours=1)
MARK = "R&D"
NAUGHTY = {
    "tags": f'{MARK} <b>x</b><img src="file:///etc/passwd"><a href="http://x">y</a> {{0}}{{}} %s [*] &amp;&lt;',
    "right to left": f"{MARK} \u05e9\u05dc\u05d5\u05dd \u202egnp.exe\u202c \u0639\u0631\u0628\u0649",
    "emoji": f"{MARK} \U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 Z\u036e\u0314\u033aa",
    "nul and lines": f"{MARK} a\x00b\x01\x1b[31m\r\ntwo\nthree\ttab\u2028end \ud83d half",
    "formula": f"=cmd|' /C calc'!A0 {MARK}",
    "one long word": MARK + "W" * (3_000 if LONG_RUNS else 800),
}
#: What is no markup and has an end is seen together; with DESK_LONG_RUNS=1 each by itself too.
_TOGETHER = ("right to left", "emoji", "nul and lines", "formula")
TEXTS = {name: text for name, text in NAUGHTY.items() if LONG_RUNS or name not in _TOGETHER}
TEXTS["all others together"] = " ".join(NAUGHTY[name] for name in _TOGETHER)


@pytest.fixture(params=[pytest.param(text, id=name) for name, text in TEXTS.items()])
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(desk: Desk, clock: FixedClock, text: str) -> dict[str, int]:
    """A desk in which every field says the same."""
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(text, text, text, site.zone, site.paper, site.language, False, False, False, site.version)
    )
    # No two of the staff have one name.
    desk.site.save_staff(SaveStaff(f"{text} II", Role.AGENT))
    desk.site.save_staff(SaveStaff(text, Role.MANAGER, id=1))
    person = desk.directory.save_contact(
        SaveContact(
            ContactKind.EXPERT,
            text,
            text,
            text,
            phones=(text,),
            email=text,
            our_account=text,
            language=text,
            notes=text,
        )
    ).value
    customer = NewCustomer(text, text, text, text, text)

    def log() -> int:
        more = {"details": text, "wants": text}
        return desk.calls.log(LogCall(text, new_customer=customer, channel=Channel.EMAIL, **more)).value.id

    paused, solved, out, still = log(), log(), log(), log()
    desk.calls.pause(PauseCall(paused, PauseReason.CUSTOMER, text, clock.now() + 3 * _HOUR))
    desk.calls.resolve(ResolveCall(solved, text))
    closed = log()
    desk.calls.resolve(ResolveCall(closed, text, GiveAgreement(Answer.YES, text, Channel.PHONE, text)))
    escalation = desk.escalations.escalate(
        Escalate(
            out,
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", text),),
            person.id,
            handoff={part.value: text for part in HandoffPart},
            consent=Consent.NO,
            consent_reason=text,
            transfer=Transfer.COLD,
            transfer_reason=text,
        )
    ).value
    desk.escalations.hear(HearFromContact(escalation.id, text))
    desk.calls.contact_customer(ContactCustomer(out, True, words=text))
    desk.promises.call_back(PromiseCallBack(still, clock.now() + _HOUR, text, text))
    clock.advance(2 * _HOUR)
    return {"paused": paused, "solved": solved, "out": out, "still": still, "closed": closed}


def complaints(top: QWidget) -> Iterator[str]:
    """What stands in a window as something else than the text that was typed."""
    if MARK in top.windowTitle() and "[*]" in top.windowTitle().replace("[*][*]", ""):
        yield f"a window's title would lose its [*]: {top!r}"
    for widget in [top, *top.findChildren(QWidget)]:
        who = f"{type(widget).__name__} in {type(top).__name__}"
        for told in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            if _guessed(told):
                yield f"markup in a tool tip: {who}: {told[:80]!r}"
        if isinstance(widget, QLabel):
            if widget.textFormat() is not Qt.TextFormat.PlainText:
                yield f"a label that guesses: {who}: {widget.text()[:80]!r}"
            if widget.buddy() is not None and MARK in widget.text():
                yield f"a label that takes & for a key: {who}: {widget.text()[:80]!r}"
        elif isinstance(widget, QAbstractButton) and "R&D" in widget.text():
            yield f"a button that takes & for a key: {who}: {widget.text()[:80]!r}"
        elif isinstance(widget, QMenu):
            for text in (action.text() for action in widget.actions() if "R&D" in action.text()):
                yield f"a menu that takes & for a key: {who}: {text[:80]!r}"
        if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
            yield from (f"markup in a cell's tool tip: {who}" for told in _tool_tips(widget.model()) if _guessed(told))


def _guessed(told: object) -> bool:
    """Whether Qt would take what was typed for markup."""
    return isinstance(told, str) and MARK in told and GuiQt.mightBeRichText(told)


def _tool_tips(model: QAbstractItemModel) -> Iterator[object]:
    for row in range(min(model.rowCount(), 30)):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            yield model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)


def test_what_people_typed_is_shown_as_text_by_every_screen(hostile: dict[str, int], windows: Windows) -> None:
    found = [said for top in windows.of_every_screen(hostile, MARK) for said in complaints(top)]
    windows.window.shell.advise(NAUGHTY["tags"])
    found += [said for top in windows.shown() for said in complaints(top)]
    assert not found, "\n".join(dict.fromkeys(found))


def test_what_people_typed_is_shown_as_text_by_every_dialog(hostile: dict[str, int], windows: Windows) -> None:
    found = [said for top in windows.of_every_dialog(hostile) for said in complaints(top)]
    assert not found, "\n".join(dict.fromkeys(found))
