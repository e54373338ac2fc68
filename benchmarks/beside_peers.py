"""Plain Splink 5 and recordlinkage's ECM, as their tutorials use them: trained on the set itself, without its truth.

Nothing here is tuned to a set. Both get the same rows, the same blocks and a comparison for each column that the set
has; Splink joins at 0.95, ECM where it says so, both by connected components.
"""

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from sightline.linkage.clusters import cluster

Peer = dict[str, str | None]
Pair = tuple[str, str]
THRESHOLD, TRAINING_PAIRS, SEED = 0.95, 2_000_000, 1
# Where all pairs of one column can be compared, one is enough to be compared; in a large set it takes two, or a number.
SMALL = 20_000
ONE = tuple((name,) for name in ("given", "surname", "born", "postcode", "street", "email"))
TWO = (
    ("born",), ("given", "surname"), ("surname", "postcode"), ("given", "postcode"), ("phone", "given"), ("nhs",),
    ("upn",),
)  # fmt: skip
SURE = (("given", "born"), ("surname", "born"), ("email",), ("nhs",), ("upn",))
EXACT = ("sex", "town", "nhs", "upn", "phone", "house")
ALIKE = 0.85


def join_with_splink(rows: dict[str, Peer]) -> list[Pair]:
    """Pairs that Splink gives 0.95 or more: prior by sure rules, u by random pairs, m by expectation maximisation."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    columns = list(next(iter(rows.values())))
    table = pa.Table.from_pylist([{"unique_id": key, **row} for key, row in rows.items()], _schema(columns))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=_splink_comparisons(columns),
        blocking_rules_to_generate_predictions=[block_on(*block) for block in _having(columns, choose_blocks(rows))],
    )
    database = DuckDBAPI(connection=duckdb.connect(":memory:"))
    linker = Linker(database.register(table), settings, log_level=None)
    sure: list[Any] = [block_on(*block) for block in _having(columns, SURE)]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=TRAINING_PAIRS)
    for block in (("born",), ("given", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*block))
    found = linker.inference.predict(threshold_match_probability=THRESHOLD, warning_mode="never")
    pairs = database._con.sql(f"SELECT unique_id_l, unique_id_r FROM {found.physical_name}").to_arrow_table()
    return list(zip(*(column.to_pylist() for column in pairs.columns), strict=True))


def _splink_comparisons(columns: list[str]) -> list[Any]:
    import splink.comparison_library as cl

    made: list[Any] = [cl.NameComparison("given"), cl.NameComparison("surname")]
    made.append(cl.DateOfBirthComparison("born", input_is_string=True, invalid_dates_as_null=True))
    known: dict[str, Any] = {
        "second": lambda: cl.NameComparison("second"),
        "town": lambda: cl.ExactMatch("town").configure(term_frequency_adjustments=True),
        "email": lambda: cl.EmailComparison("email"),
        "postcode": lambda: cl.LevenshteinAtThresholds("postcode", 2),
        "street": lambda: cl.JaroWinklerAtThresholds("street", [0.9, 0.8]),
        **{name: lambda name=name: cl.ExactMatch(name) for name in ("sex", "nhs", "upn", "phone", "house")},
    }
    return made + [make() for name, make in known.items() if name in columns]


def join_with_ecm(rows: dict[str, Peer]) -> list[Pair]:
    """Pairs that recordlinkage's ECM classifier takes for one person."""
    import pandas as pd
    import recordlinkage

    columns = list(next(iter(rows.values())))
    frame = pd.DataFrame.from_records(list(rows.values()), index=list(rows), columns=columns)
    index = recordlinkage.Index()
    for block in _having(columns, choose_blocks(rows)):
        index.block(list(block))
    pairs = index.index(frame)
    compare = recordlinkage.Compare()
    for name in columns:
        if name in EXACT or name == "born":
            compare.exact(name, name, label=name)
        else:
            compare.string(name, name, method="jarowinkler", threshold=ALIKE, label=name)
    likeness = compare.compute(pairs, frame)
    joined = recordlinkage.ECMClassifier(binarize=0.8).fit_predict(likeness)
    return [(str(a), str(b)) for a, b in joined]


def choose_blocks(rows: dict[str, Peer]) -> tuple[tuple[str, ...], ...]:
    """The columns on which two rows agree if they are compared at all; the same for both peers."""
    return ONE if len(rows) <= SMALL else TWO


def _having(columns: list[str], blocks: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [block for block in blocks if set(block) <= set(columns)]


def _schema(columns: list[str]) -> pa.Schema:
    return pa.schema([("unique_id", pa.string()), *((name, pa.string()) for name in columns)])


def connect(keys: Iterable[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """Connected components: each key to the first of its cluster."""
    ordered = list(keys)
    place = {key: number for number, key in enumerate(ordered)}
    roots = cluster(((place[a], place[b]) for a, b in pairs), nhs_numbers={}, kept_apart=[]).root_of
    return {key: ordered[roots.get(number, number)] for key, number in place.items()}
