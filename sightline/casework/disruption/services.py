"""The disruption ledger: which measure was considered by whom, used or not and why, its days, breaches and end.

Not to use a measure is a decision like using it, and says why. One that was considered and never decided, and one whose
last day has passed, stand before managers until somebody says.
"""

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.subject_files.disruption_measures import DisruptionMeasure, read_measures
from sightline.casework.subject_files.models import FileEntryKind
from sightline.casework.subject_files.services import MOST_WHO, SubjectFileInput
from sightline.casework.subject_files.state import Measure
from sightline.casework.subject_files.subjects import subjects_of
from sightline.casework.subject_files.writer import FileEntryDraft, FileWriter, writing
from sightline.escalation import check_words
from sightline.model.errors import Usage

OF_FACT = "least_words_of_fact"  # what was decided, happened or ended: "Granted by the court" says it


def consider_measure(*, actor: Actor, file_id: str, measure: str, told: SubjectFileInput) -> str:
    """Write down that a measure was considered: by whom, on which day, and why. The entry's id."""
    with writing(actor=actor, file_id=file_id, action="consider_measure") as at:
        rule, words = _read_measure(at, measure), check_words(told.words, today=clock.today())
        who = told.who.strip()[:MOST_WHO]
        if not who:
            raise Usage("It does not say who considered it.", code="no_who", what_to_do="Give a name or a post.")
        _check_has_come(told)
        records = at.check_records(told.record_ids)
        return at.write(
            FileEntryDraft(FileEntryKind.CONSIDERED, words, who=who, measure=measure, measure_version=rule.rule.version,
                 on_day=told.on_day, record_ids=records)
        ).entry_id  # fmt: skip


def use_measure(*, actor: Actor, file_id: str, entry_id: str, told: SubjectFileInput) -> str:
    """Write down that a measure is used: from when, to when where it runs out, and why. Again where it was renewed."""
    with writing(actor=actor, file_id=file_id, action="use_measure", decides=True) as at:
        measure, words = _find(at, entry_id), _check_fact(told)
        if told.on_day is None:
            raise Usage("It does not say from when.", code="no_day", what_to_do="Give the day on which it began.")
        if told.to_day is not None and told.to_day < told.on_day:
            raise Usage("It runs out before it began.", code="bad_days", what_to_do="Check both days.")
        rule = read_measures().get(measure.considered.measure)
        if rule and rule.runs_too_long(started_on=told.on_day, to_day=told.to_day):
            raise Usage(
                "The law does not let it run so long.",
                code="too_long",
                what_to_do="Check its last day. A new order has days of its own.",
            )
        line = FileEntryDraft(
            FileEntryKind.USED, words, on_day=told.on_day, to_day=told.to_day, record_ids=told.record_ids
        )
        return _write(at, measure, line)


def leave_measure(*, actor: Actor, file_id: str, entry_id: str, told: SubjectFileInput) -> str:
    """Write down that a measure is not used, and why."""
    with writing(actor=actor, file_id=file_id, action="leave_measure", decides=True) as at:
        measure = _find(at, entry_id)
        return _write(at, measure, FileEntryDraft(FileEntryKind.NOT_USED, check_words(told.words, today=clock.today())))


def keep_breach(*, actor: Actor, file_id: str, entry_id: str, told: SubjectFileInput) -> str:
    """Write down that a measure was breached: when, what happened, and on which record it stands."""
    with writing(actor=actor, file_id=file_id, action="keep_breach") as at:
        measure, words = _need_used(at, entry_id), _check_fact(told)
        _check_has_come(told)
        return _write(
            at, measure, FileEntryDraft(FileEntryKind.BREACH, words, on_day=told.on_day, record_ids=told.record_ids)
        )


def end_measure(*, actor: Actor, file_id: str, entry_id: str, told: SubjectFileInput) -> str:
    """Write down that a measure is at an end: when, and why."""
    with writing(actor=actor, file_id=file_id, action="end_measure", decides=True) as at:
        measure, words = _need_used(at, entry_id), _check_fact(told)
        _check_has_come(told)
        return _write(at, measure, FileEntryDraft(FileEntryKind.ENDED, words, on_day=told.on_day))


def _write(at: FileWriter, measure: Measure, line: FileEntryDraft) -> str:
    """A row about a measure names what its first row names too, so that it is as restricted."""
    records = at.check_records([*measure.considered.record_ids, *line.record_ids])
    row = measure.considered
    return at.write(
        FileEntryDraft(
            line.step, line.words, about=row.entry_id, measure=row.measure, measure_version=row.measure_version,
            on_day=line.on_day, to_day=line.to_day, record_ids=records,
        )
    ).entry_id  # fmt: skip


def _read_measure(at: FileWriter, measure: str) -> DisruptionMeasure:
    """A measure that fits the file."""
    rule, file = read_measures().get(measure), at.opened.file
    is_child = subjects_of(actor=at.actor, files=[file])[file.pk].is_child
    if rule is None or not rule.fits(kind=file.kind, is_child=is_child):
        raise Usage("There is no such measure here.", code="no_measure", what_to_do="Choose one of the list.")
    return rule


def _find(at: FileWriter, entry_id: str) -> Measure:
    measure = at.opened.standing.measure(entry_id)
    if measure is None or measure.ended:
        raise NotHere
    return measure


def _need_used(at: FileWriter, entry_id: str) -> Measure:
    measure = _find(at, entry_id)
    if measure.used is None:
        raise Usage("It is not used.", code="not_used", what_to_do="Write down first that it is used.")
    return measure


def _check_fact(told: SubjectFileInput) -> str:
    return check_words(told.words, today=clock.today(), least=OF_FACT)


def _check_has_come(told: SubjectFileInput) -> None:
    if told.on_day is None or told.on_day > clock.today():
        raise Usage("It does not say when.", code="no_day", what_to_do="Give a day that has come.")
