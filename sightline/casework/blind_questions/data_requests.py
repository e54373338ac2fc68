"""What a request for data finds here: questions and signals about somebody of the person's name and birth date."""

from collections.abc import Iterator

from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import AskKind
from sightline.casework.blind_questions.writer import read_text
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    as_words,
    write_down,
)
from sightline.translation.messages import lazy as _

LABEL = _("Question about the person without an answer from records")
KINDS = {
    AskKind.QUESTION: _("Asked who knows them"),
    AskKind.CALL: _("Asked to be called about them"),
    AskKind.CALLED: _("Called"),
}


def find_asks(subject: AccessSubject) -> Iterator[HeldWriting]:
    """Each is a writing of the agency that asked. A name without the same birth date is somebody else."""
    rows = list(BlindAsk.objects.asked().order_by("pk"))
    texts = subject.read(row.text_sha for row in rows)
    for row in rows:
        ask = read_text(texts.of(row.text_sha), worry=row.word)
        if ask is None or not subject.may_be_called(ask.name):
            continue
        if not subject.born or ask.born.isoformat() in subject.born:
            words = as_words(texts.of(row.text_sha))
            said = Said(row.by, row.at, str(KINDS[AskKind(row.kind)]), words)
            yield from write_down(subject, [said], label=str(LABEL), key=(row.entry_id,))


SOURCE = WritingSource(find_asks, ("BlindAsk",))
