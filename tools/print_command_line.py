"""Prints docs/reference/command-line.md from the commands: their words, options, help, exit codes and exports."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import typer

from sightline.cli.app import app
from sightline.model.errors import BadInput, OurFault, Refused, SightlineError, Usage
from sightline.model.exports.lists import EXPORTED, columns_exported
from tools.print_index import DOCS, list_parts

TEXT = Path(__file__).parent / "command_line_text.md"
ANYWHERE = {"workspace", "act_as"}  # options of every command, explained once
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
NAMES = re.compile(r"(?<=One of: )[a-z_, ]+(?=\.)")  # names that are typed, not words to read
BEFORE = re.compile(r"(?<= )(-w|--workspace|--as) \S+ ")


class Line(NamedTuple):
    """A command: its words after `sightline`, and what typer knows of it."""

    words: str
    command: Any


def print_command_line() -> str:
    """The page."""
    lines = list(_commands(typer.main.get_command(app), ""))
    return TEXT.read_text(encoding="utf-8").format(
        listed="\n".join(f"| [`{one.words}`](#{_place(one)}) | {_first(one)} |" for one in lines),
        commands="\n".join(map(_part, lines)),
        exit_codes="\n".join(map(_exit_code, (OurFault, Usage, BadInput, Refused))),
        exported="\n".join(f"| `{name}` | {', '.join(columns_exported(name))} |" for name in EXPORTED),
    )


def _commands(command: Any, words: str) -> Iterator[Line]:
    """The commands that do something, in the order of their names."""
    below = getattr(command, "commands", None)
    if not below or (words and command.invoke_without_command):
        yield Line(words, command)
    for name, one in sorted((below or {}).items()):
        yield from _commands(one, f"{words} {name}".strip())


def _part(one: Line) -> str:
    how = _how_to(one.words)
    rows = [_row(each) for each in one.command.params if each.name not in ANYWHERE and not each.hidden]
    table = ["", "| word | meaning |", "|---|---|", *rows] if rows else []
    usage = " ".join(["sightline", one.words, *(word for each in one.command.params for word in _usage(each))])
    return "\n".join(
        [f"### {one.words}", "", f"`{usage}`", "", f"{_help(one)}{f' [How to]({how}).' if how else ''}", *table, ""]
    )


def _usage(each: Any) -> Iterator[str]:
    """A parameter as the first line of help has it: options that may be left out stand in no first line."""
    if each.param_type_name == "argument":
        yield _word(each) if each.required else f"[{_word(each)}]"
    elif each.required:
        yield f"{'|'.join((*each.opts, *each.secondary_opts))}{'' if each.is_flag else ' ' + _value(each)}"


def _row(each: Any) -> str:
    meaning = NAMES.sub(r"`\g<0>`", each.help)
    if each.param_type_name == "argument":
        return f"| `{_cell(_word(each))}` | {meaning}{'' if each.required else ' May be left out.'} |"
    said = meaning + (" Needed." if each.required else "") + (" May be given again." if each.multiple else "")
    named = "`, `".join((*each.opts, *each.secondary_opts)) + ("" if each.is_flag else f" {_value(each)}")
    usual = f" Otherwise {each.default}." if type(each.default) in (int, str) and each.default else ""
    return f"| `{named}` | {said}{usual} |"


def _word(each: Any) -> str:
    return str(each.metavar or each.name.upper())


def _value(each: Any) -> str:
    return str(each.metavar or each.opts[0].lstrip("-").upper().replace("-", "_"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _help(one: Line) -> str:
    return " ".join((one.command.callback.__doc__ or one.command.help).split())


def _first(one: Line) -> str:
    return _help(one).partition(". ")[0].rstrip(".")


def _place(one: Line) -> str:
    return one.words.replace(" ", "-")


@cache
def _given() -> dict[str, tuple[str, ...]]:
    """The commands of each how-to page, in the order of the index."""
    pages = [path for part, paths in list_parts().items() if part.startswith("How to") for path in paths]
    given = {}
    for path in pages:
        blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
        lines = [line.strip() for block in blocks for line in block.splitlines()]
        given[f"../{path.relative_to(DOCS).as_posix()}"] = tuple(BEFORE.sub("", line) for line in lines)
    return given


def _how_to(words: str) -> str:
    """The how-to page that gives the command; of several the one whose name has most of its words, then the first."""
    begins = f"sightline {words} "
    pages = [page for page, lines in _given().items() if any(f"{line} ".startswith(begins) for line in lines)]
    return max(pages, key=lambda page: len(set(words.split()) & set(re.findall("[a-z]+", page))), default="")


def _exit_code(kind: type[SightlineError]) -> str:
    return f"| {kind.exit_code} | {' '.join((kind.__doc__ or '').split())} |"
