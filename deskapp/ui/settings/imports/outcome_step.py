"""The last step before an import is made, and what it came to: figures, calls as they will stand, what is left out."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.imports.preview import Preview, PreviewCall
from deskapp.services.imports.views import ImportReport
from deskapp.services.tabular.rows import BadRow
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, imports, times

#: So many columns and references are named in one card.
_NAMED = 200


class OutcomeStep(QWidget):
    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.figures = Label("", "strong", wrap=True)
        self.skip_bad = WrappingCheckBox(_("Leave out the rows that cannot be read"))
        self.list = Timeline(_("What the import would do"), empty=_("Nothing."))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.figures)
        column.addWidget(self.skip_bad)
        column.addWidget(self.list, 1)

    def show_preview(self, preview: Preview) -> None:
        told = ImportReport(
            calls_added=preview.calls_new,
            calls_moved_on=preview.calls_moved_on,
            rows_known=preview.rows_known,
            left_alone=preview.left_alone,
            bad_rows=preview.bad_rows,
        )
        self.figures.setText(imports.figures(told, only_tried=True))
        self.skip_bad.setVisible(bool(preview.bad_rows))
        self.skip_bad.setChecked(False)
        items = list(_found(preview.bad, _("cannot be read"), Tint.OVER))
        items += _found(preview.left_out, _("left out"), Tint.SOON)
        if preview.columns_left_out:
            items.append(_named("columns", _("Columns left out"), preview.columns_left_out))
        items += _found(preview.remarks, _("not taken over"), Tint.SOON)
        items += _found(preview.doubles, _("is there twice"), Tint.PAUSED)
        if preview.left_alone:
            items.append(_named("alone", _("Left alone, because they were worked on here"), preview.left_alone))
        items += [self._card(call) for call in preview.first]
        self.list.set_items(items)

    def show_report(self, report: ImportReport) -> None:
        self.figures.setText(imports.figures(report))
        self.skip_bad.hide()
        items = list(_found(report.bad, _("left out"), Tint.OVER))
        items += _found(report.left_out, _("left out"), Tint.SOON)
        items += _found(report.remarks, _("not taken over"), Tint.SOON)
        items += _found(report.doubles, _("is there twice"), Tint.PAUSED)
        if report.left_alone:
            items.append(_named("alone", _("Left alone, because they were worked on here"), report.left_alone))
        self.list.set_items(items or [CardItem(("all",), _("Everything came in."))])

    def _card(self, call: PreviewCall) -> CardItem:
        zone, now = self._place.zone, self._place.desk.clock.now()
        opened = _("opened {time}").format(time=times.instant(call.opened_at, zone, now))
        who = [call.customer, opened, call.priority.value, call.held_by if call.works_here else ""]
        lines = [Line(direction.row([part for part in who if part]))]
        for form, at in ((_("resolved {time}"), call.resolved_at), (_("deadline {time}"), call.deadline)):
            if at is not None:
                lines.append(Line(form.format(time=times.instant(at, zone, now))))
        for text in (call.details, call.solution):
            if text:
                lines.append(Line(" ".join(text.split())[:300], muted=False))
        title = direction.row((call.reference, call.summary))
        return CardItem(("call", call.reference), title, tuple(lines), codes.state(call.state), Tint.INFO, shape=False)


def report_text(report: ImportReport, file: str) -> str:
    """A report as plain text, to be kept."""
    lines = [file, imports.figures(report), *_told(report)]
    return "\n".join(direction.clean(line) for line in lines) + "\n"


def _told(report: ImportReport) -> Iterator[str]:
    parts = (
        (_("Rows left out, because they cannot be read"), report.bad),
        (_("Calls left out"), report.left_out),
        (_("Not taken over"), report.remarks),
        (_("There twice"), report.doubles),
    )
    for heading, rows in parts:
        if rows:
            yield from ("", heading, *map(imports.line, rows))
    if report.left_alone:
        yield from ("", _("Left alone, because they were worked on here"), *report.left_alone)


def _found(rows: Iterable[BadRow], corner: str, tint: Tint) -> Iterator[CardItem]:
    for place, row in enumerate(rows):
        title = _("Line {line}").format(line=row.line)
        lines = (Line(imports.found(row), muted=False),)
        yield CardItem((corner, row.line, place), title, lines, corner, tint, shape=False)


def _named(key: str, title: str, names: Sequence[str]) -> CardItem:
    words = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        words += " " + ngettext("and {n} more like this", "and {n} more like this", more).format(n=more)
    return CardItem((key,), title, (Line(words, muted=False),))
