"""What an account opened, from the audit log, as the rules of unusual reading want it: no other list is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from django.db.models import Q

from sightline.casework.audit.id_hashes import people_by_hash, read_ids
from sightline.casework.audit.page_people import PERSON, RECORD, few_records, people_shown
from sightline.casework.audit.page_rows import PageAct, acts_of
from sightline.casework.audit.trail import DONE
from sightline.casework.core import clock
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import list_grounds
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import summarise
from sightline.casework.posts.rota_models import RotaShift
from sightline.casework.unusual_reading.models import ReadingEntry
from sightline.model.nouns import Role
from sightline.model.visibility import PROTECTED_WORDS
from sightline.model.when import moment, years_on
from sightline.sharing.need_to_know import AccessReason, Depth, depth_of
from sightline.sharing.reading_rules import OpenedPerson, ReaderDay, day_of, most_days, only_needed
from sightline.store.search.reader import name_words
from sightline.store.snapshot_reader import SnapshotReader

GROWN, MOST_ASKED = 18, 500
# A reason that somebody gives for themselves is no recorded work.
WORK = (
    AccessReason.ASSIGNED, AccessReason.ALLOCATED, AccessReason.MANAGED, AccessReason.ANSWERS, AccessReason.RECEIVED,
    AccessReason.INVITED,
    AccessReason.NUMBER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """What unrestricted records say of somebody."""

    is_child: bool = True
    surnames: frozenset[str] = field(default=frozenset(), repr=False)
    homes: frozenset[str] = field(default=frozenset(), repr=False)
    streets: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class OpenedOn:
    """What accounts opened on a day and in the days before: by account, each person with moment and row, in order."""

    day: date
    by_reader: Mapping[str, Sequence[OpenedPerson]] = field(repr=False)

    @property
    def readers(self) -> list[str]:
        """The accounts that opened somebody on the day itself."""
        return sorted(name for name, opened in self.by_reader.items() if any(_is_on(one, self.day) for one in opened))


def read_opened(session: ReaderSession, *, day: date) -> OpenedOn:
    """Whom accounts opened that opened somebody on a day, with the days before that the rules look at."""
    today = {row.username for row in _rows_between(day, day)}
    rows = [row for row in _rows_between(day - timedelta(days=most_days()), day) if row.username in today]
    return OpenedOn(day, people_read(session, rows))


def people_read(session: ReaderSession, rows: Iterable[AuditEntry]) -> dict[str, list[OpenedPerson]]:
    """By account, whom each act of these rows is about: a page, an export, an action, a concern, a file, a record.

    Rows have hashes of ids, and those of before plain ids.
    """
    acts = [
        (row, act)
        for row in rows
        for act in acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
    ]
    named, known = _named_by_records(session, [act for _row, act in acts]), people_by_hash(session)
    found: dict[str, list[OpenedPerson]] = defaultdict(list)
    for row, act in acts:
        for one in people_shown(act, named=named).about:
            found[row.username].append(OpenedPerson(known.get(one, one), row.at, row.sequence))
    return found


def _rows_between(first: date, last: date) -> Iterator[AuditEntry]:
    since, until = moment(first, time.min), moment(last + timedelta(days=1), time.min)
    rows = AuditEntry.objects.filter(at__gte=since, at__lt=until, outcome=DONE).exclude(username="")
    shows = Q(ids__icontains=PERSON) | Q(ids__icontains=RECORD)
    return rows.filter(shows).order_by("sequence").iterator()


def _named_by_records(session: ReaderSession, acts: Iterable[PageAct]) -> dict[str, list[str]]:
    """Whom records name that acts show alone, by the id or hash that a row has."""
    said = {one for act in acts for one in few_records(act)}
    ids = {one: one for one in said} | read_ids(session, kind="record", hashes=said)
    with session.open_current() as opened:
        named = opened[1].people_on(record_ids=sorted(set(ids.values()))) if opened and said else {}
    return {one: sorted(named.get(record_id, set()) - {""}) for one, record_id in ids.items()}


def _is_on(one: OpenedPerson, day: date) -> bool:
    return day_of(one.at) == day


def read_day(session: ReaderSession, store: SnapshotReader, *, account: Account, on: OpenedOn) -> ReaderDay:
    """One account on a day, with what it opened in the days before, as its work and the data stand now."""
    day, opened = on.day, on.by_reader.get(account.username, ())
    grounds = [one for one in list_grounds(account, at=clock.now_at()) if one.stands(at=clock.now_at())]
    mentions = sorted({one for ground in grounds if ground.reason in WORK for one in ground.mention_ids})
    work = set(store.people_of(mention_ids=mentions).values())
    said = _say_of(session, store, {one.person_id for one in opened} | work, on=day)
    homes = {home for one in work for home in said[one].homes}
    news = _people_in_news(store)
    full = [_fill(one, said[one.person_id], work=work, homes=homes, news=news) for one in opened]
    reasons = [one.reason for one in grounds]
    return ReaderDay(
        role=Role(account.role),
        day=day,
        opened=only_needed(full),
        every_child=depth_of(role=Role(account.role), reasons=reasons) is Depth.EVERY_CHILD and bool(reasons),
        leaves_on=account.ends_on,
        on_duty=_is_on_duty(account, day),
    )


def _fill(
    one: OpenedPerson, said: PersonSaid, *, work: Collection[str], homes: set[str], news: Collection[str]
) -> OpenedPerson:
    return replace(
        one,
        in_work=one.person_id in work or bool(said.homes & homes),
        is_child=said.is_child,
        in_news=one.person_id in news,
        surnames=said.surnames,
        homes=said.homes,
        streets=said.streets,
    )


def _people_in_news(store: SnapshotReader) -> frozenset[str]:
    mentions = list(ReadingEntry.objects.in_news().values_list("mention_id", flat=True))
    return frozenset(store.people_of(mention_ids=mentions).values()) if mentions else frozenset()


def _is_on_duty(account: Account, day: date) -> bool:
    """Whether a rota has the account on that day, or has it from the day before into the morning."""
    for shift in RotaShift.objects.filter(account=account, ended_by=None, from_on__lte=day):
        days = {each.strftime("%a").lower() for each in (day, day - timedelta(days=1))}
        if (shift.to_on is None or shift.to_on >= day - timedelta(days=1)) and days & set(shift.days):
            return True
    return False


def _say_of(
    session: ReaderSession, store: SnapshotReader, person_ids: Iterable[str], *, on: date
) -> Mapping[str, PersonSaid]:
    """What unrestricted records say of each of these; somebody of whom they say nothing is taken for a child."""
    sight = replace(session.sight, sql=" AND ".join((session.sight.sql, "restricted = 0")))
    wanted, rows = sorted(set(person_ids)), defaultdict[str, list[tuple[str, str]]](list)
    for start in range(0, len(wanted), MOST_ASKED):
        for row in store.said(person_ids=wanted[start : start + MOST_ASKED], sight=sight):
            rows[row["person_id"]].append((row["what"], row["value"]))
    return {one: _sum_up_said(rows[one], on=on) for one in wanted}


def _sum_up_said(rows: Sequence[tuple[str, str]], *, on: date) -> PersonSaid:
    names = [name_words(value) for what, value in rows if what in ("name", "other name")]
    born = [date.fromisoformat(value) for what, value in rows if what == "birth date"]
    homes = [value.casefold() for what, value in rows if what == "address" and value != PROTECTED_WORDS]
    return PersonSaid(
        is_child=not born or any(years_on(born=one, day=on) < GROWN for one in born),
        surnames=frozenset(words[-1] for words in names if words),
        homes=frozenset(" ".join(home.split()) for home in homes),
        streets=frozenset(street for street in map(street_of, homes) if street),
    )


def street_of(address: str) -> str:
    """The street of an address: its first part that names one, without the number; empty where there is none."""
    for part in address.casefold().split(","):
        words = [word for word in part.split() if not any(one.isdigit() for one in word)]
        if len(words) > 1:
            return " ".join(words)
    return ""


def visible_people(
    session: ReaderSession, store: SnapshotReader, person_ids: Iterable[str]
) -> dict[str, PersonSummary]:
    """Those of these people of whom the account sees a record, by id."""
    found = summarise(store, sorted(set(person_ids)), session.sight)
    return {one.person_id: one for one in found if one.agencies}
