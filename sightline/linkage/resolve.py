"""Who is who: from mentions to persons and things, each join with its reason.

Every step is a whole table made from whole tables, and the order of rows coming in never matters; ties fall by the age
and id of a mention.
"""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import pyarrow as pa

from sightline.linkage.candidates import SkippedBlocks, choose_pairs
from sightline.linkage.cluster_diagnostics import find_hanging, list_largest
from sightline.linkage.clusters import JoinOutcome
from sightline.linkage.columns import add_columns
from sightline.linkage.judged_clusters import JudgedClusters, cluster_with_judgements
from sightline.linkage.judgements import PlacedAnswers, place_judgements, write_judgements
from sightline.linkage.known_pairs.hanging_joins import WORKING as HANGING
from sightline.linkage.known_pairs.known_pairs import WORKING as KNOWN
from sightline.linkage.known_pairs.known_pairs import keep_numbers, know_profiles, write_pairs
from sightline.linkage.known_pairs.touched_joins import FIRST, LAST, find_groups, keep_joins_before, write_joins
from sightline.linkage.known_pairs.touched_joins import WORKING as JOINS
from sightline.linkage.link_decision import JOINING, count_bands, count_rules, judge_pairs
from sightline.linkage.live.profile import write_compared
from sightline.linkage.model_files import LinkageFiles, settings_of
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.normal_forms.missing_names import count_missing
from sightline.linkage.normal_forms.touched_profiles import WORKING as PROFILES
from sightline.linkage.profiles import build_profiles
from sightline.linkage.questions.same_person import QuestionCounts, write_questions
from sightline.linkage.questions.touched_groups import LEFT, find_lost_things
from sightline.linkage.results import write_people
from sightline.linkage.settings import Settings
from sightline.linkage.slips import keep_apart
from sightline.linkage.things import resolve_things
from sightline.linkage.uniqueness.rules import BETWEEN_TWO, list_rules_on
from sightline.linkage.uniqueness.sealed_names import SealedFinder, SealedNames
from sightline.linkage.uniqueness.sure_joins import find_sure
from sightline.model.judgements import Judgement
from sightline.model.progress import SILENT, Progress
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot
from sightline.store.sql.rows import read_rows

WORKING = (
    "person_mention", "mention_group", "profile_mention", "profile", "candidate", "new_pair", "unlikely_twin",
    "every_forename", "judged", "member", "made", "person_of", "thing_form", "thing_key", "thing_mention", "placed",
    "tied", "weak_join", "bridge_pair", "bridge", "bridge_half", "sparse_cluster", "sparse_half", "doubted",
    "in_force", "said_different", "against", "in_conflict", "said_same", "held_parent", "changed_person",
    "changed_mention",
)  # fmt: skip

TRIED = pa.schema([("profile_a", pa.int64()), ("profile_b", pa.int64()), ("outcome", pa.string())])


@dataclass(frozen=True, slots=True)
class LinkageReport:
    """What linking did, in counts: nothing in it names anybody."""

    model_version: str
    mentions: int
    profiles: int
    persons: int
    things: int
    largest_cluster: int
    identifiers_set_aside: int
    too_little_to_compare: int
    sealed: int
    names_missing: int
    pairs_scored: int
    weights: dict[str, dict[int, int]]
    blocks_skipped: dict[str, int]
    pairs_not_compared: dict[str, int]
    links_by_rule: dict[str, int]
    left_apart: dict[str, int]
    refused_in_clusters: dict[str, int]
    largest_clusters: list[int]
    sparse_clusters: int
    bridges: int
    judgements: dict[str, int]
    questions: int
    names_capped: int
    name_pairs_not_compared: int
    names_shared: int
    names_asked: int
    names_apart: dict[str, int]


def resolve(
    *,
    engine: Engine,
    secret: bytes,
    progress: Progress = SILENT,
    judgements: Sequence[Judgement] = (),
    model: LinkageFiles | Settings | None = None,
    earlier: EarlierSnapshot | None = None,
    rules_off: Collection[str] = (),
    sealed_people: SealedFinder | None = None,
) -> LinkageReport:
    """Read `mention`; write `resolved`, `person`, `thing`, `link`, `question`, `judgement`. People's answers hold.

    Homes and telephones are compared only as hashes with `secret`, the workspace's own. `model` is one that the
    workspace trained, or settings that somebody tries; else the shipped one joins. Where the run goes on from an
    `earlier` snapshot, whose tables stand in the engine, what it read is not read again, and pairs of
    which nothing changed are not compared again. `sealed_people` are those of sealed rows: they are counted where a
    rule asks who else has a name, and joined to nobody. `rules_off` join nobody.
    """
    settings = model if isinstance(model, Settings) else settings_of(model)
    progress.stage("Reading names, dates and numbers", total=2)
    normalise_people(engine=engine, settings=settings, secret=secret, earlier=earlier)
    progress.advance()
    in_turn = bool(earlier and earlier.goes_on and not settings.columns)
    set_aside = build_profiles(engine=engine, settings=settings, judgements=judgements, goes_on=in_turn)
    add_columns(engine=engine, columns=settings.columns)
    progress.advance()
    progress.stage("Comparing people", total=3)
    goes_on = know_profiles(engine=engine, settings=settings, earlier=earlier)
    skipped = choose_pairs(engine=engine, settings=settings, goes_on=goes_on)
    progress.advance()
    scored = judge_pairs(engine=engine, settings=settings, goes_on=goes_on)
    steady = earlier if goes_on and keep_numbers(engine=engine) else None
    write_pairs(engine=engine, settings=settings, goes_on=goes_on, earlier=steady)
    progress.advance()
    weights = count_bands(engine, scored=scored)
    progress.advance()
    progress.stage("Deciding who is who", total=2)
    join_profiles(engine=engine, settings=settings, judgements=judgements, goes_on=goes_on)
    progress.advance()
    things = resolve_things(engine=engine, settings=settings)
    sealed = SealedNames(sealed_people, settings=settings, secret=secret) if sealed_people else None
    in_part = goes_on and not (sealed and earlier and sealed.holds_others_than(earlier.files))
    sure = find_sure(engine=engine, settings=settings, off=rules_off, goes_on=in_part, earlier=steady, sealed=sealed)
    if sure.changed or goes_on:
        join_profiles(engine=engine, settings=settings, judgements=judgements, goes_on=goes_on, stage=LAST)
    write_joins(engine=engine, held=BETWEEN_TWO, earlier=steady)
    if sure.in_part:
        find_lost_things(engine=engine)
    write_people(engine=engine, settings=settings, earlier=earlier, goes_on=goes_on)
    write_compared(engine=engine, earlier=steady)
    bridges, sparse = find_hanging(engine=engine, settings=settings, goes_on=goes_on, earlier=steady)
    questions = write_questions(
        engine=engine, settings=settings, goes_on=sure.knows_changed, in_part=sure.in_part, earlier=earlier
    )
    progress.advance()
    report = _report(
        engine,
        settings,
        things=things,
        set_aside=set_aside,
        scored=scored,
        weights=weights,
        skipped=skipped,
        bridges=bridges,
        sparse=sparse,
        questions=questions,
    )
    _let_go(engine)
    return report


def _let_go(engine: Engine) -> None:
    """Empty the large working tables, so that the rooms that come after have the memory."""
    for name in (*WORKING, *KNOWN, *JOINS, *HANGING, *PROFILES, *LEFT):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


def join_profiles(
    *,
    engine: Engine,
    settings: Settings,
    judgements: Sequence[Judgement] = (),
    goes_on: bool = False,
    stage: str = FIRST,
) -> None:
    """Make `member` (profile and the root of its cluster), `tried` (joins made and refused) and `made`.

    A run that `goes_on` joins only profiles of `group_profile`, and takes the other groups from the earlier snapshot.
    """
    if goes_on:
        find_groups(engine=engine, stage=stage, held=BETWEEN_TWO)
    obeyed, placed = _cluster(engine, settings, goes_on=goes_on)
    clustered = obeyed.clustered
    write_judgements(engine=engine, judgements=judgements, placed=placed, obeyed=obeyed)
    members = pa.array(list(clustered.root_of), pa.int64()), pa.array(list(clustered.root_of.values()), pa.int64())
    engine.load("member", pa.table(dict(zip(("profile_id", "root_id"), members, strict=True))))
    tried = [*((a, b, JoinOutcome.JOINED.value) for a, b in clustered.made), *clustered.not_made]
    columns = zip(*tried, strict=True) if tried else [()] * len(TRIED)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, TRIED.types, strict=True)]
    engine.load("tried", pa.table(arrays, schema=TRIED))
    if goes_on:
        keep_joins_before(engine=engine, stage=stage)
    if stage == FIRST:
        engine.make("first_member", "FROM member")
    engine.make("made", f"SELECT profile_a, profile_b FROM tried WHERE outcome = '{JoinOutcome.JOINED.value}'")


def _cluster(engine: Engine, settings: Settings, *, goes_on: bool) -> tuple[JudgedClusters, PlacedAnswers]:
    """Cluster what is judged, the surest first; of a run that `goes_on`, profiles of `group_profile` alone."""
    rules = ", ".join(f"'{rule}'" for rule in (*JOINING, settings.version, *list_rules_on(off=())))
    of_group = "{} IN (SELECT profile_id FROM group_profile)" if goes_on else "true"
    joins = engine.query(f"""SELECT profile_a, profile_b FROM judged
        WHERE verdict = 'join' AND {of_group.format("profile_a")}
        ORDER BY list_position([{rules}], rule_id), weight DESC, profile_a, profile_b""")
    apart = engine.query(f"FROM ({keep_apart(settings=settings)}) WHERE {of_group.format('profile_a')}")
    numbers = engine.query(f"""SELECT profile_id, nhs_number FROM profile
        WHERE nhs_number IS NOT NULL AND NOT sealed AND {of_group.format("profile_id")}""")
    placed = place_judgements(engine=engine)
    ties, bars = placed.ties, placed.bars
    if goes_on:
        group = set(engine.query("SELECT profile_id FROM group_profile").column(0).to_pylist())
        ties = tuple(tie for tie in ties if tie.a in group)
        bars = tuple(bar for bar in bars if bar.a in group and bar.b in group)
    obeyed = cluster_with_judgements(
        _iterate_rows(joins),
        nhs_numbers=dict(_iterate_rows(numbers)),
        kept_apart=_iterate_rows(apart),
        ties=ties,
        bars=bars,
    )
    return obeyed, placed


def _iterate_rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


COUNTS = """
WITH sizes AS (SELECT count(*) AS size FROM person_of GROUP BY person_id)
SELECT (SELECT count(*) FROM mention) AS mentions, (SELECT count(*) FROM profile) AS profiles,
       (SELECT count(*) FROM person) AS persons, (SELECT coalesce(max(size), 0) FROM sizes) AS largest_cluster,
       (SELECT count(*) FROM profile WHERE NOT comparable AND NOT sealed) AS too_little_to_compare,
       (SELECT count(*) FROM profile WHERE sealed) AS sealed
"""

REFUSED = f"""
SELECT outcome, count(*) FROM tried WHERE outcome <> '{JoinOutcome.JOINED.value}' GROUP BY outcome ORDER BY outcome
"""


class CountsRow(TypedDict):
    """How many there are of each."""

    mentions: int
    profiles: int
    persons: int
    largest_cluster: int
    too_little_to_compare: int
    sealed: int


def _report(
    engine: Engine,
    settings: Settings,
    *,
    things: int,
    set_aside: int,
    scored: int,
    weights: dict[str, dict[int, int]],
    skipped: SkippedBlocks,
    bridges: int,
    sparse: int,
    questions: QuestionCounts,
) -> LinkageReport:
    (counts,) = read_rows(engine, CountsRow, COUNTS)
    links = engine.query("SELECT rule_id, count(*) FROM link GROUP BY rule_id ORDER BY rule_id")
    refused = engine.query(REFUSED)
    became = engine.query("SELECT became, count(*) FROM judgement GROUP BY became ORDER BY became")
    by_verdict = count_rules(engine)
    apart = Counter(by_verdict.get("left_apart", {})) + Counter(by_verdict.get("kept_apart", {}))
    return LinkageReport(
        model_version=settings.version,
        things=things,
        identifiers_set_aside=set_aside,
        names_missing=count_missing(engine=engine, placeholders=settings.placeholders),
        pairs_scored=scored,
        weights=weights,
        blocks_skipped=skipped.blocks,
        pairs_not_compared=skipped.pairs,
        links_by_rule=dict(_iterate_rows(links)),
        left_apart=dict(sorted(apart.items())),
        refused_in_clusters=dict(_iterate_rows(refused)),
        largest_clusters=list_largest(engine),
        sparse_clusters=sparse,
        bridges=bridges,
        judgements=dict(_iterate_rows(became)),
        **dataclasses.asdict(questions),
        **counts,
    )
