"""Makes the shipped linkage model and name frequencies: python benchmarks/train_linkage.py NAMES_FOLDER

This is run once for a version of the model, never by `sightline run`. It knows who is who because it invents them, so m
comes from true pairs and u from random ones; identifiers are set by hand, since a sample of pairs seldom holds one
agreement of two NHS numbers.
"""

import argparse
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from linkage_people import Pickers, invent_people, read_pickers, write_about, write_oddly

from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.normal_forms.hashes import TOKEN
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.scores import COMPARED
from sightline.linkage.settings import Settings, read_settings
from sightline.linkage.training.splink_model import make_linker, register_frequencies
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

PEOPLE, SEED, RULES = 20_000, 20261125, Path(__file__).parent.parent / "sightline" / "rules" / "linkage" / "england"
LEAST = 1e-6


def level(sql: str, label: str, *, m: float | None = None, u: float | None = None, column: str = "") -> dict[str, Any]:
    """One level of a comparison; m and u where they are set by hand; the column of name frequencies."""
    made: dict[str, Any] = {"sql_condition": sql, "label_for_charts": label}
    if m is not None:
        made |= {"m_probability": m, "u_probability": u, "fix_m_probability": True, "fix_u_probability": True}
    if column:
        made |= {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0, "tf_minimum_u_value": 0.0001}
    return made


def comparison(name: str, unknown: str, *levels: dict[str, Any]) -> dict[str, Any]:
    """One comparison, its levels from the strongest down; `unknown` says where nothing can be said."""
    null = {"sql_condition": unknown, "label_for_charts": "not known", "is_null_level": True}
    return {"output_column_name": name, "comparison_levels": [null, *levels]}


def either(*columns: str) -> str:
    """SQL: one side lacks one of the columns."""
    return " OR ".join(f"{column}_l IS NULL OR {column}_r IS NULL" for column in columns)


def number(name: str, column: str, words: str, *, m: float, u: float) -> dict[str, Any]:
    """The comparison of an identifier, set by hand."""
    return comparison(
        name,
        either(column),
        level(f"{column}_l = {column}_r", f"same {words}", m=m, u=u),
        level("ELSE", f"different {words}", m=1 - m, u=1 - u),
    )


def holds(names: str, name: str) -> str:
    """SQL: one of the names on one side is the other side's name."""
    # The first test is the cheaper one, and seldom true.
    return f"contains({names}, {name}) AND contains({names}, '|' || {name} || '|')"


def either_holds(names: str, name: str) -> str:
    """SQL: the same, from the left or from the right."""
    return f"(({holds(f'{names}_l', f'{name}_r')}) OR ({holds(f'{names}_r', f'{name}_l')}))"


# Forename and surname exchanged; the forename may be a known form of the other's.
EXCHANGED = (
    f"{holds('last_names_r', 'first_name_l')} AND {holds('last_names_l', 'first_name_r')}",
    f"{holds('near_names_l', 'last_name_r')} AND {holds('last_names_l', 'first_name_r')}",
    f"{holds('near_names_r', 'last_name_l')} AND {holds('last_names_r', 'first_name_l')}",
)
SWAPPED = " OR ".join(f"({way})" for way in EXCHANGED)
# Nat for Natalie: one forename is the beginning of the other.
SHORT_FORM = (
    "(least(length(first_name_l), length(first_name_r)) > 2"
    " AND (starts_with(first_name_l, first_name_r) OR starts_with(first_name_r, first_name_l)))"
)
# One agency writes the town behind the street, another does not: the last but one hash is of all the words, the ones
# before it of their beginnings. Of a protected address there is one, which is no beginning:
# see linkage/normal_forms/hashes.py.
WORDS = f"left(right(address_words_{{}}, {2 * TOKEN}), {TOKEN})"
SAME_STREET = f"(contains(address_words_l, {WORDS.format('r')}) OR contains(address_words_r, {WORDS.format('l')}))"
SAME_HOME = "postcode_l = postcode_r AND house_l = house_r"
SAME_HOME_BY_STREET = f"({either('postcode')}) AND house_l = house_r AND {SAME_STREET}"


def named(one: str, other: str) -> str:
    """SQL: a name on both sides."""
    return f"list_has_any(string_split({one}, '|'), string_split({other}, '|'))"


# Somebody named as a parent in one record is named as a parent, or came along, in the other. A household's home and
# parent are one piece of evidence: where the home is the same, the parent is not compared.
NO_PARENTS = (
    "((parents_l IS NULL OR companions_r IS NULL) AND (parents_r IS NULL OR companions_l IS NULL))"
    f" OR coalesce({SAME_HOME}, FALSE) OR coalesce({SAME_HOME_BY_STREET}, FALSE)"
)
SAME_PARENT = f"{named('parents_l', 'companions_r')} OR {named('parents_r', 'companions_l')}"
HAS_WORDS = "list_has_all(string_split({}, '|'), string_split({}, '|'))"
# The words of one name are all in the other, in whatever order; and so are the other's in the first, or there are as
# many words (one an initial), or about as many letters (two words written as one).
ALL_OF_LEFT = HAS_WORDS.format("near_words_r", "name_words_l")
ALL_OF_RIGHT = HAS_WORDS.format("near_words_l", "name_words_r")
AS_LONG = "abs(length(replace(name_words_l, '|', '')) - length(replace(name_words_r, '|', ''))) < 2"
BARS = "length(name_words_{0}) - length(replace(name_words_{0}, '|', ''))"
AS_MANY = f"{BARS.format('l')} = {BARS.format('r')}"
SAME_WORDS = f"{ALL_OF_LEFT} AND {ALL_OF_RIGHT} OR ({ALL_OF_LEFT} OR {ALL_OF_RIGHT}) AND ({AS_LONG} OR {AS_MANY})"
SAME_FURTHER = " OR ".join(
    HAS_WORDS.format(f"near_words_{other}", f"further_names_{side}") for side, other in ("lr", "rl")
)


def near_letters(column: str) -> str:
    """SQL: two names are alike letter by letter, or one letter apart and long enough for that to be a slip."""
    lengths = f"length({column}_l), length({column}_r)"
    return (
        f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.9 OR least({lengths}) > 3"
        f" AND abs(length({column}_l) - length({column}_r)) < 2 AND damerau_levenshtein({column}_l, {column}_r) = 1"
    )


def initial(column: str) -> str:
    """SQL: one of two names is the other's first letter."""
    return f"left({column}_l, 1) = left({column}_r, 1) AND least(length({column}_l), length({column}_r)) = 1"


# A written age is a span of births: it says something where the other side has a birth date, or an age too.
NO_BIRTH = " OR ".join(f"birth_date_{side} IS NULL AND born_first_{side} IS NULL" for side in "lr")
BY_AGE = "(birth_date_l IS NULL OR birth_date_r IS NULL)"
BORN = "coalesce(birth_date_{}, born_{}_{})"
SPANS_MEET = (
    f"{BORN.format('l', 'first', 'l')} <= {BORN.format('r', 'last', 'r')}"
    f" AND {BORN.format('r', 'first', 'r')} <= {BORN.format('l', 'last', 'l')}"
)
SAME_DATE_PARTS = " + ".join(
    f"CAST({part}(birth_date_l) = {part}(birth_date_r) AS INTEGER)" for part in ("year", "month", "day")
)
COMPARISONS = [
    comparison(
        "forename",
        either("first_name"),
        level("first_name_l = first_name_r", "forename the same", column="first_name"),
        level(SWAPPED, "forename and surname exchanged"),
        level(
            f"{either_holds('near_names', 'first_name')} OR {SHORT_FORM}",
            "forename alike (nickname, known as or spelling)",
        ),
        level(near_letters("first_name"), "forename nearly the same"),
        level(
            either_holds("given_names", "first_name"),
            "forename among the other forenames",
            m=0.02,
            u=0.001,
        ),
        # One initial may be either twin's: it says less than its letter does.
        level(initial("first_name"), "forename an initial", m=0.002, u=0.0005),
        level(SAME_WORDS, "the words of both names the same, in another order"),
        level("ELSE", "forename different"),
    ),
    comparison(
        "surname",
        either("last_name"),
        level("last_name_l = last_name_r", "surname the same", column="last_name"),
        # What an exchange says is weighed once, with the forename.
        level(SWAPPED, "surname exchanged with the forename", m=0.00101, u=0.001),
        level(either_holds("last_names", "last_name"), "one surname in common"),
        level(near_letters("last_name"), "surname nearly the same"),
        level(SAME_WORDS, "surname in another order", m=0.00102, u=0.001),
        level(initial("last_name"), "surname an initial"),
        level("ELSE", "surname different"),
    ),
    comparison(
        "birth_date",
        NO_BIRTH,
        level("birth_date_l = birth_date_r", "birth date the same"),
        level(
            "year(birth_date_l) = year(birth_date_r) AND day(birth_date_l) = month(birth_date_r)"
            " AND month(birth_date_l) = day(birth_date_r)",
            "day and month of birth exchanged",
        ),
        level("abs(birth_date_l - birth_date_r) <= 1", "birth date a day apart"),
        level(
            f"{SAME_DATE_PARTS} = 2 AND hamming(CAST(birth_date_l AS VARCHAR), CAST(birth_date_r AS VARCHAR)) = 1",
            "birth date one figure off",
        ),
        level(f"{SAME_DATE_PARTS} = 2", "birth date the same in two of three parts"),
        level("abs(birth_date_l - birth_date_r) <= 366", "birth date within a year"),
        level(f"{BY_AGE} AND {SPANS_MEET}", "birth date within the written age"),
        level(BY_AGE, "birth date outside the written age"),
        level("ELSE", "birth date different"),
    ),
    # A father's or a second name is mostly a brother's too, so that it agrees says nothing; that it differs does.
    comparison(
        "further_names",
        either("further_names"),
        level(SAME_FURTHER, "further forenames the same", m=0.00101, u=0.001),
        level("ELSE", "further forenames differ"),
    ),
    comparison(
        "home",
        f"({either('postcode')}) AND ({either('address_words')})",
        level(SAME_HOME, "home the same"),
        level(SAME_HOME_BY_STREET, "home the same, postcode missing"),
        level("postcode_l = postcode_r", "postcode the same", m=0.03, u=0.0003),
        level("ELSE", "home different"),
    ),
    comparison(
        "sex",
        either("sex"),
        level("sex_l = sex_r", "sex the same", m=0.99, u=0.5),
        level("ELSE", "sex different", m=0.01, u=0.5),
    ),
    number("nhs_number", "nhs_number", "NHS number", m=0.995, u=1e-6),
    number("upn", "upn", "UPN", m=0.99, u=2e-6),
    comparison(
        "agency_number",
        f"{either('local_id')} OR local_id_kind_l <> local_id_kind_r",
        level("local_id_l = local_id_r", "same number of the agency", m=0.9, u=1e-6),
        level("ELSE", "two numbers of one agency", m=0.1, u=1 - 1e-6),
    ),
    # A household shares a telephone, so an agreement says less than it seems to.
    number("phone", "phone", "telephone", m=0.6, u=0.002),
    # Of strangers hardly any share a parent's name; but those who are taken for one another are of one family, so it
    # says less than it seems to. Another name says next to nothing: one record names the mother, another the father.
    comparison(
        "parent",
        NO_PARENTS,
        level(SAME_PARENT, "a parent of the same name", m=0.6, u=0.02),
        level("ELSE", "no parent of the same name", m=0.4, u=0.42),
    ),
]


def build_settings() -> dict[str, Any]:
    """The model before training. The chance that two profiles are one person is set by hand: about one in 200,000."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "profile_id",
        "probability_two_random_records_match": 5e-6,
        "blocking_rules_to_generate_predictions": ["l.nhs_number = r.nhs_number"],
        # The weight of each comparison is kept, what was compared is not: see scores.py.
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": COMPARISONS,
    }


def make_training_profiles(settings: Settings, pickers: Pickers) -> pa.Table:
    """Profiles of invented people with the column `true_id`."""
    chance = random.Random(SEED)
    rows = []
    for person in invent_people(count=PEOPLE, seed=SEED, pickers=pickers):
        for copy in range(chance.choice((1, 2, 2, 3, 4))):
            row = write_oddly(write_about(person, chance=chance), person, chance=chance)
            rows.append(row | {"mention_id": f"{person.number:07d}-{copy}", "agency": f"agency_{copy}"})
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    normalise_people(engine=engine, settings=settings, secret=EXAMPLE_SECRET)
    build_profiles(engine=engine, settings=settings)
    return engine.query(
        f"SELECT {', '.join(COMPARED)}, left(stands_for, 7) AS true_id FROM profile ORDER BY profile_id"
    )


def frequencies(pickers: Pickers) -> dict[str, list[dict[str, str]]]:
    """The share of each forename and surname among the people of the training data."""
    both: dict[str, float] = {}
    for picker in (pickers.girls, pickers.boys):
        for name, share in picker.shares.items():
            both[name.lower()] = both.get(name.lower(), 0.0) + share / 2
    last = {name.lower(): share for name, share in pickers.surnames.shares.items()}
    return {
        column: [{column: name, "share": f"{share:.6f}"} for name, share in sorted(shares.items())]
        for column, shares in (("first_name", both), ("last_name", last))
    }


def train(profiles: pa.Table, shares: Mapping[str, list[dict[str, str]]]) -> dict[str, Any]:
    """The trained model as Splink's JSON."""
    linker = make_linker(profiles, connection=duckdb.connect(), model=build_settings())
    register_frequencies(linker, shares)
    linker.training.estimate_u_using_random_sampling(max_pairs=5_000_000)
    linker.training.estimate_m_from_label_column("true_id")
    model: dict[str, Any] = linker.misc.save_model_to_json()
    return tidy(model)


def tidy(model: dict[str, Any]) -> dict[str, Any]:
    """The model with six places, hand-set values put back, and no level left without a value."""
    for made, asked in zip(model["comparisons"], COMPARISONS, strict=True):
        for level_made, level_asked in zip(made["comparison_levels"], asked["comparison_levels"], strict=True):
            if level_made.get("is_null_level"):
                continue
            for side in ("m_probability", "u_probability"):
                value = level_asked.get(side, level_made.get(side) or 0.0)
                level_made[side] = round(max(value if isinstance(value, float) else 0.0, LEAST), 6)
    model.pop("linker_uid", None)
    model["probability_two_random_records_match"] = 5e-6
    return model


def main() -> None:
    """Train, and write model.json and the frequencies beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", type=Path, help="folder with the country lists of names")
    pickers = read_pickers(parser.parse_args().names)
    shares = frequencies(pickers)
    for column, rows in shares.items():
        lines = [f"{row[column]},{row['share']}" for row in rows]
        head = "# Share of each name among invented people (benchmarks/train_linkage.py); names of public CC0 lists.\n"
        (RULES / f"frequency_{column}.csv").write_text(
            head + f"{column},share\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )
    if not (RULES / "model.json").exists():
        (RULES / "model.json").write_text("{}", encoding="utf-8")
    model = train(make_training_profiles(read_settings(), pickers), shares)
    (RULES / "model.json").write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
