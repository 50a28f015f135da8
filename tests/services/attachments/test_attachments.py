"""Files kept with a call (RULES.md, "Attachments"): each content once, gone with the last name, and its trace kept."""

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from scene import contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.attachments.kinds import AttachmentKind, Rendition
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, Invalid, NotAllowed, NotFound, StorageProblem
from deskapp.domain.words import ContactKind, Role
from deskapp.services.attachments.acts import AttachFile, File, RemoveAttachment, RestoreAttachment, WaitFile
from deskapp.services.attachments.content import CHUNK
from deskapp.services.attachments.files import MEGABYTE, load
from deskapp.services.attachments.views import AttachmentView
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.check import check
from deskapp.storage import backup

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture" * 3
#: What stands in no other place than the content of an attachment.
CANARY = b"canary-in-the-content-of-an-attachment"


def attach(desk: Desk, call_id: int, name: str = "photo.png", data: bytes = PNG, **more: Any) -> AttachmentView:
    return desk.attachments.attach(AttachFile(call_id, File(name, data, **more))).value


def content_of(desk: Desk, attachment_id: int) -> bytes:
    written = io.BytesIO()
    desk.attachments.write(attachment_id, written)
    return written.getvalue()


def count(desk: Desk, table: str) -> int:
    with desk.work.read() as session:
        return int(session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def later(desk: Desk, length: timedelta) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.set_to(desk.clock.now() + length)


def test_what_is_attached_is_read_again_byte_for_byte_and_stands_in_the_timeline(desk: Desk) -> None:
    call = log(desk)
    for data in (b"", b"x", b"y" * CHUNK, os.urandom(3 * CHUNK + 1)):
        one = attach(desk, call.id, "line test.txt", data)
        assert content_of(desk, one.id) == data
        assert (one.size, one.added_by_id) == (len(data), 1)
    detail = desk.overview.call(call.id)
    assert [one.size for one in detail.attachments] == [0, 1, CHUNK, 3 * CHUNK + 1]
    told = detail.events[-1]
    assert (told.kind, told.payload["name"], told.payload["size"]) == ("attached", "line test.txt", 3 * CHUNK + 1)
    assert check(desk.path).findings == ()


def test_one_content_is_kept_once_whatever_it_is_called_and_goes_with_the_last_that_names_it(desk: Desk) -> None:
    first, second = log(desk), log(desk)
    one = attach(desk, first.id, "a.png", pictures=((Rendition.SMALL, b"small"),))
    other = attach(desk, second.id, "b.png", pictures=((Rendition.SMALL, b"again"), (Rendition.PAPER, b"paper")))
    assert (count(desk, "attachment_content"), count(desk, "attachment_picture")) == (1, 2)
    assert desk.attachments.pictures(second.id) == {other.id: b"small"}
    desk.attachments.remove(RemoveAttachment(one.id))
    later(desk, timedelta(minutes=2))
    assert desk.attachments.clear() == 0
    assert content_of(desk, other.id) == PNG
    desk.attachments.remove(RemoveAttachment(other.id))
    later(desk, timedelta(minutes=2))
    assert desk.attachments.clear() == 1
    assert count(desk, "attachment_chunk") == count(desk, "attachment_picture") == 0
    # The trace stays.
    assert count(desk, "attachment") == 2


def test_a_removal_is_taken_back_while_the_content_is_there_and_not_after(desk: Desk) -> None:
    call = log(desk)
    one = attach(desk, call.id)
    desk.attachments.remove(RemoveAttachment(one.id))
    assert desk.attachments.of_call(call.id) == ()
    with pytest.raises(NotFound):
        content_of(desk, one.id)
    with pytest.raises(NotFound):
        desk.attachments.remove(RemoveAttachment(one.id))
    desk.attachments.clear()
    desk.attachments.restore(RestoreAttachment(one.id))
    assert content_of(desk, one.id) == PNG
    desk.attachments.remove(RemoveAttachment(one.id))
    later(desk, timedelta(minutes=2))
    desk.attachments.clear()
    with pytest.raises(NotFound) as gone:
        desk.attachments.restore(RestoreAttachment(one.id))
    assert gone.value.code == "attachment_gone"
    kinds = [(event.kind, event.payload["name"]) for event in desk.overview.call(call.id).events[1:]]
    assert kinds == [
        (kind, "photo.png") for kind in ("attached", "attachment_removed", "attachment_restored", "attachment_removed")
    ]


def test_what_was_removed_is_nowhere_in_the_files_of_the_desk(desk: Desk) -> None:
    one = attach(desk, log(desk).id, "a.txt", CANARY * 5000)
    files = [path for path in desk.path.parent.iterdir() if path.name.startswith(desk.path.name)]
    assert any(CANARY in path.read_bytes() for path in files)
    desk.attachments.remove(RemoveAttachment(one.id))
    later(desk, timedelta(minutes=2))
    desk.attachments.clear()
    desk.close()
    assert not any(CANARY in path.read_bytes() for path in files if path.exists())


def test_an_agent_removes_what_they_attached_and_a_supervisor_whatever_there_is(desk: Desk) -> None:
    sam, rita = staff(desk, Role.AGENT, "Sam"), staff(desk, Role.SUPERVISOR, "Rita")
    call = log(desk)
    by_manager = attach(desk, call.id)
    desk.sign_in(sam)
    own = attach(desk, call.id, "own.png")
    with pytest.raises(NotAllowed) as refused:
        desk.attachments.remove(RemoveAttachment(by_manager.id))
    assert refused.value.code == "attachment_not_yours"
    desk.attachments.remove(RemoveAttachment(own.id))
    desk.sign_in(rita)
    desk.attachments.remove(RemoveAttachment(by_manager.id))
    assert desk.attachments.of_call(call.id) == ()


def test_of_a_confidential_call_nobody_else_lists_reads_opens_adds_or_removes_anything(
    desk: Desk, tmp_path: Path
) -> None:
    call = log(desk, confidential=True)
    one = attach(desk, call.id, "secret.png", pictures=((Rendition.SMALL, b"small"),))
    desk.sign_in(staff(desk, Role.AGENT, "Sam"))
    asked: list[Any] = [
        lambda: desk.attachments.of_call(call.id),
        lambda: desk.attachments.pictures(call.id),
        lambda: content_of(desk, one.id),
        lambda: desk.attachments.open_copy(one.id, tmp_path),
        lambda: attach(desk, call.id),
        lambda: desk.attachments.remove(RemoveAttachment(one.id)),
        lambda: desk.attachments.restore(RestoreAttachment(one.id)),
    ]
    for ask in asked:
        with pytest.raises(NotAllowed) as refused:
            ask()
        assert refused.value.code == "confidential"
    detail = desk.overview.call(call.id)
    assert detail.masked
    assert "secret" not in repr(detail)


def test_the_site_says_how_large_a_file_may_be_and_that_is_looked_at_before_it_is_read(
    desk: Desk, tmp_path: Path
) -> None:
    def set_limit(megabytes: int) -> None:
        site = desk.facts().site
        told = {name: getattr(site, name) for name in SaveSite.__dataclass_fields__ if hasattr(site, name)}
        desk.site.save_site(SaveSite(**{**told, "base_version": site.version, "attachment_limit": megabytes}))

    assert desk.facts().site.attachment_limit == 10
    set_limit(1)
    call = log(desk)
    attach(desk, call.id, "just.txt", b"a" * MEGABYTE)
    with pytest.raises(DeskError) as refused:
        attach(desk, call.id, "over.txt", b"a" * (MEGABYTE + 1))
    assert refused.value.code == "attachment_too_large"
    assert [one.name for one in desk.attachments.of_call(call.id)] == ["just.txt"]
    for wrong in (0, 101):
        with pytest.raises(Invalid):
            set_limit(wrong)
    huge = tmp_path / "huge.bin"
    with huge.open("wb") as file:
        # No disk has it: it takes no room, and reading it would end no test.
        file.truncate(1 << 42)
    with pytest.raises(DeskError) as large:
        load(huge, MEGABYTE)
    assert large.value.code == "attachment_too_large"


def test_what_is_no_file_or_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (
        ("pipe", "attachment_no_file"),
        (".", "attachment_unreadable"),
        ("not there", "attachment_unreadable"),
        ("nul\0", "attachment_unreadable"),
    ):
        with pytest.raises(DeskError) as refused:
            load(tmp_path / name, MEGABYTE)
        assert refused.value.code in (code, "attachment_no_file"), name


def test_files_wait_with_a_draft_and_belong_to_the_call_once_it_is_logged(desk: Desk) -> None:
    sam = staff(desk, Role.AGENT, "Sam")
    for name in ("a.png", "b.txt"):
        desk.attachments.wait(WaitFile("k1", File(name, PNG if name == "a.png" else b"words")))
    desk.attachments.wait(WaitFile("k2", File("another.txt", b"another draft")))
    assert [one.name for one in desk.attachments.waiting("k1")] == ["a.png", "b.txt"]
    desk.sign_in(sam)
    assert desk.attachments.waiting("k1") == ()
    # Nobody else's draft is taken.
    other = desk.calls.log(LogCall("s", new_customer=NewCustomer("n"), files="k1")).value
    assert desk.overview.call(other.id).attachments == ()
    desk.sign_in(1)
    call = desk.calls.log(LogCall("s", new_customer=NewCustomer("n"), files="k1")).value
    found = desk.overview.call(call.id)
    assert [(one.name, one.kind) for one in found.attachments] == [
        ("a.png", AttachmentKind.PNG),
        ("b.txt", AttachmentKind.TEXT),
    ]
    assert [event.kind for event in found.events] == ["logged", "attached", "attached"]
    assert desk.attachments.waiting("k1") == ()
    assert len(desk.attachments.waiting("k2")) == 1


def test_a_call_that_was_not_logged_leaves_its_files_waiting(desk: Desk) -> None:
    desk.attachments.wait(WaitFile("k1", File("a.png", PNG)))
    with pytest.raises(Invalid):
        desk.calls.log(LogCall("", new_customer=NewCustomer("n"), files="k1"))
    assert len(desk.attachments.waiting("k1")) == 1
    assert count(desk, "attachment") == 0


def test_what_waits_with_a_draft_that_is_kept_stays_and_with_none_goes(desk: Desk) -> None:
    desk.drafts.save("new-call", {"files": "kept-key"})
    desk.attachments.wait(WaitFile("kept-key", File("a.png", PNG)))
    desk.attachments.wait(WaitFile("lost-key", File("b.txt", b"words")))
    desk.attachments.clear()
    assert len(desk.attachments.waiting("lost-key")) == 1, "its draft may be kept in a moment"
    later(desk, timedelta(days=3))
    desk.attachments.clear()
    assert (len(desk.attachments.waiting("kept-key")), len(desk.attachments.waiting("lost-key"))) == (1, 0)
    assert count(desk, "attachment_content") == 1
    desk.attachments.forget("kept-key")
    assert count(desk, "attachment_content") == 0


def test_a_copy_to_open_is_for_this_user_alone_and_of_a_kind_that_cannot_run(desk: Desk, tmp_path: Path) -> None:
    call = log(desk)
    copy = desk.attachments.open_copy(attach(desk, call.id, "pic.jpeg", PNG).id, tmp_path)
    again = desk.attachments.open_copy(attach(desk, call.id, "pic.jpeg", PNG).id, tmp_path)
    assert copy != again
    assert (copy.name, copy.read_bytes()) == ("pic.png", PNG)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    for name, data in (("run.exe", b"MZ"), ("page.html", b"<script>"), ("pic.png", b"MZ"), ("pic.bat", PNG)):
        one = attach(desk, call.id, name, data)
        assert one.kind is AttachmentKind.OTHER
        with pytest.raises(NotAllowed) as refused:
            desk.attachments.open_copy(one.id, tmp_path)
        assert refused.value.code == "attachment_only_saved"
    # Whatever the row says, it is the content that counts.
    with desk.work.write() as session:
        session.connection().exec_driver_sql("UPDATE attachment SET kind = 'pdf', name = 'run.pdf'")
    with pytest.raises(NotAllowed):
        desk.attachments.open_copy(one.id - 3, tmp_path)


def test_what_was_changed_in_the_file_is_not_handed_out_and_found_by_a_check(desk: Desk) -> None:
    one = attach(desk, log(desk).id)
    with desk.work.write() as session:
        session.connection().exec_driver_sql("UPDATE attachment_chunk SET bytes = zeroblob(length(bytes))")
    with pytest.raises(StorageProblem) as damaged:
        content_of(desk, one.id)
    assert damaged.value.code == "attachment_damaged"
    assert [finding.code for finding in check(desk.path).findings] == ["attachment_damaged"]


def test_a_backup_has_the_attachments(desk: Desk) -> None:
    data = os.urandom(2 * CHUNK)
    attach(desk, log(desk).id, "photo.png", data)
    copy = backup.back_up(desk.path, "copy.db")
    restored = Desk(copy, desk.clock, staff_id=1).open()
    (one,) = restored.attachments.of_call(1)
    assert content_of(restored, one.id) == data
    restored.close()


def test_the_events_of_an_attachment_name_its_digest(desk: Desk) -> None:
    attach(desk, log(desk).id, "photo.png", b"abc")
    assert desk.overview.call(1).events[-1].payload["digest"] == hashlib.sha256(b"abc").hexdigest()


def test_on_a_sheet_files_stand_where_the_contacts_setting_says_so_and_nowhere_else(desk: Desk) -> None:
    call = log(desk)
    attach(desk, call.id, "photo of Ada Lovelace.png", pictures=((Rendition.PAPER, b"jpeg"),))
    attach(desk, call.id, "notes.txt", b"words")
    supplier = contact(desk, kind=ContactKind.SUPPLIER, may_see=("issue", "customer_phone"))
    escalation = escalate(desk, call.id, supplier.id)
    assert desk.escalations.look(escalation.id).files == ()
    assert "photo" not in repr(desk.escalations.sheet(escalation.id).value)
    desk.directory.save_contact(
        SaveContact(
            supplier.kind,
            supplier.name,
            may_see=("issue", "attachments"),
            id=supplier.id,
            base_version=supplier.version,
        )
    )
    shown = desk.escalations.sheet(escalation.id).value
    # The name of whom they may not see is taken out of the name of a file, too.
    assert [(one.name, one.picture) for one in shown.files] == [("photo of […].png", b"jpeg"), ("notes.txt", b"")]
    assert [change.label for change in shown.changes if change.label == "attachments"] == ["attachments"]
