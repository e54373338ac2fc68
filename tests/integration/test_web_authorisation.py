"""Every URL x method x role x own and other objects, against an oracle that is written apart from `sharing`.

Each run asks about every URL, of each group of readers that meet the same there one of three in turn (`support.turns`).
Nobody's turn is every run; `make soak` asks everybody about everything.

**A URL is missing?** Add its line to tests/support/rights_oracle.py, as the message says.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from support import rights_objects as made
from support.audited import assert_one_row_tells_the_same
from support.every_address import is_of_others
from support.rights_objects import Objects
from support.rights_oracle import LINES, NOBODY, READERS, TEN, Cell, Line, Thing, cell
from support.turns import TURNS, is_in_turn, turn_of_this_run

from sightline.casework.audit.hash_chain import verify_chains
from sightline.casework.core.models import Account
from sightline.store import Workspace


class Asked(NamedTuple):
    """One URL with one object."""

    name: str
    line: Line
    thing: Thing | None
    url: str


pytestmark = pytest.mark.django_db
OTHERS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
# Of these, which no form of ours sends, every second reader asks about one at each URL, in turn; nobody about all.
PROBES = ("healthz", "readyz")  # take reading alone, and are asked before anything else
# How many pages about objects each of these reads at least.
LEAST_READ_OF_ALL = 24  # by each of them, where it is asked about every page
LEAST_READ = {"information_governance": 12, "manager": 9, "analyst": 11}
# Kinds of objects that people wrote or that are open: test_web_every_url.py has none of them.
WRITTEN = ("concern", "item", "meeting", "meeting_action", "file", "file_entry", "recognised", "proposal", "answer", "added",
           "mark", "sight", "document")  # fmt: skip
# Words in addresses that name no object.
PLAIN: dict[str, object] = {
    "token": "guessed-words",
    "pk": 1,
    "provider_id": "directory",
    "name": "who",
    "kind": "place",
    "page": "decision",
    "format": "csv",
    "measure_id": "sexual_risk_order",
}


@pytest.fixture(scope="module")
def objects(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Objects]:
    with made.made_once(Workspace(tmp_path_factory.mktemp("authorisation") / "workspace"), django_db_blocker) as found:
        yield found


def every_pattern(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern


def addresses(objects: Objects, reader: str, *, every: bool = False) -> Iterator[Asked]:
    """Each URL with one object that the reader may know of and one that they may not, drawn by name; or with every one."""
    for pattern in every_pattern():
        name = pattern.name or ""
        things = objects.things(LINES[name].about)
        for thing in things if every else drawn(things, f"{reader} {name}"):
            yield Asked(name, LINES[name], thing, address(pattern, thing))


def address(pattern: URLPattern, thing: Thing | None) -> str:
    """The address about an object."""
    ids = {**PLAIN, **(thing.ids if thing else {})}
    return reverse(pattern.name or "", kwargs={each: ids[each] for each in pattern.pattern.converters})


def drawn(things: list[Thing | None], key: str) -> list[Thing | None]:
    """One of those known to the reader whose name the key begins with, and one of the others: the same in each run."""
    reader, number = key.split()[0], crc32(key.encode())
    known = [one for one in things if one is None or reader == NOBODY or one.known_to(reader)]
    return [some[number % len(some)] for some in (known, [one for one in things if one not in known]) if some]


def signed_in(reader: str, **more: bool) -> Client:
    client = Client(**more)
    if reader != NOBODY:
        client.force_login(Account.objects.get(username=f"the_{reader}"))
    return client


def met(response: Any) -> Cell | int:
    """What an answer is; its status where it is none of these."""
    status, to = response.status_code, response.headers.get("Location", "")
    if status == 401 or (status == 302 and to.startswith("/accounts/login/")):
        return Cell.SIGN_IN
    named = {403: Cell.REFUSED, 404: Cell.NOT_FOUND, 405: Cell.NOT_TAKEN}
    return named.get(status, Cell.SEEN if status in (200, 302, 400, 409) else status)


def test_readers_together_ask_about_each_method_of_each_url() -> None:
    """So that none can fail unseen, whoever is let in."""
    for pattern in every_pattern():
        name = pattern.name or ""
        asked = [method for reader in READERS for method in others(reader, name, every=False)]
        assert set(asked) == set(OTHERS), name
        assert others(NOBODY, name, every=False) == OTHERS


def test_each_run_asks_about_each_url_whatever_it_answers_and_three_runs_ask_everybody(objects: Objects) -> None:
    for pattern in every_pattern():
        name = pattern.name or ""
        runs = [{one for one in asking(LINES[name]) if is_asked(objects, one, name, turn)} for turn in range(TURNS)]
        assert set[str]().union(*runs) == set(asking(LINES[name])), name
        for readers in runs:
            assert NOBODY in readers
            assert all(readers & {*group} for group in groups(objects, name).values()), name
    for reader in READERS:
        whole = sum(reader in asking(line) for line in LINES.values())
        assert all(sum(is_asked(objects, reader, name, turn) for name in LINES) > whole / 5 for turn in range(TURNS))


def test_every_url_has_its_line() -> None:
    missing = {pattern.name for pattern in every_pattern()} - set(LINES)
    assert not missing, (
        f"Add to LINES in tests/support/rights_oracle.py a line for each of {sorted(map(str, missing))}, for example "
        '"person": Line("GET POST", PEOPLE, "person"): methods, who is let in, and the kind of object in the address.'
    )
    assert not set(LINES) - {pattern.name for pattern in every_pattern()}, "LINES names an address that is gone."


@pytest.mark.parametrize("reader", [NOBODY, *READERS])
def test_each_url_answers_each_method_and_reader_as_the_oracle_says(objects: Objects, reader: str) -> None:
    turn = turn_of_this_run()
    asked = (one for one in addresses(objects, reader) if is_asked(objects, reader, one.name, turn))
    assert_as_the_oracle_says(reader, asked, but_seen=True)


@pytest.mark.parametrize("reader", LEAST_READ)
def test_every_page_about_an_object_tells_in_one_audit_row_what_it_told_in_a_row_an_act(
    objects: Objects, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As test_audit_page_rows.py asks of all other pages; each of one reader, with an object that they may know of."""
    readers = list(LEAST_READ)
    asked = [one for one in every_pattern() if readers[crc32((one.name or "").encode()) % len(readers)] == reader]
    assert read_by(objects, reader, asked, monkeypatch) >= LEAST_READ[reader], "Pages that read nothing compare nothing"


@pytest.mark.soak
@pytest.mark.parametrize("reader", LEAST_READ)
def test_so_does_each_of_them_for_every_one_of_these_readers(
    objects: Objects, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_by(objects, reader, [*every_pattern()], monkeypatch) >= LEAST_READ_OF_ALL


def read_by(objects: Objects, reader: str, patterns: list[URLPattern], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many of these pages read anything; each told the same in one row as in a row an act."""
    client, read = signed_in(reader), 0
    for pattern in filter(is_of_others, patterns):
        name = pattern.name or ""
        known = drawn(objects.things(LINES[name].about), f"{reader} {name}")[0]
        read += assert_one_row_tells_the_same(client, address(pattern, known), monkeypatch, looks_before=0)
    assert set(verify_chains().values()) == {None}
    return read


@pytest.mark.soak
@pytest.mark.parametrize("reader", [NOBODY, *READERS])
def test_so_does_each_url_with_every_object(objects: Objects, reader: str) -> None:
    assert_as_the_oracle_says(reader, addresses(objects, reader, every=True))


def assert_as_the_oracle_says(reader: str, every: Iterator[Asked], *, but_seen: bool = False) -> None:
    """`but_seen`: pages that are seen are left to test_web_every_url.py, save those about what people wrote."""
    cache.clear()  # it counts how often somebody came to sign in within a minute, and each reader of a test does
    wrong, asked_before, client = [], set(), signed_in(reader)
    for name, line, thing, url in every:
        if reader not in asking(line):
            continue
        methods = ("GET", "POST", *others(reader, name, every=not but_seen))
        if name in asked_before:  # about the second object, readers in turn ask by one of the two
            methods = (methods[turn(reader, name) % 2],) if but_seen else methods[:2]
        asked_before.add(name)
        for method in methods:
            expected = cell(line, reader, method, thing)
            if (
                but_seen
                and expected is Cell.SEEN
                and (method == "HEAD" or (method == "GET" and line.about not in WRITTEN))
            ):
                continue
            found = met(client.generic(method, url))
            if name == "account_logout":
                client = signed_in(reader)
            if found != expected and (expected is not Cell.HARMLESS or found == 500):
                wrong.append(f"{method} {name} {url}: {found}, not {expected}")
    assert not wrong, f"{reader}: {len(wrong)}\n" + "\n".join(wrong)


# The token is asked for before anybody looks at who asks, so two readers stand for all; the others with `make soak`.
@pytest.mark.parametrize(
    "reader",
    [
        reader if reader in (NOBODY, "operator") else pytest.param(reader, marks=pytest.mark.soak)
        for reader in [NOBODY, *TEN]
    ],
)
def test_nothing_is_taken_without_its_token_and_nothing_changes(objects: Objects, reader: str) -> None:
    client, before, asked = signed_in(reader, enforce_csrf_checks=True), state(), set()
    for name, _, _, url in addresses(objects, reader):
        if name not in asked:
            asked.add(name)
            assert client.post(url).status_code == (405 if name in PROBES else 403), url
    assert state() == before


def asking(line: Line) -> list[str]:
    """Who asks about an address. The two more readers are there for objects of their own bodies."""
    return [NOBODY, *(READERS if line.about else TEN)]


def meets(objects: Objects, reader: str, name: str) -> tuple[object, ...]:
    """What makes a reader one of a group: what they meet at an address, and which objects they are asked about."""
    line, key = LINES[name], f"{reader} {name}"
    kinds = [thing and (reader == NOBODY or thing.known_to(reader)) for thing in drawn(objects.things(line.about), key)]
    return (reader == NOBODY, *(cell(line, reader, method, None) for method in ("GET", "POST")), *kinds)


@lru_cache(maxsize=1_000)
def groups(objects: Objects, name: str) -> dict[tuple[object, ...], list[str]]:
    """The readers who ask about an address, by what makes them one of a group."""
    found: dict[tuple[object, ...], list[str]] = {}
    for reader in asking(LINES[name]):
        found.setdefault(meets(objects, reader, name), []).append(reader)
    return found


def is_asked(objects: Objects, reader: str, name: str, turn: int) -> bool:
    """Whether a reader is asked about an address in a run: each group has one who is."""
    group = next((group for group in groups(objects, name).values() if reader in group), ())
    return reader in group and is_in_turn(reader, group, name, turn=turn)


def others(reader: str, name: str, *, every: bool) -> tuple[str, ...]:
    """Methods besides GET and POST: all with `every` and of nobody, else some, so that readers in turn ask about each."""
    if every or reader == NOBODY:
        return OTHERS
    number = turn(reader, name)
    return () if number % 2 else (OTHERS[number // 2 % len(OTHERS)],)


def turn(reader: str, name: str) -> int:
    """A number that goes up by one from reader to reader, and begins elsewhere for each address."""
    return [NOBODY, *READERS].index(reader) + crc32(name.encode())


def state() -> dict[str, str]:
    """A hash of every row of every table but sessions, which count the minutes of whoever is here."""
    return {
        model._meta.db_table: hashlib.sha256(
            repr(sorted(map(repr, model._base_manager.values_list()))).encode()
        ).hexdigest()
        for model in apps.get_models()
        if model._meta.db_table != "django_session"
    }
