"""Finds two people who may be one whose name is written in two ways, where no other rule compares or asks about them.

Without a birth date on either side a home and a school, or a home and a parent, must be the same; of parents the child.
With both birth dates known the home must be the same, and the dates alike. All is looked at in every run: it is one
join of few, and whether a home has too many people depends on everybody.
"""

from sightline.linkage.scores import BY_NUMBER, find_level, list_compared, predict
from sightline.linkage.settings import Settings
from sightline.rulebook.schema import Positive, Written
from sightline.store import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
TWO_SPELLINGS, SPELLING_AND_DATE = "two_spellings", "spelling_and_birth_date"
SPELLING_RULES = (TWO_SPELLINGS, SPELLING_AND_DATE)
SCHOOL, PARENT, CHILD, BORN = "school", "parent", "child", "born"
WORKING = ("beside_child", "spelled", "spelled_pair", "weighed_spelled", "spelled_asked")


class SpellingRules(Written, frozen=True):
    """How far it looks. See rules/linkage/questions.toml.

    `most_people` have a home or a child in common; `least_days` are between the births of brothers and sisters.
    """

    most_people: Positive
    least_days: Positive


def ask_about_spellings(*, engine: Engine, settings: Settings, rules: SpellingRules, agrees: str) -> None:
    """Add to `asked_pair` who may be one under two spellings. It reads the people, and `settled_pair`."""
    names = settings.relatives
    beside = SQL.fill("beside_child", companions=names.companions, parents=names.parents, related=names.related)
    engine.make("beside_child", beside)
    engine.make("spelled", SQL.fill("spelled", born=BORN, child=CHILD, parent=PARENT, school=SCHOOL))
    pairs = SQL.fill("spelled_pair", born=BORN, child=CHILD, most_people=rules.most_people)
    engine.make("spelled_pair", pairs)
    _weigh(engine, settings)
    asked = SQL.fill(
        "two_spellings",
        born=BORN,
        generation_years=settings.generation_years,
        least_days=rules.least_days,
        one_date=SPELLING_AND_DATE,
        one_name=TWO_SPELLINGS,
        agrees=Fragment(agrees),
        **_say_alike(settings),
    )
    engine.make("spelled_asked", asked)
    engine.make("asked_pair", "FROM asked_pair UNION ALL BY NAME FROM spelled_asked")
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


def _weigh(engine: Engine, settings: Settings) -> None:
    profiles = engine.query(f"""SELECT {", ".join(list_compared(settings))} FROM profile
        WHERE profile_id IN (SELECT unnest([profile_a, profile_b]) FROM spelled_pair)""")
    pairs = engine.query(f"""SELECT DISTINCT '{BY_NUMBER}' AS match_key, profile_a AS join_key_l,
        profile_b AS join_key_r FROM spelled_pair ORDER BY ALL""")
    engine.load("weighed_spelled", predict(profiles=profiles, pairs=pairs, settings=settings))


def _say_alike(settings: Settings) -> dict[str, Fragment]:
    """SQL: both names are alike, two birth dates are alike, and a birth date and an age do not contradict."""
    at = {
        (name, label): find_level(settings.model, comparison=name, label=f"{name.replace('_', ' ')} {label}")
        for name, label in (
            ("forename", "different"),
            ("surname", "different"),
            ("birth_date", "within a year"),
            ("birth_date", "within the written age"),
        )
    }
    names = " AND ".join(f"{name}_level > {at[name, 'different']}" for name in ("forename", "surname"))
    far, aged = at["birth_date", "within a year"], at["birth_date", "within the written age"]
    return {
        "alike": Fragment(names),
        "born_alike": Fragment(f"birth_date_level > {far}"),
        "dates_fit": Fragment(f"(birth_date_level > {far} OR birth_date_level IN (-1, {aged}))"),
    }
