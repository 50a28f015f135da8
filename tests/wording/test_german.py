"""The German catalogue: all that documents and the wording of codes, events and refusals say."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

import pytest
from read_back import text
from sample_sheet import sheet

from deskapp import language, paths
from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.domain.words import HandoffPart
from deskapp.wording import codes

ROOT = paths.resources().parent
GERMAN = language.words("de")
#: By what a message is asked for; the second has a form for one and one for more.
ASKED, ASKED_BY_NUMBER = ("gettext", "_", "say"), ("ngettext", "count")


class Message(NamedTuple):
    one: str
    many: str | None
    where: str


def messages() -> Iterator[Message]:
    for folder in ("documents", "wording"):
        for path in sorted((ROOT / "deskapp" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _asked(node, f"{path.relative_to(ROOT)}:{node.lineno}")


def _asked(call: ast.Call, where: str) -> Iterator[Message]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    said = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name in ASKED and said:
        yield Message(said[0], None, where)
    elif name in ASKED_BY_NUMBER and len(said) > 1:
        yield Message(said[0], said[1], where)


MESSAGES = tuple(messages())


def places(form: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(form) if name}


def test_every_message_has_its_german_with_the_same_places() -> None:
    assert len(MESSAGES) > 1200
    known = GERMAN.messages  # type: ignore[attr-defined]
    wrong = []
    for one, many, where in MESSAGES:
        forms = known.get(one)
        if forms is None:
            wrong.append(f"{where}: {one!r} has no German")
        elif len(forms) != (1 if many is None else 2):
            wrong.append(f"{where}: {one!r} has {len(forms)} forms")
        elif any(places(form) != places(meant) for form, meant in zip(forms, (one, many or one), strict=False)):
            wrong.append(f"{where}: {one!r} has other places than {forms}")
    assert wrong == []


def test_a_handoff_sheet_in_german_has_no_english_label() -> None:
    english, german = (
        text(handoff_pdf(sheet(language=code, parts={HandoffPart.ISSUE: "789"}), language.words(code)))
        for code in ("en", "de")
    )
    assert "ÜBERGABEBLATT" in german
    assert "Antwort nötig bis".upper() in german
    labels = [label for label in re.findall(r"\b[A-Z]{3,}(?: [A-Z]{2,})+\b", english) if label in german]
    assert labels == []
    assert "Seite 1 von 1" in german


@pytest.mark.parametrize(("number", "said"), [(0, "0 Versuche"), (1, "1 Versuch"), (2, "2 Versuche")])
def test_a_number_takes_its_form(number: int, said: str) -> None:
    assert GERMAN.ngettext("{n} attempt", "{n} attempts", number).format(n=number) == said


def test_what_is_not_translated_is_said_in_english() -> None:
    assert GERMAN.gettext("never said by anybody") == "never said by anybody"
    assert GERMAN.ngettext("{n} thing", "{n} things", 2) == "{n} things"
    assert language.words("../de").gettext("Deadline") == "Deadline"


def test_the_window_and_the_command_line_are_not_half_in_german() -> None:
    """Until a catalogue has all of the screens, they speak English; a document speaks its reader's language."""
    script = (
        "from deskapp import language; language.speak('de');"
        "print(language._('Deadline'), language.words('de').gettext('Deadline'))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Deadline", "Frist"]
    assert codes.handoff_part(HandoffPart.ISSUE, GERMAN) == "Anliegen und Vorgeschichte"
