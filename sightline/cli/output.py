"""What the command line shows: progress bars and errors on standard error, tables and sums on standard output."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from sightline.model.errors import SightlineError
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import shown

out = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
err = Console(stderr=True, highlight=False)


def print_error(error: SightlineError) -> None:
    """An error in words: what, where, what to do now, and its code for the docs."""
    with shown():
        what, what_to_do = f"{error.what}", f"{error.what_to_do}"
    err.print(_("[bold]Not done:[/bold] %(what)s") % {"what": escape(what)}, soft_wrap=True)
    if error.where:
        err.print(_("Where: %(where)s") % {"where": error.where}, soft_wrap=True, markup=False)
    if what_to_do:
        err.print(_("What to do: %(what_to_do)s") % {"what_to_do": what_to_do}, soft_wrap=True, markup=False)
    err.print(_("(code %(code)s)") % {"code": error.code}, markup=False)


def print_warning(text: str) -> None:
    """One sentence on standard error that somebody must know and that stops nothing."""
    err.print(text, markup=False, soft_wrap=True)


def print_table(title: str, headings: list[str], rows: list[list[str]]) -> None:
    """A table on standard output. What stands in brackets is text, never a style."""
    table = Table(title=escape(title), title_justify="left", title_style="bold")
    for heading in headings:
        table.add_column(escape(heading), overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


class ProgressBar:
    """Progress as a bar for each stage; where nobody watches a terminal, one line a stage."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, label: str, *, total: int | None = None) -> None:
        """Finish the bar before, and begin one."""
        self.finish()
        if err.is_terminal:
            self._task = self._bars.add_task(label, total=total)
        else:
            err.print(f"{label} ...")

    def advance(self, count: int = 1) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.advance(self._task, count)

    def finish(self) -> None:
        """Fill the bar of the present stage."""
        if self._task is not None:
            total = self._bars.tasks[self._bars.task_ids.index(self._task)].total
            self._bars.update(self._task, total=total or 1, completed=total or 1)
            self._task = None


@contextmanager
def progress_bar() -> Iterator[ProgressBar]:
    """Progress shown for as long as the work lasts."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as bars:
        bar = ProgressBar(bars)
        yield bar
        bar.finish()


def write_label(label: str) -> None:
    """The first line of JSON lines that leave: who exported them, when and what for."""
    sys.stdout.write(json.dumps({"exported": label}, ensure_ascii=False) + "\n")
