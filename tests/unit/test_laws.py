"""The house's laws, each held by a machine where one can hold it."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from support import parsed
from support.docstring_laws import names_that_are_not_there
from support.house_laws import (
    DOORS,
    KNOWN_TO_BE_NO_NOUNS,
    MOST_MODULES,
    NOT_PERSONAL,
    classes_of_one_name,
    common_parts_that_domains_include,
    contract_of,
    functions_that_say_nothing,
    keeps_contract,
    keeps_layers,
    keeps_out_of_circles,
    modules_that_are_no_nouns,
    modules_that_make_templates,
    modules_that_use_repr,
    packages_too_large,
    printed_personal_fields,
    readers_that_write,
)
from support.import_laws import (
    ASKS_THE_TIME,
    SAYS_THE_TIME,
    modules_that_name,
    modules_that_read_attributes_of,
    modules_that_use,
)
from support.module_laws import (
    FORMULA,
    MOST_LINES,
    doubled_test_files,
    files_with_the_formula,
    modules_too_long,
    silent_modules,
)
from support.page_laws import (
    avoided_words,
    every_call,
    fields_without_bounds,
    modules_of_pages,
    nodes,
    templates_with_dropped_technologies,
)
from support.rights_oracle import LINES
from support.word_laws import KEPT, PLACES, names_of, names_out_of_place

from sightline.model.exports.lists import EXPORTED
from sightline.model.schema import SNAPSHOT_TABLES, VISIBILITY

PACKAGE = Path(__file__).parents[2] / "sightline"
TEMPLATES = PACKAGE / "web" / "templates"
TESTS = Path(__file__).parents[1]
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


@pytest.fixture(autouse=True, scope="module")
def modules_parsed_once() -> Iterator[None]:
    """Every law reads the same trees, which go with the last of them."""
    yield
    parsed.forget()


@pytest.mark.parametrize(
    "asking",
    [
        "from datetime import datetime\nat = datetime.now(UTC)",
        "import datetime\nat = datetime.datetime.now()",
        "import datetime as days\non = days.date.today()",
        "from datetime import datetime as moment\nat = moment.utcnow()",
        "import time\nat = time.time_ns()",
        "from time import time\nat = time()",
        "from time import time as seconds\nat = seconds()",
        "from time import *\nat = time()",
        "from datetime import time\ndef ask():\n    from time import time\n    return time()",
        "from datetime import date\nmade_on = field(default_factory=date.today)",
        "from django.utils import timezone\nat = timezone.now()",
        "from django.utils.timezone import now\nat = now()",
    ],
)
def test_whoever_asks_what_day_it_is_is_seen(asking: str, tmp_path: Path) -> None:
    (tmp_path / "asking.py").write_text(f"{asking}\n")
    (tmp_path / "given.py").write_text(
        "from datetime import datetime, time\nfrom time import monotonic, sleep\nat = datetime(2026, 3, 1).time()\n"
    )
    assert modules_that_use(tmp_path, ASKS_THE_TIME) == {"asking.py"}


def test_nobody_asks_what_day_it_is_but_the_clock() -> None:
    assert modules_that_use(PACKAGE, ASKS_THE_TIME) == {"casework/core/clock.py"}


def test_only_the_demo_and_rehearsals_say_what_time_it_is(tmp_path: Path) -> None:
    saying = modules_that_use(PACKAGE, SAYS_THE_TIME)
    assert saying == {
        "cli/demo/run.py",
        "cli/demo/rhythm.py",
        "casework/rehearsal/services.py",
        "casework/rehearsal/workspaces.py",
    }
    assert modules_that_name(PACKAGE, "as_if") == saying | {"casework/core/clock.py"}
    (tmp_path / "one.py").write_text("from sightline.casework.core import clock as hands\nhands.as_if(at)\n")
    (tmp_path / "two.py").write_text("from sightline.casework.core.clock import as_if as then\nthen(at)\n")
    (tmp_path / "three.py").write_text("from sightline.casework.core import clock\ngetattr(clock, 'as_if')(at)\n")
    assert modules_that_use(tmp_path, SAYS_THE_TIME) == {"one.py", "two.py"}
    assert modules_that_name(tmp_path, "as_if") == {"one.py", "two.py", "three.py"}


def test_no_module_is_a_monster(tmp_path: Path) -> None:
    assert modules_too_long(PACKAGE) == {}
    (tmp_path / "long.py").write_text("part = 1\n" * (MOST_LINES + 1))
    (tmp_path / "short.py").write_text("part = 1\n" * MOST_LINES)
    assert modules_too_long(tmp_path) == {"long.py": MOST_LINES + 1}


def test_no_two_public_classes_have_one_name(tmp_path: Path) -> None:
    """Of any room: whoever searches for a class finds one, and an import is not of the wrong one."""
    assert classes_of_one_name(PACKAGE) == {}
    for module, says in {
        "casework/told.py": "class Told: ...\nclass _Own: ...\nclass Once: ...\n",
        "linkage/notes/told.py": "class Told: ...\nclass _Own: ...\n",
        "casework/migrations/0001_first.py": "class Once: ...\n",
    }.items():
        (tmp_path / module).parent.mkdir(parents=True)
        (tmp_path / module).write_text(says)
    assert classes_of_one_name(tmp_path) == {"Told": ["casework/told.py", "linkage/notes/told.py"]}


def test_no_two_test_files_have_one_name(tmp_path: Path) -> None:
    """The folders of tests are no packages: of two files with one name pytest takes one and stops at the other."""
    assert len(list(TESTS.rglob("test_*.py"))) > 100 and doubled_test_files(TESTS) == []
    for place in ("unit/test_notes.py", "integration/test_notes.py", "unit/test_once.py"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).touch()
    assert doubled_test_files(tmp_path) == ["test_notes.py"]


def test_docstrings_open_with_what_they_say(tmp_path: Path) -> None:
    every = [*MODULES, *TESTS.rglob("*.py")]
    assert len(every) > 1000 and files_with_the_formula(every) == []
    (tmp_path / "room.py").write_text(f'"""{FORMULA}: a day has no hour."""\n')
    (tmp_path / "plain.py").write_text('"""A day has no hour."""\n')
    assert files_with_the_formula(sorted(tmp_path.glob("*.py"))) == ["room.py"]


def test_every_module_says_its_idea(tmp_path: Path) -> None:
    assert silent_modules(PACKAGE) == []
    (tmp_path / "silent.py").write_text("# A comment is no docstring.\npart = 1\n")
    (tmp_path / "speaking.py").write_text('"""Parts."""\npart = 1\n')
    (tmp_path / "__init__.py").touch()
    assert silent_modules(tmp_path) == ["silent.py"]


def test_every_row_that_can_be_shown_carries_what_the_filter_reads() -> None:
    shown = {table.name: table for table in SNAPSHOT_TABLES}
    for name in ("source_row", "agency_record", "mention", "chronology"):
        assert {column.name for column in VISIBILITY} <= set(shown[name].column_names)


def test_every_exported_column_is_declared() -> None:
    for table in EXPORTED.values():
        assert set(table.exported) <= {*table.column_names, "person_id", "thing_id"}


def test_what_is_personal_is_not_printed_by_accident(tmp_path: Path) -> None:
    printed = printed_personal_fields(PACKAGE)
    assert [field for field in printed if not field.startswith(tuple(NOT_PERSONAL))] == []
    needless = [field for field in NOT_PERSONAL if not any(one.startswith(field) for one in printed)]
    assert needless == [], "Nothing is printed there: take it off NOT_PERSONAL"
    (tmp_path / "one.py").write_text(
        "@dataclass(frozen=True)\nclass A:\n    name: str\n    words: str = field(repr=False)\n    place: int = 0\n"
        "@dataclass(repr=False)\nclass B:\n    name: str\nclass C(NamedTuple):\n    phone: str\n"
    )
    (tmp_path / "two.py").write_text(
        "class D(msgspec.Struct, frozen=True):\n    name: str\n    place: int\nclass E(D):\n    phone: str | None\n"
        "class F(msgspec.Struct):\n    def __repr__(self) -> str: ...\nclass G(F, frozen=True):\n    name: str\n"
    )
    (tmp_path / "three.py").write_text(
        "Said = tuple[str, ...]\nMore = list[Said]\nclass H(NamedTuple):\n    words: More\n    born_on: date | None\n"
        "class I(NamedTuple):\n    name: str\n    def __repr__(self) -> str: ...\n"
        "@dataclass\nclass J:\n    birth_dates: set[date] = field(repr=False)\n    first: date\n"
    )
    assert set(printed_personal_fields(tmp_path)) == {
        "one.A.name", "one.C.phone", "two.D.name", "two.E.phone", "three.H.words", "three.H.born_on",
    }  # fmt: skip


def test_nothing_is_sealed_or_compared_by_what_is_printed_of_it(tmp_path: Path) -> None:
    assert modules_that_use_repr(PACKAGE) == ["workbooks/values.py"], "numbers of a workbook alone are written so"
    (tmp_path / "seal.py").write_text("seal = hash_of(repr(part))\n")
    (tmp_path / "hidden.py").write_text("text = dumps(parts, default=repr)\n")
    (tmp_path / "field.py").write_text("name: str = field(repr=False)\n")
    assert modules_that_use_repr(tmp_path) == ["hidden.py", "seal.py"]


def test_a_docstring_names_only_what_is_there(tmp_path: Path) -> None:
    assert names_that_are_not_there(PACKAGE) == [], "It was renamed or is gone: name what does it now"
    (tmp_path / "room.py").write_text(
        '"""As `gone_module`, `room.gone` and `here.room` do, and `room.here`, `here_too` and `room.toml`."""\n'
        "def here(here_too: int) -> None: ...  # as `left_over`, `resting` and `Rested` of `room`\n"
        'KIND, SAID = "kind", "nothing is resting"  # of a `kind`\n'
    )
    assert names_that_are_not_there(tmp_path) == [
        "room.py: gone_module",
        "room.py: room.gone",
        "room.py: here.room",
        "room.py: left_over",
        "room.py: resting",
        "room.py: Rested",
    ]


def test_no_template_is_made_of_what_was_sent(tmp_path: Path) -> None:
    assert modules_that_make_templates(PACKAGE) == []
    (tmp_path / "view.py").write_text("page = Template(sent)\n")
    assert modules_that_make_templates(tmp_path) == ["view.py"]


def test_no_page_needs_a_technology_that_browsers_have_dropped(tmp_path: Path) -> None:
    assert list(TEMPLATES.rglob("*.html")) and templates_with_dropped_technologies(TEMPLATES) == []
    (tmp_path / "film.html").write_text('<embed src="film">\n<p>A film</p>\n')
    (tmp_path / "words.html").write_text("<p>An object in a frame</p>\n")
    assert templates_with_dropped_technologies(tmp_path) == ["film.html"]


def test_no_package_has_more_modules_than_a_reader_can_hold(tmp_path: Path) -> None:
    assert packages_too_large(PACKAGE) == {}
    (tmp_path / "room").mkdir()
    for number in range(MOST_MODULES + 1):
        (tmp_path / "room" / f"module_{number}.py").touch()
    assert packages_too_large(tmp_path) == {"room": MOST_MODULES + 1}


def test_a_module_is_named_by_a_noun(tmp_path: Path) -> None:
    found = modules_that_are_no_nouns(PACKAGE)
    assert found - KNOWN_TO_BE_NO_NOUNS == Counter(), "Name it by a noun of its domain"
    assert KNOWN_TO_BE_NO_NOUNS - found == Counter(), "It is gone: take it off KNOWN_TO_BE_NO_NOUNS"
    (tmp_path / "room").mkdir()
    for name in ("told_back", "resting", "network_beside", "set_aside_again", "gone", "drafts", "feedback", "handover"):
        (tmp_path / "room" / f"{name}.py").touch()
    assert set(modules_that_are_no_nouns(tmp_path)) == {
        "room/told_back", "room/resting", "room/network_beside", "room/set_aside_again", "room/gone",
    }  # fmt: skip


OTHER_MEANINGS = """
class Line: ...
class _Line: ...
class FileStep: ...
class LineCourse: ...
class TextLine: ...
class StraightLine: ...
def keep_fact(told: str) -> str:
    steps, untold = [], told
    marks = ", ".join("?" * len(steps))
    return ""
def read_body_marks(marking: str) -> None: ...
def count_answers(rows: list[str]) -> None: ...
def draw_line(line: str) -> None: ...
"""


def test_a_word_of_one_meaning_names_nothing_else(tmp_path: Path) -> None:
    assert names_out_of_place(PACKAGE) == [], "GLOSSARY.md says what the word means: give this a name of its own"
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "concerned_files.py").write_text(OTHER_MEANINGS)
    (tmp_path / "rooms" / "line_labels.py").write_text("line = 1")
    (tmp_path / "rooms" / "text_lines.py").write_text("lines = 2")
    classes, others = (
        ["FileStep", "Line", "LineCourse", "_Line"],
        ["concerned_files", "count_answers", "marks", "steps"],
    )
    assert names_out_of_place(tmp_path) == [
        *(f"rooms/concerned_files.py: {name}" for name in [*classes, *others, "told", "untold"]),
        "rooms/line_labels.py: line_labels",
    ]  # fmt: skip


def test_every_place_and_every_kept_name_is_there() -> None:
    """A place that is gone would let the word back in under its name."""
    assert [place for places in PLACES.values() for place in places if not (PACKAGE / place).exists()] == []
    kept = [one.split(": ") for one in KEPT]
    assert [name for place, name in kept if name not in set(names_of(PACKAGE / place))] == []


@pytest.mark.parametrize(
    ("contract", "kept", "broken"),
    [
        ("Splink", ("sightline.linkage.training.model", "splink"), ("sightline.a_new_room.anything", "splink")),
        ("Django", ("sightline.web.notes.views", "django"), ("sightline.a_new_room.anything", "django")),
        ("A received PDF", ("sightline.workbooks.documents.pdf", "pypdf"), ("sightline.ingest.sheets.reader", "pypdf")),
        ("Word", ("sightline.documents.word", "docx"), ("sightline.web.notes.views", "docx")),
        ("Word", ("sightline.documents.pdf", "reportlab"), ("sightline.casework.notes.selectors.signs", "reportlab")),
        ("Word", ("sightline.documents.calendar", "icalendar"), ("sightline.model.calendar", "icalendar")),
        (
            "Pages",
            ("sightline.web.notes.views", "sightline.casework.notes.selectors.signs"),
            ("sightline.web.notes.views", "sightline.casework.notes.models"),
        ),
    ],
)
def test_a_wall_sees_who_climbs_over_it(contract: str, kept: tuple[str, str], broken: tuple[str, str]) -> None:
    """The contracts themselves are checked by lint-imports; here is shown that they can fail."""
    said = contract_of(PACKAGE.parent / "pyproject.toml", contract)
    assert keeps_contract(said, (kept,)) and not keeps_contract(said, (kept, broken))


@pytest.mark.parametrize(
    ("page", "module"),
    [
        ("notes", "journal.writer"),
        ("notes", "subject_files.writer"),
        ("meetings", "meetings.writer"),
        ("meetings", "meetings.models"),
        ("networks", "networks.waits"),
        ("notes", "people.names"),
        ("notes", "core.house_reader"),
        ("notes", "notes.not_yet_written"),
    ],
)
def test_a_page_enters_casework_by_no_module_that_is_no_door(page: str, module: str) -> None:
    said = contract_of(PACKAGE.parent / "pyproject.toml", "Pages")
    assert not keeps_contract(said, ((f"sightline.web.{page}.views", f"sightline.casework.{module}"),))


def test_the_doors_of_casework_are_the_same_for_every_page() -> None:
    """One line for one package of pages would be a door that nobody else sees."""
    assert set(contract_of(PACKAGE.parent / "pyproject.toml", "Pages")["ignore_imports"]) == DOORS


LAYERS = {
    "The doors lead": ("cli.commands", "casework.notes.services"),
    "Layers of casework": ("casework.subject_files.services.files", "casework.meetings.rights"),
    "Layers of web": ("web.subject_files.forms", "web.meetings.presenters"),
    "Layers of casenotes": ("casenotes.readings.build", "casenotes.learned.model"),
}


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("The doors lead", "casework.notes.services", "web.notes.views"),
        ("The doors lead", "patterns.build", "casework.notes.services"),
        ("The doors lead", "patterns.build", "linkage.joins"),
        ("The doors lead", "model.nouns", "store.engine"),
        ("The doors lead", "a_new_room.build", "model.nouns"),
        ("Layers of casework", "casework.people.selectors", "casework.escalation.services"),
        ("Layers of casework", "casework.chronology.selectors.chronology", "casework.counts.selectors"),
        ("Layers of casework", "casework.a_new_domain.services", "casework.core.clock"),
        ("Layers of web", "web.core.forms", "web.concerns.forms"),
        ("Layers of web", "web.notes.views", "web.meetings.presenters"),
        ("Layers of web", "web.meetings.forms", "web.subject_files.forms"),
        ("Layers of web", "web.a_new_package.views", "web.core.forms"),
        ("Layers of casenotes", "casenotes.reader", "casenotes.learned.model"),
        ("Layers of casenotes", "casenotes.gate.verdict", "casenotes.training.gate.lessons"),
        ("Layers of casenotes", "casenotes.signs.finder", "casenotes.forms.replies"),
        ("Layers of casenotes", "casenotes.a_new_package.anything", "casenotes.text.words"),
    ],
)
def test_layers_see_who_climbs_over_them(contract: str, importer: str, imported: str) -> None:
    """Up, beside, from below, or from a package that is not placed; the contracts themselves lint-imports checks."""
    said = contract_of(PACKAGE.parent / "pyproject.toml", contract)
    kept, broken = [(f"sightline.{one}", f"sightline.{two}") for one, two in (LAYERS[contract], (importer, imported))]
    assert keeps_layers(said, (kept,)) and not keeps_layers(said, (kept, broken))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("casework.subject_files.services.opening", "casework.subject_files.services.files"),
        ("web.notes.views", "web.notes.presenters"),
        ("linkage.questions.same_person", "linkage.results"),
        ("ingest.rows.plan", "ingest.sheets.encodings"),
        ("scale.methods.chao", "scale.results"),
        ("invented.population.people", "invented.area"),
        ("store.search.reader", "store.serve.own_people"),
        ("cli.accounts.commands", "cli.output"),
        ("patterns.kinds.missing_pairs", "patterns.places.signs"),
        ("model.analysis_tables.namings", "model.serve_tables.matches"),
        ("casenotes.gate.verdict", "casenotes.learned.model"),
        ("casenotes.signs.finder", "casenotes.signs.frames"),
    ],
)
def test_a_circle_is_seen(one: str, other: str) -> None:
    """lint-imports reads imports inside functions too: there a circle was hidden once."""
    said = contract_of(PACKAGE.parent / "pyproject.toml", "No circles")
    there, back = (f"sightline.{one}", f"sightline.{other}"), (f"sightline.{other}", f"sightline.{one}")
    assert keeps_out_of_circles(said, (there,)) and not keeps_out_of_circles(said, (there, back))


def test_every_contract_is_one_that_a_test_shows_broken() -> None:
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    shown = (*LAYERS, "No circles", "Django", "Splink", "A received PDF", "Word", "Pages")
    assert [one["name"] for one in settings["contracts"] if not one["name"].startswith(shown)] == []


def test_the_pages_use_the_fields_words(tmp_path: Path) -> None:
    assert list(TEMPLATES.rglob("*.html")) and avoided_words(TEMPLATES) == []
    (tmp_path / "page.html").write_text(
        '<p class="flag">One possible match is {{ flagged }}.</p>\n<p>Two alerts.</p>\n'
    )
    assert avoided_words(tmp_path) == ["page.html: alerts"]


DOUBLED = re.compile(r"\b([a-z’']+(?: [a-z’']+){1,3}) \1\b", re.IGNORECASE)


def test_no_sentence_of_a_page_says_the_same_words_twice_in_a_row() -> None:
    """As a replacement of words by others easily makes it do."""
    assert DOUBLED.search("Adults outside the family the family who are named")
    wrong = []
    for path in sorted((PACKAGE / "web").rglob("*")):
        text = path.read_text(encoding="utf-8") if path.suffix in (".html", ".py") else ""
        said = re.findall(r'"[^"\n]*"', text) if path.suffix == ".py" else re.split(r"{%.*?%}|{{.*?}}|<[^>]*>", text)
        wrong += [f"{path.name}: {found[0]}" for one in said for found in DOUBLED.finditer(one)]
    assert wrong == []


# What browsers send is read within bounds, by sightline.web.core.bounds alone, for the forms of core alone.
READS_WHAT_WAS_SENT = {"GET", "POST", "FILES", "body", "COOKIES"}
OF_REQUEST = ("request", "_request", "asked", "req")
UNBOUNDED = {"int", "float", "complex", "Decimal", "Fraction", "date", "datetime", "time"}
UNBOUNDED_METHODS = {"fromisoformat", "strptime", "fromtimestamp", "fromordinal", "isdecimal", "isdigit", "isnumeric"}
OF_PAGES = modules_of_pages(PACKAGE / "web")
SAYS = "make a form of sightline.web.core.forms: PostedForm.of(request), AskedForm.of(request)"
# These alone read what was sent beside the fields of a form: as typed, to be shown or linked again. May only shrink.
READS_AS_TYPED = {
    "chronology/chronology_views.py", "concerns/draft_boxes.py", "finding/forms.py", "networks/picture_views.py",
    "networks/views.py", "subject_files/forms.py", "unanswered/forms.py",
}  # fmt: skip


def reads_requests(path: Path) -> bool:
    """Whether a module is given a request, a query or a form."""
    text = path.read_text(encoding="utf-8")
    return any(word in text for word in ("HttpRequest", "QueryDict", "from django import forms", "cleaned_data"))


def test_what_people_wrote_is_read_at_one_door(tmp_path: Path) -> None:
    """There it loses what is protected of those whom it is about; the table itself is read nowhere else."""
    assert modules_that_read_attributes_of(PACKAGE, "AnswerText") == {"casework/protection/free_text.py"}
    (tmp_path / "one.py").write_text("from sightline.casework.models import AnswerText\nAnswerText.objects.all()\n")
    (tmp_path / "two.py").write_text("from sightline.casework.models import AnswerText as Texts\nTexts.objects.all()\n")
    (tmp_path / "three.py").write_text("from sightline.casework import models\nmodels.AnswerText.objects.all()\n")
    (tmp_path / "writes.py").write_text(
        "from sightline.casework.models import AnswerText\nAnswerText(words='').save()\n"
    )
    assert modules_that_read_attributes_of(tmp_path, "AnswerText") == {"one.py", "two.py", "three.py"}


def test_no_page_reads_a_request_by_itself() -> None:
    wrong = [
        f"{path.name}:{node.lineno} {node.value.id}.{node.attr}: {SAYS}"
        for path in OF_PAGES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        and node.value.id in OF_REQUEST and node.attr in READS_WHAT_WAS_SENT
    ]  # fmt: skip
    assert wrong == []


def reads_as_typed(web: Path) -> set[str]:
    """The modules outside core that read what was sent by hand: of a form, or by the functions of `bounds`."""
    found = set()
    for path in sorted(web.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        by_hand = re.search(r"\b(address_data|form_data)\b|\b(form|self|asked|looked)\.(data|sent)\b", text)
        if by_hand and path.relative_to(web).parts[0] != "core":
            found.add(path.relative_to(web).as_posix())
    return found


def test_no_page_reads_by_hand_what_its_form_holds(tmp_path: Path) -> None:
    found = reads_as_typed(PACKAGE / "web")
    assert found - READS_AS_TYPED == set(), SAYS
    assert READS_AS_TYPED - found == set(), "It reads nothing by hand any more: take it off READS_AS_TYPED"
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "views.py").write_text("def view(request): return form.data['words']\n")
    assert reads_as_typed(tmp_path) == {"notes/views.py"}


def test_no_page_and_no_form_makes_a_number_or_a_date_of_what_was_sent() -> None:
    wrong = [
        f"{path.name}:{call.lineno} {name}: {SAYS}, or sightline.model.bounds"
        for path in OF_PAGES if reads_requests(path)
        for name, call in every_call(path)
        if (isinstance(call.func, ast.Name) and name in UNBOUNDED) or name in UNBOUNDED_METHODS
    ]  # fmt: skip
    assert wrong == []


def test_every_field_has_bounds(tmp_path: Path) -> None:
    """A number or a date has a field of `bounds`; a text says how many letters it takes."""
    assert OF_PAGES and fields_without_bounds(PACKAGE / "web") == []
    (tmp_path / "forms.py").write_text("age = forms.IntegerField(max_value=9)\nname = CharField()\n")
    (tmp_path / "others.py").write_text("name = forms.CharField(max_length=9)\nage = BoundedNumber()\n")
    (tmp_path / "bounds.py").write_text("age = forms.IntegerField()\n")
    assert fields_without_bounds(tmp_path) == ["forms.py:1 IntegerField", "forms.py:2 CharField"]


def test_the_laws_of_what_was_sent_see_what_they_forbid(tmp_path: Path) -> None:
    """Else they could not fail."""
    path = tmp_path / "views_wrong.py"
    path.write_text("def view(request: HttpRequest):\n    return int(request.GET['a']), date.fromisoformat('x')\n")
    assert reads_requests(path) and {name for name, _ in every_call(path)} == {"int", "fromisoformat"}
    assert "GET" in {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}


def test_every_url_is_in_the_oracle_of_rights() -> None:
    """Who may do what at an address is written down apart from the code that decides it, in the same change."""
    named = {pattern.name for pattern in every_pattern(get_resolver().url_patterns)}
    assert named == set(LINES), f"Mend LINES in tests/support/rights_oracle.py: {sorted(named ^ set(LINES))}"


def every_pattern(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern


def test_a_part_that_pages_include_stands_with_its_domain(tmp_path: Path) -> None:
    """In the folder of the frame, beside the banner and the menu, stands what every page has."""
    assert common_parts_that_domains_include(PACKAGE / "web" / "templates") == []
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "page.html").write_text('{% include "sightline/parts/mark_said.html" %}', encoding="utf-8")
    assert common_parts_that_domains_include(tmp_path) == ["notes/page.html: sightline/parts/mark_said.html"]


def test_what_reads_does_not_write(tmp_path: Path) -> None:
    assert readers_that_write(PACKAGE / "casework") == [], "A write belongs into services"
    (tmp_path / "selectors").mkdir()
    (tmp_path / "selectors" / "notes.py").write_text("Note.objects.create(words=words)", encoding="utf-8")
    assert readers_that_write(tmp_path) == ["selectors/notes.py: .objects.create("]


def test_a_function_says_what_it_reads_lists_or_names(tmp_path: Path) -> None:
    assert functions_that_say_nothing(PACKAGE) == [], "A verb and its object: _read_texts, _make_post_line"
    (tmp_path / "posts.py").write_text("def _named(post): ...", encoding="utf-8")
    assert functions_that_say_nothing(tmp_path) == ["posts.py: _named"]
