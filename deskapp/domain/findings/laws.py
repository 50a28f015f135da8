"""From the record to signals: what makes one, and how large it must be.

One signal is never made of fewer than five calls. Where something is held against all others, the difference must be
larger than chance makes once in twenty times among as many as are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median, median_high

from deskapp.domain.findings.finding import Amounts, ChartRow, Estimates, Finding, Subject
from deskapp.domain.findings.kinds import OF_THE_CALL, FindingKind, Named, RowName, Rule, gap_of
from deskapp.domain.findings.record import About, Asked, Handed, Record, Updates
from deskapp.domain.measures.chance import ONCE_IN, chance
from deskapp.domain.measures.values import Share
from deskapp.domain.words import AMOUNTS, Priority

#: Fewer calls are no signal; one less is watched.
FEWEST = 5
#: A trigger returns where it stands behind calls of so many months in a row, and so many of each.
MONTHS_IN_A_ROW, EACH_MONTH = 3, 3
#: A contact takes longer than estimated where it is so many times as long in the middle.
LONGER = 1.5
#: As good as always: so large a part of what was decided was granted.
ALWAYS = 0.9
#: So many months belong to "again and again".
AGAIN_MONTHS = 3
#: A signal that somebody has done with comes back where its calls are so many times as many, and more by so many.
GROWS_TIMES, GROWS_BY = 1.5, 3
#: One amount that is more than so many times the others' is no measure of a limit.
_OUTLIER = 2


def grown(was: int, calls: int) -> bool:
    """Whether a signal that somebody has done with at so many calls is one again."""
    return calls >= was * GROWS_TIMES and calls >= was + GROWS_BY


def find(record: Record) -> tuple[Finding, ...]:
    """All that the record points to, those that are no signals too: what is known of them is told on."""
    approvals = tuple(_approvals(record))
    # What is asked for above a limit tells more of the same than that it was asked for again.
    told = any(one.named is Named.NAMED for one in approvals)
    return (
        *_topics(record),
        *_contacts(record),
        *_waiting(record),
        *approvals,
        *(one for one in _returns(record) if not (told and one.subject.trigger == "beyond_authority")),
        *_again(record, record.on_things, Rule.EQUIPMENT),
        *_again(record, record.of_customers, Rule.CUSTOMER),
    )


def _beyond_chance(one: Share, others: Share, compared: int) -> bool:
    """Whether a share is higher than the others' by more than chance makes among so many that are compared."""
    if one.num * others.den <= others.num * one.den:
        return False
    return chance(one, others) * max(compared, 1) < 1 / ONCE_IN


def _named(calls: int, law: bool) -> Named:
    if not law:
        return Named.NOT
    if calls >= FEWEST:
        return Named.NAMED
    return Named.WATCHED if calls == FEWEST - 1 else Named.NOT


def _topics(record: Record) -> Iterator[Finding]:
    """Training: of each category the trigger for which its calls are passed on more than those of all others."""
    last = record.last
    by_pair: dict[tuple[int, str], list[set[int]]] = defaultdict(lambda: [set() for _ in record.logged])
    of_trigger: Counter[str] = Counter()
    for one in record.passed:
        for trigger in one.triggers:
            if one.category_id and trigger not in OF_THE_CALL and gap_of(trigger) is None:
                by_pair[one.category_id, trigger][one.month].add(one.call_id)
            of_trigger[trigger] += one.month == last
    total = sum(record.logged[last].values())
    compared = sum(len(months[last]) >= FEWEST - 1 for months in by_pair.values())
    best: dict[int, Finding] = {}
    for (category_id, trigger), months in sorted(by_pair.items()):
        logged = record.logged[last].get(category_id, 0)
        share = Share(len(months[last]), max(logged, len(months[last])))
        others = Share(of_trigger[trigger] - share.num, max(total - logged, of_trigger[trigger] - share.num))
        found = Finding(
            Rule.TOPIC,
            FindingKind.TRAINING,
            Subject(category_id=category_id, trigger=trigger),
            _named(share.num, _beyond_chance(share, others, compared)),
            _newest(months[last]),
            share,
            others,
            (
                ChartRow(RowName.PASSED_ON, tuple(map(len, months))),
                ChartRow(RowName.OF_CALLS, tuple(month.get(category_id, 0) for month in record.logged)),
            ),
            _above(share, others),
        )
        known = best.get(category_id)
        if known is None or (found.named is Named.NAMED, share.num) > (known.named is Named.NAMED, known.share.num):
            best[category_id] = found
    return iter(best.values())


def _contacts(record: Record) -> Iterator[Finding]:
    """Process: contacts who accept later than all others, or take longer than they say."""
    last = record.last
    by_contact: dict[int, list[Handed]] = defaultdict(list)
    for one in record.handed:
        by_contact[one.contact_id].append(one)
    now = [one for one in record.handed if one.month == last]
    all_late, all_long = _late(now), _long(now)
    compared = sum(sum(one.month == last for one in handed) >= FEWEST - 1 for handed in by_contact.values())
    for contact_id, handed in sorted(by_contact.items()):
        mine = [one for one in handed if one.month == last]
        late, long = _late(mine), _long(mine)
        others, others_long = _rest(all_late, late), _rest(all_long, long)
        ratios = [one.ratio for one in mine if one.ratio is not None]
        by_late = _beyond_chance(late, others, compared)
        by_estimates = bool(ratios) and median(ratios) >= LONGER and _beyond_chance(long, others_long, compared)
        named_late, named_long = _named(late.num, by_late), _named(long.num, by_estimates)
        behind = {one.call_id for one in mine if one.in_time is False and named_late is not Named.NOT}
        behind |= {one.call_id for one in mine if _is_long(one) and named_long is not Named.NOT}
        named = min((named_late, named_long), key=list(Named).index)
        if named is Named.NAMED and len(behind) < FEWEST:
            named = Named.NOT  # several hand-offs of the same few calls
        yield Finding(
            Rule.CONTACT,
            FindingKind.PROCESS,
            Subject(contact_id=contact_id),
            named,
            _newest(behind or {one.call_id for one in mine if one.in_time is False}),
            late,
            others,
            (
                ChartRow(RowName.LATE, _monthly(record, (one.month for one in handed if one.in_time is False))),
                ChartRow(RowName.OF_HANDOFFS, _monthly(record, (o.month for o in handed if o.in_time is not None))),
            ),
            len(behind),
            estimates=Estimates(median(ratios), len(ratios), long, others_long) if ratios else None,
            by_late=named_late is Named.NAMED,
            by_estimates=named_long is Named.NAMED,
        )


def _waiting(record: Record) -> Iterator[Finding]:
    """Process: the priorities whose customers hear late more than those of all others."""
    now = record.updates[record.last]
    all_late = Share(sum(one.late for one in now.values()), sum(one.of for one in now.values()))
    none = Updates(0, 0)
    for priority in Priority:
        late = Share(*now.get(priority, none))
        others = _rest(all_late, late)
        behind = [one for one in record.late if one.priority is priority]
        yield Finding(
            Rule.WAITING,
            FindingKind.PROCESS,
            Subject(priority=priority),
            _named(late.num, _beyond_chance(late, others, len(now))),
            _newest(one.call_id for one in behind),
            late,
            others,
            (
                ChartRow(RowName.LATE, tuple(month.get(priority, none).late for month in record.updates)),
                ChartRow(RowName.OF_CALLS, tuple(month.get(priority, none).of for month in record.updates)),
            ),
            late.num,
            with_contact=sum(one.with_contact for one in behind),
        )


def _approvals(record: Record) -> Iterator[Finding]:
    """Policy: what is asked for above a limit and as good as always granted."""
    last = record.last
    escalated = _monthly(record, (one.month for one in record.passed))
    for kind in AMOUNTS:
        asked = [one for one in record.asked if one.kind is kind and one.month == last]
        decided = [one for one in asked if one.granted is not None]
        granted = [one for one in decided if one.granted]
        calls = {one.call_id for one in granted}
        if not asked:
            continue
        of = Share(len({one.call_id for one in asked}), max(escalated[last], len({one.call_id for one in asked})))
        amounts = _amounts(asked, granted, len(decided), record.limits.get(kind))
        law = len(granted) >= ALWAYS * len(decided) and bool(decided)
        every = [one for one in record.asked if one.kind is kind]
        yield Finding(
            Rule.APPROVALS,
            FindingKind.POLICY,
            Subject(approval=kind),
            _named(len(calls), law),
            _newest({one.call_id for one in asked}),
            of,
            None,
            (
                ChartRow(RowName.ASKED, _monthly(record, (one.month for one in every))),
                ChartRow(RowName.GRANTED, _monthly(record, (one.month for one in every if one.granted))),
                ChartRow(RowName.OF_CALLS, escalated),
            ),
            amounts.spared,
            row=_in_a_row(_monthly(record, (one.month for one in every)), EACH_MONTH),
            amounts=amounts,
        )


def _amounts(asked: Sequence[Asked], granted: Sequence[Asked], decided: int, limit: int | None) -> Amounts:
    sums = sorted(one.amount for one in asked)
    yes = sorted(one.amount for one in granted)
    would_do = _would_do(yes) if yes else None
    waits = sorted(one.waited for one in granted if one.waited is not None)
    return Amounts(
        asked[0].currency,
        sums[0],
        median_high(sums),
        sums[-1],
        limit,
        len(granted),
        decided,
        median_high(waits) if waits else None,
        would_do,
        sum(amount <= would_do for amount in yes) if would_do is not None else 0,
    )


def _would_do(granted: Sequence[int]) -> int:
    """The least round amount that is enough for all that was granted, those aside that stand far above the others."""
    usual = granted[: max(1, round(len(granted) * ALWAYS))][-1]
    most = max(amount for amount in granted if amount <= _OUTLIER * usual)
    step: int = 10 ** max(len(str(most)) - 2, 0)
    return -(-most // step) * step


def _returns(record: Record) -> Iterator[Finding]:
    """Policy or product: a trigger that comes back for one category, month after month."""
    last = record.last
    by_pair: dict[tuple[int, str], list[set[int]]] = defaultdict(lambda: [set() for _ in record.logged])
    for one in record.passed:
        for trigger in one.triggers:
            if gap_of(trigger) is not None:
                by_pair[one.category_id, trigger][one.month].add(one.call_id)
    escalated = _monthly(record, (one.month for one in record.passed))
    for (category_id, trigger), months in sorted(by_pair.items()):
        kind = gap_of(trigger)
        assert kind is not None
        figures = tuple(map(len, months))
        row = _in_a_row(figures, EACH_MONTH)
        began = last - row + 1
        behind = set().union(*months[began:]) if row else months[last]
        yield Finding(
            Rule.RETURNS,
            kind,
            Subject(category_id=category_id or None, trigger=trigger),
            _named(figures[last], row >= MONTHS_IN_A_ROW),
            _newest(behind),
            Share(figures[last], max(escalated[last], figures[last])),
            None,
            (ChartRow(RowName.CALLS, figures), ChartRow(RowName.OF_CALLS, escalated)),
            figures[last],
            row=row,
        )


def _again(record: Record, calls: Iterable[About], rule: Rule) -> Iterator[Finding]:
    """Product: the same thing again; the same customer about the same, more than others call about it."""
    last = record.last
    by_subject: dict[tuple[int, int], list[About]] = defaultdict(list)
    for one in calls:
        by_subject[one.subject_id, one.category_id if rule is Rule.CUSTOMER else 0].append(one)
    lately = range(max(0, last - AGAIN_MONTHS + 1), last + 1)
    total = sum(sum(record.logged[month].values()) for month in lately)
    compared = sum(len(about) >= FEWEST - 1 for about in by_subject.values())
    of_subject = Counter(
        subject_id for (subject_id, _), about in by_subject.items() for one in about if one.month in lately
    )
    for (subject_id, category_id), about in sorted(by_subject.items()):
        behind = {one.call_id for one in about if one.month in lately}
        law = len(behind) >= FEWEST - 1
        others = None
        if rule is Rule.CUSTOMER:
            mine = Share(len(behind), of_subject[subject_id])
            topic = sum(record.logged[month].get(category_id, 0) for month in lately)
            others = Share(max(topic - mine.num, 0), max(total - mine.den, topic - mine.num, 1))
            law = law and _beyond_chance(mine, others, compared)
        figures = _monthly(record, (one.month for one in about))
        subject = Subject(equipment_id=subject_id)
        if rule is Rule.CUSTOMER:
            subject = Subject(customer_id=subject_id, category_id=category_id)
        yield Finding(
            rule,
            FindingKind.PRODUCT,
            subject,
            _named(len(behind), law),
            _newest(behind),
            Share(len(behind), max(total, len(behind))),
            others,
            (ChartRow(RowName.CALLS, figures),),
            max(len(behind) - 1, 0),
            row=len(lately),
        )


def _late(handed: Iterable[Handed]) -> Share:
    told = [one for one in handed if one.in_time is not None]
    return Share(sum(not one.in_time for one in told), len(told))


def _is_long(one: Handed) -> bool:
    return one.ratio is not None and one.ratio >= LONGER


def _long(handed: Iterable[Handed]) -> Share:
    told = [one for one in handed if one.ratio is not None]
    return Share(sum(map(_is_long, told)), len(told))


def _rest(all_of: Share, mine: Share) -> Share:
    return Share(all_of.num - mine.num, all_of.den - mine.den)


def _above(share: Share, others: Share) -> int:
    """How many calls it is above what it would be, were it as the others are."""
    return max(0, round(share.num - share.den * (others.part or 0)))


def _newest(calls: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(calls), reverse=True))


def _monthly(record: Record, months: Iterable[int]) -> tuple[int, ...]:
    counted = Counter(months)
    return tuple(counted[month] for month in range(len(record.logged)))


def _in_a_row(figures: Sequence[int], least: int) -> int:
    """Of how many months that end with the last each has so many at least."""
    row = 0
    for figure in reversed(figures):
        if figure < least:
            break
        row += 1
    return row
