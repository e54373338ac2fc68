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

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sightline"
HELD = PACKAGE / "locale" / "cy" / "LC_MESSAGES"
MAKE = ["makemessages", "--settings=sightline.casework.settings", "--locale=cy", "--no-obsolete", "--add-location=file",
        "--no-wrap", "--ignore=static/*"]  # fmt: skip
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
