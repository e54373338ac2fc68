"""The visibility filter says the same of one row, in SQLite and in DuckDB."""

import sqlite3
from dataclasses import replace

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model.nouns import Agency, HandlingMarking, Role
from sightline.model.visibility import NotShared, OwnRecords, Reader, RestsOn, Scope, Visibility
from sightline.sharing import (
    can_see,
    can_see_in_emergency,
    can_see_people,
    emergency_filter,
    row_filter,
    split_views,
)
from sightline.sharing.standpoints import standpoint_of

BODIES = ["police", "school", "Elm School", "Oak School", ""]
SHEETS = ["tracker/children", "tracker/adults"]
LAYOUTS = ["police_intelligence", "health_attendances", "school_concerns", "police_missing", "mace_tracker", *SHEETS]
KINDS = [f"{agency} {layout}" for agency in Agency for layout in [*LAYOUTS, "tracker"]]
ALL_SHARED = st.builds(
    Reader, st.just("ann"), st.sampled_from(Role), st.sampled_from(["", *Agency]), st.sampled_from(BODIES)
)
NOT_SHARED = st.builds(
    NotShared,
    st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
    st.lists(st.sampled_from([one for one in KINDS if "/" in one]), unique=True).map(tuple),
    own=st.dictionaries(
        st.sampled_from(KINDS), st.lists(st.sampled_from(BODIES), min_size=1, unique=True).map(tuple)
    ).map(lambda said: tuple(sorted(said.items()))),
)
OWN = st.builds(
    OwnRecords,
    st.lists(st.sampled_from([one for one in BODIES if one]), unique=True).map(tuple),
    st.lists(st.sampled_from([*LAYOUTS, "tracker"]), unique=True).map(tuple),
)
OF_SEVERAL = st.builds(lambda reader, own: replace(reader, own=own), ALL_SHARED, OWN)
READERS = (
    OF_SEVERAL | ALL_SHARED | st.builds(lambda reader, gone: replace(reader, not_shared=gone), ALL_SHARED, NOT_SHARED)
)
ITEMS = st.builds(
    Visibility,
    st.sampled_from(list(Agency)),
    st.sampled_from(BODIES),
    st.sampled_from(LAYOUTS),
    st.booleans(),
    st.lists(st.sampled_from(list(HandlingMarking)), unique=True).map(tuple),
)
COLUMNS = "agency, organisation, layout, restricted, sealed"


@settings(max_examples=300)
@given(READERS, ITEMS)
def test_the_filter_in_sql_is_the_filter_in_words(reader: Reader, item: Visibility) -> None:
    allowed = row_filter(reader=reader)
    row = [str(item.agency), item.organisation, item.layout, item.restricted, item.sealed]
    sql = f"SELECT count(*) FROM (SELECT ? AS agency, ? AS organisation, ? AS layout, CAST(? AS INT) AS restricted, CAST(? AS INT) AS sealed) WHERE {allowed.sql}"
    parameters = [*row, *map(str, allowed.parameters)]
    light = sqlite3.connect(":memory:").execute(sql, parameters).fetchall()[0][0]
    duck = duckdb.connect().execute(sql, parameters).fetchall()[0][0]
    assert bool(light) == bool(duck) == can_see(reader=reader, item=item)


@settings(max_examples=200)
@given(READERS, ITEMS)
def test_the_filter_of_an_emergency_is_the_same_in_sql_and_never_shows_what_is_sealed(
    reader: Reader, item: Visibility
) -> None:
    allowed, says = emergency_filter(reader=reader), can_see_in_emergency(reader=reader, item=item)
    row = [str(item.agency), item.organisation, item.layout, item.restricted, item.sealed]
    sql = f"SELECT count(*) FROM (SELECT ? AS agency, ? AS organisation, ? AS layout, ? AS restricted, ? AS sealed) WHERE {allowed.sql}"
    ((found,),) = sqlite3.connect(":memory:").execute(sql, [*row, *map(str, allowed.parameters)]).fetchall()
    assert bool(found) == says
    assert says >= can_see(reader=reader, item=item)
    assert not (says and item.sealed)


@settings(max_examples=300)
@given(ALL_SHARED, ITEMS)
def test_a_standpoint_sees_what_its_readers_see(reader: Reader, item: Visibility) -> None:
    scope = Scope(item.agency, item.organisation, item.layout, item.restricted)
    if not item.sealed and can_see_people(reader=reader):
        assert standpoint_of(reader=reader).sight(scope) == can_see(reader=reader, item=item)


@settings(max_examples=300)
@given(OF_SEVERAL, ITEMS)
def test_of_several_bodies_a_standpoint_sees_no_more_than_its_readers(reader: Reader, item: Visibility) -> None:
    scope = Scope(item.agency, item.organisation, item.layout, item.restricted)
    if not item.sealed and can_see_people(reader=reader):
        is_seen, from_there = can_see(reader=reader, item=item), standpoint_of(reader=reader).sight(scope)
        assert is_seen >= from_there
        if reader.own and item.organisation == reader.organisation in reader.own.organisations:
            assert is_seen == from_there


THINGS = st.lists(st.builds(Scope, st.sampled_from(["police", "health", "school"]), st.sampled_from(BODIES),
                            st.sampled_from(LAYOUTS), st.booleans()), max_size=5)  # fmt: skip


@settings(max_examples=300)
@given(ALL_SHARED | OF_SEVERAL, THINGS)
def test_a_reader_is_of_one_view_and_it_holds_what_they_see(reader: Reader, scopes: list[Scope]) -> None:
    sight = row_filter(reader=reader)
    views = split_views(things=scopes, rests_on=lambda scope: RestsOn(frozenset({scope})))
    own, other = f"|{sight.standpoint}|", f"|{sight.or_else}|"
    mine = [one for one in views if own in one.seen_from or (other in one.seen_from and own not in one.not_from)]
    if not can_see_people(reader=reader):
        assert not mine
        return
    (view,) = mine
    assert view.things == [one for one in scopes if standpoint_of(reader=reader).sight(one)]
    assert all(can_see(reader=reader, item=Visibility(*one)) for one in view.things)
    assert (view.number == 0) == (view.things == scopes)


@given(READERS, ITEMS)
def test_a_sealed_identity_is_seen_by_no_role(reader: Reader, item: Visibility) -> None:
    if item.sealed:
        assert not can_see(reader=reader, item=item)


def test_roles_that_see_counts_only_open_nobody() -> None:
    for role in (Role.ELECTED_MEMBER, Role.PARTNERSHIP_EXECUTIVE):
        reader = Reader("ann", role, "police")
        assert not can_see_people(reader=reader)
        assert not can_see(reader=reader, item=Visibility("police", "police", "police_missing", False))


def test_restricted_records_are_seen_by_their_own_agency() -> None:
    clinic = Visibility("health", "Clinic", "health_attendances", True)
    assert can_see(reader=Reader("nurse", Role.PRACTITIONER, "health"), item=clinic)
    assert not can_see(reader=Reader("officer", Role.PRACTITIONER, "police"), item=clinic)
    assert not can_see(reader=Reader("reviewer", Role.REVIEWER, "health"), item=clinic)
    assert can_see(reader=Reader("caldicott", Role.INFORMATION_GOVERNANCE, ""), item=clinic)


def test_an_account_without_an_agency_sees_nothing_restricted() -> None:
    assert not can_see(reader=Reader("x", Role.PRACTITIONER, ""), item=Visibility("", "", "police_missing", True))


def test_what_no_agreement_shares_any_more_is_seen_by_nobody_of_its_agency_either() -> None:
    gone = NotShared(("housing tracker", "police police_missing"), ("housing tracker/adults",))
    seen = {("housing", "tracker/adults"), ("health", "tracker/children"), ("police", "police_intelligence")}
    hidden = {("housing", "tracker/children"), ("housing", "tracker"), ("police", "police_missing")}
    for agency, layout in seen | hidden:
        for reader in (Reader("ig", Role.INFORMATION_GOVERNANCE, "", not_shared=gone),
                       Reader("own", Role.MANAGER, agency, not_shared=gone)):  # fmt: skip
            item = Visibility(agency, "", layout, False)
            assert can_see(reader=reader, item=item) == ((agency, layout) in seen)
