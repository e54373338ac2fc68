"""The disruption ledger: which measure was considered by whom, used or not and why, its days, breaches and end.

Not to use a measure is a decision like using it, and says why. One that was considered and never decided, and one whose
last day has passed, stand before managers until somebody says.
"""

from dataclasses import replace

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_name, read_past_day, read_words
from sightline.casework.subject_files.models import FileEntryKind
from sightline.casework.subject_files.pages.measures import DisruptionMeasure
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.services.files import SubjectFileInput
from sightline.casework.subject_files.state import Measure
from sightline.casework.subject_files.subjects import subjects_of
from sightline.casework.subject_files.writer import FileEntryDraft, FileWriter, writing
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

OF_FACT = "least_words_of_fact"  # what was decided, happened or ended: "Granted by the court" says it


def consider_measure(session: ReaderSession, *, file_id: str, measure: str, entered: SubjectFileInput) -> str:
    """Write down that a measure was considered: by whom, on which day, and why. The entry's id."""
    with writing(session, file_id=file_id, action="consider_measure") as at:
        rule, words = _read_measure(at, measure), read_words(entered.words)
        who, day = (
            read_name(entered.who, missing=_("Name the person who considered it.")),
            read_past_day(entered.on_day),
        )
        records = at.check_records(entered.record_ids)
        draft = FileEntryDraft(FileEntryKind.CONSIDERED, words, who=who, on_day=day, record_ids=records)
        return at.write(replace(draft, measure=measure, measure_version=rule.rule.version))


def use_measure(session: ReaderSession, *, file_id: str, entry_id: str, entered: SubjectFileInput) -> str:
    """Write down that a measure is used: from when, to when where it runs out, and why. Again where it was renewed."""
    with writing(session, file_id=file_id, action="use_measure", decides=True) as at:
        measure, words = _find(at, entry_id), read_words(entered.words, least=OF_FACT)
        if entered.on_day is None:
            raise Usage(_("The first day is missing."), code="no_day", what_to_do=_("Enter the day on which it began."))
        if entered.to_day is not None and entered.to_day < entered.on_day:
            raise Usage(_("The last day is before the first day."), code="bad_days", what_to_do=_("Check both days."))
        rule = read_measures().get(measure.considered.measure)
        if rule and rule.runs_too_long(started_on=entered.on_day, to_day=entered.to_day):
            raise Usage(
                _("The law does not allow this measure to last that long."),
                code="too_long",
                what_to_do=_("Check its last day. Enter a new order as a separate measure."),
            )
        draft = FileEntryDraft(
            FileEntryKind.USED, words, on_day=entered.on_day, to_day=entered.to_day, record_ids=entered.record_ids
        )
        return _write(at, measure, draft)


def leave_measure(session: ReaderSession, *, file_id: str, entry_id: str, entered: SubjectFileInput) -> str:
    """Write down that a measure is not used, and why."""
    with writing(session, file_id=file_id, action="leave_measure", decides=True) as at:
        measure = _find(at, entry_id)
        return _write(at, measure, FileEntryDraft(FileEntryKind.NOT_USED, read_words(entered.words)))


def keep_breach(session: ReaderSession, *, file_id: str, entry_id: str, entered: SubjectFileInput) -> str:
    """Write down that a measure was breached: when, what happened, and on which record it stands."""
    with writing(session, file_id=file_id, action="keep_breach") as at:
        measure, words = _need_used(at, entry_id), read_words(entered.words, least=OF_FACT)
        day = read_past_day(entered.on_day)
        return _write(
            at, measure, FileEntryDraft(FileEntryKind.BREACH, words, on_day=day, record_ids=entered.record_ids)
        )


def end_measure(session: ReaderSession, *, file_id: str, entry_id: str, entered: SubjectFileInput) -> str:
    """Write down that a measure is at an end: when, and why."""
    with writing(session, file_id=file_id, action="end_measure", decides=True) as at:
        measure, words = _need_used(at, entry_id), read_words(entered.words, least=OF_FACT)
        return _write(at, measure, FileEntryDraft(FileEntryKind.ENDED, words, on_day=read_past_day(entered.on_day)))


def _write(at: FileWriter, measure: Measure, draft: FileEntryDraft) -> str:
    """A row about a measure names what its first row names too, so that it is as restricted."""
    records = at.check_records([*measure.considered.record_ids, *draft.record_ids])
    row = measure.considered
    return at.write(
        replace(draft, about=row.entry_id, measure=row.measure, measure_version=row.measure_version, record_ids=records)
    )


def _read_measure(at: FileWriter, measure: str) -> DisruptionMeasure:
    """A measure that fits the file."""
    rule, file = read_measures().get(measure), at.opened.file
    is_child = subjects_of(at.session, files=[file])[file.pk].is_child
    if rule is None or not rule.fits(kind=file.kind, is_child=is_child):
        raise Usage(
            _("That measure is not in the list."), code="no_measure", what_to_do=_("Choose a measure from the list.")
        )
    return rule


def _find(at: FileWriter, entry_id: str) -> Measure:
    measure = at.opened.state.measure(entry_id)
    if measure is None or measure.ended:
        raise NotHere
    return measure


def _need_used(at: FileWriter, entry_id: str) -> Measure:
    measure = _find(at, entry_id)
    if measure.used is None:
        raise Usage(
            _("This measure is not used."), code="not_used", what_to_do=_("First record that the measure is used.")
        )
    return measure
