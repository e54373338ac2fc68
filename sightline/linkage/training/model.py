"""Trains a new version of the model from the records at hand, and never touches the shipped one.

Identifiers, telephone, sex and the chance that two profiles are one person stay as set by hand, and the threshold goes
with them. How often strangers agree is learnt from one profile of each joined person, for else a child with many rows
would count as many strangers of one name.
"""

import copy
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypedDict

import duckdb
import pyarrow as pa

from sightline.linkage.candidates import choose_pairs
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.scores import BY_NUMBER, COMPARED, predict, weigh_pairs
from sightline.linkage.settings import Settings, read_settings
from sightline.model.errors import Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator

NAMES = ("first_name", "last_name")
FEWEST_PEOPLE, FEWEST_BEARERS, MOST_PAIRS = 200, 3, 2_000_000
# Shares below these were seen too seldom to be believed.
LEAST = {"m_probability": 0.001, "u_probability": 0.000001}
# Each brings pairs together by other columns than those that it then learns about.
LEARN_FROM = (
    "l.nhs_number = r.nhs_number",
    "l.upn = r.upn",
    "l.birth_date = r.birth_date",
    "l.first_name = r.first_name AND l.last_name = r.last_name",
)


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A new model, its name frequencies, and what is known of it in counts."""

    version: str
    model: dict[str, Any]
    shipped: Mapping[str, Any]
    frequencies: dict[str, list[dict[str, str]]] = field(repr=False)
    threshold: float
    profiles: int
    people: int
    # Candidate pairs that reach the threshold: with both models, with the shipped one alone, with the new one alone.
    pairs: dict[str, int]
    # How many profiles would reach such a weight, to the whole bits below, against themselves in another agency.
    self_weights: dict[int, int]
    unlinkable: int
    blocking_recall: float | None = None


def train(
    *, engine: Engine, secret: bytes, true_ids: pa.Table | None = None, progress: Progress = SILENT
) -> TrainedModel:
    """Train on `mention` and `resolved`. `true_ids` (mention_id, true_id), where known, give the blocking recall."""
    settings = read_settings()
    progress.stage("Reading names, dates and numbers")
    normalise_people(engine=engine, settings=settings, secret=secret)
    build_profiles(engine=engine, settings=settings)
    engine.make("training_person", TRAINING_PERSON)
    people = _count(engine, "SELECT count(DISTINCT person_id) FROM training_person")
    if people < FEWEST_PEOPLE:
        raise Usage(
            f"There are {people} people here, too few to learn from.",
            code="too_few_records",
            what_to_do=f"Take in more files first: {FEWEST_PEOPLE} people are needed, and thousands are better.",
        )
    progress.stage("Learning how often people agree")
    new = replace(settings, name_frequencies=count_names(engine))
    with _quiet_splink():
        new = replace(new, model=learn_model(engine=engine, settings=new))
    progress.stage("Looking at what the new model would do")
    choose_pairs(engine=engine, settings=settings)
    weights = _weigh_selves(engine, new)
    return TrainedModel(
        version=name_version(settings.version, new.model),
        model=dict(new.model),
        shipped=settings.model,
        frequencies=dict(new.name_frequencies),
        threshold=settings.threshold,
        profiles=_count(engine, "SELECT count(*) FROM profile WHERE NOT sealed"),
        people=people,
        pairs=_compare_models(engine, settings, new),
        self_weights=weights,
        unlinkable=_count(engine, UNLINKABLE.format(threshold=settings.threshold)),
        blocking_recall=_blocking_recall(engine, true_ids) if true_ids is not None else None,
    )


@contextmanager
def _quiet_splink() -> Iterator[None]:
    """Splink warns of each level that it seldom saw; the report says the same for all of them."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def count_names(engine: Engine) -> dict[str, list[dict[str, str]]]:
    """The share of each name among the people joined; names of fewer than three are left out, for their sake."""
    return {
        column: engine.query(f"""
            WITH bearer AS (SELECT DISTINCT {column}, person_id FROM training_person WHERE {column} IS NOT NULL)
            SELECT {column}, printf('%.6f', count(*) / (SELECT count(DISTINCT person_id) FROM bearer)) AS share
            FROM bearer GROUP BY {column} HAVING count(*) >= {FEWEST_BEARERS} ORDER BY {column}""").to_pylist()
        for column in NAMES
    }  # fmt: skip


def learn_model(*, engine: Engine, settings: Settings) -> dict[str, Any]:
    """The model with its shares learnt anew; what was seen too seldom keeps the shipped share."""
    columns = f"SELECT {', '.join(COMPARED)} FROM profile WHERE NOT sealed"
    one_each = "profile_id IN (SELECT min(profile_id) FROM training_person GROUP BY person_id)"
    strangers = engine.query(f"{columns} AND {one_each} ORDER BY profile_id")
    model = copy.deepcopy(dict(settings.model))
    with duckdb.connect(config={"threads": 1}) as connection:
        linker = make_linker(strangers, connection=connection, model=model)
        linker.training.estimate_u_using_random_sampling(max_pairs=MOST_PAIRS)
        model = take_shares(model, linker.misc.save_model_to_json(), "u_probability")
    with duckdb.connect(config={"threads": 1}) as connection:
        linker = make_linker(engine.query(f"{columns} ORDER BY profile_id"), connection=connection, model=model)
        register_frequencies(linker, settings.name_frequencies)
        for rule in LEARN_FROM:
            if _brings_together(engine, rule):
                linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=MOST_PAIRS)
        return take_shares(model, linker.misc.save_model_to_json(), "m_probability")


def make_linker(
    profiles: pa.Table, *, connection: duckdb.DuckDBPyConnection, model: "Mapping[str, Any] | SettingsCreator"
) -> "Linker":
    """A Splink linker over profiles. It does not look the model through each time, which takes a third of its time."""
    from splink import DuckDBAPI, Linker

    database = DuckDBAPI(connection=connection)
    said = dict(model) if isinstance(model, Mapping) else model
    return Linker(database.register(profiles), said, validate_settings=False, log_level=None)


def register_frequencies(linker: "Linker", frequencies: Mapping[str, list[dict[str, str]]]) -> None:
    """Give Splink the shipped share of each name. A name that is not listed counts as an ordinary one."""
    for column, rows in frequencies.items():
        table = pa.table(
            {
                column: pa.array([row[column] for row in rows], pa.string()),
                f"tf_{column}": pa.array([float(row["share"]) for row in rows], pa.float64()),
            }
        )
        linker.table_management.register_term_frequency_lookup(linker._db_api.register(table), column)


def take_shares(model: dict[str, Any], learnt: Mapping[str, Any], side: str) -> dict[str, Any]:
    """The model with one side's learnt shares, to six places, but for those set by hand or seen too seldom."""
    made = copy.deepcopy(model)
    for ours, theirs in zip(made["comparisons"], learnt["comparisons"], strict=True):
        for level, found in zip(ours["comparison_levels"], theirs["comparison_levels"], strict=True):
            share = found.get(side)
            by_hand = level.get("is_null_level") or level.get(f"fix_{side}")
            if not by_hand and isinstance(share, float) and share >= LEAST[side]:
                level[side] = round(share, 6)
    return made


def name_version(shipped: str, model: Mapping[str, Any]) -> str:
    """The name of a trained model: the shipped one's, and eight letters that its shares make."""
    return f"{shipped}-own-{hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()[:8]}"


TRAINING_PERSON = """
SELECT p.profile_id, m.first_name, m.last_name, r.person_id
FROM profile_mention p JOIN person_mention m USING (mention_id) JOIN resolved r USING (mention_id)
WHERE NOT m.sealed AND m.first_name IS NOT NULL AND m.last_name IS NOT NULL AND m.birth_date IS NOT NULL
"""
# Who cannot be joined across agencies, whatever the others write: no number, and too little else.
UNLINKABLE = """
SELECT count(*) FROM profile LEFT JOIN self_weighed ON profile_a = profile_id
WHERE NOT sealed AND nhs_number IS NULL AND upn IS NULL
    AND (NOT comparable OR coalesce(weight, 0) < {threshold})
"""


def _brings_together(engine: Engine, rule: str) -> bool:
    both = f"SELECT count(*) FROM profile l JOIN profile r ON {rule} AND l.profile_id < r.profile_id"
    return _count(engine, f"{both} WHERE NOT l.sealed AND NOT r.sealed") >= FEWEST_PEOPLE


class WeightRow(TypedDict):
    """How many profiles weigh so many bits against themselves."""

    bits: int
    n: int


def _weigh_selves(engine: Engine, settings: Settings) -> dict[int, int]:
    """Weigh each profile against itself as another agency would hold it: without the agency's own number."""
    profiles = engine.query(f"""SELECT {", ".join(COMPARED)} FROM (SELECT * REPLACE (NULL AS local_id) FROM profile)
        WHERE profile_id IN (SELECT profile_id FROM profile WHERE NOT sealed) ORDER BY profile_id""")
    ids = profiles.column("profile_id")
    keys = pa.array([BY_NUMBER] * len(ids), pa.string())
    pairs = pa.table({"match_key": keys, "join_key_l": ids, "join_key_r": ids})
    engine.load("self_weighed", predict(profiles=profiles, pairs=pairs, settings=settings))
    sql = "SELECT CAST(floor(weight) AS BIGINT) AS bits, count(*) AS n FROM self_weighed GROUP BY ALL ORDER BY ALL"
    return {row["bits"]: row["n"] for row in read_rows(engine, WeightRow, sql)}


def _compare_models(engine: Engine, shipped: Settings, new: Settings) -> dict[str, int]:
    for name, settings in (("by_shipped", shipped), ("by_new", new)):
        weigh_pairs(engine=engine, settings=settings)
        engine.make(name, f"SELECT profile_a, profile_b FROM weighed WHERE weight >= {settings.threshold}")
    both = _count(engine, "SELECT count(*) FROM by_shipped JOIN by_new USING (profile_a, profile_b)")
    return {
        "both": both,
        "shipped": _count(engine, "SELECT count(*) FROM by_shipped") - both,
        "new": _count(engine, "SELECT count(*) FROM by_new") - both,
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


def _count(engine: Engine, sql: str) -> int:
    return int(engine.query(sql).column(0)[0].as_py())
