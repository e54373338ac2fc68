"""The guides to add a domain, a page, a command and a rule are followed in a copy of the code, and what they make works.

Each block of code is put where its step says: a new file, the end of a file that is there, or, of a `diff`, the lines
in place of those that it names. So a guide fails here when a file, a name or a line that it rests on has moved.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.small_partnership import ROOT, elsewhere_removed

from tools.words.marks import unmarked
from tools.words.templates import unmarked_in_template

HOW_TO = ROOT / "docs" / "how-to"
FOLLOWED = ("add-a-domain", "add-a-page", "add-a-command", "add-a-rule")
BLOCK = re.compile(r"^( *)```(python|toml|html|diff)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
PLACE = re.compile(r"`((?:(?:sightline|tests|tools)/[\w./-]+|pyproject)\.(?:py|toml|html))`")
# What the copy needs to check itself; pictures and corpora are left where they are.
COPIED = ("sightline", "tests/support", "tests/rules", "tests/integration/conftest.py", "tests/conftest.py", "tools",
          "tests/integration/test_web_every_url.py", "pyproject.toml")  # fmt: skip


def blocks_of(page: str) -> Iterator[tuple[str, str, str]]:
    """Each block of a guide: the file that its step names last before it, its kind and its text."""
    text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        places = PLACE.findall(BLOCK.sub("", text[: block.start()]))
        assert places, f"{page}: say in which file this is: {block[0]}"
        yield places[-1], block[2], re.sub(rf"^{block[1]}", "", block[3], flags=re.MULTILINE)


def changed(text: str, diff: str) -> str:
    """A file's text with the lines of a diff in place of those that it names, which are there once."""
    lines = diff.splitlines()
    old = "\n".join(line[1:] for line in lines if line[0] in " -")
    assert text.count(old) == 1, f"is there {text.count(old)} times: {old}"
    return text.replace(old, "\n".join(line[1:] for line in lines if line[0] in " +"))


def follow(page: str, root: Path) -> list[Path]:
    """Do in this copy what a guide says; the files that it changed."""
    paths = []
    for place, kind, text in blocks_of(page):
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(changed(before, text) if kind == "diff" else f"{before}\n\n{text}".lstrip(), encoding="utf-8")
        paths.append(path)
    return paths


def run(copy: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=copy, env=elsewhere_removed(), capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code after all guides were followed."""
    folder = tmp_path_factory.mktemp("guides")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    paths = {path for page in FOLLOWED for path in follow(page, folder)}
    assert len(paths) > 15
    return folder


def test_what_the_guides_make_passes_the_tests_that_they_give(copy: Path) -> None:
    tests = ["tests/integration/test_useful_numbers.py", "tests/integration/test_useful_numbers_command.py"]
    rule = ["tests/rules/test_timescale_rules.py", "-k", "useful or placement_case_note"]
    said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, *rule)
    assert re.search(r"^7 passed", said, re.MULTILINE), said


def test_what_the_guides_make_is_within_its_layers_and_written_as_the_rest(copy: Path) -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.path.insert(0, '.'); sys.exit(lint_imports(no_cache=True))"
    assert "0 broken" in run(copy, "-c", code)
    made = ["sightline/casework/useful_numbers", "sightline/web/useful_numbers", "sightline/web/urls.py", "sightline/cli",
            "tests/integration", "tests/support/rights_oracle.py", "tests/support/rights_commands.py"]  # fmt: skip
    assert len(list((copy / made[0]).glob("*.py"))) == 5
    run(copy, "-m", "ruff", "check", "--no-cache", *made)
    run(copy, "-m", "ruff", "format", "--no-cache", "--check", *made)


def test_each_word_that_a_reader_sees_is_marked(copy: Path) -> None:
    """The whole catalogue is compared by test_translations."""
    for folder in copy.glob("sightline/*/useful_numbers"):
        assert [one.text for path in folder.glob("*.py") for one in unmarked(path.read_text(encoding="utf-8"))] == []
    page = copy / "sightline" / "web" / "templates" / "useful_numbers" / "useful_numbers.html"
    assert list(unmarked_in_template(page.read_text(encoding="utf-8"))) == []
    command = copy / "sightline" / "cli" / "escalation" / "call_backs.py"
    assert list(unmarked(command.read_text(encoding="utf-8"))) == []


def test_a_guide_whose_line_has_moved_is_found(tmp_path: Path) -> None:
    """Else the tests above could not fail."""
    diff = " one\n-two\n+three\n"
    assert changed("one\ntwo\nfour", diff) == "one\nthree\nfour"
    with pytest.raises(AssertionError, match="is there 0 times: one"):
        changed("one\nfour", diff)
    with pytest.raises(AssertionError, match="is there 2 times"):
        changed("one\ntwo\n" * 2, diff)
