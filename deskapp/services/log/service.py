"""The log: which calls a list shows and how, what it can be narrowed down to, and tags to find them by."""

from array import array
from collections.abc import Collection, Iterable

from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import Runner, runner
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.confidential import condition as confidential
from deskapp.services.log import saved_views, tags
from deskapp.services.log.acts import SaveView, TagCalls
from deskapp.services.log.condition import Looker, Question
from deskapp.services.log.sieve import Shown
from deskapp.services.log.views import Choices, EachDone, Moved, SavedViewView
from deskapp.services.work import Look, Work

#: So many rows a list without end is read in at once.
PAGE = 200
#: So many ids are taken from the driver at once: what stands between is let go of.
_AT_ONCE = 10_000

#: Nobody looks through more places in a list.
_MOST = 1_000

_ZONE = "SELECT zone FROM site"


class Log:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # Lists

    def calls(self, shown: Shown, limit: int | None = None) -> tuple[CallRow, ...]:
        """The calls of a list, in its order; with a limit the first so many."""
        with self._work.look() as look:
            asked = _looker(look).question(shown)
            run = runner(look.session)
            end = "" if limit is None else f" LIMIT {int(limit)}"
            return call_rows.where(run, f"{asked.joins} {asked.where} ORDER BY {asked.order}{end}", asked.parameters)

    def ids(self, shown: Shown) -> "array[int]":
        """All calls of a list by their ids, in its order: 8 bytes a call."""
        with self._work.look() as look:
            return _ids(look, shown)

    def again(self, shown: Shown, known: Collection[int], news: Collection[int]) -> Moved:
        """A list that was read before: where its calls stand now, and the rows of those that are new or have news."""
        with self._work.look() as look:
            ids = _ids(look, shown)
            run = runner(look.session)
            wanted = [call_id for call_id in ids if call_id in news or call_id not in known]
            rows = [
                row
                for begin in range(0, len(wanted), PAGE)
                for row in call_rows.these(run, wanted[begin : begin + PAGE])
            ]
            return Moved(ids, tuple(rows))

    def count(self, shown: Shown, most: int | None = call_rows.COUNTED) -> int:
        """How many calls a list has in all, whatever of it is shown; `most` + 1 where there are more."""
        with self._work.look() as look:
            asked = _looker(look).question(shown, sifted=False)
            return call_rows.count(runner(look.session), asked.where, asked.parameters, most)

    def figures(self) -> dict[int, int]:
        """How many calls each list kept by name has now, by its id; of those that are over nobody counts them.

        One more than `rows.COUNTED` where there are more.
        """
        with self._work.look() as look:
            looker, run = _looker(look), runner(look.session)
            views = saved_views.all_of(look.session, self._work.staff_id)
            asked = {one.id: looker.question(one.shown) for one in views if one.shown.view != "closed"}
            return {one: call_rows.count(run, question.where, question.parameters) for one, question in asked.items()}

    def still(self, shown: Shown, call_ids: Iterable[int]) -> frozenset[int]:
        """Which of these calls are in a list."""
        wanted = tuple(call_ids)
        with self._work.look() as look:
            asked = _looker(look).question(shown)
            marks = ",".join("?" * len(wanted))
            rows = runner(look.session)(
                f"SELECT call.id FROM call {asked.where} AND call.id IN ({marks})", (*asked.parameters, *wanted)
            )
            return frozenset(row[0] for row in rows)

    def choices(self, shown: Shown) -> Choices:
        """What the calls of a list can be narrowed down to.

        Contacts are those it is with, or of over calls was; places and equipment those that calls of the list name.
        """
        with self._work.look() as look:
            run = runner(look.session)
            asked = _looker(look).question(shown, sifted=False)
            out = " WHERE escalation.ended_at IS NULL" if shown.view != "closed" else ""
            return Choices(
                owners=_pairs(run, "SELECT id, name FROM staff WHERE active ORDER BY folded(name)"),
                categories=_pairs(run, "SELECT id, name FROM category ORDER BY NOT active, position, id"),
                contacts=_pairs(
                    run,
                    "SELECT id, CASE WHEN organisation <> '' AND organisation <> name"
                    " THEN name || ', ' || organisation ELSE name END FROM contact"
                    f" WHERE id IN (SELECT contact_id FROM escalation{out}) ORDER BY folded(name)",
                ),
                places=_named(run, "place", "name", asked),
                equipment=_named(run, "equipment", "label", asked),
                tags=tuple(
                    (str(key), str(tag))
                    for key, tag in run("SELECT key, min(tag) FROM call_tag GROUP BY key ORDER BY key", ())
                ),
            )

    # Tags

    def tag(self, act: TagCalls) -> Done[EachDone]:
        return tags.tag(self._work, act)

    def tags_of(self, call_id: int) -> tuple[str, ...]:
        with self._work.read() as session:
            return tags.of_call(session, call_id)

    # Lists kept by name

    def views(self) -> tuple[SavedViewView, ...]:
        """The site's, then one's own."""
        with self._work.read() as session:
            return saved_views.all_of(session, self._work.staff_id)

    def late_views(self) -> tuple[SavedViewView, ...]:
        """Of the supervisor's view: the site's, then one's own."""
        with self._work.read() as session:
            return saved_views.late_of(session, self._work.staff_id)

    def save_view(self, act: SaveView) -> Done[SavedViewView]:
        return saved_views.save(self._work, act)

    def remove_view(self, view_id: int) -> Done[SavedViewView]:
        return saved_views.remove(self._work, view_id)


def _ids(look: Look, shown: Shown) -> "array[int]":
    asked = _looker(look).question(shown)
    found: array[int] = array("q")
    # By the driver itself: a row of the ORM's for each of a million takes as long as all the rest.
    driver = look.session.connection().connection
    cursor = driver.cursor()
    cursor.execute(f"SELECT call.id FROM call{asked.joins} {asked.where} ORDER BY {asked.order}", asked.parameters)
    while part := cursor.fetchmany(_AT_ONCE):
        found.extend([row[0] for row in part])
    return found


def _looker(look: Look) -> Looker:
    zone = look.session.connection().exec_driver_sql(_ZONE).scalar_one()
    return Looker(look.viewer, look.now, str(zone))


def _named(run: Runner, table: str, name: str, asked: Question) -> tuple[tuple[int, str], ...]:
    """Places or equipment that calls of a list name, with whose they are; of a hidden call nobody is told which."""
    hidden = confidential.hidden(run.viewer)
    rows = run(
        f"SELECT {table}.id, {table}.{name} || ', ' ||"
        " CASE WHEN organisation <> '' THEN organisation ELSE customer.name END AS said"
        f" FROM {table} JOIN customer ON customer.id = {table}.customer_id WHERE {table}.id IN"
        f" (SELECT {table}_id FROM call {asked.where} AND {table}_id IS NOT NULL AND NOT {hidden})"
        f" ORDER BY folded(said) LIMIT {_MOST}",
        asked.parameters,
    )
    return tuple((int(number), str(words)) for number, words in rows)


def _pairs(run: Runner, sql: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(number), str(words)) for number, words in run(sql, ()))
