"""The written policy, read back from its PDF field by field."""

from dataclasses import replace
from datetime import date

from read_back import boxes, text, texts
from sample_sheet import at

from deskapp.documents.papers.policy_paper import Issued, PolicyPaper, policy_pdf
from deskapp.documents.rota_sheet import RotaRows, ShiftRow
from deskapp.domain.rota import Rule
from deskapp.domain.words import Paper
from deskapp.domain.written_policy.content import (
    Cell,
    Duty,
    Hours,
    Limit,
    NotSaid,
    Path,
    Person,
    PolicyContent,
    Saying,
    Sign,
    Target,
)
from deskapp.language import words

CONTENT = PolicyContent(
    site="Northside Print & Copy",
    zone="Europe/London",
    currency="£",
    phone_answers=True,
    supplier_pauses=True,
    other_pauses=False,
    tone_to_outside=False,
    required_parts=("issue", "wants"),
    calendars=(
        Hours(
            "Desk hours", "Europe/London", tuple(f"{day} 09:00 17:30" for day in ("mon", "tue", "wed", "thu", "fri"))
        ),
        Hours("Night", "Europe/London", ("sat 20:00 24:00", "sun 20:00 24:00")),
    ),
    signs=(
        Sign("asks_for_manager", "", ("hierarchical",), ("speak … manager",)),
        Sign("own_1", "Forklift stands still", ("priority", "incident"), ("it will not lift",)),
    ),
    matrix=(Cell("one", "can_wait", "P4"), Cell("site", "now", "P1")),
    paths=(
        Path(1, "Nights", "", "", "", "", "", "outside", "", ("After hours",), ""),
        Path(
            2,
            "Money",
            "Billing",
            "functional",
            "",
            "",
            "P1",
            "always",
            "",
            ("Alex Meyer", "Rita Gomez", "A", "B"),
            "Rest",
        ),
        Path(3, "Rest", "", "", "", "", "", "always", "", ("Customer services",), ""),
    ),
    contacts=(
        Person(1, "Alex Meyer", "expert", "", "billing specialist", "", ("020 7946 0131",), "", None, "supervisor"),
        Person(
            2,
            "Linetel",
            "supplier",
            "Linetel Ltd",
            "",
            "LT-20094",
            ("0161 496 0170", "0161 496 0171"),
            "Night",
            1800,
            "outside",
        ),
    ),
    rotas=(
        Duty(
            1,
            1,
            "After hours",
            "week",
            1,
            ("sat", "sun"),
            "17:30",
            "08:00",
            ("Priya Shah", "Rita Gomez"),
            "Omar Haddad",
        ),
    ),
    targets=(
        Target("first_word", "P1", "", "", 1800, "Desk hours"),
        Target("first_word", "P2", "", "", None, ""),
        Target("first_word", "P1", "Billing", "key", 600, "Night"),
    ),
    limits=(Limit("agent", "refund", 5000), Limit("supervisor", "policy_exception", None)),
    phrases=(Saying("why_and_next", ("This needs {contact}[, {contact_role}]; you hear from me by {time}.",)),),
    avoided=(
        NotSaid(("calm down", "please calm down"), "I see how much trouble this makes"),
        NotSaid(("honestly",), "–"),
    ),
)
ISSUED = Issued(3, at(2, 9), "Rita Gomez", "The supplier answers sooner.", "Grace Hopper", date(2027, 2, 1))
ON_CALL = RotaRows(
    "After hours",
    "17:30 to 08:00",
    tuple(
        ShiftRow(at(day, 17, 30), at(day + 1, 8), name, rule, bool(name), "020 7946 0144", instead)
        for day, name, rule, instead in (
            (16, "Priya Shah", Rule.ROTATION, ""),
            (17, "Priya Shah", Rule.ROTATION, ""),
            (18, "Rita Gomez", Rule.REPLACE, "Priya Shah"),
            (19, "", Rule.REMOVED, "Priya Shah"),
        )
    ),
)


def paper(content: PolicyContent = CONTENT, **more: object) -> bytes:
    told: dict[str, object] = {
        "content": content,
        "draft": False,
        "issued": ISSUED,
        "before": None,
        "rotas": (ON_CALL,),
        "printed_at": at(20, 14, 12),
        "printed_by": "Lena Fischer",
        **more,
    }
    return policy_pdf(PolicyPaper(**told), words("en"))  # type: ignore[arg-type]


def test_everything_that_the_settings_say_stands_on_it() -> None:
    read = text(paper())
    for said in (
        "desk hours Mon to Fri 09:00 to 17:30",
        "3 in force since 2 Nov 2026",
        "Grace Hopper",
        "Mon 1 Feb 2027",
        "Customer asks for a manager",
        "“speak … manager”",
        "Forklift stands still",
        "“it will not lift”",
        "the whole site – – P1",
        "Everything, outside desk hours After hours",
        "Billing, Functional, P1 Alex Meyer Rita Gomez A, B, route Rest",
        "Everything else Customer services",
        "Alex Meyer billing specialist expert 020 7946 0131 desk hours by priority supervisor",
        "Linetel Linetel Ltd · LT-20094",
        "0161 496 0170 0161 496 0171",
        "Sat, Sun 20:00 to 24:00",
        "30 min, agreed",
        "After hours: Sat, Sun 17:30 to 08:00; turns of 1 week; Priya Shah, Rita Gomez; else Omar Haddad",
        # Two nights of one turn are one line; the cover and the gap are their own.
        "After hours Mon 16 Nov 17:30 Wed 18 Nov 08:00 Priya Shah",
        "Rita Gomez, covers for Priya Shah",
        "▲ nobody (Priya Shah is off)",
        "Waiting for the customer, a supplier stops",
        "First meaningful update from the contact 30 min –",
        "key account, Billing: First meaningful update from the contact 10 min",
        "Issue and history What happened",
        "Tone In words that the customer could read. Asked for as well.",
        "never the tone or that a customer may leave",
        "Refund up to £50.00 no no above",
        "Policy exception no yes no above",
        "“This needs [name], [role]; you hear from me by [time].”",
        "“calm down” · “please calm down” “I see how much trouble this makes”",
        "“honestly” leave it out",
        "The supplier answers sooner.",
        "made from the desk's settings of 2 Nov 2026, printed 20 Nov 2026 14:12 by Lena Fischer",
    ):
        assert said in read, said


def test_it_tells_what_changed_since_the_version_before() -> None:
    was = replace(CONTENT, contacts=CONTENT.contacts[:1], limits=(Limit("agent", "refund", 2000), *CONTENT.limits[1:]))
    read = text(paper(before=(2, at(1, 9), was)))
    assert "Changes since version 2 of 1 Nov 2026" in read
    assert "Linetel: new" in read
    assert "Refund, agent: up to £20.00 becomes up to £50.00" in read
    assert "Nothing that the settings say has changed." in text(paper(before=(2, at(1, 9), CONTENT)))
    assert "Changes since" not in text(paper())


def test_a_draft_says_on_every_page_that_it_was_not_issued() -> None:
    pages = texts(paper(draft=True, before=(3, ISSUED.at, CONTENT)))
    assert "Draft" in pages[0]
    assert "version 3 of 2 Nov 2026" in pages[0]
    assert all("draft of 20 Nov 2026" in page for page in pages[1:])
    assert "made from the desk's settings of 20 Nov 2026" in pages[0]
    assert "Owner" not in text(paper(draft=True, issued=None)).split("Criteria")[0]


def test_any_text_is_text_and_stays_within_the_page() -> None:
    hostile = "<img src='/etc/passwd'> {braces} & \u202eהמדפסת " + "W" * 300
    contacts = tuple(
        replace(CONTENT.contacts[1], id=number, name=hostile, organisation=hostile, phones=(hostile,))
        for number in range(3)
    )
    content = replace(
        CONTENT,
        site=hostile,
        contacts=contacts,
        signs=(Sign("x", hostile, ("incident",), (hostile,)),),
        phrases=(Saying("why_and_next", (hostile,)),),
        avoided=(NotSaid((hostile,), hostile),),
    )
    for size in Paper:
        printed = paper(content, paper=size, before=(2, at(1, 9), CONTENT))
        width = 595 if size is Paper.A4 else 612
        assert "<img src='/etc/passwd'>" in text(printed)
        for page in boxes(printed):
            assert all(left > 45 and right < width - 45 for left, _bottom, right, _top in page)


def test_without_contacts_routes_and_rotas_it_says_so() -> None:
    bare = replace(CONTENT, paths=(), contacts=(), rotas=(), signs=(), phrases=(), avoided=())
    read = text(paper(bare, rotas=()))
    for said in ("There is no route", "There is no contact yet.", "There is no rota."):
        assert said in read
