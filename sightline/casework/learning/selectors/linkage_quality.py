"""How good the matching is: counts of a whole snapshot, and the weight of one pair that the reader answered.

A count is exact only for a reader who sees every record. From all others small numbers are hidden. A pair's weight is
shown only once the reader has answered it, and never where a protected address is among what is compared.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sightline.casework.audit.trail import audited
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.learning.pages import (
    AnsweredPairChoice,
    BlockingRecall,
    ComparisonWeight,
    LinkageQuality,
    LinkageQualityPage,
    NamedNumber,
    PairsByWeight,
    PairWeight,
    SharedNames,
)
from sightline.casework.learning.rights import check_reads_linkage
from sightline.casework.learning.selectors.trained_models import list_choices
from sightline.casework.same_person.answer_history import Pair, is_of_note, read_answers
from sightline.casework.same_person.selectors.questions import list_my_answers
from sightline.linkage.evaluation.answered_pairs import AnsweredPair, read_compared, read_kept_pairs, weigh_answers
from sightline.linkage.evaluation.quality import (
    BlockingFound,
    GroupSizeRow,
    JoinKindRow,
    ReachableWeight,
    TooLittleRow,
    WeightBandRow,
    count_joins,
    count_reach,
    count_sizes,
    count_too_little,
    count_weights,
    find_in_blocks,
)
from sightline.linkage.link_decision import BAND_BITS, FIRST_BAND, LAST_BAND, VERDICTS
from sightline.linkage.live.scores import read_scorer
from sightline.linkage.model_files import LinkageFiles, settings_of
from sightline.linkage.scores import PLACES
from sightline.linkage.settings import read_settings
from sightline.model.judgements import PairAnswer
from sightline.model.nouns import HandlingMarking
from sightline.pictures.trend_facts import ShownNumber
from sightline.scale.small_numbers import hide_in_list, show
from sightline.sharing import can_answer_same_person, can_count_whole, can_see_people
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot

# The least number of records of each group of people, from the first band to the last.
SIZES = (1, 2, 3, 5, 10, 20, 50)
LACKS = {(True, False): "no_forename", (False, True): "no_birth_date", (True, True): "neither"}
# What says of two people of one full name that they are two, as `unasked_name` has it.
AGAINST = (
    "birth_dates", "nhs_numbers", "upns", "agency_numbers", "sexes", "grown_up", "pupil", "before_birth", "one_record",
    "answered",
)  # fmt: skip
JOINS = ("same_details", "number", "model", "near", "unique", "person")
COLUMNS: tuple[Literal["joined", "asked"], ...] = ("joined", "asked")
BANDS = tuple(range(FIRST_BAND - BAND_BITS, LAST_BAND + 1, BAND_BITS))
ANSWERED = {True: "same", False: "not_same"}
Hide = Callable[[Sequence[int]], list[str]]
# By kind, how many pairs there are from so many bits to the next band.
PairsInBands = Mapping[str, Mapping[int, int]]


class SnapshotCounts(NamedTuple):
    """What is counted of a snapshot. It never changes."""

    weights: tuple[WeightBandRow, ...]
    too_little: tuple[TooLittleRow, ...]
    sizes: tuple[GroupSizeRow, ...]
    joins: tuple[JoinKindRow, ...]
    reach: ReachableWeight


def read_linkage_quality(session: ReaderSession, *, sequence: int = 0) -> LinkageQualityPage:
    """The counts, and the weight of the pair of the reader's answer of that number; of the newest where there is none.

    Refused where the role neither chooses the model nor works with files. OurFault where the snapshot's model is gone.
    """
    with audited(session, action="read_linkage_quality"):
        check_reads_linkage(actor=session.actor)
        workspace, snapshot, quality = current_workspace(), session.snapshot, None
        files = LINKAGE.in_force(workspace)
        decided = next(iter(list_choices(LINKAGE)), None)
        used = None
        if snapshot:
            manifest = snapshot.manifest()
            used = model_of(manifest)
            quality = _count(session, snapshot, manifest, used)
    reader = session.actor.reader
    may_see_pairs = can_see_people(reader=reader) and can_answer_same_person(reader=reader)
    pairs, chosen = _read_pairs(session, snapshot, used, sequence) if snapshot and may_see_pairs else ((), None)
    return LinkageQualityPage(
        in_force=files.version if files else read_settings().version,
        sha256=files.sha256 if files else "",
        decided=decided,
        quality=quality,
        may_see_pairs=may_see_pairs,
        has_own_columns=bool(settings_of(used).columns),
        pairs=pairs,
        chosen=chosen,
        fell_back=LINKAGE.fallback(),
    )


def model_of(manifest: dict[str, Any]) -> LinkageFiles | None:
    """The model with which a snapshot was made; None for the shipped one."""
    version, sha256 = manifest["linkage"]["model_version"], manifest.get("linkage_model")  # none in an older snapshot
    return LinkageFiles(version, LINKAGE.folder_of(current_workspace(), version), sha256) if sha256 else None


def _count(
    session: ReaderSession, snapshot: Snapshot, manifest: dict[str, Any], files: LinkageFiles | None
) -> LinkageQuality:
    reader = session.actor.reader
    sees_all = can_see_people(reader=reader) and can_count_whole(reader=reader)
    say: Callable[[int], str] = "{:,}".format if sees_all else show
    hide: Hide = (lambda numbers: [f"{one:,}" for one in numbers]) if sees_all else hide_in_list
    settings, report = settings_of(files), manifest["linkage"]
    counts = _count_snapshot(snapshot.analysis, files)
    joins = {row["kind"]: row for row in counts.joins}
    return LinkageQuality(
        up_to=date.fromisoformat(manifest["as_at"]),
        version=settings.version,
        threshold=settings.threshold,
        near_until=settings.threshold + settings.near_bits,
        compared=say(report["pairs_scored"]),
        band_bits=BAND_BITS,
        bands=BANDS,
        reach=_reach(counts.reach, hide),
        below=_say_one(counts.reach.below, say),
        weights=_by_weight(_of_kinds(counts.weights), hide),
        scored=_by_weight(_of_verdicts(report.get("weights", {})), hide),  # none in an older snapshot
        answered=_by_weight(_weigh_answered(snapshot.analysis, files, list_answered()), hide),
        too_little=_name_shown(_by_lack(counts.too_little), LACKS.values(), hide),
        sizes=_name_shown(_by_size(counts.sizes), map(str, SIZES), hide),
        joins=_name_shown({kind: row["joins"] for kind, row in joins.items()}, JOINS, hide),
        weak_people=say(joins["near"]["people"] if "near" in joins else 0),
        bridges=say(report["bridges"]),
        sparse=say(report["sparse_clusters"]),
        names_capped=say(report.get("names_capped", 0)),  # none in an older snapshot
        not_compared=say(report.get("name_pairs_not_compared", 0) + sum(report.get("pairs_not_compared", {}).values())),
        shared_names=SharedNames(
            say(report.get("names_shared", 0)),  # none in an older snapshot
            say(report.get("names_asked", 0)),
            _name_shown(report.get("names_apart", {}), AGAINST, hide),
        ),
        blocking=_recall(_find_in_blocks(snapshot.analysis, files, answered_same()), say, hide),
    )


@lru_cache(maxsize=4)
def _count_snapshot(analysis: Path, files: LinkageFiles | None) -> SnapshotCounts:
    with closing(DuckDBEngine(analysis, read_only=True)) as engine:
        joins = count_joins(engine=engine, settings=settings_of(files))
        weights, too_little = count_weights(engine=engine), count_too_little(engine=engine)
        reach = count_reach(engine=engine, settings=settings_of(files))
        return SnapshotCounts(weights, too_little, count_sizes(engine=engine), joins, reach)


@lru_cache(maxsize=4)
def _find_in_blocks(analysis: Path, files: LinkageFiles | None, pairs: tuple[Pair, ...]) -> BlockingFound:
    with closing(DuckDBEngine(analysis, read_only=True)) as engine:
        return find_in_blocks(engine=engine, settings=settings_of(files), pairs=pairs)


def answered_same() -> tuple[Pair, ...]:
    """The pairs of records of which the answer in force is that they are of one person."""
    held = read_answers().in_force().items()
    return tuple(sorted(pair for pair, one in held if one.body["answer"] == PairAnswer.SAME and not is_of_note(one)))


def list_answered() -> tuple[AnsweredPair, ...]:
    """The pairs of records of which the answer in force is that they are one person, or two."""
    held = read_answers().in_force().items()
    return tuple(
        AnsweredPair(*pair, one.body["answer"] == PairAnswer.SAME)
        for pair, one in sorted(held, key=itemgetter(0))
        if one.body["answer"] != PairAnswer.CANNOT_TELL and not is_of_note(one)
    )


@lru_cache(maxsize=4)
def _weigh_answered(analysis: Path, files: LinkageFiles | None, answered: tuple[AnsweredPair, ...]) -> PairsInBands:
    """Answered pairs by what the model alone makes them weigh."""
    with closing(DuckDBEngine(analysis, read_only=True)) as engine:
        weighed = weigh_answers(engine=engine, answers=answered, model=files)
    counts: dict[str, dict[int, int]] = {kind: {} for kind in ANSWERED.values()}
    for one, weight in weighed:
        least = max(BANDS[0], min(BANDS[-1], int(weight // BAND_BITS * BAND_BITS)))
        bands = counts[ANSWERED[one.same]]
        bands[least] = bands.get(least, 0) + 1
    return counts if weighed else {}


def _of_kinds(rows: Sequence[WeightBandRow]) -> PairsInBands:
    return {name: {row["least"]: row[name] for row in rows} for name in COLUMNS} if rows else {}


def _of_verdicts(written: Mapping[str, Mapping[str, int]]) -> PairsInBands:
    """What a manifest says, where any pair was scored."""
    said = {name: {int(least): pairs for least, pairs in written.get(name, {}).items()} for name in VERDICTS}
    return said if any(said.values()) else {}


def _by_weight(counts: PairsInBands, hide: Hide) -> tuple[PairsByWeight, ...]:
    """Every band of each kind; each kind hides its own small numbers."""
    return tuple(
        PairsByWeight(kind, tuple(_shown([bands.get(least, 0) for least in BANDS], hide)))
        for kind, bands in counts.items()
    )


def _reach(reach: ReachableWeight, hide: Hide) -> tuple[ShownNumber, ...]:
    """Every band, where there are rows."""
    return tuple(_shown([reach.bands.get(least, 0) for least in BANDS], hide)) if reach.bands else ()


def _say_one(number: int, say: Callable[[int], str]) -> ShownNumber:
    return _shown([number], lambda numbers: [say(one) for one in numbers])[0]


def _shown(numbers: Sequence[int], hide: Hide) -> list[ShownNumber]:
    return [
        ShownNumber(said, number if said == f"{number:,}" else None)
        for number, said in zip(numbers, hide(numbers), strict=True)
    ]


def _name_shown(numbers: dict[str, int], names: Iterable[str], hide: Hide) -> tuple[NamedNumber, ...]:
    known = list(names)
    return tuple(map(NamedNumber, known, _shown([numbers.get(name, 0) for name in known], hide)))


def _by_lack(rows: Sequence[TooLittleRow]) -> dict[str, int]:
    return {LACKS[row["no_forename"], row["no_birth_date"]]: row["mentions"] for row in rows}


def _by_size(rows: Sequence[GroupSizeRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        least = str(max(size for size in SIZES if size <= row["records"]))
        found[least] = found.get(least, 0) + row["people"]
    return found


def _recall(found: BlockingFound, say: Callable[[int], str], hide: Hide) -> BlockingRecall:
    met, missed = _shown([found.pairs - found.missed, found.missed], hide)
    return BlockingRecall(_say_one(found.pairs, say), met, missed, _name_shown(found.by_rule, found.by_rule, hide))


def _read_pairs(
    session: ReaderSession, snapshot: Snapshot, files: LinkageFiles | None, sequence: int
) -> tuple[tuple[AnsweredPairChoice, ...], PairWeight | None]:
    """The pairs to choose from, and why the chosen one weighs what it does."""
    lines = [one for one in list_my_answers(session) if not one.undone_at and all(one.names)]
    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine:
        known = read_compared(
            engine=engine, mentions={one for line in lines for one in (line.mention_id_a, line.mention_id_b)}
        )
        hidden = set(engine.query(PROTECTED).column(0).to_pylist())
        kept = read_kept_pairs(engine=engine)
    known = {mention: row for mention, row in known.items() if row["profile_id"] not in hidden}
    lines = [one for one in lines if one.mention_id_a in known and one.mention_id_b in known]
    choices = {one.sequence: AnsweredPairChoice(one.sequence, one.names) for one in lines}
    line = next((one for one in lines if one.sequence == sequence), lines[0] if lines else None)
    if line is None:
        return (), None
    left, right = sorted((known[line.mention_id_a], known[line.mention_id_b]), key=lambda row: row["profile_id"])
    scorer = read_scorer(files)
    explained = scorer.explain(left, right, kept=kept.get((left["profile_id"], right["profile_id"])))
    parts = tuple(
        ComparisonWeight(part.comparison, part.says, part.bits, part.name_bits) for part in explained if part.says
    )
    weight = scorer.prior + sum(part.bits + part.name_bits for part in explained)
    weighed = PairWeight(choices[line.sequence], scorer.prior, parts, round(weight, PLACES))
    return tuple(choices.values()), weighed


# The profiles of which any mention has a protected address: what is said of homes would speak of it.
PROTECTED = f"""
SELECT DISTINCT profile_id FROM compared JOIN mention USING (mention_id)
WHERE profile_id IN (SELECT profile_id FROM compared JOIN answered_mention USING (mention_id))
  AND list_contains(markings, '{HandlingMarking.PROTECTED_ADDRESS}')
"""
