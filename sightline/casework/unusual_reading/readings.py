"""What an account opened, from the audit log, as the rules of unusual reading want it: no other list is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from sightline.casework.audit.id_hashes import people_by_hash
from sightline.casework.audit.page_rows import acts_of
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
from sightline.sharing.reading_rules import OpenedPerson, ReaderDay, most_days, only_needed
from sightline.store.search.reader import name_words
from sightline.store.snapshot_reader import SnapshotReader

GROWN, MOST_ASKED = 18, 500
OPENS = frozenset({
    "read_person_frame", "read_overview", "read_person", "read_identity", "read_timeline", "read_family",
    "write_chronology", "read_who_knows", "read_network", "read_knowledge", "read_earliest",
})  # fmt: skip
# A reason that somebody gives for themselves is no recorded work.
WORK = (
    AccessReason.ASSIGNED, AccessReason.MANAGED, AccessReason.ANSWERS, AccessReason.RECEIVED, AccessReason.INVITED,
    AccessReason.NUMBER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """What unrestricted records say of somebody."""

    is_child: bool = True
    surnames: frozenset[str] = field(default=frozenset(), repr=False)
    homes: frozenset[str] = field(default=frozenset(), repr=False)
    streets: frozenset[str] = field(default=frozenset(), repr=False)


def readers_on(day: date) -> list[str]:
    """The accounts that opened somebody on a day."""
    return sorted({name for name, opened in opened_between(day, day).items() if opened})


def opened_between(first: date, last: date, *, username: str = "") -> dict[str, list[OpenedPerson]]:
    """By account, whom it opened from one day to another: acts that opened one person, and were not refused.

    Rows have hashes of ids, and those of before plain ids.
    """
    rows = AuditEntry.objects.filter(at__gte=moment(first, time.min), at__lt=moment(last + timedelta(days=1), time.min))
    rows = rows.filter(username=username) if username else rows.exclude(username="")
    found: dict[str, list[OpenedPerson]] = defaultdict(list)
    for row in rows.filter(outcome=DONE, ids__icontains="person:").order_by("sequence").iterator():
        for act in acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason):
            people = [one.removeprefix("person:") for one in act.ids if one.startswith("person:")]
            if act.action in OPENS and people:
                found[row.username].append(OpenedPerson(people[0], row.at, row.sequence))
    return found


def read_day(session: ReaderSession, store: SnapshotReader, *, account: Account, day: date) -> ReaderDay:
    """One account on a day, with what it opened in the days before, as its work and the data stand now."""
    first = day - timedelta(days=most_days())
    known = people_by_hash(session)
    rows = opened_between(first, day, username=account.username).get(account.username, [])
    opened = [replace(one, person_id=known.get(one.person_id, one.person_id)) for one in rows]
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
