"""Every marked string is in the catalogue, what is compiled is what is written, and Welsh is for who asked for it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from sightline.translation.numbers import COUNTED, counted
from sightline.web.core.page_language import WHOLE
from sightline.web.networks.link_words import COUNTED_AS
from sightline.web.pictures.family_views import FEMALE, MALE, ROWS
from tools.words.joins import plain_joins
from tools.words.marks import unmarked
from tools.words.templates import unmarked_in_template

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sightline"
HELD = PACKAGE / "locale" / "cy" / "LC_MESSAGES"
# Rooms whose strings readers see.
MARKED = ("casework", "cli", "escalation", "pictures", "web")
# Not translated, and why: decision 0086. Each is a file or a folder.
NOT_TRANSLATED = {
    "for operators alone, at the terminal and in logs": (
        "casework/audit/services.py", "casework/audit/trail.py", "casework/backup/", "casework/boot.py",
        "casework/attachments/checks.py", "casework/attachments/vault.py", "casework/chronology/export.py",
        "casework/concerns/extract.py", "casework/core/databases.py", "casework/core/logs.py",
        "casework/core/moments.py", "casework/core/querysets.py", "casework/core/serve_settings.py",
        "casework/counts/services.py", "casework/data/", "casework/integrity/", "casework/keys/",
        "casework/notices/delivery.py", "casework/notices/settings.py", "casework/operations/",
        "casework/rehearsal/", "casework/single_sign_on/directory.py", "casework/single_sign_on/adapter.py", "casework/timekeeping/",
        "casework/escalation/sources.py", "casework/notices/channels.py", "cli/demo/",
    ),
    "files that programs read: their headings are names of columns": (
        "casework/disruption/selectors.py", "casework/home/selectors/figures.py", "casework/networks/selectors/exports.py", "casework/networks/i2_chart.py",
    ),
    "kept, compared or hashed, in English byte for byte": (
        "casework/reviews/pages/heading_names.py",
        "casework/accounts/rights.py", "casework/concerns/live_entries.py", "casework/concerns/rows.py",
        "casework/concerns/services/submission.py", "casework/escalation/adulthood.py", "casework/meetings/services/opening.py",
        "casework/people/agency_views.py", "casework/people/selectors.py", "casework/sight/rights.py",
        "casework/audit/latest_moment.py", "casework/escalation/handover.py", "casework/overview/selectors/family.py",
        "casework/late/delivery.py", "casework/core/models.py", "casework/missing/selectors.py", "casework/escalation/straight_rules.py", "casework/accounts/lockout.py",
    ),
    "SQL, types and errors of our own making": (
        "casework/audit/append_only.py", "casework/clocks/rows.py", "casework/finding/query.py",
        "casework/meetings/facts.py", "casework/migrations/", "casework/owners/models.py",
        "casework/reappraisal/agency_decisions.py", "casework/rules/selectors/first_run.py",
        "casework/straight_line/arrival_rules.py", "casework/subject_files/selectors/disruption_measures.py",
        "casework/word_index/", "escalation/clockless_rules.py", "escalation/ladders.py",
    ),
}  # fmt: skip
LEFT_OUT = tuple(place for places in NOT_TRANSLATED.values() for place in places)
# What a person in distress meets first: each of its messages has Welsh.
WHOLE_IN_WELSH = re.compile(
    r"web/templates/(account/|mfa/|concerns/|400|403|404|429|500|503|data/(families|forgotten|no_|not_signed))"
    r"|web/templates/sightline/|web/core/(menu|dates|fields|page_language)\.py"
    r"|casework/concerns/|casework/core/(errors|permissions)|web/concerns/|templatetags/concerns|translation/frameworks"
    r"|casework/accounts/(sign_ins|lockout|links)|accounts/link_views|templates/(attachments|comments)/parts/|chronology/parts/(worth_reading|sentence\.)"
)
# Words in code that are compared or sent and never shown; each group with what shows them instead.
NEVER_SHOWN = {
    "birth date", "birth date as written", "named as", "NHS number", "other name", "own number",  # said_in_words
    "childrens_services_events/placement start", "childrens_services_events/plan start",  # kind_in_words
    "childrens_services_events/review conference", "childrens_services_events/strategy discussion",  # kind_in_words
    "foster carer", "not recorded or other", "no owner",  # relation_in_words, a shape, an id
    "deadlines of concerns", "posts over their ceiling asked about",  # names of things kept for a request
    "refused: waits", "refused: wrong_code", "refused: wrong_details", "refused: …", "refused: directory_…",  # outcomes
    "text/csv; charset=utf-8", "text/plain; charset=utf-8", "text/plain; version=0.0.4; charset=utf-8",  # types
    "[*] --> waiting: opened", "| state | in words |", "| what happens | what it is |",  # docs
    "sightline …", "Callable[[int, Any], None]",  # a version, a type
    "application/octet-stream; charset=none", "Arial, Helvetica, sans-serif",
}  # fmt: skip
NEITHER_PAGES_NOR_MODULES = shutil.ignore_patterns("static", "__pycache__", "*.toml", "*.csv", "*.sql")


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed: as root, 'apt-get install gettext', then test again")
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def strings_of(catalogue: Path) -> set[str]:
    """What is to be translated, without places and translations."""
    bare = run("msgattrib", "--no-location", "--no-wrap", "--clear-fuzzy", catalogue)
    return {re.split(r"\nmsgstr", block)[0] for block in bare.split("\n\n")[1:]}


def test_every_marked_string_is_in_the_catalogue_and_a_new_one_is_put_there(tmp_path: Path) -> None:
    """The test has one word more than the package, so that it fails where the tool finds nothing."""
    copy = tmp_path / "sightline"
    shutil.copytree(PACKAGE, copy, ignore=NEITHER_PAGES_NOR_MODULES)
    (copy / "web" / "templates" / "new.html").write_text('{% translate "A word of a new page" %}', encoding="utf-8")
    code = "import sys; from pathlib import Path; from tools.make_catalogue import *; make_catalogues(Path(sys.argv[1]), ['cy'])"
    run("msgattrib", "--version")
    run(sys.executable, "-c", code, copy)
    made = copy / "locale" / "cy" / "LC_MESSAGES" / "django.po"
    new = 'msgid "A word of a new page"'
    assert strings_of(made) - {new} == strings_of(HELD / "django.po"), "run '.venv/bin/python -m tools.print_docs'"
    text = made.read_text(encoding="utf-8")
    assert f'{new}\nmsgstr ""\n' in text and "#, fuzzy" not in text
    assert b"A word of a new page" not in made.with_suffix(".mo").read_bytes(), "what has no Welsh is shown in English"


def test_the_page_for_translators_gives_the_command_that_is_checked_here() -> None:
    page = (ROOT / "docs" / "how-to" / "translate-words.md").read_text(encoding="utf-8")
    assert page.count(".venv/bin/python -m tools.make_catalogue\n") == 2
    assert "msgstr[3]" in page and "nplurals=4" in (HELD / "django.po").read_text(encoding="utf-8")


def test_what_is_compiled_is_what_is_written(tmp_path: Path) -> None:
    run("msgfmt", "--check-format", "-o", tmp_path / "django.mo", HELD / "django.po")
    assert (tmp_path / "django.mo").read_bytes() == (HELD / "django.mo").read_bytes(), (
        "run '.venv/bin/python -m tools.print_docs'"
    )


def test_every_string_that_a_reader_sees_is_marked() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{one.line}: {one.text}"
        for room in MARKED
        for path in sorted((PACKAGE / room).rglob("*.py"))
        if not path.relative_to(PACKAGE).as_posix().startswith(LEFT_OUT)
        for one in unmarked(path.read_text(encoding="utf-8"))
        if one.text not in NEVER_SHOWN | COUNTED.keys()
    }
    assert not found, "mark it by `_`: decision 0086"


@pytest.mark.parametrize(
    "shown",
    [
        'messages.info(request, f"It is {late} now.")',
        'said = TABLE["It is a key"]["one"] + WORDS[0 if late else f("Two words")]',
        'said = {"id": "Two words"}["id"]',
    ],
    ids=["a message to the reader", "a call in an index", "a value of a table that is read at once"],
)
def test_words_that_a_reader_sees_are_found_wherever_they_stand(shown: str) -> None:
    assert [one.text for one in unmarked(shown)] in (["It is … now."], ["Two words"])


def test_what_is_joined_is_joined_as_it_is_shown() -> None:
    """`str.join` takes a message as it is kept, in English."""
    one, other = "said = ', '.join(parts)", "said = '; '.join(f'{one}' for one in parts) + ', '.join(map(str, parts))"
    assert (list(plain_joins(one)), list(plain_joins(other))) == ([1], [])
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for room in ("web", "pictures")
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for line in plain_joins(path.read_text(encoding="utf-8"))
    ]
    assert not found, "join words by join_shown"


def test_no_page_chooses_a_plural_by_hand() -> None:
    """Other languages have other plurals: `blocktranslate count`, or `count_of` with a noun of `COUNTED`."""
    by_hand = [
        path.name for path in (PACKAGE / "web").rglob("*.html") if "|pluralize" in path.read_text(encoding="utf-8")
    ]
    assert not by_hand


@pytest.mark.django_db
def test_welsh_is_for_who_chose_it_and_says_that_nobody_checked_it() -> None:
    client = Client(headers={"accept-language": "cy"})
    page = client.get(reverse("account_login"))
    assert (page.headers["Content-Language"], b"Mewngofnodi" in page.content) == ("en-gb", False)
    chosen = client.post(reverse("set_language"), {"language": "cy"}, headers={"referer": "http://testserver/help/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "http://testserver/help/")
    page = client.get(reverse("account_login"))
    text = page.content.decode()
    assert page.headers["Content-Language"] == "cy" and '<html lang="cy"' in text
    assert "Mewngofnodi" in text and "Nid oes siaradwr Cymraeg wedi gwirio" in text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en-gb"


@pytest.mark.django_db
def test_a_page_is_whole_in_welsh_or_in_english_and_says_so_kindly() -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    page = client.get(reverse("help")).content.decode()
    before, _, rest = page.partition('<div class="govuk-width-container" lang="en-gb">')
    main, _, after = rest.partition("</main>")
    assert '<html lang="cy"' in before and "Mae’n ddrwg gennym, nid yw’r dudalen hon ar gael yn Gymraeg eto." in before
    assert "What Sightline is not" in main and "Mewn perygl nawr?" not in main and "Mewn perygl nawr?" in after
    whole = client.get(reverse("families")).content.decode()
    assert "Beth yw Sightline" in whole and "What Sightline is" not in whole and "Mae’n ddrwg" not in whole
    assert '<div class="govuk-width-container" lang=' not in whole
    assert "Heb ganfod y dudalen" in client.get("/nothing/here/").content.decode()
    assert 'lang="cy"' not in client.get("/families/", headers={"cookie": ""}).content.decode().partition("<footer")[0]


def test_each_page_that_is_promised_in_welsh_is_there() -> None:
    assert {name for name in WHOLE if name not in get_resolver().reverse_dict} == set()


def test_every_noun_that_is_counted_has_its_plural() -> None:
    written = {
        noun
        for path in PACKAGE.rglob("*.py")
        for noun in re.findall(r'\bcounted\([^()"]*(?:\([^()]*\))?[^()"]*"([a-z -]+)"\)', path.read_text("utf-8"))
    }
    written |= {
        noun
        for path in PACKAGE.rglob("*.html")
        for noun in re.findall(r'\|count_of:"([a-z -]+)"', path.read_text("utf-8"))
    } | set(COUNTED_AS.values())
    related = {*MALE, *FEMALE, *(relation for row in ROWS.values() for relation in row)}
    assert len(written) > 15 and sorted((written | related) - COUNTED.keys()) == []
    assert (counted(1, "account"), counted(2, "account"), counted(2, "niece")) == (
        "1 account",
        "2 accounts",
        "2 nieces",
    )


def promised_without_welsh(catalogue: str) -> list[str]:
    """The messages of pages that are promised in Welsh and have none, in the order of the catalogue."""
    return [
        block.partition("msgid ")[2].partition("\n")[0]
        for block in catalogue.split("\n\n")[1:]
        if WHOLE_IN_WELSH.search(block.partition("\nmsgid")[0])
        and re.search(r'^msgstr(\[0\])? ""$(?!\n")', block, re.M)
    ]


def test_every_message_of_signing_in_concerns_families_and_errors_has_its_welsh() -> None:
    text = (HELD / "django.po").read_text(encoding="utf-8")
    assert promised_without_welsh(text) == []
    english = '#: web/templates/data/families.html\nmsgid "A new word"\nmsgstr ""\n'
    assert promised_without_welsh(f"{text}\n\n{english}") == ['"A new word"']


@pytest.mark.parametrize("template", ["data/families.html", "account/login.html", "sightline/base.html"])
def test_what_is_promised_in_welsh_is_what_its_templates_say(template: str) -> None:
    """A template that is renamed stays promised: each of these has many messages under its name."""
    text = (HELD / "django.po").read_text(encoding="utf-8")
    assert text.count(f"web/templates/{template}") > 5 and WHOLE_IN_WELSH.search(f"web/templates/{template}")


def test_no_entry_is_a_guess_of_the_tool() -> None:
    assert "fuzzy" not in (HELD / "django.po").read_text(encoding="utf-8").partition("\n\n")[2]


def test_what_a_template_shows_is_marked() -> None:
    """Text, what is said to a screen reader, and words given to a part of a page."""
    found = {
        f"{path.relative_to(PACKAGE)}: {words}"
        for path in sorted((PACKAGE / "web").rglob("*.html"))
        for words in unmarked_in_template(path.read_text(encoding="utf-8"))
        if words not in ("– Sightline", "Sightline", "make demo RESET=1")
    }
    assert not found, "mark it by translate or blocktranslate: decision 0086"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>{{ name }} Two words</p>",
        '<svg aria-label="Two words {{ name }}">',
        '{% include "one.html" with value="Two words" %}',
    ],
)
def test_words_in_a_template_are_found_wherever_they_stand(shown: str) -> None:
    assert list(unmarked_in_template(shown)) == ["Two words"]
    assert not list(unmarked_in_template(shown.replace('"Two words"', '_("Two words")').replace("Two words", "")))
