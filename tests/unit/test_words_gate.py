"""Every string that a user can see keeps the laws of words, or is on a list that may only shrink."""

from pathlib import Path

import pytest

from tools.import_map import ROOT
from tools.sentence_lengths import pages
from tools.words.__main__ import new_breaches
from tools.words.collect import PACKAGE, collect
from tools.words.docs import collect_docs
from tools.words.exports import HEADINGS, STAY, strings_of_exports, writes_a_table
from tools.words.laws import broken
from tools.words.lists import read_allowed, read_not_yet, write_not_yet
from tools.words.said import Said
from tools.words.sample import drawn

# How many strings are not yet rewritten: none. It may only fall.
AT_MOST = 0

LONG = "Say " + "one thing " * 13 + "here."
PAGE = """{% extends "base.html" %}{# Whoever reads this is a developer. #}
<h2>{% block title %}Your work{% endblock %}</h2>
<p>It is {% if late %}now overdue, and WORD{% else %}due{% endif %} <a href="/x/">today</a>, {{ name }}.</p>
<button aria-label="WORD">Go</button>{% include "part.html" with says="Records WORD" %}
<option label="{% translate "Label WORD" %}"><p data-failed="{% translate "Failed WORD" %}" data-x='{% blocktranslate %}Saved {{ at }} WORD{% endblocktranslate %}'></p>
"""
MODULE = '''"""Whoever reads this WORD is a developer."""
SQL = "SELECT * FROM records WHERE WORD = 1"
def refuse(who: str) -> str:
    """Whoever calls this."""
    logger.info("It stands here")
    messages.warning(request, "We WORD it, and say so.")
    return f"Ask {who}, then WORD. " "It is yours."
SLOTTED = "Set WORD for {name} in {days:,} days"
STYLE = "main a {color: red}"
print_table("WORD", [_("Anew"), "First"], [["Row"]])
@app.command("told")
def tell() -> None:
    """Tell them WORD.

    It is printed over
    two lines."""
def count(by: Annotated[int, typer.Option()]) -> None:
    """Count each WORD."""
'''
RULE = """
label = "A label of WORD"
says = "It says WORD."
[indicator]
one = "A sign of WORD"
[[examples]]
says = "Whoever is in the example."
[citation]
title = "Whoever wrote the Act"
"""


def said(text: str, *, is_heading: bool = False) -> Said:
    return Said("here", "here.html", text, is_heading)


def written(folder: Path) -> list[str]:
    """What is collected of a package with one page, one module and one rule."""
    for name, text in (("web/templates/one.html", PAGE), ("cli/one.py", MODULE), ("rules/england/one.toml", RULE)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return [one.text for one in collect(folder)]


def test_every_string_keeps_the_laws_of_words_and_both_lists_are_needed() -> None:
    strings = [*collect(), *collect_docs()]
    not_yet, allowed = read_not_yet(), read_allowed()
    assert len(strings) > 7000 and {"html", "py", "toml", "md"} <= {one.place.rsplit(".")[-1] for one in strings}
    assert new_breaches(strings, not_yet | allowed.keys()) == [], "say it plainly: see CONTRIBUTING.md, rule 9"
    needed = {one.text for one in strings if any(broken(one))}
    assert sorted(not_yet - needed) == [], "rewritten: run python -m tools.words --tidy, and lower AT_MOST"
    assert sorted(allowed.keys() - needed) == [], "no longer needed: take it off allowed.toml"
    assert len(not_yet) <= AT_MOST


@pytest.mark.parametrize(
    "breach",
    [
        said("Whoever looks after Sightline"),
        said("It waits for your answer."),
        said("Open a working file"),
        said("Data as of Monday"),
        said(LONG),
        said("Fine. " + LONG),
        said("What was decided", is_heading=True),
        said("Who was told, and when", is_heading=True),
        said("Areas where a child is still found", is_heading=True),
        said("Sightline asked the next post up."),
        said("First step of the ladder"),
        said("A child's account of harm"),
        said("It counts from the next run."),
        said("These records came together"),
        said("See the rejects"),
        said("from_kind", is_heading=True),
        said("The child takes an account back"),
        said("Account not believed"),
        said("Download the picture (SVG)"),
        said("Every step so far"),
        said("Then give the command again."),
        said("Mend the row"),
        said("These records are of another person."),
        said("How many there are cannot be told."),
        said("That is no moment."),
        said("Snapshots are as they were written"),
        said("The backup is not whole."),
        said("Take in more files first"),
        said("Recovered at the machine"),
        said("Your answer counts from the next update."),
        said("It says nothing of danger."),
        said("The folder is there already."),
        said("It reaches beyond what it sees, where it looks no further."),
        said("A wrong join can harm a person"),
        said("Enter the account’s name"),
        said("Back to the questions"),
        said("Give the same 'sightline ingest' command again"),
        said("The day has not come yet"),
        said("Elsewhere these words are too general to count."),
        said("For example, 16:30"),
        said("Not covered: 08:00 to 17:00"),
        said("Police: not claimed yet"),
        said("Clocks", is_heading=True),
        said("From 12am on Monday"),
    ],
    ids=lambda one: one.text[:20],
)
def test_each_law_of_words_sees_what_it_forbids(breach: Said) -> None:
    assert new_breaches([breach], []) and not new_breaches([breach], [breach.text])


@pytest.mark.parametrize(
    "kept",
    [
        said("Decided by a manager", is_heading=True),
        said("It was decided."),
        said("It was told."),
        said("Told by a manager, was sent by her", is_heading=True),
        said(LONG[:60]),
        said("Give --post NAME: %(post)s"),
        said("A POST that changed something"),
        said("The machine’s clock was ahead; the token holds a claim."),
        said("From 4:40pm to 5 pm, at 2026-12-25T14:30:00Z, sum 16:9"),
    ],
)
def test_what_keeps_the_laws_of_words_passes(kept: Said) -> None:
    assert new_breaches([kept], []) == []


def test_every_heading_of_a_file_that_people_open_is_judged(tmp_path: Path) -> None:
    """What is listed writes a table; a module that writes one unlisted, or heads it with a name of code, is found."""
    said_of = {one.place: one.text for one in strings_of_exports(PACKAGE)}
    assert {
        "casework/networks/selectors/exports.py",
        "web/subject_files/spreadsheets.py",
        "documents/excel.py",
    } <= said_of.keys()
    assert all(writes_a_table((PACKAGE / place).read_text("utf-8")) for place in HEADINGS | STAY)
    for _, _, names in (said.partition(": ") for said in HEADINGS.values()):
        assert names
    for place in {said.partition(": ")[0] for said in HEADINGS.values()} | {"web/new.py"}:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("")
    (tmp_path / "documents/excel.py").write_text('COLUMNS = (("from_kind", 9), ("Agency", 26))')
    (tmp_path / "web/new.py").write_text('write_csv_rows(stream, ("Name", "its_kind"), rows)')
    found = [*strings_of_exports(tmp_path)]
    assert [one.text for one in found if not any(broken(one))] == ["Agency"]
    assert {one.place for one in found if any(broken(one))} == {"documents/excel.py", "web/new.py"}


def test_strings_of_pages_modules_and_rules_are_collected_without_what_no_user_sees(tmp_path: Path) -> None:
    assert written(tmp_path) == [
        "We WORD it, and say so.",
        "Ask …, then WORD. It is yours.",
        "Set WORD for … in … days",
        "Tell them WORD.",
        "It is printed over two lines.",
        "Count each WORD.",
        "WORD",
        "Anew",
        "First",
        "A label of WORD",
        "It says WORD.",
        "A sign of WORD",
        "Your work",
        "It is now overdue, and WORD today, ….",
        "WORD",
        "Go",
        "Label WORD",
        "due",
        "Records WORD",
        "Failed WORD",
        "Saved … WORD",
    ]


def test_sentences_headings_and_cells_of_docs_are_collected_without_code(tmp_path: Path) -> None:
    (tmp_path / "docs/how-to").mkdir(parents=True)
    (tmp_path / "docs/how-to/one.md").write_text(
        "# Do WORD\n\nGo. Read\n[it](x.md).\n\n```sh\nnot\n```\n| a | `b` WORD |\n|---|---|\n"
    )
    said = [(one.text, one.is_heading) for one in collect_docs(tmp_path) if any(map(str.isalpha, one.text))]
    assert said == [("Go.", False), ("Read it.", False), ("Do WORD", True), ("a", False), ("Code WORD", False)]


def test_every_page_of_the_docs_is_read_but_decisions() -> None:
    read = {one.place for one in collect_docs()}
    held = {page.relative_to(ROOT).as_posix() for page in pages() if "decisions" not in page.parts}
    assert sorted(held - read) == [] and {"GLOSSARY.md", "CHANGELOG.md"} <= read


def test_a_string_without_a_reason_is_not_allowed_and_the_list_is_read_as_written(tmp_path: Path) -> None:
    allowed, listed = tmp_path / "allowed.toml", tmp_path / "not_yet.toml"
    allowed.write_text('[[allowed]]\ntext = "Stands"\nreason = ""\n[[allowed]]\ntext = "Whom"\nreason = "a law"\n')
    assert read_allowed(allowed) == {"Whom": "a law"}
    write_not_yet([said('It “stands” "here"'), said("Whom")], listed)
    assert read_not_yet(listed) == {'It “stands” "here"', "Whom"}


def test_a_draw_is_of_different_strings_that_a_reader_meets_and_the_seed_says_which() -> None:
    strings = [Said("here", "cli/one.py", f"Read row {row}") for row in range(9)] * 2
    strings += [Said("here", "store/one.py", "person_id IN (…)"), Said("here", "web/one.py", "lower(trim(words))")]
    one, same, other = (drawn(strings, seed, at_once=5) for seed in ("a", "a", "b"))
    assert one == same != other and len({said.text for said in one}) == 5
    assert len(drawn(strings, "a")) == 9
