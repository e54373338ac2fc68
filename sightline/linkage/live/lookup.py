"""Who could one new mention be? Looked up in the live index of `serve.sqlite`, weighed and judged as the batch would.

Only lines that the reader may see are compared, so two readers may be given different people. A candidate is a
suggestion for somebody to look at; nothing here joins anybody.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sightline.linkage.candidates import NUMBERS
from sightline.linkage.live.link_keys import list_key_texts
from sightline.linkage.live.profile import read_profile
from sightline.linkage.live.scores import PairScore, PairScorer, read_scorer
from sightline.linkage.model_files import LinkageFiles
from sightline.linkage.settings import BlockingRule, Settings, read_settings
from sightline.model.errors import OurFault
from sightline.model.nouns import HandlingMarking
from sightline.model.rows.index import ServedIndexRow
from sightline.model.visibility import RowFilter
from sightline.store.layout.live_index import FIELDS, FIGURES, HASH_FIGURES, LiveKeys
from sightline.store.snapshot_reader import SnapshotReader

# From the surest to what must never be joined.
VERDICTS = ("join", "left_apart", "too_little", "kept_apart")
# A profile may stand on a few lines, one a visibility.
ROWS_OF_ONE = 2


@dataclass(frozen=True, slots=True)
class CandidatePerson:
    """Somebody whom the new mention may be of, by the profile of theirs that says most.

    `verdict` is join, left_apart, too_little or kept_apart; a person of whom any profile is kept apart is kept apart.
    """

    person_id: str
    mention_id: str
    weight: float
    reason_in_words: str = field(repr=False)
    verdict: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class CandidatePeople:
    """Candidates, the likeliest first, and the rules by which too many came together to be compared."""

    people: tuple[CandidatePerson, ...]
    blocks_skipped: tuple[str, ...] = ()


def list_keys(*, secret: str) -> LiveKeys:
    """The keys under which a profile is found: the numbers, and the blocking rules of the settings."""
    others = {rule.id: rule.agree_on for rule in read_settings().blocking}
    return LiveKeys(secret, {rule.id: rule.agree_on for rule in NUMBERS}, others)


def find_candidates(
    *,
    reader: SnapshotReader,
    secret: str,
    mention: Mapping[str, Any],
    sight: RowFilter,
    limit: int = 10,
    model: LinkageFiles | None = None,
) -> CandidatePeople:
    """The likeliest people for a mention, at most `limit`; nobody for a sealed identity.

    `mention` has columns of model.schema.MENTION, as written; what is left out is not known. `model` is the one in
    force in the workspace, else the shipped one. OurFault where the index
    was made with another secret, or there is none.
    """
    if HandlingMarking.SEALED_IDENTITY in mention.get("markings", ()):
        return CandidatePeople(())
    if reader.live_check() != hashlib.sha256(secret.encode()).hexdigest()[:FIGURES]:
        raise OurFault(
            "The index of people cannot be read with this workspace's key.",
            code="index_of_another_key",
            what_to_do="Put the workspace's linking.key back, or run again.",
        )
    settings = read_settings()
    profile = read_profile(mention=mention, settings=settings, secret=secret.encode())
    lines, skipped = _gather(reader, profile, secret=secret, sight=sight, settings=settings)
    scorer = read_scorer(model)
    judged = _choose(_weigh(profile, line, scorer) for line in lines)
    chosen = islice((one for one in judged if _may_open(reader, one, sight)), limit)
    protected = HandlingMarking.PROTECTED_ADDRESS in mention.get("markings", ())
    return CandidatePeople(tuple(_say(one, scorer, protected=protected) for one in chosen), skipped)


def _may_open(reader: SnapshotReader, one: "_Judged", sight: RowFilter) -> bool:
    """Whether the reader's own organisation names the person, where the reader is kept to such people."""
    return reader.is_own(person_id=one.line["person_id"], sight=sight)


def _gather(
    reader: SnapshotReader, profile: Mapping[str, Any], *, secret: str, sight: RowFilter, settings: Settings
) -> tuple[list[ServedIndexRow], tuple[str, ...]]:
    """The lines of all profiles that share a key, one a profile; the rules under which there are too many."""
    most, lines, skipped = settings.largest_block, dict[int, ServedIndexRow](), []
    for rule, key_hash in _make_keys(profile, secret, settings):
        block = reader.index_rows(key_hash=key_hash, sight=sight, limit=ROWS_OF_ONE * most + 1)
        if len({line["profile_id"] for line in block}) > most or len(block) > ROWS_OF_ONE * most:
            skipped.append(rule.id)
            if rule not in NUMBERS:
                continue
        for line in block:
            lines[line["profile_id"]] = _put_together(lines.get(line["profile_id"]), line)
    return list(lines.values()), tuple(skipped)


def _put_together(before: ServedIndexRow | None, line: ServedIndexRow) -> ServedIndexRow:
    """One profile on several lines: the oldest mention that may be seen, and the first day."""
    if before is None or before["mention_id"] == line["mention_id"]:
        return line
    days = [day for day in (before["first_seen_on"], line["first_seen_on"]) if day]
    return {**before, "first_seen_on": min(days, default=None)}


def _make_keys(profile: Mapping[str, Any], secret: str, settings: Settings) -> Iterable[tuple[BlockingRule, int]]:
    """The keys of one profile, hashed as store.layout.live_index hashes them."""
    for rule, text in list_key_texts(profile, settings):
        yield rule, int(hashlib.sha256(f"{secret}{text}".encode()).hexdigest()[:HASH_FIGURES], 16)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One line of the index, weighed and judged."""

    line: ServedIndexRow
    weighed: PairScore
    verdict: str
    rule_id: str

    @property
    def likeliest(self) -> tuple[int, float, str]:
        """Sorts what joins before what keeps apart, then the heavier before the lighter."""
        return VERDICTS.index(self.verdict), -self.weighed.weight, self.line["mention_id"]


def _weigh(profile: Mapping[str, Any], line: ServedIndexRow, scorer: PairScorer) -> _Judged:
    other = dict(zip(FIELDS, json.loads(line["body"]), strict=True))
    dates = {name: other[name] for name in ("birth_date", "born_first", "born_last")}
    for name, written in {**dates, "first_seen_on": line["first_seen_on"]}.items():
        other[name] = date.fromisoformat(written) if written else None
    weighed = scorer.weigh(profile, other)
    return _Judged(line, weighed, *scorer.judge(weighed, profile, other))


def _choose(found: Iterable[_Judged]) -> list[_Judged]:
    """One a person: the profile that keeps apart, else the surest; then the likeliest first."""
    of: dict[str, _Judged] = {}
    for one in sorted(found, key=lambda one: one.likeliest):
        before = of.setdefault(one.line["person_id"], one)
        if one.verdict == VERDICTS[-1] and before.verdict != VERDICTS[-1]:
            of[one.line["person_id"]] = one
    return sorted(of.values(), key=lambda one: one.likeliest)


def _say(one: _Judged, scorer: PairScorer, *, protected: bool) -> CandidatePerson:
    said = scorer.say(one.weighed, homes=not (protected or one.line["protected"]))
    return CandidatePerson(
        one.line["person_id"], one.line["mention_id"], one.weighed.weight, said, one.verdict, one.rule_id
    )
