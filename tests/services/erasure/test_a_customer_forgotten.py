"""Forgetting a customer (RULES.md, "Forgetting"): their word is in no row, byte or copy; what is not theirs stays."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from forgotten_scene import CANARY, REASON, all_texts, forget, spoken_of, stuffed, tables_that_hold
from list_scene import content, take, text
from scene import YES, at, contact, escalate, everything, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.attachments.kinds import Rendition
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, Invalid, NotAllowed, StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState, Channel, Role
from deskapp.services.attachments.acts import AttachFile, File, WaitFile
from deskapp.services.backups.acts import SetSecondPlace
from deskapp.services.calls.acts import AddNote, FollowUp, GiveAgreement, GiveCall, LogCall, ReopenCall, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.services.erasure.whose import Names
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.imports.acts import UndoImport
from deskapp.services.overview import as_of
from deskapp.services.overview.others import Instead as OfOthers
from deskapp.services.places.acts import SavePerson, SavePlace
from deskapp.services.site.check import check
from deskapp.services.whole.restore import make_from
from deskapp.storage import backup, file_check
from deskapp.wording import events as event_wording
from deskapp.wording.story import story

#: What is theirs in a table of which other rows are not, where no canary stands in it.
THEIRS = {
    "customer_phone",
    "person_phone",
    "customers_apart",
    "draft",
    "saved_view",
    "call_tag",
    "call_field",
    "attachment_waiting",
}


@pytest.fixture
def spoken(desk: Desk) -> tuple[Desk, int]:
    """A desk where the word stands in every text of theirs, and a copy that the program made of it."""
    customer_id = spoken_of(desk)
    desk.close()
    left_out = all_texts() - stuffed(desk.path, customer_id)
    # What is in a file was attached to their call; none of their files is a picture.
    assert left_out == {"attachment_chunk.bytes", "attachment_picture.bytes"}
    backup.back_up(desk.path, "desk schema 4 2026-11-01 080000.db")
    again = Desk(desk.path, desk.clock, staff_id=1)
    again.open()
    return again, customer_id


def terms(path: Path, index: str) -> set[str]:
    """Every word that an index of words knows."""
    connection = sqlite.connect(file_check.uri(path, "rw"), uri=True, isolation_level=None)
    try:
        connection.execute(f"CREATE VIRTUAL TABLE temp.known USING fts5vocab(main, '{index}', 'row')")
        return {term for (term,) in connection.execute("SELECT term FROM temp.known")}
    finally:
        connection.close()


def files_of(path: Path) -> Iterator[Path]:
    yield from path.parent.glob(f"{path.name}*")
    yield from backup.folder_of(path).glob("*")
    yield from backup.folder_of(path).glob(".*")


def that_hold(path: Path, word: str) -> list[str]:
    return sorted(one.name for one in files_of(path) if word.encode() in one.read_bytes().lower())


def test_their_word_is_in_no_table_no_index_no_byte_and_no_copy_and_the_desk_is_sound(
    spoken: tuple[Desk, int],
) -> None:
    desk, customer_id = spoken
    before = everything(desk.path)
    assert {"event_words", "attachment_chunk", "draft", "saved_view"} <= set(tables_that_hold(desk.path, CANARY))
    assert CANARY in terms(desk.path, "call_words") & terms(desk.path, "call_search")
    told = desk.erasures.before(customer_id)
    assert (told.calls, told.places, told.equipment, told.drafts, told.hinders) == (2, 2, 1, 6, ())
    assert [one.name for one in told.backups] == ["desk schema 4 2026-11-01 080000.db"]

    done = forget(desk, customer_id)

    assert (done.calls, done.cleared, done.customer.name) == (2, True, f"Forgotten customer {customer_id}")
    assert tables_that_hold(desk.path, CANARY) == []
    assert CANARY not in terms(desk.path, "call_words") | terms(desk.path, "call_search")
    assert check(desk.path).findings == ()
    _only_theirs_changed(before, everything(desk.path))
    assert rows(desk.path, "SELECT staff_id, reason, calls, cleared_at IS NULL FROM erasure") == [(1, REASON, 2, 0)]
    # The copy of before holds it still, until it is taken away.
    assert that_hold(desk.path, CANARY) == ["desk schema 4 2026-11-01 080000.db"]
    held = [one.name for one in desk.erasures.backups(customer_id)]
    assert desk.erasures.remove_backups(held).value == 1
    assert desk.erasures.backups(customer_id) == ()
    (fresh,) = backup.copies(desk.path)
    assert check(fresh).findings == ()
    desk.close()
    assert that_hold(desk.path, CANARY) == []


def _only_theirs_changed(
    before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]
) -> None:
    """Each row that is another one now held the word, or was theirs by what it names; of the timeline none changed."""
    for table, held in before.items():
        gone = [row for row in held if row not in after[table]]
        if table not in THEIRS:
            assert [row for row in gone if CANARY not in str(row).lower()] == [] or table in _BY_NAME, table
        new = [row for row in after[table] if row not in held]
        assert len(new) <= len(gone) or table in ("event", "event_words", "erasure"), table
    assert after["event"][: len(before["event"])] == before["event"]
    for table in ("clock", "satisfaction", "agreement", "estimate", "attachment_content", "contact", "staff"):
        assert [row for row in after[table] if row in before[table]] == after[table], table


#: Rows without the word that say something of them all the same: who they were merged with, what was handed on.
_BY_NAME = {"attachment", "attachment_content", "attachment_chunk", "place", "event_words", "incident_step"}


def test_what_is_left_of_them_is_read_everywhere_and_says_that_they_were_forgotten(spoken: tuple[Desk, int]) -> None:
    desk, customer_id = spoken
    forget(desk, customer_id)
    now = desk.clock.now()
    whole = desk.overview.customer(customer_id)
    assert whole.customer.erasure_id == 1
    assert (whole.past_count, whole.merges, whole.promises, whole.maybe_the_same) == (1, (), (), ())
    closed, void = desk.overview.call(1), desk.overview.call(2)
    assert (closed.state, void.state) == (CallState.CLOSED, CallState.VOID)
    assert [clock.facts.stopped is not None for clock in closed.clocks] == [True] * len(closed.clocks)
    for call in (closed, void):
        assert call.events[-1].kind is EventKind.CUSTOMER_FORGOTTEN
        titles = [event_wording.event_title(event) for event in call.events]
        assert not [title for title in titles if "  " in title or title != title.strip(" :")], titles
        assert {event_wording.event_words(event, "UTC", now) for event in call.events} == {""}
        assert len(story(call.events, call.customer.name, call.row.summary, "Ana", "UTC", now)) == len(call.events)
    assert as_of.standing(desk.work, at(10)).overdue == ()
    # They are listed, as what they are; nobody finds them as a caller.
    assert [one.id for one in desk.directory.customers("forgotten customer")] == [customer_id]
    assert desk.directory.callers("forgotten customer") == ()
    assert [call.id for call in desk.lists.search("C-00001")] == [1]


def test_nothing_is_added_to_whoever_was_forgotten(spoken: tuple[Desk, int]) -> None:
    desk, customer_id = spoken
    forget(desk, customer_id)
    view: CustomerView = desk.directory.customer(customer_id)
    bob = desk.directory.customers("Bob Stays")[0]
    other = log(desk, customer_id=bob.id)
    kept = everything(desk.path)
    for refused in (
        lambda: desk.directory.save_customer(SaveCustomer("Ada", id=customer_id, base_version=view.version)),
        lambda: desk.directory.merge_customers(view, bob),
        lambda: desk.directory.merge_customers(bob, view),
        lambda: desk.directory.undo_customer_merge(1),
        lambda: desk.places.save_place(SavePlace(customer_id, "Attic")),
        lambda: desk.places.save_person(SavePerson(customer_id, "Di")),
        lambda: desk.calls.log(LogCall("It is me again", customer_id=customer_id)),
        lambda: desk.calls.give(GiveCall(other.id, customer_id, "Theirs")),
        lambda: desk.calls.note(AddNote(1, "It was Ada")),
        lambda: desk.calls.reopen(ReopenCall(1, "It was Ada")),
        lambda: desk.attachments.attach(AttachFile(1, File("ada.txt", b"Ada"))),
        lambda: desk.overview.about_customer(customer_id, OfOthers("s", "c", "o", "e", "n")),
        lambda: forget(desk, customer_id),
    ):
        with pytest.raises(DeskError):
            refused()
    assert everything(desk.path) == kept
    # Also not past the services: the row stays what it is.
    connection = sqlite.connect(file_check.uri(desk.path, "rw"), uri=True, isolation_level=None)
    with pytest.raises(sqlite.IntegrityError, match="forgotten for good"):
        connection.execute("UPDATE customer SET name = 'Ada' WHERE erasure_id = 1")
    connection.close()


def test_while_something_of_theirs_is_not_over_they_are_not_forgotten_and_it_is_named(desk: Desk) -> None:
    customer = desk.directory.save_customer(SaveCustomer("Ada Lovelace", account="A-100")).value
    open_one, other = log(desk, customer_id=customer.id), log(desk, "Another", customer_id=customer.id)
    assert desk.erasures.before(customer.id).hinders == ("C-00001", "C-00002")
    with pytest.raises(NotAllowed) as refused:
        forget(desk, customer.id)
    assert refused.value.values["refs"] == "C-00001, C-00002"
    desk.calls.resolve(ResolveCall(open_one.id, "Paper", YES))
    # They agreed, and still wait for our word.
    later = GiveAgreement(YES.answer, "Ada", Channel.PHONE, follow_up=FollowUp(at(15), "0161", "Call her"))
    desk.calls.resolve(ResolveCall(other.id, "Paper", later))
    assert desk.erasures.before(customer.id).hinders == ("C-00002",)
    with pytest.raises(NotAllowed):
        forget(desk, customer.id)


@pytest.mark.parametrize(
    "reason",
    ["", "  ", "Ada Lovelace asked for it", "account a100 was closed", "asked by ada@x.example", "+44 161 496 0218"],
)
def test_the_reason_is_there_and_does_not_say_who_they_were(desk: Desk, reason: str) -> None:
    told = {"account": "A-100", "email": "ada@x.example", "phones": ("0161 496 0218",)}
    customer = desk.directory.save_customer(SaveCustomer("Ada Lovelace", **told)).value  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        forget(desk, customer.id, reason)
    assert list(refused.value.fields) == ["reason"]
    assert desk.directory.customer(customer.id).name == "Ada Lovelace"


def test_a_manager_alone_forgets(desk: Desk) -> None:
    customer = desk.directory.save_customer(SaveCustomer("Ada Lovelace")).value
    desk.work.staff_id = staff(desk, Role.SUPERVISOR)
    for refused in (
        lambda: forget(desk, customer.id),
        lambda: desk.erasures.before(customer.id),
        lambda: desk.erasures.backups(customer.id),
        lambda: desk.erasures.remove_backups(("desk.db",)),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_without_room_to_write_the_file_anew_they_are_forgotten_and_the_rest_is_cleared_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = desk.directory.save_customer(SaveCustomer(f"Ada {CANARY}")).value

    def full(_database: object) -> bool:
        raise StorageProblem(Refusal.DISK_FULL)

    with monkeypatch.context() as small:
        small.setattr("deskapp.services.erasure.service.clear_away", full)
        assert not forget(desk, customer.id).cleared
        assert desk.directory.customer(customer.id).name == f"Forgotten customer {customer.id}"
        with pytest.raises(StorageProblem):
            desk.erasures.clear()
    assert desk.erasures.clear()
    assert that_hold(desk.path, CANARY) == []


def test_while_another_window_still_reads_what_was_the_rest_is_cleared_later(desk: Desk, clock: FixedClock) -> None:
    customer = desk.directory.save_customer(SaveCustomer(f"Ada {CANARY}")).value
    desk.calls.resolve(ResolveCall(log(desk, customer_id=customer.id).id, "Paper", YES))
    other = Desk(desk.path, clock, staff_id=1)
    other.open()
    assert other.watch.look() is None
    connection = sqlite.connect(file_check.uri(desk.path, "ro"), uri=True, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM event").fetchone()
    with desk.work.database.connect() as own:
        own.exec_driver_sql("PRAGMA busy_timeout = 50")

    assert not forget(desk, customer.id).cleared

    news = other.watch.look()
    assert news is not None
    assert news.everything
    assert other.directory.customer(customer.id).name == f"Forgotten customer {customer.id}"
    connection.execute("COMMIT")
    connection.close()
    # Whichever window comes to it first.
    assert other.erasures.clear()
    assert desk.erasures.clear()
    assert that_hold(desk.path, CANARY) == []
    other.close()


def test_a_place_that_others_need_is_theirs_from_now_on_without_its_people(spoken: tuple[Desk, int]) -> None:
    desk, customer_id = spoken
    forget(desk, customer_id)
    bob = desk.directory.customers("Bob Stays")[0]
    call = next(call for call in desk.lists.search("door of both"))
    place = desk.overview.call(call.id).place
    assert place is not None
    assert (place.name, place.address, place.person, place.customer_id) == ("Hall of both", "1 Mill Lane", "", bob.id)
    assert [one.key for one in desk.drafts.kept("note")] == ["note:4"]
    assert [view.name for view in desk.log.views()] == ["Doors"]


def test_words_are_emptied_by_an_erasure_on_record_alone_and_never_filled_again(spoken: tuple[Desk, int]) -> None:
    desk, customer_id = spoken
    forget(desk, customer_id)
    desk.close()
    connection = sqlite.connect(file_check.uri(desk.path, "rw"), uri=True, isolation_level=None)
    (other,) = connection.execute("SELECT max(event_id) FROM event_words WHERE salt <> ''").fetchone()
    for wrong in (
        "salt = '', words = '{}'",
        "salt = '', words = '{}', erasure_id = 9",
        "salt = '', words = '{\"words\": \"no\"}', erasure_id = 1",
        "words = '{}', erasure_id = 1",
    ):
        with pytest.raises(sqlite.IntegrityError):
            connection.execute(f"UPDATE event_words SET {wrong} WHERE event_id = {other}")
    with pytest.raises(sqlite.IntegrityError):
        connection.execute("UPDATE event_words SET words = '{\"more\": 1}' WHERE salt = ''")
    connection.close()


def test_a_desk_that_forgot_somebody_is_dumped_and_made_again(spoken: tuple[Desk, int], tmp_path: Path) -> None:
    desk, customer_id = spoken
    forget(desk, customer_id)
    document = tmp_path / "desk.json"
    document.write_text("\n".join(desk.whole.lines()), encoding="utf-8")
    assert CANARY not in document.read_text(encoding="utf-8").lower()
    again = tmp_path / "again.db"
    make_from(again, document, desk.clock, "4813")
    assert check(again).findings == ()
    assert rows(again, "SELECT * FROM erasure") == rows(desk.path, "SELECT * FROM erasure")
    desk.close()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada Lovelace asked", True),
        ("ADA  LOVELACE", True),
        ("Adam Lovelaces", False),
        ("account A/100", True),
        ("ring 0161-496 02 18", True),
        ("ring 0161 496 0219", False),
        ("mail to ADA@x.example", True),
        ("Planning", False),
    ],
)
def test_a_text_names_them_by_whole_words_and_numbers(text: str, named: bool) -> None:
    names = Names(["Ada Lovelace"], ["A-100"], ["ada@x.example"], ["01614960218"])
    assert names.in_value({"a": [text]}) is named


PICTURE = b"\x89PNG\r\n\x1a\n" + b"xylocanary in a picture" * 3


def test_a_file_from_the_log_over_panel_and_sheet_into_a_backup_and_out_of_both(desk: Desk) -> None:
    """It waits with its draft, belongs to the call that is logged, is passed on, kept in backups, and forgotten."""
    waits = WaitFile("w-1", File("loom xylocanary.png", PICTURE, ((Rendition.PAPER, b"xylocanary small"),)))
    desk.attachments.wait(waits)
    call = log(desk, files="w-1")
    (shown,) = desk.overview.call(call.id).attachments
    assert (shown.name, shown.size, desk.attachments.waiting("w-1")) == ("loom xylocanary.png", len(PICTURE), ())
    helped = escalate(desk, call.id, contact(desk).id)
    sheet = desk.escalations.look(helped.id)
    assert "loom xylocanary.png" in [one.name for one in sheet.files]
    copy = backup.back_up(desk.path, "desk schema 4.db")
    kept = rows(copy, "SELECT digest, bytes FROM attachment_content JOIN attachment_chunk ON content_id = id")
    assert kept == [(hashlib.sha256(PICTURE).hexdigest(), PICTURE)]
    desk.escalations.give_back(ReturnEscalation(helped.id, "Mended"))
    desk.calls.resolve(ResolveCall(call.id, "Oiled", YES))
    customer_id = desk.overview.call(call.id).customer.id

    forget(desk, customer_id)

    trace = rows(desk.path, "SELECT name, size, digest, content_id FROM attachment")
    assert trace == [("Forgotten", len(PICTURE), hashlib.sha256(PICTURE).hexdigest(), None)]
    assert rows(desk.path, "SELECT count(*) FROM attachment_picture") == [(0,)]
    assert that_hold(desk.path, CANARY) == ["desk schema 4.db"]
    desk.erasures.remove_backups([copy.name])
    assert that_hold(desk.path, CANARY) == []


def test_a_list_that_brought_their_calls_takes_none_of_them_again(desk: Desk, tmp_path: Path) -> None:
    heading = ("id", "title", "state", "created", "updated", "who")
    first = ("T-1", "xylocanary jams", "Closed", "2026-11-02 09:00", "2026-11-02 10:00", "Ada Xylocanary")
    told = text(heading, first, ("T-2", "Door", "Closed", "2026-11-02 09:00", "2026-11-02 10:00", "Bob"))
    take(desk, tmp_path, content(), told)
    (tmp_path / "list.csv").unlink()
    (ada,) = desk.directory.customers("xylocanary")
    forget(desk, ada.id)
    desk.close()
    assert that_hold(desk.path, CANARY) == []
    desk = Desk(desk.path, desk.clock, staff_id=1)
    desk.open()
    before = everything(desk.path)["call"]
    report = take(desk, tmp_path, content(), told)
    assert everything(desk.path)["call"] == before
    assert report.left_alone == ("T-1",)
    with pytest.raises(NotAllowed):
        desk.imports.undo(UndoImport(1, "Taken by mistake"))
    assert tables_that_hold(desk.path, CANARY) == []
    desk.close()


def test_a_copy_in_the_second_place_is_named_with_its_last_day_and_removed_with_the_others(
    desk: Desk, tmp_path: Path
) -> None:
    customer = desk.directory.save_customer(SaveCustomer(f"Ada {CANARY}")).value
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.backups.set_second_place(SetSecondPlace(str(stick)))
    desk.backups.make()
    forget(desk, customer.id)
    held = desk.erasures.backups(customer.id)
    assert [one.place != "" for one in held] == [False, True]
    assert {one.until for one in held} == {desk.clock.now() + timedelta(days=30)}
    assert desk.erasures.remove_backups([one.name for one in held]).value == 2
    assert desk.erasures.backups(customer.id) == ()
    assert [one for one in stick.rglob("*.db") if CANARY.encode() in one.read_bytes().lower()] == []
