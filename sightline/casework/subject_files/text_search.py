"""Gives finding the titles and texts of working files that an account may know of, as far as it may read each of them.

Which files those are is asked first, whatever the words are, so that the time a search takes tells of no other file.
"""

from collections.abc import Iterator, Sequence

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.journal_texts import JournalText
from sightline.casework.finding.query import plain_words
from sightline.casework.protection.free_text import texts_holding
from sightline.casework.subject_files.lines import FileLineBuilder
from sightline.casework.subject_files.models import SubjectFile
from sightline.casework.subject_files.rights import NONE
from sightline.casework.subject_files.selectors import lines_of_files
from sightline.model.when import london_day
from sightline.sharing import part_in_subject_files

MOST_FILES = 100


def search_subject_files(session: ReaderSession, words: Sequence[str]) -> Sequence[JournalText]:
    """Titles and texts of the newest open files of which the account may know, and that hold the words."""
    if part_in_subject_files(reader=session.actor.reader) == NONE:
        return ()
    made = lines_of_files(session, list(SubjectFile.objects.open().order_by("-pk")[:MOST_FILES]))
    shas = {row.text_sha for one in made for row in one.opened.rows if row.text_sha}
    holding = texts_holding(shas, words=words) if shas else set()
    return [text for one in made for text in _read(one, words, holding)]


def _read(made: FileLineBuilder, words: Sequence[str], holding: set[str]) -> Iterator[JournalText]:
    file, about = made.opened.file, tuple(made.opened.file.mention_ids)
    title = made.subject.words
    if set(words) <= set(plain_words(title)):
        yield JournalText(file_id=file.file_id, on=london_day(file.from_at), mention_ids=about, words=title)
    for row in made.opened.rows:
        if row.text_sha in holding and made.opened.shows(row):
            said = made.text(row.text_sha, row.record_ids).words
            on = london_day(row.at)
            yield JournalText(file_id=file.file_id, entry_id=row.entry_id, on=on, mention_ids=about, words=said)
