"""Who may do what, refused below the screens: product.md, "People"; defaults.md, "Who may do what"."""

from collections.abc import Callable

import pytest
from scene import YES, at, contact, escalate, everything, log, passing_on, staff

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError, NotAllowed, NotFound
from deskapp.domain.rota import Rotation
from deskapp.domain.words import ContactKind, Impact, PauseReason, Role, Urgency
from deskapp.services.acts import (
    AcceptEscalation,
    AddNote,
    ContactCustomer,
    EditCall,
    HearFromContact,
    KeepPromise,
    LogCall,
    MovePromise,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    Reassign,
    RecordAgreement,
    RefuseEscalation,
    ReopenCall,
    ResolveCall,
    ResumeCall,
    ReturnEscalation,
    SaveContact,
    SaveCustomer,
    SaveHours,
    SaveSite,
    SaveStaff,
    SaveTargets,
    SetPriority,
    WithdrawEscalation,
)
from deskapp.services.rota_acts import CoverShift, EndOverride, SaveRota, SwapShifts, TakeOff, Turn

_EDIT = EditCall(1, 1, "s", "", "", "", None, None, None)


def _site(desk: Desk) -> SaveSite:
    site = desk.facts().site
    return SaveSite("New", "", "", site.zone, site.paper, site.language, False, False, False, site.version)


def _hours(desk: Desk) -> SaveHours:
    hours = desk.facts().desk_calendar
    return SaveHours(hours.id, hours.calendar.to_dict())


#: Every act of every service, on call 1 (open, out with contact 1, with a call-back), and who may do it.
ACTS: dict[str, tuple[Role, Callable[[Desk], object]]] = {
    "log": (Role.AGENT, lambda d: d.calls.log(LogCall("s", new_customer=NewCustomer("n")))),
    "edit": (Role.AGENT, lambda d: d.calls.edit(_EDIT)),
    "set priority": (Role.AGENT, lambda d: d.calls.set_priority(SetPriority(1, Impact.SITE, Urgency.NOW))),
    "note": (Role.AGENT, lambda d: d.calls.note(AddNote(1, "w"))),
    "contact customer": (Role.AGENT, lambda d: d.calls.contact_customer(ContactCustomer(1, True))),
    "pause": (Role.AGENT, lambda d: d.calls.pause(PauseCall(1, PauseReason.CUSTOMER))),
    "resume": (Role.AGENT, lambda d: d.calls.resume(ResumeCall(2))),
    "resolve": (Role.AGENT, lambda d: d.calls.resolve(ResolveCall(3, "s"))),
    "agree": (Role.AGENT, lambda d: d.calls.agree(RecordAgreement(4, YES))),
    "reopen": (Role.AGENT, lambda d: d.calls.reopen(ReopenCall(5, "r"))),
    "reassign another's": (Role.SUPERVISOR, lambda d: d.calls.reassign(Reassign((1,), d.work.staff_id or 0, "r"))),
    "escalate": (Role.AGENT, lambda d: d.escalations.escalate(passing_on(3, 1))),
    "print a sheet": (Role.AGENT, lambda d: d.escalations.sheet(1)),
    "accept": (Role.AGENT, lambda d: d.escalations.accept(AcceptEscalation(1))),
    "refuse": (Role.AGENT, lambda d: d.escalations.refuse(RefuseEscalation(1, "r"))),
    "withdraw": (Role.AGENT, lambda d: d.escalations.withdraw(WithdrawEscalation(1, "r"))),
    "hear": (Role.AGENT, lambda d: d.escalations.hear(HearFromContact(1, "w"))),
    "give back": (Role.AGENT, lambda d: d.escalations.give_back(ReturnEscalation(1, "o"))),
    "call back": (Role.AGENT, lambda d: d.promises.call_back(PromiseCallBack(1, at(12)))),
    "keep": (Role.AGENT, lambda d: d.promises.keep(KeepPromise(1))),
    "move": (Role.AGENT, lambda d: d.promises.move(MovePromise(1, at(13), "r"))),
    "save a customer": (Role.AGENT, lambda d: d.directory.save_customer(SaveCustomer("n"))),
    "save a contact": (Role.AGENT, lambda d: d.directory.save_contact(SaveContact(ContactKind.EXPERT, "n"))),
    "keep a draft": (Role.AGENT, lambda d: d.drafts.save("k", {})),
    "forget a draft": (Role.AGENT, lambda d: d.drafts.forget("k")),
    "save the site": (Role.MANAGER, lambda d: d.site.save_site(_site(d))),
    "save hours": (Role.MANAGER, lambda d: d.site.save_hours(_hours(d))),
    "save targets": (Role.MANAGER, lambda d: d.site.save_targets(SaveTargets(()))),
    "save a rota": (Role.SUPERVISOR, lambda d: d.rotas.save(SaveRota("n", "UTC", catch_all=1))),
    "cover a shift": (Role.SUPERVISOR, lambda d: d.rotas.cover(CoverShift(1, 2, at(12), at(13)))),
    "swap shifts": (
        Role.SUPERVISOR,
        lambda d: d.rotas.swap(SwapShifts(1, Turn(1, at(12), at(13)), Turn(2, at(12, day=17), at(13, day=17)))),
    ),
    "take off a shift": (Role.SUPERVISOR, lambda d: d.rotas.take_off(TakeOff(1, 1, at(12), at(13)))),
    "end an override": (Role.SUPERVISOR, lambda d: d.rotas.end_override(EndOverride(1, 0, 2))),
    "save staff": (Role.MANAGER, lambda d: d.site.save_staff(SaveStaff("n", Role.AGENT))),
}
_RANK = list(Role)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with a call for every act; all of them the manager's."""
    for _ in range(5):
        log(desk)
    escalate(desk, 1, contact(desk).id)
    desk.promises.call_back(PromiseCallBack(1, at(12)))
    desk.calls.pause(PauseCall(2, PauseReason.CUSTOMER))
    desk.calls.resolve(ResolveCall(4, "s"))
    desk.calls.resolve(ResolveCall(5, "s", YES))
    contact(desk, "Mary Jackson")
    desk.rotas.save(SaveRota("Days", "UTC", (Rotation("day", 1, at(0), ["1", "2"]),)))
    desk.rotas.cover(CoverShift(1, 2, at(20), at(21)))
    return desk


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_or_refused_by_role_and_a_refused_one_changes_nothing(
    busy: Desk, desk_file, act: str, role: Role
) -> None:
    needs, do = ACTS[act]
    busy.sign_in(staff(busy, role))
    if _RANK.index(role) >= _RANK.index(needs):
        do(busy)
        return
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        do(busy)
    if act == "reassign another's":
        assert (refused.value.code, refused.value.values["ref"]) == ("not_your_call", "C-00001")
    else:
        assert (refused.value.code, refused.value.values["needs"]) == ("role_too_low", needs.value)
    assert everything(desk_file) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["nobody", "somebody who left", "somebody who never was"])
def test_nobody_acts_who_does_not_work_here(busy: Desk, desk_file, act: str, who: str) -> None:
    left = staff(busy, Role.MANAGER, "Left")
    busy.site.save_staff(SaveStaff("Left", Role.MANAGER, active=False, id=left))
    busy.work.staff_id = {"nobody": None, "somebody who left": left, "somebody who never was": 77}[who]
    before = everything(desk_file)
    with pytest.raises(DeskError) as refused:
        ACTS[act][1](busy)
    expected = {
        "nobody": (NotAllowed, "nobody_signed_in"),
        "somebody who left": (NotAllowed, "staff_inactive"),
        "somebody who never was": (NotFound, "staff_unknown"),
    }[who]
    assert (type(refused.value), refused.value.code) == expected
    assert everything(desk_file) == before


def test_an_agent_gives_away_only_their_own_calls(busy: Desk) -> None:
    sam = staff(busy, Role.AGENT, "Sam")
    busy.sign_in(sam)
    mine = log(busy).id
    assert busy.calls.reassign(Reassign((mine,), 1, "On leave")).value == 1
    with pytest.raises(NotAllowed):
        busy.calls.reassign(Reassign((mine,), sam, "Back"))


def test_a_bulk_of_calls_is_reassigned_as_a_whole_or_not_at_all(busy: Desk, desk_file) -> None:
    sam, alex = staff(busy, Role.AGENT, "Sam"), staff(busy, Role.AGENT, "Alex")
    busy.sign_in(sam)
    mine = log(busy).id
    before = everything(desk_file)
    with pytest.raises(NotAllowed):
        busy.calls.reassign(Reassign((mine, 1), alex, "On leave"))
    assert everything(desk_file) == before
    busy.sign_in(staff(busy, Role.SUPERVISOR))
    assert busy.calls.reassign(Reassign((mine, 1), alex, "On leave")).value == 2


def test_the_desk_always_keeps_an_active_manager(desk: Desk) -> None:
    for act in (SaveStaff("Manager", Role.AGENT, id=1), SaveStaff("Manager", Role.MANAGER, active=False, id=1)):
        with pytest.raises(NotAllowed) as refused:
            desk.site.save_staff(act)
        assert refused.value.code == "last_manager"
    staff(desk, Role.MANAGER, "Second")
    assert desk.site.save_staff(SaveStaff("First", Role.AGENT, id=1)).value.role is Role.AGENT


def test_a_role_taken_away_counts_at_once(desk: Desk) -> None:
    staff(desk, Role.MANAGER, "Second")
    desk.site.save_staff(SaveStaff("First", Role.AGENT, id=1))
    with pytest.raises(NotAllowed):
        desk.site.save_staff(SaveStaff("Third", Role.AGENT))
