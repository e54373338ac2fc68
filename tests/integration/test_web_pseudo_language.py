"""Seventeen pages in a language of brackets: what stands outside of them is data, and nothing else."""

import json
import re
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from support import fuzz_ground as ground
from support import meeting, worried
from support import small_partnership as small
from support import welsh_walk as walk
from support.pseudo_language import WORDS, messages_written, outside_brackets, speak_pseudo

import sightline.web
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rows import cells_of
from sightline.casework.core.models import Account
from sightline.casework.core.row_keys.sealed_texts import SealedWordsField
from sightline.casework.escalation.models import Item
from sightline.casework.meetings.models import Meeting
from sightline.casework.subject_files.models import SubjectFile
from sightline.rulebook.files import rules_folder
from sightline.store import Workspace
from sightline.web.core.words import account_in_words

pytestmark = pytest.mark.django_db
# What is the same in every language.
NAMES = (
    "Sightline",
    "English",
    "Cymraeg",
    "Welsh",
    "999",
    "SVG",
    "PNG",
    "CSV",
    "XML",
    "PDF",
    "a.txt",
    "GraphML",
    "Excel",
    "Word",
)
STATIC = Path(sightline.web.__file__).parent / "static" / "sightline"
SENTENCE = re.compile(r"""["'`>] ?[A-Z][a-z]+ [a-z]+[^"'`]*""")
# Pieces of notes: a hint quotes them, or a drawing breaks a line there.
QUOTED = ("absconded", "absconded again", "streetwise", "owe him now", "drives")
MANY = 3  # spaces: four words of a note are a piece of it
PARTS = re.compile(r"[:,;.] |“|”|\(|\)| – ")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("pseudo"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


def pages(held: Workspace, author: str) -> Iterator[tuple[str, str]]:
    """Who reads, and an address."""
    child = meeting.wren(held)
    for name in ("home", "find", "work", "concerns", "looks_for"):
        yield "manager", reverse(name)
    for name in ("person", "person_chronology", "person_patterns", "person_deadlines", "person_timeline"):
        yield "manager", reverse(name, args=[child])
    item = Item.objects.filter(ladder="childrens_services", person_id=child).order_by("pk")[0]
    yield "manager", reverse("item", args=[item.item_id])
    yield "practitioner", reverse("concern", args=[Concern.objects.filter(author=author)[0].concern_id])
    yield "manager", reverse("meeting", args=[Meeting.objects.all()[0].meeting_id])
    yield "analyst", reverse("subject_file", args=[SubjectFile.objects.order_by("pk")[0].file_id])
    yield "analyst", reverse("network", args=["person", child])
    yield "analyst", reverse("network_picture", args=["person", child])
    yield "analyst", reverse("networks_picture")


def data_of(held: Workspace) -> Iterator[str]:
    """Each value that agencies and people wrote."""
    yield from (account_in_words(name) for name in Account.objects.values_list("username", flat=True))
    for model in apps.get_app_config("casework").get_models():
        for row in model.objects.values_list():
            yield from (text for value in row for text in texts_of(value))
        sealed = [column.name for column in model._meta.fields if isinstance(column, SealedWordsField)]
        yield from (getattr(row, name) for row in model.objects.all() for name in sealed)
    yield from (text for one in Concern.objects.all() for text in cells_of(one).values())
    for file in held.snapshots.glob("*/serve.sqlite"):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as serve:
            tables = [name for (name,) in serve.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                yield from (v for row in serve.execute(f'SELECT * FROM "{table}"') for v in row if isinstance(v, str))


def headed() -> set[str]:
    """What a concern is written under in a record, in the words of the form that sent it, and what it ticks."""
    layout = tomllib.loads(rules_folder("agencies", "sightline_concerns.toml").read_text(encoding="utf-8"))
    cells = (text for one in Concern.objects.all() for text in cells_of(one).values())
    return {plain(part) for text in (*texts_of(layout), *cells) for part in PARTS.split(text)}


def texts_of(value: object) -> Iterator[str]:
    """The texts of a value, of a list in it, or of what is kept as JSON in it."""
    if isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)
    elif isinstance(value, str):
        yield value


class Written:
    """What was written, as whole values, their parts, and long texts of which a page shows a piece."""

    def __init__(self, values: Iterable[str]) -> None:
        ours = {plain(one) for one in messages_written()}
        kept = {plain(one) for value in values for one in (value, *texts_of(_json(value)))} - ours
        self.values = kept | {plain(part) for one in kept for part in PARTS.split(one)} - ours
        self.texts = " | ".join(one for one in kept if one.count(" ") >= MANY)

    def holds(self, words: str) -> bool:
        """Whether the words are a value, or a longer piece of a text."""
        return plain(words) in self.values or (words.count(" ") >= MANY and plain(words) in self.texts)


def _json(value: str) -> object:
    try:
        return json.loads(value) if value[:1] in ("{", "[") else None
    except ValueError:
        return None


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(text.lower().replace("’", "'").split()).strip(" .,;:()“”–-·?…")


def is_data(part: str, written: Written) -> bool:
    """Whether a piece of a line is a number, a name or something that somebody wrote."""
    words = part.strip(" .,;:()“”–-·?…")
    return not WORDS.search(words) or words in (*NAMES, *QUOTED) or written.holds(words)


def test_a_word_of_ours_is_no_data_because_some_record_holds_it_too() -> None:
    written = Written(["She said that no record was kept of the visit.", "Record", "3 Alder Road", '["Ivy Crane"]'])
    assert all(is_data(one, written) for one in ("3 Alder Road", "Ivy Crane", "no record was kept of the visit", "12"))
    assert not any(is_data(one, written) for one in ("record", "the visit", "kept of"))


def test_what_is_outside_the_messages_of_a_page_is_data(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    who = ground.play_small(held, monkeypatch)
    speak_pseudo(monkeypatch)
    written, forms, found = Written(data_of(held)), headed(), set()
    for reader, address in pages(held, who["practitioner"].reader.username):
        client = worried.client_of(who[reader])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
        page = client.get(address)
        assert page.status_code == 200, address
        for words in outside_brackets(page.content.decode()):
            parts = () if written.holds(words) else PARTS.split(words)
            of_record = forms if len(parts) > MANY and written.holds(parts[0]) else ()
            found |= {
                f"{address}: {part}" for part in parts if not is_data(part, written) and plain(part) not in of_record
            }
    assert not found, "\n".join(sorted(found))


def test_signing_in_a_concern_its_receipt_and_errors_are_whole_in_welsh(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = ground.play_small(held, monkeypatch)
    speak_pseudo(monkeypatch)
    written, english = Written(data_of(held)), set()
    for place, page in walk.pages_in_welsh(who["practitioner"], meeting.wren(held)):
        assert page["Content-Language"] == "cy" and page.status_code in (200, 302, 400, 403, 404), place
        text = page.content.decode()
        english |= {
            f"{place}: {part}"
            for words in outside_brackets(text)
            for part in PARTS.split(words)
            if not is_data(part, written)
        }
        english |= {f"{place}: no Welsh for {one}" for one in walk.without_welsh(text)}
    assert not english, "\n".join(sorted(english))


def test_what_the_script_of_a_chart_says_is_in_the_language_of_its_reader(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The script has no words of its own: each that it takes is one that the page gives it."""
    who = ground.play_small(held, monkeypatch)
    speak_pseudo(monkeypatch)
    client = worried.client_of(who["analyst"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    around = ["person", meeting.wren(held)]
    page = client.get(reverse("network_picture", args=around)).content.decode()
    given = json.loads(page.partition('id="network-words" type="application/json">')[2].partition("<")[0])
    said = [one for words in given.values() for one in ([words] if isinstance(words, str) else words)]
    assert len(said) > 20 and [one for one in said if not one.startswith("⟦")] == []
    scripts = {file.name: file.read_text(encoding="utf-8") for file in STATIC.glob("network*.js")}
    taken = {name for text in scripts.values() for name in re.findall(r"\bwords\.(\w+)", text)} - {"js"}
    assert taken == set(given)
    shown = {f"{name}: {one}" for name, text in scripts.items() for one in SENTENCE.findall(re.sub("//.*", "", text))}
    assert shown == set()
    data = client.get(reverse("network_picture_data", args=around)).json()
    assert data["records"] and all(one.startswith("⟦") for one in data["records"].values())


def test_what_is_kept_is_english_whoever_acts(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    speak_pseudo(monkeypatch)
    with override("cy"):
        ground.play_small(held, monkeypatch)
    assert "⟦" not in " ".join(data_of(held))
