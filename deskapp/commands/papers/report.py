"""`deskapp report`: the measures of a period as a page for the manager, or as tables."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.paper_out import STANDARD_OUTPUT, check_place, hand_out, printed_by, to_pdf
from deskapp.commands.periods import asked_period, period_of
from deskapp.domain.clock import Clock
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import PaperWay
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.domain.measures.periods import Period

_LANGUAGES = ("en", "de")


def add(commands: Commands) -> None:
    report = command(
        commands,
        "report",
        _("write the measures of a period on one page as a PDF, or as a table where the file ends with .xlsx or .csv"),
        "deskapp report desk.db --month 2026-10 --to october.pdf",
        "deskapp report desk.db --quarter 2026-Q3 --language de --to quartal.pdf",
        "deskapp report desk.db --from 2026-10-01 --to-day 2026-10-16 --to measures.xlsx",
    )
    file_of_desk(report)
    asked_period(report)
    report.add_argument("--language", choices=_LANGUAGES, default="", help=_("of its reader; else the site's"))
    to_pdf(report)
    report.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import period_report

    check_place(asked)
    with opened(asked.file, clock) as desk:
        by, now, facts = printed_by(desk, asked), clock.now(), desk.facts()
        period = period_of(asked, facts.site.zone, now)
        form = asked.to.suffix.lower().removeprefix(".")
        if form in ("xlsx", "csv") and asked.to != STANDARD_OUTPUT:
            return _tables(desk, asked, period, form)
        language = asked.language or facts.site.language
        told = period_report.read(desk, period, language=language)
        hand_out(asked, period_report.pdf(told, facts, now, by, language))
        if asked.who is not None:
            # A desk that cannot be written gives its report all the same.
            with suppress(StorageProblem):
                desk.desk_papers.report_left(period, PaperWay.SAVED)
    return 0


def _tables(desk: Desk, asked: Namespace, period: Period, form: str) -> int:
    from deskapp.documents.tables.saving import save, save_workbook
    from deskapp.language import words
    from deskapp.paperwork import measure_tables

    tables = measure_tables.read(desk, period, words=words(asked.language or "en"))
    if form == "xlsx":
        save_workbook(asked.to, tables)
    else:
        save(asked.to, form, tables[0])
    say(_("Wrote {path}.").format(path=asked.to))
    return 0
