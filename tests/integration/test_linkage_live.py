"""The live index: one new mention is told the people whom the batch would compare it with, and no others."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from support.pairs import batch_weights, engine_of, make_candidates

from sightline import ingest, invented, pipeline
from sightline.linkage import CandidatePerson, find_candidates
from sightline.linkage.live.lookup import VERDICTS
from sightline.linkage.settings import read_settings
from sightline.model.errors import OurFault
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshot_reader import SnapshotReader, open_store
from sightline.store.snapshots import Snapshot

AS_AT, NOW = date(2025, 9, 1), "2025-09-01T09:00:00Z"
EVERYTHING = RowFilter("1 = 1", ())
LIMIT = 10_000


@dataclass(frozen=True)
class Held:
    """A snapshot of an invented partnership, and its mentions of people as linking reads them: before the gaps."""

    workspace: Workspace
    snapshot: Snapshot
    store: SnapshotReader
    received: pa.Table
    mentions: list[dict[str, Any]]

    def find(self, mention: dict[str, Any], sight: RowFilter = EVERYTHING, **more: Any) -> dict[str, CandidatePerson]:
        found = find_candidates(
            reader=self.store, secret=self.workspace.secret(), mention=mention, sight=sight, limit=LIMIT, **more
        )
        return {candidate.person_id: candidate for candidate in found.people}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    files, workspace = tmp_path_factory.mktemp("files"), Workspace(tmp_path_factory.mktemp("workspace"))
    workspace.create()
    invented.invent(children=90, seed=12, out=files)
    batch = open_batch(workspace)
    for path in sorted(files.glob("*.csv")):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    snapshot = pipeline.run(workspace=workspace, as_at=AS_AT)
    received = read_received(workspace)
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    engine.load("mention", received)
    mentions = engine.query("""SELECT mention.*, person_id, profile_id, record.markings AS all_markings,
            coalesce(string_split(parents, '|'), []) AS parents, coalesce(string_split(companions, '|'), []) AS companions
        FROM mention JOIN resolved USING (mention_id) LEFT JOIN compared USING (mention_id)
        JOIN (SELECT record_id, markings FROM agency_record WHERE latest) AS record USING (record_id)
        WHERE entity_kind = 'person' ORDER BY mention_id""").to_pylist()
    engine.close()
    with open_store(snapshot.serve_file) as store:
        yield Held(workspace, snapshot, store, received, mentions)


def read_received(workspace: Workspace) -> pa.Table:
    """The table of mentions as the files give it, protected addresses too."""
    engine = DuckDBEngine()
    ingest.assemble(engine=engine, workspace=workspace, as_at=AS_AT)
    return engine.query("SELECT * FROM mention")


def test_candidates_are_those_of_the_batch_with_its_weights(held: Held) -> None:
    expected = expect_of_batch(held)
    tried = 0
    for mention in one_a_profile(held):
        wanted = expected.get(mention["profile_id"], {})
        found = held.find(mention)
        own = found.pop(mention["person_id"], None)
        batch = wanted.pop(mention["person_id"], None)
        if own is not None and own.verdict != "join" and own.weight <= 0:  # other mentions joined the two profiles
            assert (own.verdict, own.rule_id, own.weight) == batch
        said = {person: (one.verdict, one.rule_id, one.weight) for person, one in found.items()}
        assert {person: said[person] for person in wanted if person in said} == wanted, mention["mention_id"]
        tried += len(wanted)
    assert tried >= 30


def one_a_profile(held: Held) -> list[dict[str, Any]]:
    of = {mention["profile_id"]: mention for mention in reversed(held.mentions) if mention["profile_id"] is not None}
    return list(of.values())


def expect_of_batch(held: Held) -> dict[int, dict[str, tuple[str, str, float]]]:
    """For each profile, the people of the other profiles of its candidate pairs, with what the batch says of them."""
    again = engine_of(mentions=held.received, settings=read_settings())
    make_candidates(engine=again, settings=read_settings(), by_chance=0, seed=1)
    sealed = {m["profile_id"] for m in held.mentions if "SEALED IDENTITY" in m["all_markings"]}
    person_of = {mention["profile_id"]: mention["person_id"] for mention in held.mentions}
    expected: dict[int, dict[str, list[tuple[str, str, float]]]] = {}
    # The index has no window of years for a written age: without a birth date it compares by number alone.
    dated = again.query("""SELECT profile_a, profile_b FROM candidate JOIN profile a ON a.profile_id = profile_a
        JOIN profile b ON b.profile_id = profile_b WHERE by_number OR a.comparable AND b.comparable""").to_pylist()
    compared = {(row["profile_a"], row["profile_b"]) for row in dated}
    for pair, row in batch_weights(engine=again, settings=read_settings()).items():
        if pair not in compared:
            continue
        for one, other in (pair, pair[::-1]):
            if other not in sealed:
                said = (row["verdict"], row["rule_id"], row["weight"])
                expected.setdefault(one, {}).setdefault(person_of[other], []).append(said)
    return {one: {person: put_first(said) for person, said in of.items()} for one, of in expected.items()}


def put_first(said: list[tuple[str, str, float]]) -> tuple[str, str, float]:
    ordered = sorted(said, key=lambda one: (one[0] != "kept_apart", VERDICTS.index(one[0]), -one[2]))
    return ordered[0]


def test_a_sealed_identity_is_neither_told_nor_asked(held: Held) -> None:
    sealed = [mention for mention in held.mentions if "SEALED IDENTITY" in mention["markings"]]
    assert sealed
    people = {mention["person_id"] for mention in sealed}
    for mention in sealed:
        assert held.find(mention) == {}
        assert not people & set(held.find(mention | {"markings": []}))


@pytest.mark.parametrize(
    "sight", [RowFilter("agency <> ?", ("police",)), row_filter(reader=Reader("sam", Role.PRACTITIONER, "school"))]
)
def test_a_reader_is_told_only_of_lines_that_they_may_see(held: Held, sight: RowFilter) -> None:
    visible = mentions_seen(held, sight)
    hidden = 0
    for mention in one_a_profile(held):
        everybody, seen = held.find(mention), held.find(mention, sight)
        assert set(seen) <= set(everybody)
        assert {one.mention_id for one in seen.values()} <= visible
        hidden += len(set(everybody) - set(seen))
    assert hidden or "restricted" in sight.sql


def mentions_seen(held: Held, sight: RowFilter) -> set[str]:
    """Mentions on records that the filter lets through."""
    engine = DuckDBEngine(held.snapshot.analysis, read_only=True)
    rows = engine.query(
        f"""SELECT mention_id FROM (SELECT mention_id, mention.agency, mention.organisation, mention.layout,
                record.restricted, list_contains(record.markings, 'SEALED IDENTITY') AS sealed FROM mention
            JOIN (SELECT record_id, restricted, markings FROM agency_record WHERE latest) record USING (record_id))
            WHERE {sight.sql}""",
        sight.parameters,
    )
    engine.close()
    return set(rows.column(0).to_pylist())


def test_homes_are_nowhere_in_the_index_and_protected_ones_no_reason(held: Held) -> None:
    connection = sqlite3.connect(held.snapshot.serve_file)
    bodies = [row[0] for row in connection.execute("SELECT body FROM live_profile")]
    codes = {mention["postcode"] for mention in held.mentions if mention["postcode"]}
    assert bodies
    assert codes
    assert not [code for code in codes if any(code in body for body in bodies)]
    protected = [mention for mention in held.mentions if "PROTECTED ADDRESS" in mention["markings"]]
    assert protected
    for mention in protected:
        assert not any("home" in one.reason_in_words for one in held.find(mention).values())
    open_ones = [mention for mention in one_a_profile(held) if not mention["all_markings"]]
    assert any("home the same" in one.reason_in_words for m in open_ones for one in held.find(m).values())


def test_another_key_is_said_and_gives_nobody(held: Held) -> None:
    with pytest.raises(OurFault):
        find_candidates(reader=held.store, secret="another", mention={"nhs_number": ""}, sight=EVERYTHING)


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.secret() == workspace.secret()
    assert len(workspace.secret()) == 64
    assert (tmp_path / "linking.key").stat().st_mode & 0o077 == 0
