"""Trains a new version of the model from the records at hand and from people's answers; the shipped one stays as it is.

It learns the chance that two profiles are one person, how often one person's records agree and how often strangers',
the frequencies of names, and the thresholds. Identifiers, telephone, sex and a parent's name stay as set by hand. How
often strangers agree is learned from one profile of each joined person, for else a child with many rows would count as
many strangers of one name; of a table that nobody has linked, from all rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

import pyarrow as pa

from sightline.linkage.columns import ExtraColumn, add_columns, check_columns, comparisons_of
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.model_files import WrittenModel, name_version, with_model
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.scores import BY_NUMBER, COMPARED, list_compared, predict
from sightline.linkage.settings import Settings, read_settings
from sightline.linkage.training.expectation import learn
from sightline.linkage.training.pairs import choose_wide_pairs, count, place_judgements, read_candidates, read_random
from sightline.linkage.training.rules import TrainingRules, read_training_rules
from sightline.linkage.training.thresholds import choose_care, choose_research
from sightline.model.errors import Usage
from sightline.model.judgements import Judgement
from sightline.model.progress import SILENT, Progress
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

NAMES = ("first_name", "last_name")


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A new model, and what is known of it in counts. `wide_left_out`: rules that bring too many pairs together."""

    written: WrittenModel = field(repr=False)
    shipped: Settings = field(repr=False)
    profiles: int
    people: int
    judgements: int
    wide_left_out: tuple[str, ...]
    # Candidate pairs that reach the thresholds: with both models, with the shipped one alone, with the new one alone.
    pairs: dict[str, int]
    # How many profiles would reach such a weight, to the whole bits below, against themselves in another agency.
    self_weights: dict[int, int]
    unlinkable: int
    blocking_recall: float | None = None

    @property
    def version(self) -> str:
        """The name of the model."""
        return self.written.version

    @property
    def model(self) -> Mapping[str, Any]:
        """The model as Splink writes it."""
        return self.written.model

    @property
    def frequencies(self) -> Mapping[str, list[dict[str, str]]]:
        """The share of each name."""
        return self.written.frequencies

    @property
    def threshold(self) -> float:
        """From how many bits runs would join."""
        return self.written.threshold_bits

    @property
    def settings(self) -> Settings:
        """The settings with the new model in them."""
        return with_model(self.written)


def train(
    *,
    engine: Engine,
    secret: bytes,
    columns: Sequence[ExtraColumn] = (),
    judgements: Sequence[Judgement] = (),
    linked: bool = True,
    true_ids: pa.Table | None = None,
    progress: Progress = SILENT,
) -> TrainedModel:
    """Train on `mention` and, where they are `linked`, on `resolved`; `columns` are read from `source_row`.

    `true_ids` (mention_id, true_id), where known, give the blocking recall. Usage where there are too few people.
    """
    settings, rules = read_settings(), read_training_rules()
    own = check_columns(columns, taken=COMPARED, where="linkage.toml")
    progress.stage("Reading names, dates and numbers")
    normalise_people(engine=engine, settings=settings, secret=secret)
    build_profiles(engine=engine, settings=settings)
    add_columns(engine=engine, columns=own)
    people = _find_people(engine, linked=linked, rules=rules)
    begun = begin_with(settings, own, count_names(engine, own, rules=rules))
    progress.stage("Learning how often people agree")
    left_out = choose_wide_pairs(engine=engine, settings=begun, rules=rules)
    placed = place_judgements(engine=engine, judgements=judgements)
    written = learn_model(engine=engine, settings=begun, rules=rules, of_strangers=linked)
    progress.stage("Looking at what the new model would do")
    new = with_model(written)
    weights = _weigh_selves(engine, new)
    return TrainedModel(
        written=written,
        shipped=settings,
        profiles=count(engine, "SELECT count(*) FROM profile WHERE NOT sealed"),
        people=people,
        judgements=placed,
        wide_left_out=left_out,
        pairs=_compare_models(engine, settings, new),
        self_weights=weights,
        unlinkable=count(engine, UNLINKABLE.format(threshold=new.threshold)),
        blocking_recall=_blocking_recall(engine, true_ids) if true_ids is not None else None,
    )


def begin_with(
    settings: Settings, columns: tuple[ExtraColumn, ...], frequencies: dict[str, list[dict[str, str]]]
) -> Settings:
    """The settings from which learning begins: the shipped model, the new columns, the names' own frequencies."""
    own = (comparison for column in columns for comparison in comparisons_of(column))
    comparisons = [*settings.model["comparisons"], *own]
    model = {**settings.model, "comparisons": comparisons}
    return replace(settings, model=model, columns=columns, name_frequencies=frequencies)


def learn_model(*, engine: Engine, settings: Settings, rules: TrainingRules, of_strangers: bool) -> WrittenModel:
    """The model with all that is learned of it, from `wide_pair`, `answered_pair` and random pairs."""
    candidates = read_candidates(engine=engine, settings=settings)
    profiles = count(engine, "SELECT count(*) FROM profile WHERE NOT sealed")
    learned = learn(
        model=settings.model,
        candidates=candidates,
        random=read_random(engine=engine, settings=settings, of="one_each", pairs=rules.random_pairs),
        all_pairs=profiles * (profiles - 1) // 2,
        of_strangers=of_strangers,
        rules=rules,
    )
    return WrittenModel(
        version=name_version(settings.version, learned.model),
        threshold_bits=choose_care(learned=learned, patterns=candidates, rules=rules),
        research_bits=choose_research(learned=learned, patterns=candidates, rules=rules),
        columns=settings.columns,
        model=learned.model,
        frequencies=dict(settings.name_frequencies),
    )


def _find_people(engine: Engine, *, linked: bool, rules: TrainingRules) -> int:
    """Make `training_person` and `one_each`; how many people there are. Usage where they are too few."""
    engine.make("training_person", TRAINING_PERSON if linked else TRAINING_ROW)
    oldest = "WHERE profile_id IN (SELECT min(profile_id) FROM training_person GROUP BY person_id)"
    engine.make("one_each", f"SELECT profile_id FROM profile {oldest if linked else 'WHERE NOT sealed'}")
    people = count(engine, "SELECT count(DISTINCT person_id) FROM training_person")
    if people < rules.fewest_people:
        raise Usage(
            f"There are {people} people here, too few to learn from.",
            code="too_few_records",
            what_to_do=f"Import more files first: {rules.fewest_people} people are needed, and thousands are better.",
        )
    return people


def count_names(
    engine: Engine, columns: Sequence[ExtraColumn], *, rules: TrainingRules
) -> dict[str, list[dict[str, str]]]:
    """The share of each name, and of each word of a column, among the people; those of few are left out."""
    said = (*NAMES, *(column.name for column in columns if column.kind == "words"))
    return {
        column: engine.query(f"""
            WITH bearer AS (SELECT DISTINCT {column}, person_id FROM training_person JOIN profile USING (profile_id)
                            WHERE {column} IS NOT NULL)
            SELECT {column}, printf('%.6f', count(*) / (SELECT count(DISTINCT person_id) FROM bearer)) AS share
            FROM bearer GROUP BY {column} HAVING count(*) >= {rules.fewest_bearers} ORDER BY {column}""").to_pylist()
        for column in said
    }  # fmt: skip


TRAINING_PERSON = """
SELECT DISTINCT p.profile_id, r.person_id
FROM profile_mention p JOIN person_mention m USING (mention_id) JOIN resolved r USING (mention_id)
WHERE NOT m.sealed AND m.first_name IS NOT NULL AND m.last_name IS NOT NULL AND m.birth_date IS NOT NULL
"""
# Of a table that nobody has linked each row counts as a person.
TRAINING_ROW = "SELECT profile_id, stands_for AS person_id FROM profile WHERE NOT sealed"
# Who cannot be matched across agencies, whatever the others write: no number, and too little else.
UNLINKABLE = """
SELECT count(*) FROM profile LEFT JOIN self_weighed ON profile_a = profile_id
WHERE NOT sealed AND nhs_number IS NULL AND upn IS NULL
    AND (NOT comparable OR coalesce(weight, 0) < {threshold})
"""


class WeightRow(TypedDict):
    """How many profiles weigh so many bits against themselves."""

    bits: int
    n: int


def _weigh_selves(engine: Engine, settings: Settings) -> dict[int, int]:
    """Weigh each profile against itself as another agency would hold it: without the agency's own number."""
    profiles = engine.query(f"""SELECT {", ".join(list_compared(settings))} FROM (
            SELECT * REPLACE (NULL AS local_id) FROM profile) WHERE NOT sealed ORDER BY profile_id""")
    ids = profiles.column("profile_id")
    keys = pa.array([BY_NUMBER] * len(ids), pa.string())
    pairs = pa.table({"match_key": keys, "join_key_l": ids, "join_key_r": ids})
    engine.load("self_weighed", predict(profiles=profiles, pairs=pairs, settings=settings))
    sql = "SELECT CAST(floor(weight) AS BIGINT) AS bits, count(*) AS n FROM self_weighed GROUP BY ALL ORDER BY ALL"
    return {row["bits"]: row["n"] for row in read_rows(engine, WeightRow, sql)}


def _compare_models(engine: Engine, shipped: Settings, new: Settings) -> dict[str, int]:
    for name, settings in (("by_shipped", shipped), ("by_new", new)):
        judge_pairs(engine=engine, settings=settings)
        engine.make(name, f"SELECT profile_a, profile_b FROM judged WHERE weight >= {settings.threshold}")
    both = count(engine, "SELECT count(*) FROM by_shipped JOIN by_new USING (profile_a, profile_b)")
    return {
        "both": both,
        "shipped": count(engine, "SELECT count(*) FROM by_shipped") - both,
        "new": count(engine, "SELECT count(*) FROM by_new") - both,
    }


def _blocking_recall(engine: Engine, true_ids: pa.Table) -> float | None:
    """Of the pairs of profiles that are truly of one person and say enough, the share that is compared at all."""
    engine.load("true_id", true_ids)
    engine.make(
        "true_profile",
        "SELECT DISTINCT profile_id, true_id FROM true_id JOIN profile_mention USING (mention_id) "
        "JOIN profile USING (profile_id) WHERE comparable",
    )
    row = engine.query("""
        SELECT count(c.profile_a) / nullif(count(*), 0) AS recall
        FROM true_profile a JOIN true_profile b ON a.true_id = b.true_id AND a.profile_id < b.profile_id
        LEFT JOIN candidate c ON c.profile_a = a.profile_id AND c.profile_b = b.profile_id""")
    recall = row.column(0)[0].as_py()
    return None if recall is None else float(recall)
