"""Says of each candidate pair whether it is one person, and by which rule: joined, left apart, or kept apart.

One SQL statement, made from the model and the settings, gives each pair its levels, weight, rule and verdict. *left
apart* means that the pair alone does not join them, though a third record may; *kept apart* means that nothing in this
run may bring them together.
"""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.scores import (
    BY_NUMBER,
    LIKELY,
    PLACES,
    born_alike,
    find_level,
    list_compared,
    list_levels,
    list_shares,
    of_one_family,
    weighed_sql,
)
from sightline.linkage.settings import Settings, read_name_parts
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)

# Rules that join, the strongest first; then the rules that hold back what the model would join.
JOINING = ("same_nhs_number", "same_upn", "same_agency_number")
TOO_LITTLE = "too_little_weight"
# Weights are counted in bands of so many bits; the first band has all below, the last all above.
BAND_BITS, FIRST_BAND, LAST_BAND = 2, 0, 40
VERDICTS = ("join", "left_apart", "kept_apart", "too_little")
KEPT_APART = ("two_nhs_numbers", "contradicted_number", "twin_or_sibling", "surname_first")

# Both surnames are forenames too, and seldom a surname alone as Taylor and Smith are.
BOTH_FORENAMES = "surname_listed_a = 1 AND surname_listed_b = 1 AND surnames_alone = 0"

# What the rules look at beside levels, of each side.
SEEN = (
    "first_name", "last_name", "near_names", "name_words", "near_words", "birth_date", "first_seen_on", "undivided",
    "protected",
)  # fmt: skip


def judge_pairs(*, engine: Engine, settings: Settings, goes_on: bool = False) -> int:
    """Make `judged`: candidate pairs with weight, levels, rule and verdict (of `VERDICTS`); the number of candidates.

    A pair with less than no evidence is left out, unless a number brought it together: nothing is decided on it. But
    two of one family, of one birth date and with other forenames stand in `unlikely_twin`: they must not be chained.
    A run that `goes_on` takes what `known_pair` has of a pair, its rule and verdict too: all that they read of its two
    profiles is as it was. It compares and judges the others.
    """
    if goes_on:
        engine.make("compared_before", SQL.fill("compared_before"))
    others = Fragment("ANTI JOIN compared_before USING (profile_a, profile_b)" * goes_on)
    engine.make("new_pair", SQL.fill("new_pair", by_number=BY_NUMBER, others=others))
    for name, rows in list_shares(settings).items():
        engine.load(name, rows)
    for listed, names in list_names(settings).items():
        engine.load(listed, pa.table({"name": sorted(names)}))
    engine.make("scored_pair", decide_sql(settings=settings))
    before = f" UNION ALL BY NAME {_known_sql(list_levels(settings))}" * goes_on
    engine.make("judged", SQL.fill("judged") + before)
    known = "UNION ALL SELECT profile_a, profile_b FROM compared_before WHERE twins" * goes_on
    engine.make("unlikely_twin", f"SELECT profile_a, profile_b FROM scored_pair WHERE NOT likely {known}")
    for name in ("compared_before", "scored_pair", *list_shares(settings)):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
    return int(engine.query("SELECT count(*) FROM candidate").column(0)[0].as_py())


def list_names(settings: Settings) -> dict[str, frozenset[str]]:
    """The lists of names that the statement looks into, by table."""
    return {
        "every_forename": settings.every_forename,
        "usual_forename": settings.usual_forenames,
        "listed_surname": settings.listed_surnames,
        "only_surname": settings.only_surnames,
    }


def decide_sql(*, settings: Settings) -> str:
    """The statement over `new_pair`, `profile`, the lists of names and their shares: each pair judged."""
    columns = dict.fromkeys((*list_compared(settings), *SEEN))
    carried = [f"{column}_{side}" for column in SEEN for side in "lr"]
    weighed = weighed_sql(settings.model, list(columns), carried=carried, pairs="new_pair", profiles="profile")
    levels = list_levels(settings)
    return SQL.fill(
        "scored_pair",
        weighed=Fragment(f"(WITH {weighed} FROM weighed)"),
        places=PLACES,
        before=sorted(read_name_parts().before_forename),
        levels=Fragment(", ".join(levels)),
        likely=Fragment(LIKELY),
        of_one_family=Fragment(of_one_family(settings.model)),
        rule=Fragment(choose_rule(settings=settings)),
        verdict=Fragment(choose_verdict(settings=settings)),
    )


def _known_sql(levels: Sequence[str]) -> str:
    """SQL: the pairs that were judged before, as `scored_pair` has the others."""
    numbers = (f"CAST(levels[{at}] AS INT) AS {name}" for at, name in enumerate(levels, start=1))
    return SQL.fill("judged_before", levels=Fragment(", ".join(numbers)))


def choose_verdict(*, settings: Settings) -> str:
    """What becomes of a pair by its rule, as SQL. One new mention is judged by the same text (`live.scores`)."""
    joining = ", ".join(f"'{rule}'" for rule in JOINING)
    kept = ", ".join(f"'{rule}'" for rule in KEPT_APART)
    return (
        f"CASE WHEN rule_id IN ({joining}) OR rule_id = '{settings.version}' THEN 'join' "
        f"WHEN rule_id IN ({kept}) THEN 'kept_apart' "
        f"WHEN rule_id = '{TOO_LITTLE}' THEN 'too_little' ELSE 'left_apart' END"
    )


def choose_rule(*, settings: Settings) -> str:
    """The first rule that holds, as SQL. Its order is its meaning: what keeps apart comes before what joins."""
    at = {
        label: find_level(settings.model, comparison=comparison, label=label)
        for comparison, label in (
            ("forename", "forename different"),
            ("forename", "forename the same"),
            ("forename", "forename nearly the same"),
            ("forename", "forename alike (nickname, known as or spelling)"),
            ("surname", "surname different"),
            ("surname", "surname the same"),
            ("surname", "surname nearly the same"),
            ("surname", "surname in another order"),
            ("surname", "surname exchanged with the forename"),
            ("forename", "forename and surname exchanged"),
            ("birth_date", "birth date the same"),
            ("birth_date", "birth date within the written age"),
            ("birth_date", "birth date outside the written age"),
            ("birth_date", "birth date within a year"),
            ("birth_date", "birth date different"),
            ("home", "home different"),
            ("parent", "a parent of the same name"),
            ("further_names", "further forenames differ"),
        )
    }
    same, different = at["birth date the same"], at["birth date different"]
    # Parent and child may have one name, home and birthday. A year typed wrong is mostly one figure out: ten at most.
    generation = f"abs(year(birth_a) - year(birth_b)) > {settings.generation_years}"
    far = f"birth_date_level IN ({different}, {at['birth date within a year']}) OR {generation}"
    twins = f"birth_date_level IN ({', '.join(map(str, born_alike(settings.model)))})"
    # An age is no birth date: what agrees with one is asked about, and joins nobody.
    ages = ", ".join(str(at[f"birth date {side} the written age"]) for side in ("within", "outside"))
    no_date = f"birth_date_level IN (-1, {ages})"
    other_name = f"forename_level = {at['forename different']}"
    # Twins are given names that are nearly the same. One letter apart is a slip, unless both are names of their own.
    near_name = f"(forename_level = {at['forename nearly the same']} OR {_goes_on(at)})"
    # Mohammed alone, of another surname: any of the boys of that home may be meant, twins too.
    alike = at["forename alike (nickname, known as or spelling)"]
    half = f"(forename_level = {alike} AND half_named = 1 AND surname_level = {at['surname different']})"
    # Lena Mary and Lena Rose, Mei Ling and Mei Hui: one child of two further names, or twins of one first name.
    further_differ = f"further_names_level = {at['further forenames differ']}"
    both_names = f"({near_name} AND listed_a = 1 AND listed_b = 1)"
    # One register or one agency has both: Catrin and Cat have a number each, and a slip of the pen has none of its own.
    two_children = f"(forename_level <> {at['forename the same']} AND (upn_level = 0 OR agency_number_level = 0))"
    family = (
        f"(surname_level > {at['surname different']} OR home_level > {at['home different']}"
        f" OR parent_level = {at['a parent of the same name']})"
    )
    # Nobody is seen a year before being born; an expected child can be. A record older than its own birth date says
    # nothing about the other.
    unborn = " OR ".join(
        f"(seen_{one} < birth_{other} - 366 AND seen_{one} >= birth_{one} - 366)" for one, other in ("ab", "ba")
    )
    cases = (
        ("two_nhs_numbers", "nhs_number_level = 0"),
        ("contradicted_number", f"{_same_number()} AND {other_name} AND birth_date_level = {different}"),
        ("same_nhs_number", "nhs_number_level = 1"),
        ("same_upn", "upn_level = 1"),
        ("same_agency_number", "agency_number_level = 1"),
        ("twin_or_sibling", f"{twins} AND ({other_name} OR {both_names} OR {two_children}) AND {family}"),
        ("surname_first", f"{twins} AND {_may_begin_with_surname(at)}"),
        (TOO_LITTLE, f"weight < {settings.threshold}"),
        ("another_forename", other_name),
        ("birth_date_far", far),
        ("sex_and_forename", f"sex_level = 0 AND forename_level <> {at['forename the same']}"),
        ("near_forename", f"{twins} AND ({near_name} OR {further_differ} OR {half}) AND {family}"),
        ("another_surname", f"{twins} AND {_begin_alike(at)} AND {_may_be_forenames(at)}"),
        ("before_birth", f"birth_date_level <> {same} AND ({unborn})"),
        (settings.version, f"forename_level >= 0 AND NOT ({no_date})"),
    )
    return "CASE " + " ".join(f"WHEN {sql} THEN '{rule}'" for rule, sql in cases) + f" ELSE '{TOO_LITTLE}' END"


def _goes_on(at: Mapping[str, int]) -> str:
    """A forename that is another with a letter or two behind it, and no known form of it: Amin and Amina."""
    alike = at["forename alike (nickname, known as or spelling)"]
    return f"(forename_level = {alike} AND known_form = 0 AND longer_by < 3)"


def _begin_alike(at: Mapping[str, int]) -> str:
    """The first words are one name, or known forms of one."""
    alike = at["forename alike (nickname, known as or spelling)"]
    return f"forename_level IN ({at['forename the same']}, {alike})"


def _may_be_forenames(at: Mapping[str, int]) -> str:
    """The surnames differ and nothing shows that they are any: Hassan Ifrah and Hassan Hodan may be two children.

    Lena Smith and Lena Brown are one, whose surname changed, and of Lena Dawson and Lena Dawsom it was mistyped.
    """
    near = f"surname_level = {at['surname nearly the same']}"
    slip = f"forename_level = {at['forename the same']} AND usual_forename = 0 AND surname_known = 0"
    return (
        f"(surname_level = {at['surname different']} AND (surname_known = 0 OR {BOTH_FORENAMES}) "
        f"OR {near} AND ({BOTH_FORENAMES} OR {slip}))"
    )


def _may_begin_with_surname(at: Mapping[str, int]) -> str:
    """Two names that have a word in common and go on otherwise: Khan Amina and Khan Bilal are two children.

    They are in one cell each, or a clerk took a surname that stands first for the forename: Nagy, Anna. Any word may be
    a surname that is not more often a forename. Of Lena Smith and Lena Smyth it is the surname that was mistyped.
    """
    words = "length(undivided_{0}) - length(replace(undivided_{0}, '|', ''))"
    different = f"surname_level = {at['surname different']}"
    near = f"surname_level = {at['surname nearly the same']}"
    same = f"forename_level = {at['forename the same']}"
    mixed = ", ".join(str(at[label]) for label in ("surname in another order", "surname exchanged with the forename"))
    other_words = f"{_begin_alike(at)} AND ({different} OR surname_level IN ({mixed}) AND words_differ = 1)"
    no_surnames = f"(surname_known = 0 OR surname_too = 1 OR {BOTH_FORENAMES})"
    near_words = f"listed_a = 0 AND {same} AND {near} AND {no_surnames}"
    taken_for_forename = f"usual_forename = 0 AND ({other_words} OR {near_words})"
    # One clerk wrote Chan, Tai Man and the other Tai Ming, Chan: what is left over of each is another name.
    exchanged = f"forename_level = {at['forename and surname exchanged']} AND words_differ = 1"
    in_one_cell = (
        f"undivided_a <> undivided_b AND {same} AND ({different} OR "
        # Of Khan Samir and Khan Samira the word that differs by a letter may be the forename.
        f"{near} AND (surname_goes_on = 1 OR surname_listed_a = 1 AND surname_listed_b = 1) OR "
        f"surname_level = {at['surname the same']} AND {words.format('a')} = {words.format('b')})"
    )
    return f"({taken_for_forename} OR {exchanged} OR {in_one_cell})"


def _same_number() -> str:
    return "(nhs_number_level = 1 OR upn_level = 1 OR agency_number_level = 1)"


class VerdictRow(TypedDict):
    """How many pairs a rule joined, left apart or kept apart."""

    verdict: str
    rule_id: str
    pairs: int


def count_rules(engine: Engine) -> dict[str, dict[str, int]]:
    """How many pairs each rule joined, left apart or kept apart."""
    counted = "SELECT verdict, rule_id, count(*) AS pairs FROM judged WHERE verdict <> 'too_little'"
    counts: dict[str, dict[str, int]] = {}
    for row in read_rows(engine, VerdictRow, f"{counted} GROUP BY ALL ORDER BY ALL"):
        counts.setdefault(row["verdict"], {})[row["rule_id"]] = row["pairs"]
    return counts


class ScoredBandRow(TypedDict):
    """How many pairs of a band of weights were judged so."""

    verdict: str
    least: int
    pairs: int


def count_bands(engine: Engine, *, scored: int) -> dict[str, dict[int, int]]:
    """All scored pairs by verdict and band of weight. Pairs that are not kept are below 0: too little, or twins."""
    counts: dict[str, dict[int, int]] = {verdict: {} for verdict in VERDICTS}
    values = {"bits": BAND_BITS, "first": FIRST_BAND, "last": LAST_BAND}
    for row in read_rows(engine, ScoredBandRow, SQL.fill("scored_bands", **values)):
        counts[row["verdict"]][row["least"]] = row["pairs"]
    lowest, twins = FIRST_BAND - BAND_BITS, _count_twins(engine)
    dropped = scored - sum(sum(bands.values()) for bands in counts.values()) - twins
    for verdict, pairs in (("kept_apart", twins), ("too_little", dropped)):
        if pairs:
            counts[verdict][lowest] = counts[verdict].get(lowest, 0) + pairs
    return counts


def _count_twins(engine: Engine) -> int:
    return int(engine.query("SELECT count(*) FROM unlikely_twin").column(0)[0].as_py())
