"""Every public method of every service of a desk, who may call it, and a call of it that works.

A new method needs its row here: `test_role_matrix.py` fails without.
"""

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from added_fonts import DEVANAGARI, THAI
from scene import PASSED_ON, YES, at, contact, escalate, log, passing_on, staff, without_pin

from deskapp.desk import Desk
from deskapp.domain.call_life import CallAct
from deskapp.domain.calming.cards import Situation
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.findings.finding import Subject
from deskapp.domain.findings.kinds import FeedbackTo, Rule
from deskapp.domain.measures.kinds import Measure, Slice
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.phrases import Step
from deskapp.domain.practice import play
from deskapp.domain.practice.scenario import Theme
from deskapp.domain.readiness.questions import Question
from deskapp.domain.rota import Rotation
from deskapp.domain.words import (
    ActionOf,
    ApprovalKind,
    AttemptResult,
    CallState,
    Channel,
    ContactKind,
    EscalationType,
    Impact,
    Level,
    LongActKind,
    PaperWay,
    PauseReason,
    Priority,
    RetentionKind,
    Role,
    Urgency,
    VoidReason,
)
from deskapp.models.improve.signals import Signal
from deskapp.models.site import LongAct
from deskapp.services.actions.acts import FinishAction, MakeAction, MoveAction, ReopenAction, WithdrawAction
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval, SaveAuthority
from deskapp.services.attachments.acts import AttachFile, File, RemoveAttachment, RestoreAttachment, WaitFile
from deskapp.services.backups.acts import RestoreBackup, SetSecondPlace
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    EditCall,
    GiveCall,
    KeepPromise,
    LapseCall,
    LogCall,
    MakeConfidential,
    MakeOpen,
    MovePromise,
    NameOnCall,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    PromiseFollowUp,
    RateCall,
    Reassign,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    RestoreCall,
    ResumeCall,
    SetPriority,
    TryStep,
    VoidCall,
)
from deskapp.services.clocks.acts import SaveHours, SavePriorities, SaveTargets
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.browsing import Wanted, Which
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt, RemoveEncryption
from deskapp.services.erasure.acts import ForgetCustomer
from deskapp.services.erasure.acts import Instead as Gone
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    AmendHandoff,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    TryContact,
    WithdrawEscalation,
)
from deskapp.services.findings.acts import (
    AgreeOnAction,
    DismissSignal,
    FeedbackAnswered,
    FeedbackLeft,
    FeedbackSent,
    MakeFeedback,
    TakeUpSignal,
    WhichSignal,
    WithdrawFeedback,
)
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.acts import TakeList, UndoImport
from deskapp.services.imports.proposal import look
from deskapp.services.imports.service import import_calls
from deskapp.services.incidents.acts import (
    AddStep,
    DoStep,
    EndIncident,
    HandOverLead,
    JoinIncident,
    LeaveIncident,
    NoteIncident,
    NotReached,
    OpenIncident,
    ReopenIncident,
    SaveIncidentChecklist,
    TellCustomer,
    UndoStep,
    WriteMessage,
)
from deskapp.services.library.acts import (
    AvoidedMeant,
    EditedCheck,
    LinkRepeat,
    PhraseMeant,
    SaveAvoided,
    SaveCategory,
    SavePhrase,
    SaveSignWords,
    SaveTemplate,
    SaveTrigger,
    SignWordsMeant,
    TickCheck,
)
from deskapp.services.log.acts import SaveView, TagCalls
from deskapp.services.log.sieve import Shown
from deskapp.services.many.acts import AskOwners, NoteCalls, RaiseCalls, ReassignCalls, TakeBack
from deskapp.services.measures.acts import SetByAgent
from deskapp.services.overview.about_customer import AboutCustomer
from deskapp.services.overview.call_papers import HandOn
from deskapp.services.overview.finding import Sought
from deskapp.services.overview.late.ask import Ask
from deskapp.services.overview.others import Instead
from deskapp.services.overview.visits.views import Happened
from deskapp.services.overview.whole_customer import PastCall
from deskapp.services.papers.fonts import AddFont
from deskapp.services.papers.leaving import Leaving
from deskapp.services.places.acts import SaveEquipment, SavePerson, SavePlace
from deskapp.services.places.file_entries import Read
from deskapp.services.practice.acts import KeepTry, SaveScenario, ShowPractice
from deskapp.services.practice.shipped import shipped
from deskapp.services.readiness.acts import ChooseGaps
from deskapp.services.requests.acts import AnswerRequest
from deskapp.services.retention.acts import CarryOut, Hold, SetRules
from deskapp.services.retention.views import DueView
from deskapp.services.reviews.acts import AnswerReview, DrawCalls, FinishReview, SaveScorecard, SkipReview
from deskapp.services.rotas.acts import CoverShift, EndOverride, SaveRota, SwapShifts, TakeOff, Turn
from deskapp.services.routes.acts import ExampleCall, SaveRoute
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.written_policy.acts import IssuePolicy, SetReview
from deskapp.storage import backup

#: Everybody's PIN, and the recovery code, in the scene below.
PIN, CODE = "2580", "7K3M-9QXT-4HBN-0WZR"
#: Who is there: see `busy`.
MANAGER, AGENT, SUPERVISOR, OTHER_AGENT, WITHOUT_PIN = 1, 2, 3, 4, 5
PEOPLE = {Role.AGENT: AGENT, Role.SUPERVISOR: SUPERVISOR, Role.MANAGER: MANAGER}

#: On their way.
PAPERS = (Leaving(1, 1, 1, {}),)

#: A call that is to be reviewed by whoever is above its agent.
TO_REVIEW = 12
_NOVEMBER = containing(PeriodKind.MONTH, date(2026, 11, 16))

#: Stands for "also while nobody is signed in".
ANYBODY = None


_MONTH = containing(PeriodKind.MONTH, date(2026, 11, 16))


@dataclass(frozen=True)
class Row:
    """needs: the lowest role that may; ANYBODY: also while nobody is signed in.

    refused: the code that those below are told; by default that the role is too low.
    """

    needs: Role | None
    do: Callable[[Desk], object]
    refused: str = "role_too_low"


def busy(desk: Desk) -> None:
    """A desk on which every row below works: the manager's calls and escalation, a rota, routes, staff with PINs."""
    for _ in range(5):
        log(desk)
    log(desk, confidential=True)
    escalate(desk, 1, contact(desk).id)
    desk.promises.call_back(PromiseCallBack(1, at(12)))
    desk.calls.pause(PauseCall(2, PauseReason.CUSTOMER))
    desk.calls.resolve(ResolveCall(4, "s"))
    desk.calls.resolve(ResolveCall(5, "s", YES))
    _endings(desk)
    desk.escalations.begin_sheet(1)
    for name in ("kept.txt", "removed.txt"):
        desk.attachments.attach(AttachFile(3, File(name, b"words")))
    desk.attachments.remove(RemoveAttachment(2))
    contact(desk, "Mary Jackson")
    desk.rotas.save(SaveRota("Days", "UTC", (Rotation("day", 1, at(0), ["1", "2"]),)))
    desk.rotas.cover(CoverShift(1, 2, at(20), at(21)))
    desk.routes.save(SaveRoute("First", ((1, None),)))
    desk.routes.save(SaveRoute("Second", ((2, None),)))
    desk.places.save_place(SavePlace(1, "Hall"))
    desk.fonts.add(AddFont("thai", THAI))
    desk.places.save_person(SavePerson(1, "Tom"))
    desk.places.save_equipment(SaveEquipment(1, "Copier", place_id=1))
    people = (
        staff(desk, Role.AGENT, "Sam"),
        staff(desk, Role.SUPERVISOR, "Rita"),
        staff(desk, Role.AGENT, "Alex"),
        staff(desk, Role.AGENT, "Noor"),
    )
    assert people == (AGENT, SUPERVISOR, OTHER_AGENT, WITHOUT_PIN)
    without_pin(desk, WITHOUT_PIN)
    desk.work.staff_id = OTHER_AGENT
    for amount in (120_00, 130_00):
        desk.approvals.ask(AskApproval(1, ApprovalKind.REFUND, amount, "r"))
    desk.approvals.answer(2, ApprovalAnswer(True, outside="Head office"))
    desk.work.staff_id = SUPERVISOR
    desk.many.ask(AskOwners((2,), "w"))
    desk.work.staff_id = MANAGER
    desk.written_policy.issue(IssuePolicy("Manager", date(2027, 2, 1)))
    desk.incidents.start(OpenIncident("Down", (3,)))
    desk.incidents.write(WriteMessage(1, "m", 0))
    desk.incidents.do_step(DoStep(2))
    past = desk.incidents.start(OpenIncident("Past")).value
    desk.incidents.end(EndIncident(past.id, past.version, "o"))
    desk.directory.merge_customers(*(desk.directory.save_customer(SaveCustomer(name)).value for name in ("A", "B")))
    import_calls(desk.work, _past_calls(desk), import_mapping.read(_LIST))
    with desk.work.act() as unit:
        for subject in ({"category_id": 1, "trigger": "no_solution"}, {"priority": "P2"}):
            rule = Rule.TOPIC if "trigger" in subject else Rule.WAITING
            key = f"{rule}:{Subject(**subject).key}"
            unit.session.add(Signal(key=key, rule=rule, subject=subject, found_at=unit.now, month=_SEEN.month))
    desk.findings.feed_back(_feedback())
    desk.findings.sent(FeedbackSent(1, at(9).date(), Channel.EMAIL, 1))
    waits = WhichSignal(f"waiting:{Subject(priority=Priority.P2).key}", _SEEN.month, "P2 waits")
    desk.findings.dismiss(DismissSignal(waits, "r"))
    desk.actions.make(_action())
    taken_back = desk.actions.make(_action()).value
    desk.actions.withdraw(WithdrawAction(taken_back.id, "r", taken_back.version))
    _reviews(desk)
    kept, kept_code = pins.hashed(PIN), pins.hashed_code(CODE)
    desk.log.save_view(SaveView("Late suppliers", {"view": "open"}, of_site=True))
    with desk.work.act() as unit:
        unit.session.add(
            LongAct(kind=LongActKind.WORDS, begun_at=unit.now, staff_id=MANAGER, asked={}, total=1, stopped_at=unit.now)
        )
        for number in (MANAGER, AGENT, SUPERVISOR, OTHER_AGENT):
            pins.set_pin(unit.session, number, kept, unit.now)
        pins.set_code(unit.session, kept_code, unit.now)


def _endings(desk: Desk) -> None:
    """Call 7 may lapse, call 8 is void."""
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    now = clock.now()
    clock.set_to(now - timedelta(days=1))
    log(desk, customer_id=1)
    log(desk, customer_id=1)
    desk.calls.resolve(ResolveCall(7, "s"))
    desk.calls.contact_customer(ContactCustomer(7, False))
    desk.calls.contact_customer(ContactCustomer(7, False))
    clock.set_to(now)
    desk.calls.contact_customer(ContactCustomer(7, False))
    desk.calls.void(_VOID)


def _action() -> MakeAction:
    """An action of the agent's."""
    return MakeAction(ActionOf.SIGNAL, "1", "Billing", "Write a guide", AGENT, at(12).date())


def _feedback() -> MakeFeedback:
    return MakeFeedback(_SEEN, "5 calls", FeedbackTo.PRODUCT, "The maker", "A reset that works", at(12).date())


def _reviews(desk: Desk) -> None:
    """A review of a call of everybody is shared with them, and a call of the other agent is to be reviewed."""
    calls = {}
    for owner in (AGENT, SUPERVISOR, OTHER_AGENT):
        desk.work.staff_id = owner
        calls[owner] = log(desk, customer_id=1).id
        escalate(desk, calls[owner], 1)
    assert calls[OTHER_AGENT] == TO_REVIEW
    for reviewer, call_id in ((SUPERVISOR, calls[AGENT]), (MANAGER, calls[SUPERVISOR]), (SUPERVISOR, 1)):
        desk.work.staff_id = reviewer
        desk.reviews.choose(call_id)
        desk.reviews.finish(_review(desk, call_id, share=True))
    desk.reviews.choose(TO_REVIEW)
    desk.work.staff_id = MANAGER


def _review(desk: Desk, call_id: int, *, share: bool = False) -> FinishReview:
    card = desk.reviews.card()
    return FinishReview(call_id, card.id, dict.fromkeys((line.code for line in card.lines), 3), share=share)


def _share_review(desk: Desk) -> object:
    mine = desk.reviews.finish(_review(desk, TO_REVIEW)).value.mine
    assert mine is not None
    return desk.reviews.share(mine.id)


def _site(desk: Desk) -> SaveSite:
    return SaveSite("New", "", "", "UTC", "A4", "en", False, False, False, 1)  # type: ignore[arg-type]


def _week() -> dict[str, object]:
    return {"zone": "UTC", "week": {"mon": [["09:00", "12:00"]]}}


def _card(desk: Desk) -> Path:
    path = Path(desk.path).with_suffix(".vcf")
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Katherine Johnson\nN:Johnson;Katherine;;;\nEND:VCARD\n")
    return path


def _things(desk: Desk) -> Read:
    path = Path(desk.path).with_suffix(".csv")
    path.write_text("customer,label\nAda Lovelace,Loom\n")
    return desk.equipment_files.read(path)


_LIST = {
    "source": "list",
    "file": {"zone": "UTC", "time": "iso"},
    "columns": {"reference": "id", "state": "state", "opened_at": "opened"},
    "values": {"state": {"open": "open"}},
}


def _past_calls(desk: Desk) -> Path:
    path = Path(desk.path).with_suffix(".csv")
    path.write_text("id,state,opened\nT-1,open,2026-11-16 09:00\n")
    return path


def _merge(desk: Desk) -> object:
    keep, other = desk.directory.contact(1), desk.directory.contact(2)
    return desk.directory.merge(keep, other)


def _under_way(desk: Desk) -> int:
    """The act in steps; the same once it is done."""
    return next((one.id for one in desk.steps.unfinished()), 1)


def _let_in_from_above(desk: Desk) -> None:
    """It asks of somebody who has no PIN, whoever looks: at this desk the manager has one."""
    with suppress(NotAllowed):
        desk.staff.check_may_begin(WITHOUT_PIN)


def _forgotten(desk: Desk) -> object:
    """Nobody is forgotten at this desk: that is told to whoever may ask."""
    with suppress(NotFound):
        return desk.erasures.of(1)
    return None


def _gone(desk: Desk) -> object:
    """No rule says that anything goes: that is told to whoever may have it go."""
    act = CarryOut(RetentionKind.WORDS, _OLD.until, (1,), 0, "r", Gone("n{number}", "t"))
    try:
        return desk.retention.carry_out(act)
    except NotAllowed as refused:
        if refused.code != Refusal.NO_RULE:
            raise
    return None


GOOD = "four words of nothing"


def _of_encryption(do: Callable[[], object]) -> object:
    """This desk is not encrypted: that is told to whoever may ask."""
    try:
        return do()
    except NotAllowed as refused:
        if refused.code is not Refusal.NOT_ENCRYPTED:
            raise
    return None


def _no_longer_held(desk: Desk) -> object:
    """Nothing is: that is told to whoever may end it."""
    with suppress(NotFound):
        return desk.retention.end_hold(1)
    return None


_OLD = DueView(RetentionKind.WORDS, 12, at(10), 1)


def _backup(desk: Desk) -> str:
    """The name of one, made by whoever comes."""
    return backup.back_up(desk.path, "kept.db").name


def _played() -> KeepTry:
    one = play.begun(shipped()[0])
    while one.step is play.Step.TALK:
        one = play.answered(one, 0)
    while one.step is not play.Step.OVER:
        one = play.gone_on(one)
    return KeepTry(one, at(10))


def _remove_scenario(desk: Desk) -> object:
    desk.practice.save_scenario(SaveScenario(desk.practice.text("the_manager_now")))
    return desk.practice.remove_scenario("the_manager_now")


def _tick(desk: Desk) -> object:
    desk.calls.edit(EditCall(3, 1, "s", "", "", "", None, 1, None))
    return desk.guides.tick(TickCheck(3, 1))


def _limits(_desk: Desk) -> SaveAuthority:
    return SaveAuthority({level: {ApprovalKind.REFUND: 1_00} for level in Level}, "EUR")


_SEEN = WhichSignal(f"topic:{Subject(1, 'no_solution').key}", date(2026, 10, 1), "Billing is passed on")
_VOID = VoidCall(8, VoidReason.IN_ERROR, words="A test")
_EDIT = EditCall(1, 1, "s", "", "", "", None, None, None)
_SWAP = SwapShifts(1, Turn(1, at(12), at(13)), Turn(2, at(12, day=17), at(13, day=17)))

TABLE: dict[str, Row] = {
    "attachments.attach": Row(Role.AGENT, lambda d: d.attachments.attach(AttachFile(1, File("a.txt", b"a")))),
    "attachments.remove": Row(
        Role.SUPERVISOR, lambda d: d.attachments.remove(RemoveAttachment(1)), refused="attachment_not_yours"
    ),
    "attachments.restore": Row(
        Role.SUPERVISOR, lambda d: d.attachments.restore(RestoreAttachment(2)), refused="attachment_not_yours"
    ),
    "attachments.wait": Row(Role.AGENT, lambda d: d.attachments.wait(WaitFile("k", File("a.txt", b"a")))),
    "attachments.take": Row(Role.AGENT, lambda d: d.attachments.take("k", 1)),
    "attachments.forget": Row(Role.AGENT, lambda d: d.attachments.forget("k")),
    "attachments.clear": Row(ANYBODY, lambda d: d.attachments.clear()),
    "attachments.of_call": Row(Role.AGENT, lambda d: d.attachments.of_call(3)),
    "attachments.waiting": Row(Role.AGENT, lambda d: d.attachments.waiting("k")),
    "attachments.pictures": Row(Role.AGENT, lambda d: d.attachments.pictures(3)),
    "attachments.pictures_waiting": Row(Role.AGENT, lambda d: d.attachments.pictures_waiting("k")),
    "attachments.write": Row(Role.AGENT, lambda d: d.attachments.write(1, io.BytesIO())),
    "attachments.open_copy": Row(Role.AGENT, lambda d: d.attachments.open_copy(1, Path(d.path).parent)),
    "calls.log": Row(Role.AGENT, lambda d: d.calls.log(LogCall("s", new_customer=NewCustomer("n")))),
    "calls.edit": Row(Role.AGENT, lambda d: d.calls.edit(_EDIT)),
    "calls.set_priority": Row(Role.AGENT, lambda d: d.calls.set_priority(SetPriority(1, Impact.SITE, Urgency.NOW))),
    "calls.note": Row(Role.AGENT, lambda d: d.calls.note(AddNote(1, "w"))),
    "calls.contact_customer": Row(Role.AGENT, lambda d: d.calls.contact_customer(ContactCustomer(1, True))),
    "calls.pause": Row(Role.AGENT, lambda d: d.calls.pause(PauseCall(1, PauseReason.CUSTOMER))),
    "calls.resume": Row(Role.AGENT, lambda d: d.calls.resume(ResumeCall(2))),
    "calls.resolve": Row(Role.AGENT, lambda d: d.calls.resolve(ResolveCall(3, "s"))),
    "calls.agree": Row(Role.AGENT, lambda d: d.calls.agree(RecordAgreement(4, YES))),
    "calls.try_step": Row(Role.AGENT, lambda d: d.calls.try_step(TryStep(1, "w"))),
    "calls.reopen": Row(Role.AGENT, lambda d: d.calls.reopen(ReopenCall(5, "r"))),
    "calls.lapse": Row(Role.SUPERVISOR, lambda d: d.calls.lapse(LapseCall(7, "r")), refused="only_supervisors_lapse"),
    # One's own an agent may make void, and take that back: see test_void_calls.py.
    "calls.void": Row(
        Role.SUPERVISOR,
        lambda d: d.calls.void(VoidCall(3, VoidReason.IN_ERROR, words="r")),
        refused="not_your_call_to_void",
    ),
    "calls.restore": Row(
        Role.SUPERVISOR, lambda d: d.calls.restore(RestoreCall(8, "r")), refused="not_your_call_to_void"
    ),
    "calls.rate": Row(Role.AGENT, lambda d: d.calls.rate(RateCall(5, 4))),
    # One's own an agent may give away: see test_roles.py.
    "calls.reassign": Row(
        Role.SUPERVISOR, lambda d: d.calls.reassign(Reassign((1,), OTHER_AGENT, "r")), refused="not_your_call"
    ),
    # One's own an agent may give: see test_giving_a_call.py.
    "calls.give": Row(Role.SUPERVISOR, lambda d: d.calls.give(GiveCall(3, 2, "r")), refused="not_your_call_to_give"),
    "calls.make_confidential": Row(Role.AGENT, lambda d: d.calls.make_confidential(MakeConfidential(1, "r"))),
    # Its owner may too: see test_confidential_calls.py.
    "calls.make_open": Row(Role.SUPERVISOR, lambda d: d.calls.make_open(MakeOpen(6, "r")), refused="confidential"),
    "calls.name": Row(Role.SUPERVISOR, lambda d: d.calls.name(NameOnCall(6, (AGENT,))), refused="confidential"),
    "overview.hand_on": Row(Role.AGENT, lambda d: d.overview.hand_on(HandOn(1))),
    "overview.customer": Row(Role.AGENT, lambda d: d.overview.customer(1)),
    "overview.older_calls": Row(
        Role.AGENT, lambda d: d.overview.older_calls(1, PastCall(9, "", at(10), CallState.CLOSED, "", "", None))
    ),
    "backups.all": Row(Role.AGENT, lambda d: d.backups.all()),
    "backups.make": Row(Role.AGENT, lambda d: d.backups.make()),
    "backups.keep": Row(ANYBODY, lambda d: d.backups.keep()),
    "backups.look_into": Row(Role.MANAGER, lambda d: d.backups.look_into(_backup(d))),
    "backups.restore": Row(Role.MANAGER, lambda d: d.backups.restore(RestoreBackup(_backup(d), PIN))),
    "backups.set_second_place": Row(
        Role.MANAGER, lambda d: d.backups.set_second_place(SetSecondPlace(str(d.path.parent)))
    ),
    "evidence.head": Row(Role.AGENT, lambda d: d.evidence.head()),
    "evidence.note": Row(Role.AGENT, lambda d: d.evidence.note(d.path.parent)),
    "evidence.see": Row(Role.AGENT, lambda d: d.evidence.see(d.path.parent)),
    "evidence.told": Row(Role.SUPERVISOR, lambda d: d.evidence.told()),
    "evidence.look_into": Row(Role.SUPERVISOR, lambda d: d.evidence.look_into()),
    "encryption.view": Row(Role.MANAGER, lambda d: d.encryption.view()),
    "encryption.encrypt": Row(Role.MANAGER, lambda d: d.encryption.encrypt(Encrypt(GOOD))),
    "encryption.change": Row(
        Role.MANAGER, lambda d: _of_encryption(lambda: d.encryption.change(ChangePassphrase("n", GOOD)))
    ),
    "encryption.remove": Row(
        Role.MANAGER, lambda d: _of_encryption(lambda: d.encryption.remove(RemoveEncryption("n")))
    ),
    "encryption.recovery_key": Row(Role.MANAGER, lambda d: _of_encryption(lambda: d.encryption.recovery_key("n"))),
    "erasures.before": Row(Role.MANAGER, lambda d: d.erasures.before(5)),
    "erasures.forget": Row(Role.MANAGER, lambda d: d.erasures.forget(ForgetCustomer(5, "r", Gone("n{number}", "t")))),
    "erasures.of": Row(Role.AGENT, _forgotten),
    "erasures.clear": Row(ANYBODY, lambda d: d.erasures.clear()),
    "erasures.backups": Row(Role.MANAGER, lambda d: d.erasures.backups(5)),
    "erasures.remove_backups": Row(Role.MANAGER, lambda d: d.erasures.remove_backups(("none.db",))),
    "retention.rules": Row(Role.AGENT, lambda d: d.retention.rules()),
    "retention.set_rules": Row(Role.MANAGER, lambda d: d.retention.set_rules(SetRules({}, {}))),
    "retention.due": Row(Role.MANAGER, lambda d: d.retention.due()),
    "retention.items": Row(Role.MANAGER, lambda d: d.retention.items(_OLD)),
    "retention.steps": Row(Role.MANAGER, lambda d: d.retention.steps(_OLD, "r", Gone("n{number}", "t"))),
    "retention.carry_out": Row(Role.MANAGER, _gone),
    "retention.hold": Row(Role.SUPERVISOR, lambda d: d.retention.hold(Hold("r", customer_id=5))),
    "retention.end_hold": Row(Role.MANAGER, _no_longer_held),
    "retention.holds": Row(Role.SUPERVISOR, lambda d: d.retention.holds()),
    "overview.about_customer": Row(
        Role.SUPERVISOR, lambda d: d.overview.about_customer(1, Instead("s", "c", "u", "e", "n"))
    ),
    "overview.customer_handed_out": Row(
        Role.SUPERVISOR,
        lambda d: d.overview.customer_handed_out(AboutCustomer(d.directory.customer(1), (), {}, 0, 0, (), (), (), ())),
    ),
    "overview.around": Row(Role.AGENT, lambda d: d.overview.around(1)),
    "overview.call": Row(Role.AGENT, lambda d: d.overview.call(1)),
    "calls.find": Row(Role.AGENT, lambda d: d.calls.find("C-00001")),
    "calls.deadlines": Row(Role.AGENT, lambda d: d.calls.deadlines(Impact.ONE, Urgency.SOON)),
    "calls.next_reference": Row(Role.AGENT, lambda d: d.calls.next_reference()),
    "calls.signs": Row(Role.AGENT, lambda d: d.calls.signs(1, Impact.ONE, Urgency.SOON)),
    "lists.calls": Row(Role.AGENT, lambda d: d.lists.calls("due")),
    "lists.some": Row(Role.AGENT, lambda d: d.lists.some((1,))),
    "lists.ids": Row(Role.AGENT, lambda d: d.lists.ids("closed")),
    "places.people_cells": Row(Role.AGENT, lambda d: list(d.places.people_cells())),
    "places.person": Row(Role.AGENT, lambda d: d.places.person(1)),
    "places.save_person": Row(Role.AGENT, lambda d: d.places.save_person(SavePerson(1, "Grace"))),
    "lists.in_fields": Row(Role.AGENT, lambda d: d.lists.in_fields([1])),
    "lists.of_customer": Row(Role.AGENT, lambda d: d.lists.of_customer(1)),
    "lists.in_turn": Row(Role.AGENT, lambda d: list(d.lists.in_turn([1]))),
    "lists.watched": Row(Role.AGENT, lambda d: d.lists.watched()),
    "lists.search": Row(Role.AGENT, lambda d: d.lists.search("printer")),
    "log.calls": Row(Role.AGENT, lambda d: d.log.calls(Shown())),
    "log.ids": Row(Role.AGENT, lambda d: d.log.ids(Shown("closed"))),
    "log.again": Row(Role.AGENT, lambda d: d.log.again(Shown(), (), ())),
    "log.late_views": Row(Role.AGENT, lambda d: d.log.late_views()),
    "log.count": Row(Role.AGENT, lambda d: d.log.count(Shown())),
    "log.figures": Row(Role.AGENT, lambda d: d.log.figures()),
    "log.still": Row(Role.AGENT, lambda d: d.log.still(Shown(), (1,))),
    "log.choices": Row(Role.AGENT, lambda d: d.log.choices(Shown())),
    "log.tag": Row(Role.AGENT, lambda d: d.log.tag(TagCalls((1,), ("t",)))),
    "log.tags_of": Row(Role.AGENT, lambda d: d.log.tags_of(1)),
    # What is another's is refused for itself, and said by call: see test_acts_on_many.py.
    "many.before": Row(Role.AGENT, lambda d: d.many.before(CallAct.NOTE, (1,), {})),
    "many.note": Row(Role.AGENT, lambda d: d.many.note(NoteCalls((1,), "w"))),
    "many.reassign": Row(Role.AGENT, lambda d: d.many.reassign(ReassignCalls((1,), OTHER_AGENT, "r"))),
    "many.raise_priority": Row(Role.AGENT, lambda d: d.many.raise_priority(RaiseCalls((1,), None, "r"))),
    "many.ask": Row(Role.SUPERVISOR, lambda d: d.many.ask(AskOwners((1,), "w"))),
    "many.take_back": Row(Role.AGENT, lambda d: d.many.take_back(TakeBack((), "r"))),
    "requests.to_me": Row(Role.AGENT, lambda d: d.requests.to_me()),
    "requests.by_me": Row(Role.AGENT, lambda d: d.requests.by_me()),
    "requests.answer": Row(Role.AGENT, lambda d: d.requests.answer(AnswerRequest(1, "w"))),
    "log.views": Row(Role.AGENT, lambda d: d.log.views()),
    # Their own everybody keeps: see test_saved_views.py.
    "log.save_view": Row(Role.SUPERVISOR, lambda d: d.log.save_view(SaveView("n", {}, of_site=True))),
    "log.remove_view": Row(Role.SUPERVISOR, lambda d: d.log.remove_view(1)),
    "finding.calls": Row(Role.AGENT, lambda d: d.finding.calls(Sought("printer"))),
    "finding.count": Row(Role.AGENT, lambda d: d.finding.count(Sought("printer"))),
    "finding.incidents": Row(Role.AGENT, lambda d: d.finding.incidents("printer")),
    "finding.guides": Row(Role.AGENT, lambda d: d.finding.guides("printer")),
    "lists.counts": Row(Role.AGENT, lambda d: d.lists.counts()),
    "overview.history": Row(Role.AGENT, lambda d: d.overview.history("equipment_id", 1)),
    "equipment_files.cells": Row(Role.AGENT, lambda d: tuple(d.equipment_files.cells())),
    "equipment_files.dry_run": Row(Role.AGENT, lambda d: d.equipment_files.dry_run(_things(d))),
    "equipment_files.read": Row(ANYBODY, lambda d: _things(d)),
    "equipment_files.take": Row(Role.AGENT, lambda d: d.equipment_files.take(_things(d))),
    "places.equipment": Row(Role.AGENT, lambda d: d.places.equipment(1)),
    "places.found": Row(Role.AGENT, lambda d: d.places.found("copier")),
    "places.of_customer": Row(Role.AGENT, lambda d: d.places.of_customer(1)),
    "places.offered": Row(Role.AGENT, lambda d: d.places.offered(1, "hall")),
    "places.place": Row(Role.AGENT, lambda d: d.places.place(1)),
    "places.save_equipment": Row(Role.AGENT, lambda d: d.places.save_equipment(SaveEquipment(1, "Printer"))),
    "places.save_place": Row(Role.AGENT, lambda d: d.places.save_place(SavePlace(1, "Office"))),
    "overview.escalation_start": Row(Role.AGENT, lambda d: d.overview.escalation_start(1)),
    "escalations.find_contacts": Row(Role.AGENT, lambda d: d.escalations.find_contacts(1, "grace")),
    "escalations.offer": Row(Role.AGENT, lambda d: d.escalations.offer(1, (EscalationType.FUNCTIONAL,), ())),
    "escalations.escalate": Row(Role.AGENT, lambda d: d.escalations.escalate(passing_on(3, 1))),
    "escalations.preview": Row(Role.AGENT, lambda d: d.escalations.preview(passing_on(3, 1))),
    "escalations.look": Row(Role.AGENT, lambda d: d.escalations.look(1)),
    "escalations.newest_handoffs": Row(Role.AGENT, lambda d: d.escalations.newest_handoffs((1, 2))),
    "escalations.look_over": Row(Role.AGENT, lambda d: d.escalations.look_over(1)),
    "escalations.begin_sheet": Row(Role.AGENT, lambda d: d.escalations.begin_sheet(1)),
    "escalations.sheet": Row(Role.AGENT, lambda d: d.escalations.sheet(1)),
    "escalations.by_code": Row(Role.AGENT, lambda d: d.escalations.by_code("C-00001/1")),
    "escalations.one": Row(Role.AGENT, lambda d: d.escalations.one(1)),
    "escalations.amend": Row(Role.AGENT, lambda d: d.escalations.amend(AmendHandoff(1, PASSED_ON, PASSED_ON))),
    "papers.put_out": Row(
        Role.AGENT,
        lambda d: d.papers.put_out(PAPERS, PaperWay.SAVED, lambda: b"%PDF", lambda _pdf: None),
    ),
    "papers.left": Row(Role.AGENT, lambda d: d.papers.left(PAPERS, PaperWay.PRINTED)),
    "papers.failed": Row(Role.AGENT, lambda d: d.papers.failed(PAPERS, PaperWay.PRINTED)),
    "papers.again": Row(Role.AGENT, lambda d: d.papers.again(*PAPERS, PaperWay.SAVED)),
    "fonts.all": Row(Role.AGENT, lambda d: d.fonts.all()),
    "fonts.contents": Row(Role.AGENT, lambda d: d.fonts.contents()),
    "fonts.fault": Row(ANYBODY, lambda d: d.fonts.fault(AddFont("n", b""))),
    "fonts.add": Row(Role.MANAGER, lambda d: d.fonts.add(AddFont("n", DEVANAGARI))),
    "fonts.remove": Row(Role.MANAGER, lambda d: d.fonts.remove(1)),
    "papers.settle": Row(Role.AGENT, lambda d: d.papers.settle()),
    "escalations.accept": Row(Role.AGENT, lambda d: d.escalations.accept(AcceptEscalation(1))),
    "escalations.refuse": Row(Role.AGENT, lambda d: d.escalations.refuse(RefuseEscalation(1, "r"))),
    "escalations.withdraw": Row(Role.AGENT, lambda d: d.escalations.withdraw(WithdrawEscalation(1, "r"))),
    "escalations.hear": Row(Role.AGENT, lambda d: d.escalations.hear(HearFromContact(1, "w"))),
    "escalations.give_back": Row(Role.AGENT, lambda d: d.escalations.give_back(ReturnEscalation(1, "o"))),
    "escalations.held_by": Row(Role.AGENT, lambda d: d.escalations.held_by(1)),
    "escalations.chase": Row(Role.AGENT, lambda d: d.escalations.chase()),
    "escalations.out": Row(Role.AGENT, lambda d: d.escalations.out()),
    "written_policy.state": Row(Role.AGENT, lambda d: d.written_policy.state()),
    "written_policy.issued": Row(Role.AGENT, lambda d: d.written_policy.issued()),
    "written_policy.review_due": Row(Role.AGENT, lambda d: d.written_policy.review_due()),
    "written_policy.issue": Row(
        Role.MANAGER, lambda d: d.written_policy.issue(IssuePolicy("Manager", date(2027, 2, 1), "w", 1))
    ),
    "written_policy.set_review": Row(
        Role.MANAGER, lambda d: d.written_policy.set_review(SetReview(1, "Manager", date(2027, 2, 1), 1))
    ),
    "approvals.open": Row(Role.SUPERVISOR, lambda d: d.approvals.open()),
    "approvals.of_call": Row(Role.AGENT, lambda d: d.approvals.of_call(1)),
    "approvals.limits": Row(Role.AGENT, lambda d: d.approvals.limits()),
    "approvals.ask": Row(Role.AGENT, lambda d: d.approvals.ask(AskApproval(1, ApprovalKind.REFUND, 6_000_00, "r"))),
    "approvals.answer": Row(Role.AGENT, lambda d: d.approvals.answer(1, ApprovalAnswer(True, outside="Head office"))),
    "approvals.grant": Row(Role.SUPERVISOR, lambda d: d.approvals.grant(1)),
    "approvals.refuse": Row(Role.SUPERVISOR, lambda d: d.approvals.refuse(1, "r")),
    # What one asked oneself an agent may take back: see test_approvals.py.
    "approvals.withdraw": Row(Role.SUPERVISOR, lambda d: d.approvals.withdraw(1), refused="approval_not_yours"),
    # For somebody outside; else it is theirs alone who decided.
    "approvals.confirm": Row(Role.MANAGER, lambda d: d.approvals.confirm(2, "w")),
    "approvals.deny": Row(Role.MANAGER, lambda d: d.approvals.deny(2, "w")),
    "approvals.save_limits": Row(Role.MANAGER, lambda d: d.approvals.save_limits(_limits(d))),
    "categories.all": Row(Role.AGENT, lambda d: d.categories.all()),
    "templates.all": Row(Role.AGENT, lambda d: d.templates.all()),
    "templates.save": Row(Role.SUPERVISOR, lambda d: d.templates.save(SaveTemplate("n", 1))),
    "templates.move": Row(Role.SUPERVISOR, lambda d: d.templates.move(1, 1)),
    "categories.shipped_guides": Row(Role.AGENT, lambda d: d.categories.shipped_guides()),
    "categories.save": Row(Role.MANAGER, lambda d: d.categories.save(SaveCategory("n", (EditedCheck("w"),)))),
    "categories.move": Row(Role.MANAGER, lambda d: d.categories.move(1, 1)),
    "guides.help": Row(Role.AGENT, lambda d: d.guides.help(1)),
    "guides.help_for": Row(Role.AGENT, lambda d: d.guides.help_for(1)),
    "guides.similar": Row(Role.AGENT, lambda d: d.guides.similar("printer")),
    "guides.tick": Row(Role.AGENT, _tick),
    "guides.repeats": Row(Role.AGENT, lambda d: d.guides.repeats(1)),
    "guides.link_repeat": Row(Role.AGENT, lambda d: d.guides.link_repeat(LinkRepeat(2, None))),
    "escalations.fresh_offer": Row(
        Role.AGENT, lambda d: d.escalations.fresh_offer(1, (EscalationType.FUNCTIONAL,), ())
    ),
    "escalations.next_in_chain": Row(Role.AGENT, lambda d: d.escalations.next_in_chain(1)),
    "escalations.attempt": Row(
        Role.AGENT, lambda d: d.escalations.attempt(TryContact(1, 1, AttemptResult.NO_ANSWER, escalation_id=1))
    ),
    "escalations.to_tell": Row(Role.AGENT, lambda d: d.escalations.to_tell()),
    "escalations.news": Row(Role.AGENT, lambda d: d.escalations.news()),
    "escalations.time_left": Row(Role.AGENT, lambda d: d.escalations.time_left(1, 1)),
    "escalations.record_of": Row(Role.AGENT, lambda d: d.escalations.record_of(1)),
    "incidents.open": Row(Role.AGENT, lambda d: d.incidents.open()),
    "incidents.recent": Row(Role.AGENT, lambda d: d.incidents.recent()),
    "incidents.one": Row(Role.AGENT, lambda d: d.incidents.one(1)),
    "incidents.fitting": Row(Role.AGENT, lambda d: d.incidents.fitting(1, "printer")),
    "incidents.of_the_hour": Row(Role.AGENT, lambda d: d.incidents.of_the_hour(None)),
    "incidents.for_call": Row(Role.AGENT, lambda d: d.incidents.for_call(1)),
    "incidents.checklist": Row(Role.AGENT, lambda d: d.incidents.checklist()),
    # In an emergency everybody may do everything but end it, or take the lead away.
    "incidents.start": Row(Role.AGENT, lambda d: d.incidents.start(OpenIncident("Down again", (1,)))),
    "incidents.join": Row(Role.AGENT, lambda d: d.incidents.join(JoinIncident(1, (1,)))),
    "incidents.leave": Row(Role.AGENT, lambda d: d.incidents.leave(LeaveIncident(1, 3, "r"))),
    "incidents.do_step": Row(Role.AGENT, lambda d: d.incidents.do_step(DoStep(1))),
    "incidents.undo_step": Row(Role.AGENT, lambda d: d.incidents.undo_step(UndoStep(2, "r"))),
    "incidents.add_step": Row(Role.AGENT, lambda d: d.incidents.add_step(AddStep(1, "w"))),
    "incidents.write": Row(Role.AGENT, lambda d: d.incidents.write(WriteMessage(1, "w", 1))),
    "incidents.tell": Row(Role.AGENT, lambda d: d.incidents.tell(TellCustomer(1, 3, 1))),
    "incidents.not_reached": Row(Role.AGENT, lambda d: d.incidents.not_reached(NotReached(1, 3))),
    "incidents.note": Row(Role.AGENT, lambda d: d.incidents.note(NoteIncident(1, "w"))),
    "incidents.reopen": Row(Role.AGENT, lambda d: d.incidents.reopen(ReopenIncident(2, 2, "r"))),
    # Its lead may too: see test_incidents.py.
    "incidents.hand_over": Row(
        Role.SUPERVISOR,
        lambda d: d.incidents.hand_over(HandOverLead(1, 2, AGENT, "r")),
        refused="not_your_incident",
    ),
    "incidents.end": Row(
        Role.SUPERVISOR, lambda d: d.incidents.end(EndIncident(1, 2, "o")), refused="not_your_incident"
    ),
    "incidents.save_checklist": Row(
        Role.MANAGER,
        lambda d: d.incidents.save_checklist(SaveIncidentChecklist(((None, "w"),), d.incidents.checklist())),
    ),
    "promises.page": Row(Role.AGENT, lambda d: d.promises.page(5)),
    "promises.open": Row(Role.AGENT, lambda d: d.promises.open()),
    "promises.call_back": Row(Role.AGENT, lambda d: d.promises.call_back(PromiseCallBack(1, at(12)))),
    "promises.follow_up": Row(Role.AGENT, lambda d: d.promises.follow_up(PromiseFollowUp(5, at(15)))),
    "promises.keep": Row(Role.AGENT, lambda d: d.promises.keep(KeepPromise(1))),
    "promises.move": Row(Role.AGENT, lambda d: d.promises.move(MovePromise(1, at(13), "r"))),
    "directory.callers": Row(Role.AGENT, lambda d: d.directory.callers("ada")),
    "directory.customers": Row(Role.AGENT, lambda d: d.directory.customers("ada")),
    "directory.customer": Row(Role.AGENT, lambda d: d.directory.customer(1)),
    "directory.customer_cells": Row(Role.AGENT, lambda d: list(d.directory.customer_cells())),
    "directory.save_customer": Row(Role.AGENT, lambda d: d.directory.save_customer(SaveCustomer("n"))),
    "directory.contacts": Row(Role.AGENT, lambda d: d.directory.contacts()),
    "directory.contact": Row(Role.AGENT, lambda d: d.directory.contact(1)),
    "directory.contact_of_staff": Row(Role.AGENT, lambda d: d.directory.contact_of_staff(1)),
    "directory.save_contact": Row(Role.AGENT, lambda d: d.directory.save_contact(SaveContact(ContactKind.EXPERT, "n"))),
    "directory.merge": Row(Role.SUPERVISOR, _merge),
    # A file that somebody chose: the desk is not asked.
    "contact_files.read": Row(ANYBODY, lambda d: d.contact_files.read(_card(d))),
    "contact_files.dry_run": Row(Role.AGENT, lambda d: d.contact_files.dry_run(d.contact_files.read(_card(d)))),
    "contact_files.take": Row(Role.AGENT, lambda d: d.contact_files.take(d.contact_files.read(_card(d)))),
    "contact_files.export": Row(Role.AGENT, lambda d: d.contact_files.export("csv")),
    "directory.browse_customers": Row(Role.AGENT, lambda d: d.directory.browse_customers(Wanted())),
    # Into memory alone.
    "directory.prepare": Row(ANYBODY, lambda d: d.directory.prepare()),
    "directory.customer_count": Row(Role.AGENT, lambda d: d.directory.customer_count(Which.ALL)),
    "directory.customer_counts": Row(Role.AGENT, lambda d: d.directory.customer_counts()),
    "directory.merge_customers": Row(
        Role.AGENT, lambda d: d.directory.merge_customers(*(d.directory.customer(one) for one in (1, 2)))
    ),
    "directory.undo_customer_merge": Row(Role.AGENT, lambda d: d.directory.undo_customer_merge(1)),
    "directory.not_the_same": Row(Role.AGENT, lambda d: d.directory.not_the_same(1, 2)),
    "customer_files.read": Row(ANYBODY, lambda d: d.customer_files.read(_card(d))),
    "customer_files.dry_run": Row(Role.AGENT, lambda d: d.customer_files.dry_run(d.customer_files.read(_card(d)))),
    "customer_files.take": Row(Role.AGENT, lambda d: d.customer_files.take(d.customer_files.read(_card(d)))),
    "customer_files.export": Row(Role.AGENT, lambda d: d.customer_files.export("csv")),
    "contact_files.cells": Row(Role.AGENT, lambda d: d.contact_files.cells()),
    "imports.look": Row(Role.MANAGER, lambda d: d.imports.look(_past_calls(d))),
    "imports.known": Row(Role.MANAGER, lambda d: d.imports.known(look(_past_calls(d)))),
    "imports.complete": Row(Role.MANAGER, lambda d: d.imports.complete(look(_past_calls(d)), _LIST)),
    "imports.propose": Row(Role.MANAGER, lambda d: d.imports.propose(look(_past_calls(d)), "list")),
    "imports.preview": Row(Role.MANAGER, lambda d: d.imports.preview(_past_calls(d), _LIST)),
    "imports.take": Row(Role.MANAGER, lambda d: d.imports.take(TakeList(_past_calls(d), _LIST))),
    "imports.listed": Row(Role.AGENT, lambda d: d.imports.listed()),
    "imports.undo": Row(Role.MANAGER, lambda d: d.imports.undo(UndoImport(1, "The wrong list"))),
    "imports.as_file": Row(Role.MANAGER, lambda d: d.imports.as_file(_LIST)),
    "rotas.listed": Row(Role.AGENT, lambda d: d.rotas.listed()),
    "rotas.find": Row(Role.AGENT, lambda d: d.rotas.find("Days")),
    "rotas.on_call": Row(Role.AGENT, lambda d: d.rotas.on_call(1)),
    "rotas.on_call_now": Row(Role.AGENT, lambda d: d.rotas.on_call_now()),
    "rotas.duty": Row(Role.AGENT, lambda d: d.rotas.duty()),
    "rotas.stretches": Row(Role.AGENT, lambda d: d.rotas.stretches(1, at(10), at(20))),
    "rotas.gaps": Row(Role.AGENT, lambda d: d.rotas.gaps()),
    "rotas.board": Row(Role.AGENT, lambda d: d.rotas.board(at(10), at(20))),
    "rotas.would_be": Row(Role.AGENT, lambda d: d.rotas.would_be(SaveRota("n", "UTC", catch_all=1))),
    "rotas.save": Row(Role.SUPERVISOR, lambda d: d.rotas.save(SaveRota("n", "UTC", catch_all=1))),
    "rotas.cover": Row(Role.SUPERVISOR, lambda d: d.rotas.cover(CoverShift(1, 2, at(12), at(13)))),
    "rotas.swap": Row(Role.SUPERVISOR, lambda d: d.rotas.swap(_SWAP)),
    "rotas.take_off": Row(Role.SUPERVISOR, lambda d: d.rotas.take_off(TakeOff(1, 1, at(12), at(13)))),
    "rotas.end_override": Row(Role.SUPERVISOR, lambda d: d.rotas.end_override(EndOverride(1, 0, 2))),
    "routes.all": Row(Role.AGENT, lambda d: d.routes.all()),
    "routes.save": Row(Role.SUPERVISOR, lambda d: d.routes.save(SaveRoute("Third", ((1, None),)))),
    "routes.offer_first": Row(Role.SUPERVISOR, lambda d: d.routes.offer_first(1, 1)),
    "routes.move": Row(Role.SUPERVISOR, lambda d: d.routes.move(1, 1)),
    "routes.remove": Row(Role.SUPERVISOR, lambda d: d.routes.remove(2, 1)),
    "routes.try_out": Row(Role.AGENT, lambda d: d.routes.try_out(ExampleCall())),
    "routes.of_call": Row(Role.AGENT, lambda d: d.routes.of_call(1)),
    "visits.since": Row(Role.AGENT, lambda d: d.visits.since()),
    "visits.calls": Row(Role.AGENT, lambda d: d.visits.calls(Happened.NEW, d.visits.since())),
    "visits.handover": Row(Role.AGENT, lambda d: d.visits.handover()),
    "visits.trend": Row(Role.AGENT, lambda d: d.visits.trend()),
    "wall.look": Row(ANYBODY, lambda d: d.wall.look()),
    "supervision.overdue": Row(Role.AGENT, lambda d: d.supervision.overdue()),
    "late.view": Row(Role.AGENT, lambda d: d.late.view()),
    "late.figures": Row(Role.AGENT, lambda d: d.late.figures()),
    "late.page": Row(Role.AGENT, lambda d: d.late.page(Ask(), d.late.view(Ask(), limit=1).page.after)),
    "late.ids": Row(Role.AGENT, lambda d: d.late.ids(Ask())),
    "late.changed": Row(Role.AGENT, lambda d: d.late.changed(Ask(), (), None)),
    "phrases.all": Row(Role.AGENT, lambda d: d.phrases.all()),
    "phrases.library": Row(Role.AGENT, lambda d: d.phrases.library()),
    "measures.period": Row(Role.AGENT, lambda d: d.measures.period(PeriodKind.MONTH)),
    "measures.read": Row(Role.AGENT, lambda d: d.measures.read(_MONTH)),
    "measures.course": Row(Role.AGENT, lambda d: d.measures.course((_MONTH,))),
    "measures.slices": Row(Role.AGENT, lambda d: d.measures.slices(Measure.ESCALATED, Slice.CONTACT, _MONTH)),
    "measures.calls": Row(Role.AGENT, lambda d: d.measures.calls(Measure.ESCALATED, _MONTH)),
    "measures.choices": Row(Role.AGENT, lambda d: d.measures.choices()),
    "measures.by_agent": Row(Role.AGENT, lambda d: d.measures.by_agent()),
    "measures.set_by_agent": Row(Role.MANAGER, lambda d: d.measures.set_by_agent(SetByAgent(True))),
    "measures.faults": Row(Role.AGENT, lambda d: d.measures.faults()),
    "measures.recount": Row(Role.MANAGER, lambda d: d.measures.recount()),
    "practice.practised": Row(Role.SUPERVISOR, lambda d: d.practice.practised(Theme.DE_ESCALATION, at(12))),
    "readiness.view": Row(Role.SUPERVISOR, lambda d: d.readiness.view()),
    "readiness.keep": Row(Role.SUPERVISOR, lambda d: d.readiness.keep()),
    "readiness.choose": Row(Role.SUPERVISOR, lambda d: d.readiness.choose(ChooseGaps((Question.WARM,)))),
    "desk_papers.policy_left": Row(Role.AGENT, lambda d: d.desk_papers.policy_left(1, PaperWay.PRINTED)),
    "desk_papers.report_left": Row(
        Role.AGENT, lambda d: d.desk_papers.report_left(containing(PeriodKind.MONTH, at(12).date()), PaperWay.SAVED)
    ),
    "practice.view": Row(Role.AGENT, lambda d: d.practice.view()),
    "practice.record": Row(Role.AGENT, lambda d: d.practice.record(d.staff_id or 0)),
    "practice.text": Row(Role.AGENT, lambda d: d.practice.text("the_manager_now")),
    "practice.keep": Row(Role.AGENT, lambda d: d.practice.keep(_played())),
    "practice.result": Row(Role.AGENT, lambda d: d.practice.result(d.practice.keep(_played()).value.this.id)),
    "practice.save_scenario": Row(
        Role.SUPERVISOR, lambda d: d.practice.save_scenario(SaveScenario(d.practice.text("the_manager_now")))
    ),
    "practice.remove_scenario": Row(Role.SUPERVISOR, _remove_scenario),
    "practice.show": Row(Role.AGENT, lambda d: d.practice.show(ShowPractice(True))),
    "cards.opened": Row(Role.AGENT, lambda d: d.cards.opened(Situation.ANGER)),
    "phrases.save": Row(Role.SUPERVISOR, lambda d: d.phrases.save(SavePhrase(Step.REFUND, "n"))),
    "phrases.remove": Row(Role.SUPERVISOR, lambda d: d.phrases.remove(PhraseMeant(Step.REFUND, shipped=0))),
    "phrases.move": Row(Role.SUPERVISOR, lambda d: d.phrases.move(PhraseMeant(Step.REFUND, shipped=0), 1)),
    "phrases.back_to_shipped": Row(
        Role.SUPERVISOR, lambda d: d.phrases.back_to_shipped(Step.GREETING, d.phrases.all().steps[0])
    ),
    "phrases.save_avoided": Row(Role.SUPERVISOR, lambda d: d.phrases.save_avoided(SaveAvoided(("n",), "w"))),
    "phrases.remove_avoided": Row(Role.SUPERVISOR, lambda d: d.phrases.remove_avoided(AvoidedMeant(shipped=0))),
    "phrases.avoided_back_to_shipped": Row(
        Role.SUPERVISOR, lambda d: d.phrases.avoided_back_to_shipped(d.phrases.all().avoided)
    ),
    "triggers.all": Row(Role.AGENT, lambda d: d.triggers.all()),
    "triggers.save": Row(Role.MANAGER, lambda d: d.triggers.save(SaveTrigger("n", (EscalationType.PRIORITY,)))),
    "triggers.move": Row(Role.MANAGER, lambda d: d.triggers.move("legal", 1)),
    "sign_words.all": Row(Role.AGENT, lambda d: d.sign_words.all()),
    "sign_words.save": Row(
        Role.MANAGER, lambda d: d.sign_words.save(SaveSignWords("repeat_contact", "", ("once more",)))
    ),
    "sign_words.remove": Row(Role.MANAGER, lambda d: d.sign_words.remove(SignWordsMeant(1, 1))),
    "sign_words.back_to_shipped": Row(Role.MANAGER, lambda d: d.sign_words.back_to_shipped(d.sign_words.all().lists)),
    "site_facts.read": Row(Role.AGENT, lambda d: d.site_facts.read()),
    "actions.mine": Row(Role.AGENT, lambda d: d.actions.mine()),
    "actions.of": Row(Role.AGENT, lambda d: d.actions.of(ActionOf.SIGNAL, ("1",))),
    "actions.all": Row(Role.SUPERVISOR, lambda d: d.actions.all()),
    "actions.make": Row(Role.SUPERVISOR, lambda d: d.actions.make(_action())),
    "actions.move": Row(Role.SUPERVISOR, lambda d: d.actions.move(MoveAction(1, at(12).date(), "r", 1))),
    "actions.finish": Row(Role.AGENT, lambda d: d.actions.finish(FinishAction(1, at(12).date(), "w", 1))),
    "actions.withdraw": Row(Role.SUPERVISOR, lambda d: d.actions.withdraw(WithdrawAction(1, "r", 1))),
    "actions.reopen": Row(Role.SUPERVISOR, lambda d: d.actions.reopen(ReopenAction(2, "r", 2))),
    "findings.signals": Row(Role.SUPERVISOR, lambda d: d.findings.signals()),
    "findings.calls": Row(Role.SUPERVISOR, lambda d: d.findings.calls(_SEEN.key, _SEEN.month)),
    "findings.asks": Row(Role.AGENT, lambda d: d.findings.asks()),
    "findings.look_through": Row(Role.SUPERVISOR, lambda d: d.findings.look_through()),
    "findings.dismiss": Row(Role.SUPERVISOR, lambda d: d.findings.dismiss(DismissSignal(_SEEN, "r"))),
    "findings.take_up": Row(Role.SUPERVISOR, lambda d: d.findings.take_up(TakeUpSignal(2, 2))),
    "findings.agree": Row(
        Role.SUPERVISOR, lambda d: d.findings.agree(AgreeOnAction(_SEEN, "Write a guide", AGENT, at(12).date()))
    ),
    "findings.feed_back": Row(Role.SUPERVISOR, lambda d: d.findings.feed_back(_feedback())),
    "findings.left": Row(Role.SUPERVISOR, lambda d: d.findings.left(FeedbackLeft(1))),
    "findings.sent": Row(Role.SUPERVISOR, lambda d: d.findings.sent(FeedbackSent(1, at(9).date(), Channel.EMAIL, 2))),
    "findings.answered": Row(Role.SUPERVISOR, lambda d: d.findings.answered(FeedbackAnswered(1, at(9).date(), "a", 2))),
    "findings.withdraw": Row(Role.SUPERVISOR, lambda d: d.findings.withdraw(WithdrawFeedback(1, 2))),
    "findings.sheet": Row(Role.SUPERVISOR, lambda d: d.findings.sheet(1)),
    "reviews.view": Row(Role.SUPERVISOR, lambda d: d.reviews.view()),
    "reviews.page": Row(Role.SUPERVISOR, lambda d: d.reviews.page(TO_REVIEW)),
    "reviews.done": Row(Role.SUPERVISOR, lambda d: d.reviews.done()),
    "reviews.figures": Row(Role.SUPERVISOR, lambda d: d.reviews.figures(_NOVEMBER)),
    "reviews.draw": Row(Role.SUPERVISOR, lambda d: d.reviews.draw(DrawCalls(_NOVEMBER, 2))),
    "reviews.choose": Row(Role.SUPERVISOR, lambda d: d.reviews.choose(TO_REVIEW)),
    "reviews.leave_out": Row(Role.SUPERVISOR, lambda d: d.reviews.leave_out(TO_REVIEW)),
    "reviews.finish": Row(Role.SUPERVISOR, lambda d: d.reviews.finish(_review(d, TO_REVIEW))),
    "reviews.skip": Row(Role.SUPERVISOR, lambda d: d.reviews.skip(SkipReview(TO_REVIEW, "r"))),
    "reviews.share": Row(Role.SUPERVISOR, _share_review),
    "reviews.card": Row(Role.AGENT, lambda d: d.reviews.card()),
    "reviews.save_card": Row(Role.MANAGER, lambda d: d.reviews.save_card(SaveScorecard(d.reviews.card().lines[:2], 1))),
    "reviews.shared": Row(Role.AGENT, lambda d: d.reviews.shared()),
    "reviews.unread": Row(ANYBODY, lambda d: d.reviews.unread()),
    "reviews.read": Row(Role.AGENT, lambda d: d.reviews.read(d.reviews.shared()[0].id)),
    "reviews.answer": Row(Role.AGENT, lambda d: d.reviews.answer(AnswerReview(d.reviews.shared()[0].id, "w"))),
    "site.save_site": Row(Role.MANAGER, lambda d: d.site.save_site(_site(d))),
    "site.save_hours": Row(Role.MANAGER, lambda d: d.site.save_hours(SaveHours(1, _week()))),
    "site.save_targets": Row(Role.MANAGER, lambda d: d.site.save_targets(SaveTargets(()))),
    "site.save_priorities": Row(
        Role.MANAGER, lambda d: d.site.save_priorities(SavePriorities(d.facts().matrix, not d.facts().phone_answers))
    ),
    "site.calendars": Row(Role.AGENT, lambda d: d.site.calendars()),
    # What a calendar of this world says, not this desk's.
    "site.holiday_countries": Row(ANYBODY, lambda d: d.site.holiday_countries()),
    "site.holiday_regions": Row(ANYBODY, lambda d: d.site.holiday_regions("GB")),
    "site.holidays": Row(ANYBODY, lambda d: d.site.holidays("GB", "", (2026,))),
    "site.origins": Row(Role.AGENT, lambda d: d.site.origins()),
    "site.calls_on_older_policy": Row(Role.AGENT, lambda d: d.site.calls_on_older_policy()),
    "site.would_move": Row(Role.AGENT, lambda d: d.site.would_move()),
    "site.apply_to_open_calls": Row(Role.MANAGER, lambda d: d.site.apply_to_open_calls()),
    "site.note_clock_jump": Row(Role.AGENT, lambda d: d.site.note_clock_jump(at(10), at(11) - at(10))),
    "site.save_staff": Row(Role.MANAGER, lambda d: d.site.save_staff(SaveStaff("n", Role.AGENT))),
    "steps.unfinished": Row(Role.AGENT, lambda d: d.steps.unfinished()),
    "steps.step": Row(Role.AGENT, lambda d: d.steps.step(_under_way(d))),
    "steps.finish": Row(Role.AGENT, lambda d: d.steps.finish()),
    "steps.stop": Row(Role.MANAGER, lambda d: d.steps.stop(_under_way(d))),
    "steps.go_on": Row(Role.MANAGER, lambda d: d.steps.go_on(_under_way(d))),
    "drafts.load": Row(ANYBODY, lambda d: d.drafts.load("k")),
    "drafts.kept": Row(ANYBODY, lambda d: d.drafts.kept("k")),
    "drafts.take": Row(Role.AGENT, lambda d: d.drafts.take("k", "l")),
    "drafts.save": Row(Role.AGENT, lambda d: d.drafts.save("k", {})),
    "drafts.forget": Row(Role.AGENT, lambda d: d.drafts.forget("k")),
    "whole.lines": Row(Role.MANAGER, lambda d: list(d.whole.lines())),
    # Whether anything was written, and which numbers: no customer's data.
    "watch.look": Row(ANYBODY, lambda d: d.watch.look()),
    # At the door a PIN or the code proves who somebody is.
    "staff.members": Row(ANYBODY, lambda d: d.staff.members()),
    "staff.has_recovery_code": Row(ANYBODY, lambda d: d.staff.has_recovery_code()),
    "staff.sign_in": Row(ANYBODY, lambda d: d.staff.sign_in(OTHER_AGENT, PIN)),
    "staff.choose_pin": Row(ANYBODY, lambda d: d.staff.choose_pin(OTHER_AGENT, "1357", PIN)),
    "staff.check_may_begin": Row(ANYBODY, lambda d: _let_in_from_above(d)),
    "staff.wrong_pins": Row(Role.SUPERVISOR, lambda d: d.staff.wrong_pins()),
    "staff.know_wrong_pins": Row(Role.SUPERVISOR, lambda d: d.staff.know_wrong_pins(())),
    "staff.recover": Row(ANYBODY, lambda d: d.staff.recover(CODE, MANAGER, "1357")),
    "staff.unlock": Row(Role.AGENT, lambda d: d.staff.unlock(PIN)),
    "staff.sign_out": Row(Role.AGENT, lambda d: d.staff.sign_out()),
    "staff.reset_pin": Row(Role.SUPERVISOR, lambda d: d.staff.reset_pin(OTHER_AGENT)),
    "staff.make_recovery_code": Row(Role.MANAGER, lambda d: d.staff.make_recovery_code()),
}
