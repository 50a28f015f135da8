"""What is written down of a mistake of ours holds nothing of what it happened with."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from sqlalchemy import exc

from deskapp.desk import Desk
from deskapp.domain.errors import NotFound, StorageProblem
from deskapp.models.site import Draft
from deskapp.ui.work import logbook
from deskapp.ui.work.bug_report import report_of

#: Stands for what a customer said, a PIN's hash, a path.
CANARY = 'Ada O\'Vega "said" $argon2id$v=19 /home/ada/desk.db'


def _chained() -> None:
    try:
        {}[CANARY]
    except KeyError as error:
        raise RuntimeError(f"while saving {CANARY}") from error


def _group() -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY), AssertionError(CANARY)])


def _noted() -> None:
    error = ValueError("plain")
    error.add_note(CANARY)
    raise error


WAYS: list[Callable[[], object]] = [
    lambda: {}[CANARY],
    lambda: int(CANARY),
    lambda: Path(f"/nowhere/{CANARY}").read_text(),
    lambda: f"{CANARY}ä".encode("ascii"),
    lambda: [].index(CANARY),  # type: ignore[arg-type]
    lambda: (_ for _ in ()).throw(NotFound("call_unknown", ref=CANARY)),
    lambda: (_ for _ in ()).throw(StorageProblem("io", path=CANARY, said=CANARY)),
    lambda: (_ for _ in ()).throw(TypeError(CANARY * 10)),
    _chained,
    _group,
    _noted,
]


def _caught(way: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:
        way()
    return caught.value


@pytest.mark.parametrize("way", WAYS)
def test_no_word_of_what_it_happened_with_is_in_a_report(way: Callable[[], object]) -> None:
    error = _caught(way)
    report = report_of(error)
    for part in ("Vega", "argon2id", "/home/ada"):
        assert part not in report
    assert type(error).__name__ in report
    assert "tests/ui/work/test_plain_trace.py" in report


def test_a_refusal_of_the_database_is_told_by_its_rule_and_columns_alone(desk: Desk) -> None:
    def twice() -> None:
        with desk.work.write() as session:
            session.add(Draft(staff_id=1, key="k", content={"words": CANARY}))
            session.flush()
            session.expunge_all()
            session.add(Draft(staff_id=1, key="k", content={"words": CANARY}))
            session.flush()

    error = _caught(twice)
    assert isinstance(error, exc.IntegrityError)
    report = report_of(error)
    assert "UNIQUE constraint failed: draft.staff_id, draft.key" in report
    assert "Vega" not in report


def test_the_log_holds_no_more_than_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    before = root.level
    file = logbook.keep_log(tmp_path)
    try:
        logging.getLogger("deskapp").error("uncaught", exc_info=_caught(_chained))
        qWarning(f"QUrl: '{CANARY}' is not valid")
        qWarning("libpng: \r\nforged \x1b[2J\u202eline\u2028forged")
    finally:
        qInstallMessageHandler(None)
        for handler in root.handlers:
            handler.close()
        root.setLevel(before)
    for text in (file.read_text("utf-8"), capsys.readouterr().err):
        assert "RuntimeError" in text
        assert "QUrl" in text
        # Whatever a library says is one line, that no terminal obeys.
        assert "libpng:" in text
        assert not [line for line in text.splitlines() if line.startswith("forged")]
        assert not set(text) & set("\x1b\r\u202e")
        for part in ("Vega", "argon2id", "/home/ada"):
            assert part not in text
