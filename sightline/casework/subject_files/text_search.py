"""Gives finding the titles and texts of working files that an account may know of, as far as it may read each of them.

Which files those are is asked first, whatever the words are, so that the time a search takes tells of no other file.
"""

from collections.abc import Iterator, Sequence

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_FILE, WrittenAt
from sightline.casework.finding.written_texts import WrittenText
from sightline.casework.subject_files.models import SubjectFile
from sightline.casework.subject_files.rights import NONE
from sightline.casework.subject_files.selectors.files import lines_of_files
from sightline.casework.subject_files.selectors.lines import FileLineBuilder
from sightline.casework.word_index.selectors import texts_holding
from sightline.casework.word_index.words import WantedWords
from sightline.model.when import london_day
from sightline.sharing import part_in_subject_files

MOST_FILES, FILE = 100, "working_file"


def search_subject_files(session: ReaderSession, wanted: WantedWords) -> Sequence[WrittenText]:
    """Titles and texts of the newest open files of which the account may know, and that hold the words."""
    made = files_searched(session)
    shas = {row.text_sha for one in made for row in one.opened.rows if row.text_sha}
    holding = texts_holding(shas, wanted=wanted)
    return [text for one in made for text in _read_texts(one, wanted, holding)]


def files_searched(session: ReaderSession) -> Sequence[FileLineBuilder]:
    """The newest open files of which the account may know: those in which it finds words, whatever they are."""
    if part_in_subject_files(reader=session.actor.reader) == NONE:
        return ()
    newest = SubjectFile.objects.open().order_by("-pk")[:MOST_FILES]
    return session.once(("files searched", session.actor), lambda: lines_of_files(session, list(newest)))


def _read_texts(made: FileLineBuilder, wanted: WantedWords, holding: set[str]) -> Iterator[WrittenText]:
    file, about = made.opened.file, tuple(made.opened.file.mention_ids)
    title = made.subject.words
    if wanted.hold_in(title):
        yield WrittenText(IN_FILE, WrittenAt(FILE, file.file_id), london_day(file.from_at), about, title)
    for row in made.opened.rows:
        if row.text_sha in holding and made.opened.shows(row):
            said = made.text(row.text_sha, row.record_ids).words
            place = WrittenAt(FILE, file.file_id, "entry", row.entry_id)
            yield WrittenText(IN_FILE, place, london_day(row.at), about, said)
