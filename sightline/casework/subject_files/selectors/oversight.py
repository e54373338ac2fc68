"""What managers and those who review must ask about, over all ledgers that they may see; and what was decided against.

None of it says that somebody did wrong. A measure that was left may have been left for a good reason: it stands with
that reason, so that it can be asked about.
"""

from collections.abc import Iterator, Sequence

from sightline.casework.core import clock
from sightline.casework.subject_files.pages.files import LedgerLine
from sightline.casework.subject_files.selectors.lines import (
    BREACH,
    NONE_CONSIDERED,
    NOT_USED,
    RUN_OUT,
    UNDECIDED,
    FileLineBuilder,
)
from sightline.casework.subject_files.state import Measure
from sightline.model.when import london_day


def list_files_to_ask_about(made: Sequence[FileLineBuilder]) -> tuple[LedgerLine, ...]:
    """Files without any measure; measures undecided, run out and breached. What has waited the longest comes first."""
    found = [line for one in made for line in _asked_of(one)]
    return tuple(sorted(found, key=lambda line: (line.since_on, line.file.file_id, line.what)))


def measures_not_used(made: Sequence[FileLineBuilder]) -> tuple[LedgerLine, ...]:
    """Measures that somebody decided not to use, with why, the newest decision first."""
    found = [
        LedgerLine(one.file(), NOT_USED, london_day(measure.not_used.at), one.measure(measure))
        for one in made
        for measure in one.opened.state.measures
        if measure.not_used and not measure.used
    ]
    return tuple(sorted(found, key=lambda line: (line.since_on, line.file.file_id), reverse=True))


def _asked_of(one: FileLineBuilder) -> Iterator[LedgerLine]:
    file, measures = one.opened.file, one.opened.state.measures
    opened_on = london_day(file.from_at)
    if not measures and opened_on < clock.today():
        yield LedgerLine(one.file(), NONE_CONSIDERED, opened_on)
    for measure in measures:
        yield from _asked_of_measure(one, measure)


def _asked_of_measure(one: FileLineBuilder, measure: Measure) -> Iterator[LedgerLine]:
    considered, used = measure.considered, measure.used
    if measure.is_undecided:
        since = considered.on_day or london_day(considered.at)
        yield LedgerLine(one.file(), UNDECIDED, since, one.measure(measure))
    if used and used.to_day and measure.has_run_out(one.today):
        yield LedgerLine(one.file(), RUN_OUT, used.to_day, one.measure(measure))
    breach = one.opened.state.breach_not_looked_at(measure)
    if breach:
        since = breach.on_day or london_day(breach.at)
        yield LedgerLine(one.file(), BREACH, since, one.measure(measure), one.entry(breach))
