"""Prints docs/inputs: a page for each layout that ships, with what each of its columns becomes and what is refused."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.mapping import FactRule, MappedColumn, Mapping, MentionRule
from sightline.ingest.sheets.returns import written_returns
from sightline.ingest.wording import without_remark
from tools.import_map import ROOT

INPUTS = ROOT / "docs" / "inputs"
OPENING = """For analysts who ask an agency for this file, and for those who export it.

Printed from the mapping `sightline/rules/agencies/{file}.toml` by `make docs`; a test holds the two equal.
[Mapping an agency's export](../reference/mappings.md) says what each word means.
"""
DOCUMENTS = """
A Word file, a PDF, an e-mail or a chronology in a workbook gets these columns by itself.
[Import a document](../how-to/import-a-document.md) says how.
"""
XML = """
Sightline also reads this return as XML, as its system exports it.
[Statutory returns as XML](../reference/returns.md#{anchor}) says which element is which column.
"""
CONTENTS = """# Files that Sightline reads by itself

For analysts: each layout that ships, with what its columns become. Any other file you [map](../how-to/map-a-file.md).

Printed from the mappings by `make docs`; a test holds the two equal.

| file | agency | lists in it |
|---|---|---|
{lines}
"""
PARTS = {
    "birth_date": "birth date", "nhs_number": "NHS number", "upn": "UPN", "local_id": "number at the agency",
    "name": "whole name",
}  # fmt: skip


def print_inputs() -> dict[str, str]:
    """Each page by the name of its file, and the list of them as README.md."""
    layouts = defaultdict[str, list[Mapping]](list)
    for mapping in list_mappings():
        layouts[mapping.id.partition("/")[0]].append(mapping)
    pages = {f"{name}.md": "\n".join(_page(name, found)) for name, found in sorted(layouts.items())}
    return pages | {"README.md": _contents(layouts)}


def write_inputs() -> None:
    """Write each page, and remove those of layouts that are gone."""
    INPUTS.mkdir(exist_ok=True)
    pages = print_inputs()
    for path in INPUTS.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (INPUTS / name).write_text(text, encoding="utf-8")


def _contents(layouts: dict[str, list[Mapping]]) -> str:
    lines = [
        f"| [{_title(found)}]({name}.md) | {found[0].agency or 'any'} | {len(found)} |"
        for name, found in layouts.items()
    ]
    return CONTENTS.format(lines="\n".join(sorted(lines)))


def _title(found: Sequence[Mapping]) -> str:
    """What the lists of a file share: the words before a colon, without the number of a list."""
    if len(found) == 1:
        return found[0].title
    return " and ".join(dict.fromkeys(re.sub(r" \d+\Z", "", one.title.partition(":")[0]) for one in found))


def _page(name: str, found: Sequence[Mapping]) -> Iterator[str]:
    yield f"# {_title(found)}\n"
    yield OPENING.format(file=name)
    if len(found) > 1:
        yield from (f"- [{one.title}](#{_anchor(one.title)})" for one in found)
    if name == "document":
        yield DOCUMENTS
    if name in written_returns():
        yield XML.format(anchor=_anchor(written_returns()[name].title))
    for one in found:
        yield f"\n## {one.title if len(found) > 1 else 'Columns'}\n"
        yield from _layout(one)
    yield ""


def _anchor(title: str) -> str:
    return "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")


def _layout(one: Mapping) -> Iterator[str]:
    holds = "everything: what is missing is no longer in the extract" if one.is_full else "changes"
    yield f"Layout `{one.id}`. Agency: {one.agency or 'any, as `--agency` says'}. Each file holds {holds}.\n"
    yield "| column | a file may lack it | becomes |\n|---|---|---|"
    for column in one.columns.values():
        lacks, becomes = "yes" if column.optional else "", "; ".join(_uses(column, one)) or "kept with the row"
        yield f"| `{without_remark(column.heading)}` | {lacks} | {becomes} |"
    yield "\nNot imported:\n"
    yield from (f"- {said}" for said in _refused(one))
    yield f"\nDates may be written as {', '.join(f'`{name}`' for name in one.formats)}.\n"
    if used := sorted({column.values for column in one.columns.values() if column.values}):
        yield "| code in | meaning | codes |\n|---|---|---|"
        for name in used:
            headings = ", ".join(f"`{without_remark(c.heading)}`" for c in one.columns.values() if c.values == name)
            codes = defaultdict[str, list[str]](list)
            for code, meaning in one.values[name].items():
                codes[meaning].append(code)
            yield from (f"| {headings} | {said} | {_codes(written)} |" for said, written in codes.items())
        yield ""


def _codes(written: Sequence[str]) -> str:
    return ", ".join(f"`{code}`" if code else "an empty cell" for code in written)


def _refused(one: Mapping) -> Iterator[str]:
    """What of a file of this layout is not imported."""
    yield "a file without a column that it may not lack"
    always = [{name for name, must in key.fields if must} for key in one.keys]
    if shared := [column for column in one.columns.values() if all(column.name in names for names in always)]:
        yield f"a row in which {_named(shared)} {'is' if len(shared) == 1 else 'are'} empty"
    else:
        ways = (_named([column for column in one.columns.values() if column.name in names]) for names in always)
        yield f"a row that lacks what tells it from others: {', or '.join(ways)}"
    if dates := [column for column in one.columns.values() if column.essential]:
        yield f"a row in which {_named(dates, last='or')} is filled and is no date"


def _named(columns: Sequence[MappedColumn], *, last: str = "and") -> str:
    said = [f"`{without_remark(column.heading)}`" for column in columns]
    return f" {last} ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def _uses(column: MappedColumn, one: Mapping) -> Iterator[str]:
    """What becomes of a column, in words."""
    name = column.name
    of_row = (
        (any(name == said for key in one.keys for said, _ in key.fields), "key of the row"),
        (name in one.record, "number of the record"),
        (name in one.scope, "what a whole file is whole for"),
        (name == one.organisation, "organisation of the agency"),
        (name == one.row_type, "kind of record"),
        (name == one.recorded, "day on which it was entered"),
        (name == one.restricted, "restricts the row"),
        (name in one.numbers, "number by which a team opens the child"),
    )
    yield from (said for is_so, said in of_row if is_so)
    for mention in one.mentions:
        yield from _of_mention(name, mention)
    for fact in one.facts:
        if said := list(_of_fact(name, fact)):
            yield f"{', '.join(said)} of *{fact.label}*"


def _of_mention(name: str, mention: MentionRule) -> Iterator[str]:
    parts = [PARTS.get(part, part.replace("_", " ")) for part, said in mention.parts.items() if said == name]
    parts += ["other name"] * (name in mention.other_names) + ["description"] * (name in mention.description)
    parts += ["role"] * (name == mention.role)
    if parts:
        yield f"{', '.join(parts)} of `{mention.slot}`"


def _of_fact(name: str, fact: FactRule) -> Iterator[str]:
    dates = fact.dates
    of_fact = (
        (any(name == one.day for one in dates), "day"),
        (any(name == one.clock for one in dates), "time"),
        (any(name == one.to for one in dates), "last day"),
        (any(name == one.to_clock for one in dates), "last time"),
        (any(name == one.precision for one in dates), "how exact the day is"),
        (name == fact.recorded, "day of entry"),
        (any(name == said for _, said in fact.what), "words"),
        (name == fact.childs_words, "the child's own words"),
        (name in fact.details and all(name != said for _, said in fact.what), "detail"),
    )
    yield from (said for is_so, said in of_fact if is_so)
