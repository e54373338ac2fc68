"""Finds all words that a reader sees, puts new ones into each catalogue and compiles it. It guesses no translation."""

import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

from django.core.management import execute_from_command_line
from django.core.management.commands.makemessages import Command

PACKAGE = Path(__file__).parents[1] / "sightline"
OPTIONS = [
    "--no-obsolete",
    "--add-location=file",
    "--no-wrap",
    "--ignore=static/*",
    "--settings=sightline.casework.settings",
]
NO_GETTEXT = (
    "The catalogue of words was not made: GNU gettext is not installed. "
    "On Debian or Ubuntu: sudo apt-get install gettext. Then run this again."
)
MADE_AT = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


def make_catalogues(package: Path, languages: list[str]) -> None:
    """Find the words of a package and write the catalogue of each language, with its compiled form beside it."""
    held = [package / "locale" / language / "LC_MESSAGES" / "django.po" for language in languages]
    before = {path: path.read_text(encoding="utf-8") for path in held if path.exists()}
    Command.msgmerge_options = ["-q", "--backup=none", "--previous", "--update", "--no-fuzzy-matching"]
    # What it prints are warnings of single characters and of words that are used in two ways.
    with contextlib.chdir(package), contextlib.redirect_stdout(io.StringIO()):
        execute_from_command_line(["django", "makemessages", *OPTIONS, *(f"--locale={one}" for one in languages)])
    for path in held:
        now = path.read_text(encoding="utf-8")
        if MADE_AT.sub("", now) == MADE_AT.sub("", before.get(path, "")):
            path.write_text(before[path], encoding="utf-8")  # only the moment is new
        subprocess.run(["msgfmt", "--check-format", "-o", path.with_suffix(".mo"), path], check=True)


if __name__ == "__main__":
    if not shutil.which("xgettext"):
        sys.exit(NO_GETTEXT)
    make_catalogues(PACKAGE, sys.argv[1:] or sorted(path.parts[-3] for path in PACKAGE.glob("locale/*/*/django.po")))
