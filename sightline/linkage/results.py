"""Writes who is who: `resolved`, `person`, and a `link` with its reason in words for each join.

Links are not every pair that agrees. They are the ones that the cluster stands on, so that each mention of a person
with several is explained, and nothing is said twice.
"""

from sightline.linkage.judgements import RULE
from sightline.linkage.scores import word_levels
from sightline.linkage.settings import Settings
from sightline.model.schema import LINK, PERSON, RESOLVED
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
HOME = "home"


def write_people(
    *, engine: Engine, settings: Settings, earlier: EarlierSnapshot | None = None, goes_on: bool = False
) -> None:
    """Write the declared tables from `profile_mention`, `member`, `made`, `judged` and `thing_mention`.

    A run that `goes_on` from the `earlier` snapshot describes only people whom it can have changed.
    """
    place_people(engine=engine)
    if goes_on:
        engine.make("changed_person", SQL.fill("changed_person"))
    if earlier and goes_on and earlier.is_part(engine=engine, touched="changed_person", every="person"):
        rows = SQL.fill("person", within=Fragment("o.person_id IN (SELECT person_id FROM changed_person)"))
        earlier.patch(engine=engine, table=PERSON, rows=rows, column="person_id", touched="changed_person")
    else:
        rows = SQL.fill("person", within=Fragment("true"))
        write_over(engine=engine, earlier=earlier, table=PERSON, rows=rows, order="person_id")
    resolved = """SELECT mention_id, person_id, NULL AS thing_id FROM person_of
        UNION ALL SELECT mention_id, NULL, thing_id FROM thing_mention"""
    for table, rows in ((RESOLVED, resolved), (LINK, _links(settings))):
        write_over(engine=engine, earlier=earlier, table=table, rows=rows, order=", ".join(table.key))


# A person has the id of its oldest mention: of the oldest profile, which is the cluster's root.
PERSON_OF = """
SELECT p.mention_id, p.profile_id, r.stands_for AS person_id
FROM profile_mention p
LEFT JOIN member m ON m.profile_id = p.profile_id
JOIN profile r ON r.profile_id = coalesce(m.root_id, p.profile_id)
"""


def place_people(*, engine: Engine) -> None:
    """Make `person_of`: the person of each mention, as profiles are joined."""
    engine.make("person_of", PERSON_OF)


def _links(settings: Settings) -> str:
    return SQL.fill(
        "link",
        by_model=Fragment(f"j.rule_id = '{settings.version}'"),
        reason=Fragment(f"concat_ws('; ', j.sure_of, {say_levels(settings)})"),
        rule=RULE,
    )


def say_levels(settings: Settings) -> str:
    """SQL: what agrees and what does not, identifiers first. A protected address is not spoken of at all."""
    words = word_levels(settings.model)
    identifiers = [name for name in ("nhs_number", "upn", "agency_number") if name in words]
    order = identifiers + [name for name in words if name not in identifiers]
    return f"concat_ws('; ', {', '.join(_say_level(name, words[name]) for name in order)})"


def _say_level(name: str, words: dict[int, str]) -> str:
    levels = " ".join(f"WHEN {number} THEN '{said}'" for number, said in words.items())
    said = f"CASE {name}_level {levels} END"
    return f"CASE WHEN NOT j.protected THEN {said} END" if name == HOME else said
