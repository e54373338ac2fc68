"""A table of few names: an e-mail address that is made of the name says no more of two people than their name does."""

import json
import random
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pyarrow as pa
import pytest

from sightline.linkage.columns import ExtraColumn
from sightline.linkage.evaluation.research import join_for_research
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.training.model import train
from sightline.linkage.training.rules import read_training_rules
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

FORENAMES = ("Amy", "Ben", "Cara", "Dan", "Ella", "Finn", "Grace", "Harry", "Isla", "Jack")
SURNAMES = ("Archer", "Barlow", "Croft", "Dalton", "Ellis", "Fenwick", "Garner", "Hewitt", "Ingram", "Jarvis", "Kemp",
            "Lister", "Marlow", "Norris", "Oakes", "Parry", "Quinn", "Ridley", "Sutton", "Tanner")  # fmt: skip
TOWNS = ("Ashford", "Bradwell", "Kingsbury", "Millton", "Northwick", "Oakham", "Southby", "Wakeley")
COLUMNS = (
    ExtraColumn(name="town", kind="words", says="town", headings=("town",)),
    ExtraColumn(name="email", kind="email", says="e-mail", headings=("email",)),
)


def write_rows(style: str, *, people: int = 300) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """Mentions, their rows as JSON, and who each is: two rows a person, a tenth of the cells wrong or left out."""
    chance, mentions, cells, truth = random.Random(18), [], [], []
    for number in range(people):
        forename, surname = chance.choice(FORENAMES), chance.choice(SURNAMES)
        born = date(1996, 1, 1) + timedelta(days=chance.randrange(5_000))
        town, host = chance.choice(TOWNS), chance.choice(("mail.example", "post.example"))
        email = f"{style.format(first=forename, initial=forename[0], last=surname)}@{host}".lower()
        for _ in range(2):
            said = {"town": town if chance.random() < 0.9 else "", "email": email if chance.random() < 0.8 else ""}
            slip = timedelta(days=chance.choice((0,) * 9 + (30,)))
            mentions.append(
                {"mention_id": f"m{len(mentions):04d}", "agency": "school", "forename": forename, "surname": surname,
                 "birth_date": born + slip}
            )  # fmt: skip
            cells.append(json.dumps({name: cell for name, cell in said.items() if cell}))
            truth.append(str(number))
    return mentions, cells, truth


@pytest.mark.parametrize(
    "style",
    [
        "{first}.{last}",
        *(pytest.param(one, marks=pytest.mark.soak) for one in ("{initial}{last}", "{last}", "{first}")),
    ],
)
def test_an_address_made_of_the_name_is_not_counted_as_a_second_name(style: str) -> None:
    mentions, cells, truth = write_rows(style)
    ids = [one["mention_id"] for one in mentions]
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(mentions))
    engine.load("source_row", pa.table({"row_id": ids, "row_version": [1] * len(ids), "original": cells}))
    engine.make("mention", "SELECT * REPLACE (mention_id AS row_id, 1 AS row_version) FROM mention")
    trained = train(engine=engine, secret=EXAMPLE_SECRET, columns=COLUMNS, linked=False)
    expected = trained.model["probability_two_random_records_match"] * len(ids) * (len(ids) - 1) / 2
    assert 0.5 < expected / len(set(truth)) < 1.5, "as many pairs of one person as there are"
    join_for_research(
        engine=engine, settings=trained.settings, least=trained.written.research_bits, rules=read_training_rules()
    )
    rows = engine.query("SELECT mention_id, person_id FROM researched").to_pylist()
    found = {row["mention_id"]: row["person_id"] for row in rows}
    true_of = dict(zip(ids, truth, strict=True))
    joined = [(a, b) for a, b in combinations(ids, 2) if found[a] == found[b]]
    right = sum(true_of[a] == true_of[b] for a, b in joined)
    assert right / len(joined) > 0.93 and right / len(set(truth)) > 0.85
