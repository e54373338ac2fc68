"""Every marked string is in the catalogue, what is compiled is what is written, and Welsh is for who asked for it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tools.words.marks import unmarked

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sightline"
HELD = PACKAGE / "locale" / "cy" / "LC_MESSAGES"
MAKE = ["makemessages", "--settings=sightline.casework.settings", "--locale=cy", "--no-obsolete", "--add-location=file",
        "--no-wrap", "--ignore=static/*"]  # fmt: skip
# Rooms whose strings readers see. What only operators see, terminal, logs and `doctor`, is in English: decision 0086.
MARKED = ("web",)
# Words in code that are compared or sent and never shown; each group with what shows them instead.
NEVER_SHOWN = {
    "birth date", "birth date as written", "named as", "NHS number", "other name", "own number",  # said_in_words
    "childrens_services_events/placement start", "childrens_services_events/plan start",  # kind_in_words
    "childrens_services_events/review conference", "childrens_services_events/strategy discussion",  # kind_in_words
    "foster carer",  # a word of records, shown by relation_in_words
    "text/csv; charset=utf-8", "text/plain; charset=utf-8", "text/plain; version=0.0.4; charset=utf-8",  # types of files
}  # fmt: skip
NEITHER_PAGES_NOR_MODULES = shutil.ignore_patterns("static", "__pycache__", "*.toml", "*.csv", "*.sql", "*.txt")


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


def test_every_marked_string_is_in_the_catalogue(tmp_path: Path) -> None:
    copy = tmp_path / "sightline"
    shutil.copytree(PACKAGE, copy, ignore=NEITHER_PAGES_NOR_MODULES)
    run(sys.executable, "-m", "django", *MAKE, f"--pythonpath={ROOT}", cwd=copy)
    now = strings_of(copy / "locale" / "cy" / "LC_MESSAGES" / "django.po")
    assert now == strings_of(HELD / "django.po"), f"in sightline/: python -m django --pythonpath=.. {' '.join(MAKE)}"


def test_what_is_compiled_is_what_is_written(tmp_path: Path) -> None:
    run("msgfmt", "--check-format", "-o", tmp_path / "django.mo", HELD / "django.po")
    assert (tmp_path / "django.mo").read_bytes() == (HELD / "django.mo").read_bytes(), "msgfmt -o django.mo django.po"


def test_every_string_that_a_reader_sees_is_marked() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{one.line}: {one.text}"
        for room in MARKED
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for one in unmarked(path.read_text(encoding="utf-8"))
        if one.text not in NEVER_SHOWN
    }
    assert not found, "mark it by `_`: decision 0086"


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
