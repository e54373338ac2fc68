"""Splits one person into two on somebody's own initiative: which records leave, what that changes, and the decision.

What is ticked is a part: records with the same details in one agency. Each part that leaves is kept apart from each
that stays, and those that leave are said to be one person. Every pair is a decision of its own, all undone together.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TypedDict

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.pairing.effects import find_effects, find_oldest
from sightline.casework.pairing.pages import Effects, RecordGroup, SplitPage, SplitPreview, SplitReceipt
from sightline.casework.pairing.services.pairs import name_two
from sightline.casework.same_person.answer_history import ANSWERED, Pair, read_answers
from sightline.casework.same_person.bulk_preview import Bulk
from sightline.casework.same_person.selectors.namesakes import describe_person
from sightline.casework.same_person.services.answers import decide_all, read_why
from sightline.casework.same_person.services.drafts import check_unchanged, read_draft, seal_preview, sign_draft
from sightline.casework.subject_files.exposure import analysis
from sightline.model.errors import Usage
from sightline.model.ids import make_id
from sightline.model.judgements import PairAnswer
from sightline.model.rows.records import ServedNamingInRecord
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import lazy as _

SALT = "sightline.split"
MOST_PAIRS = 200


def read_parts(session: ReaderSession, *, person_id: str) -> SplitPage:
    """The parts of a person, as far as the reader may see their records; NotHere where there is no such person."""
    with audited(session, action="read_parts") as trail:
        check_answers(actor=session.actor)
        trail.add("person", [person_id])
        with session.need_current() as (_, store):
            page = find_parts(session, store, person_id)[0]
        trail.add("record", [part.record_id for part in page.parts])
    return page


def preview_split(session: ReaderSession, *, person_id: str, parts: Sequence[str], why: str) -> SplitPreview:
    """What it changes if these parts leave; writes nothing. Usage where none or all of them are named."""
    with audited(session, action="preview_split") as trail:
        check_answers(actor=session.actor)
        words = read_why(why)
        trail.add("person", [person_id])
        preview, _ = _look(session, person_id, tuple(parts), words, trail)
        trail.add("record", [part.record_id for part in (*preview.leaving, *preview.staying)])
    return preview


def keep_split(session: ReaderSession, *, draft: str) -> SplitReceipt:
    """Keep what the preview showed, all or none. Refused where something changed since."""
    with audited(session, action="split_person") as trail:
        check_answers(actor=session.actor)
        read = read_draft(actor=session.actor, salt=SALT, draft=draft)
        trail.add("person", [read["person"]])
        with transaction.atomic():
            hash_chain.hold_lock(Decision)
            preview, pairs = _look(session, read["person"], tuple(read["parts"]), read["why"], trail)
            check_unchanged(actor=session.actor, salt=SALT, asked=read, draft=preview.draft)
            bulk = make_id("bulk", session.actor.reader.username, draft)
            bodies = [name_two(a, b, answer, bulk=bulk) for answer, a, b in pairs]
            trail.add("mention", sorted({str(body[f"mention_id_{side}"]) for body in bodies for side in "ab"}))
            decide_all(session.actor, trail, action="split_person", kind=ANSWERED, why=read["why"], bodies=bodies)
    return SplitReceipt(len(bodies), preview.effects.needs_review)


Said = tuple[PairAnswer, ServedNamingInRecord, ServedNamingInRecord]


def _look(
    session: ReaderSession, person_id: str, chosen: tuple[str, ...], why: str, trail: Trail
) -> tuple[SplitPreview, list[Said]]:
    """The preview as things are now, and the pairs that would be decided."""
    with session.need_current() as (snapshot, store):
        page, namings = find_parts(session, store, person_id)
        leaving = tuple(part for part in page.parts if part.part_id in chosen)
        staying = tuple(part for part in page.parts if part.part_id not in chosen)
        pairs = _pairs(leaving, staying, namings)
        held = read_answers().in_force()
        bars: list[Pair] = [_ids(a, b) for answer, a, b in pairs if answer is PairAnswer.NOT_SAME]
        sight = session.sight
        bulk = Bulk(store=store, sight=sight, answer=PairAnswer.NOT_SAME, pairs=bars, given=held)
        against = tuple(dict.fromkeys(said for outcome in bulk.find_outcomes() for said in outcome.against))
        records = sum(part.records for part in leaving)
        effects = find_effects(session, store=store, people=[person_id], records=records, keeps_page=None, trail=trail)
    oldest = find_oldest(session, [part.part_id for part in page.parts] + [person_id])
    mine = {row["mention_id"]: part_id for part_id, rows in namings.items() for row in rows}
    leaves = mine.get(oldest, "") in chosen
    shown = [page.person, leaving, staying, *_shown_of(effects), against, leaves]
    seal = seal_preview(snapshot=snapshot, answers=held.values(), shown=shown)
    asked = {"person": person_id, "parts": chosen, "why": why}
    draft = sign_draft(actor=session.actor, salt=SALT, asked=asked, seal=seal)
    return SplitPreview(page.person, leaving, staying, effects, against, leaves, why, draft), pairs


def _pairs(
    leaving: Sequence[RecordGroup], staying: Sequence[RecordGroup], namings: dict[str, list[ServedNamingInRecord]]
) -> list[Said]:
    if not leaving or not staying:
        raise Usage(
            _("To split a person, some records must move and some must stay."),
            code="none_or_all",
            what_to_do=_("Tick the records about the other person, and leave at least one unticked."),
        )
    first = {part.part_id: namings[part.part_id][0] for part in (*leaving, *staying)}
    pairs: list[Said] = [
        (PairAnswer.NOT_SAME, first[one.part_id], first[other.part_id]) for one in leaving for other in staying
    ]
    pairs += [(PairAnswer.SAME, first[one.part_id], first[other.part_id]) for one, other in pairwise(leaving)]
    if len(pairs) > MOST_PAIRS:
        raise Usage(
            _("That is %(pairs)s decisions; at most %(most_pairs)s can be made at once.")
            % {"pairs": len(pairs), "most_pairs": MOST_PAIRS},
            code="how_many",
            what_to_do=_("Tick fewer records, and split the rest later."),
        )
    return pairs


def _ids(a: ServedNamingInRecord, b: ServedNamingInRecord) -> Pair:
    return min(a["mention_id"], b["mention_id"]), max(a["mention_id"], b["mention_id"])


def find_parts(
    session: ReaderSession, store: SnapshotReader, person_id: str
) -> tuple[SplitPage, dict[str, list[ServedNamingInRecord]]]:
    """The page, and the visible namings of each part, by its id."""
    sight = session.sight
    person = describe_person(store, person_id, sight)
    profile_of = _profiles(session, person_id)
    by_profile: dict[int | str, list[ServedNamingInRecord]] = defaultdict(list)
    for row in store.namings(person_id=person_id, sight=sight):
        by_profile[profile_of.get(row["mention_id"], row["mention_id"])].append(row)
    namings = {rows[0]["mention_id"]: rows for rows in by_profile.values()}
    parts = sorted(
        (_part(part_id, rows) for part_id, rows in namings.items()),
        key=lambda part: (-part.records, part.agency, part.part_id),
    )
    return SplitPage(person, tuple(parts)), namings


class ProfileOfMentionRow(TypedDict):
    """A mention, and the profile in which it was compared."""

    mention_id: str
    profile_id: int


def _profiles(session: ReaderSession, person_id: str) -> dict[str, int]:
    """The profile of each mention of a person: mentions of one profile have the same details in one agency."""
    with analysis(session) as opened:
        if opened is None:
            return {}
        sql = "SELECT mention_id, profile_id FROM compared JOIN resolved USING (mention_id) WHERE person_id = ?"
        rows = read_rows(opened, ProfileOfMentionRow, sql, [person_id])
    return {row["mention_id"]: row["profile_id"] for row in rows}


def _part(part_id: str, rows: Sequence[ServedNamingInRecord]) -> RecordGroup:
    days = sorted(day[:10] for row in rows if (day := json.loads(row["body"]).get("occurred_from")))
    return RecordGroup(
        part_id=part_id,
        agency=rows[0]["agency"],
        organisation=rows[0]["organisation"],
        names=tuple(dict.fromkeys(row["text"] for row in rows if row["text"])),
        roles=tuple(sorted({row["source_role"] or row["slot"].split("#")[0].replace("_", " ") for row in rows})),
        record_id=rows[0]["record_id"],
        records=len({row["record_id"] for row in rows}),
        first_on=date.fromisoformat(days[0]) if days else None,
        last_on=date.fromisoformat(days[-1]) if days else None,
    )


def _shown_of(effects: Effects) -> list[object]:
    """What the page shows of them. How the work on a pattern or an action stands changes with the hour."""
    lines = [(one.instance_key, one.pattern_id, one.first_true_on) for one in (*effects.patterns, *effects.groups)]
    work = effects.work
    ids = [
        [one.item_id for one in work.actions],
        [one.clock_id for one in work.deadlines],
        [one.question_id for one in work.matches],
    ]
    return [
        effects.records,
        lines,
        effects.needs_review,
        ids,
        work.informed_agencies,
        work.addresses,
        work.has_protected,
        effects.entered,
    ]
