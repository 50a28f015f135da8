"""The contacts directory on paper: who is on call, then everybody by kind; for the desk's own people alone."""

from datetime import datetime, timedelta

from deskapp import direction
from deskapp.documents import frame, rota_sheet
from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.rota_sheet import RotaRows
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ContactKind, Level, Paper
from deskapp.language import Words
from deskapp.wording import codes, times

_SIZE, _LEADING = 8.0, 10.6


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact. hours: in words; answers: the agreed response, None: none; what_for: names of categories."""

    kind: ContactKind
    name: str
    organisation: str
    role: str
    account: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    hours: str
    authority: Level
    answers: timedelta | None
    what_for: tuple[str, ...]
    deputies: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryList:
    """rotas: who is on call in the days to come. contacts: by kind and name."""

    site: str
    zone: str
    rotas: tuple[RotaRows, ...]
    contacts: tuple[Listed, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"


def directory_pdf(directory: DirectoryList, words: Words) -> bytes:
    """The directory as a PDF, across the long side of the paper, its columns named on every page."""
    flow = _Drawing(directory, words).flow
    title = words.gettext("Contacts directory")
    return pdf(flow, Properties(title, directory.site, directory.language, directory.printed_at))


class _Drawing:
    """One directory laid out."""

    def __init__(self, directory: DirectoryList, words: Words) -> None:
        self._directory, self._words = directory, words
        self._moments = Moments(directory.zone, directory.printed_at, words)
        self.flow = Flow(directory.paper, self._running_head, landscape=True)
        self._head()
        self._on_call()
        self._contacts()
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, say, number = self.flow, self._words.gettext, len(self._directory.contacts)
        about = (
            self._words.ngettext("{n} contact", "{n} contacts", number).format(n=number),
            say("as of {when}").format(when=self._moments.full(self._directory.printed_at)),
            say("times of {zone}").format(zone=self._directory.zone),
        )
        frame.head(flow, self._directory.site, say("Contacts directory"), direction.row(about))
        flow.text(lines((Span(self._internal(), bold=True),), frame.SMALL, flow.width, frame.SMALL_LEADING))
        flow.gap(10)

    def _internal(self) -> str:
        return self._words.gettext("Internal: for our own staff and whoever is on call, not for suppliers")

    def _on_call(self) -> None:
        """Whom to ring outside the desk's hours, before anybody looks for who knows what."""
        if any(rota.rows for rota in self._directory.rotas):
            rota_sheet.listed(self.flow, self._directory.rotas, self._moments, self._words)
            self.flow.gap(10)

    def _contacts(self) -> None:
        say = self._words.gettext
        columns = (
            Column(say("Who"), 0.22),
            Column(say("Phone and e-mail"), 0.21),
            Column(say("Hours"), 0.14),
            Column(say("Decides as"), 0.09),
            Column(say("Answers in"), 0.09),
            Column(say("What for"), 0.25),
        )
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for kind in ContactKind:
                of_kind = [one for one in self._directory.contacts if one.kind is kind]
                if of_kind:
                    title = codes.kind(kind, self._words)
                    rows.group(title[:1].upper() + title[1:])
                for one in of_kind:
                    rows.row(
                        self._who(one),
                        "\n".join((*one.phones, *one.emails)) or "–",
                        one.hours,
                        codes.role(one.authority, self._words),
                        "–" if one.answers is None else times.duration(one.answers, self._words),
                        self._what_for(one),
                    )
        if not self._directory.contacts:
            self.flow.text(lines(say("There is no contact yet."), 9.2, self.flow.width), INSET)

    def _who(self, one: Listed) -> list[Span]:
        account = self._words.gettext("our account {account}").format(account=one.account) if one.account else ""
        beside = direction.row((one.organisation, one.role, account))
        return [Span(one.name, bold=True), *([Span(f"\n{beside}")] if beside else [])]

    def _what_for(self, one: Listed) -> str:
        say = self._words.gettext
        deputies = direction.row(one.deputies, ", ")
        stand_in = say("in their place: {names}").format(names=deputies) if deputies else ""
        return "\n".join(filter(None, (direction.row(one.what_for, ", "), stand_in, one.notes)))

    def _running_head(self, flow: Flow) -> None:
        said = (self._words.gettext("Contacts directory"), self._moments.full(self._directory.printed_at))
        frame.running_head(flow, direction.row((*said, self._internal())))

    def _legend(self) -> None:
        texts = [row.name for rota in self._directory.rotas for row in rota.rows]
        for one in self._directory.contacts:
            texts += [one.name, one.organisation, one.role, one.notes, *one.what_for, *one.emails]
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow,
            self._words,
            self._moments,
            at=self._directory.printed_at,
            site=self._directory.site,
            by=self._directory.printed_by,
        )
