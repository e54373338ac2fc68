"""Reads one note: the signs that rules mark in it, and how each is meant.

Offsets are code points of the text as it came. Everything is found in a folded copy of the same length, and nothing is
stripped or normalised.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter

from sightline.casenotes.attributes.blame import is_hollow, is_of_another, is_too_short, leave_out_names
from sightline.casenotes.attributes.cues import FoundCue, build_cues, read_cues
from sightline.casenotes.attributes.family import find_pronoun, list_named, list_titled
from sightline.casenotes.attributes.judgement import NoteContext, is_left_open, judge_indicator, judge_wording
from sightline.casenotes.attributes.sources import People, find_writer
from sightline.casenotes.engine.laid_texts import lay_out_texts
from sightline.casenotes.forms.replies import is_a_reply
from sightline.casenotes.mentions.finder import find_mentions
from sightline.casenotes.note import LaidNotes, Note, NoteText
from sightline.casenotes.parts.division import NoteParts, read_parts
from sightline.casenotes.parts.sentences import WINDOW, find_quotations, list_windows
from sightline.casenotes.signs.awake_sentences import ListedWords, find_listed_words
from sightline.casenotes.signs.bare_words import widen_bare
from sightline.casenotes.signs.compiled_rules import CompiledRules, build_machine
from sightline.casenotes.signs.finder import Sign, find_signs
from sightline.casenotes.signs.rules import NoteRule
from sightline.casenotes.signs.settlement import settle
from sightline.casenotes.text.folded_text import stands_alone
from sightline.casenotes.text.spans import Spans
from sightline.casenotes.text.words import Pieces
from sightline.model.passages import Passage, PassageKind
from sightline.model.visibility import PROTECTED_WORDS

Range = tuple[int, int]
SHORTEST_NAME = 2
# A note of a return interview: by its agency, or by what it calls itself at its head.
INTERVIEWS, HEAD = "missing_rhi", 160
# As long as the words of a gap, so that places count alike: "not shown" must not deny what is said beside it.
SILENT_GAP = f"[{'_' * (len(PROTECTED_WORDS) - 2)}]"
INTERVIEW_WORDS = ("return interview", "return home interview", "rhi ", "independent interview")
WRITER = frozenset({"i", "me", "we", "us"})


def read_note(note: Note, *, machine: CompiledRules | None = None) -> list[Passage]:
    """Every indicator and wording passage of a note, by place."""
    return _read_windows(note, partial(_read_note, machine=machine or build_machine()))


def read_all(note: Note, *, ready: NoteText | None = None, listed: ListedWords | None = None) -> list[Passage]:
    """Every passage of a note, mentions too, by place; of a very long one as far as its budget of steps goes.

    `ready`: its text, where it was made ready; `listed`: the listed words of that.
    """
    if PROTECTED_WORDS in note.text:
        return _read_around_gaps(note)
    if ready and len(note.text) <= WINDOW:
        return _read_all(note, ready, listed)
    return _read_windows(note, _read_all)


def _read_around_gaps(note: Note) -> list[Passage]:
    """A gap of what is protected says nothing, and is no name."""
    found = _read_windows(replace(note, text=note.text.replace(PROTECTED_WORDS, SILENT_GAP)), _read_all)
    kept = [one for one in found if one.kind is not PassageKind.MENTION or SILENT_GAP[1:-1] not in one.text]
    return [replace(one, text=note.text[one.start : one.end]) for one in kept]


def _read_windows(note: Note, read: Callable[[Note], list[Passage]]) -> list[Passage]:
    """What `read` finds in each window of a note, at its place in the note."""
    windows = list_windows(note.text)
    if windows == [(0, len(note.text))]:
        return read(note)
    return [
        _move(passage, start) for start, end in windows for passage in read(replace(note, text=note.text[start:end]))
    ]


def _move(passage: Passage, by: int) -> Passage:
    cues = tuple(replace(cue, start=cue.start + by, end=cue.end + by) for cue in passage.cues)
    return replace(passage, start=passage.start + by, end=passage.end + by, cues=cues)


def _read_note(note: Note, machine: CompiledRules) -> list[Passage]:
    text = NoteText(note.text)
    return _read_signs(note, text, list_words([note], [text], machine)[0], machine)


def list_words(notes: Sequence[Note], texts: Sequence[NoteText], machine: CompiledRules) -> list[ListedWords]:
    """The listed words of each note; `texts`: theirs, made ready."""
    laid = lay_out_texts([text.pieces for text in texts], [text.sentences for text in texts])
    return list_words_of(notes, texts, machine, LaidNotes(laid, machine.words.find(laid)))


def list_words_of(
    notes: Sequence[Note], texts: Sequence[NoteText], machine: CompiledRules, laid: LaidNotes
) -> list[ListedWords]:
    """The same of notes that are laid out."""
    names = [
        find_names(subject=note.subject, text=note.text, pieces=text.pieces)
        for note, text in zip(notes, texts, strict=True)
    ]
    return find_listed_words(machine, laid.texts, laid.hits, names, build_cues().arrays.find(laid.texts))


def _read_all(note: Note, ready: NoteText | None = None, listed: ListedWords | None = None) -> list[Passage]:
    text = ready or NoteText(note.text)
    listed = listed or list_words([note], [text], build_machine())[0]
    text.hits = listed.hits
    signs = _read_signs(note, text, listed, build_machine())
    mentions = find_mentions(
        note.text, subject=note.subject, agency=note.agency, pieces=text.pieces, folded=text.folded
    )
    return sorted(
        [*leave_out_names(signs, mentions), *mentions], key=lambda passage: (passage.start, -passage.end, passage.kind)
    )


def _read_signs(note: Note, text: NoteText, listed: ListedWords, machine: CompiledRules) -> list[Passage]:
    if not listed.awake:
        return []
    folded, sentences = text.folded, text.sentences
    signs = find_signs(machine=machine, folded=folded, listed=listed, sentences=sentences)
    if not signs:
        return []
    read = sentences[: max(sign.sentence for sign in signs) + 1]
    context = make_context(note=note, ready=text, sentences=read, listed=listed)
    made = [
        _make_passage(machine, sign, context)
        for sign in signs
        if not is_left_open(span=(sign.start, sign.end), context=context)
        and not is_a_reply(span=(sign.start, sign.end), replies=context.replies)
        and not _blames_no_child(machine.rules[sign.rule], sign, context)
    ]
    settled = settle(passages=made, settlement=machine.settlement, folded=folded)
    settled = widen_bare(passages=settled, folded=folded, sentences=sentences)
    return [_with_its_text(one, note.text) for one in settled]


def _with_its_text(one: Passage, text: str) -> Passage:
    """A passage whose span may have grown."""
    said = text[one.start : one.end]
    return one if one.text == said else replace(one, text=said)


def _blames_no_child(rule: NoteRule, sign: Sign, context: NoteContext) -> bool:
    """True for wording that says nothing by itself, or is said of somebody or something else."""
    return rule.kind is PassageKind.WORDING and (
        is_hollow(context.folded[sign.start : sign.end])
        or is_too_short(context.folded[sign.start : sign.end], rule.short)
        or is_of_another(
            folded=context.folded,
            span=(sign.start, sign.end),
            sentence=context.sentences[sign.sentence],
            cues=context.cues[sign.sentence],
            sources=context.sources_in(sign.sentence),
            label=rule.label,
        )
    )


def make_context(*, note: Note, ready: NoteText, sentences: list[Range], listed: ListedWords) -> NoteContext:
    """What attributes are judged by: sentences with their cues, quotations, parts, and whose name stands where.

    `sentences`: as far as there are signs. A child named May or Hope is no cue, and `I` in a quotation is not the
    writer.
    """
    folded, pieces = ready.folded, ready.pieces
    quotations, names = Spans(find_quotations(note.text)), Spans(listed.child)
    heard = read_cues(folded, listed.cues, until=sentences[-1][1])
    if names:
        heard = [cue for cue in heard if not names.touches(cue.start, cue.end)]
    if quotations:
        heard = [cue for cue in heard if folded[cue.start : cue.end] not in WRITER or quotations.at(cue.start) is None]
    return NoteContext(
        text=note.text,
        folded=folded,
        sentences=sentences,
        cues=_by_sentence(heard + list_named(note=note, folded=folded, pieces=pieces, child=listed.child), sentences),
        quotations=quotations,
        parts=NoteParts(read_parts(note.text, subject=note.subject, written_on=note.written_on)),
        people=People(pronoun=find_pronoun(pieces), writer=find_writer(note.agency)),
        written_on=note.written_on,
        replies=ready.replies,
        is_interview=note.agency == INTERVIEWS or any(words in folded[:HEAD] for words in INTERVIEW_WORDS),
    )


def find_names(*, subject: str, text: str, pieces: Pieces) -> list[Range]:
    """Where the child's whole name, or a part of it with a capital, stands in the text."""
    found: list[Range] = []
    titled = Spans(list_titled(text, pieces))
    words = {word for word in {subject, *subject.split()} if len(word) >= SHORTEST_NAME}
    for word in words | {word.upper() for word in words}:
        start = text.find(word)
        while start >= 0:
            if stands_alone(text, start, start + len(word)) and titled.at(start) is None:
                found.append((start, start + len(word)))
            start = text.find(word, start + 1)
    return sorted(found)


def _by_sentence(cues: Sequence[FoundCue], sentences: list[Range]) -> list[list[FoundCue]]:
    starts = [start for start, _ in sentences]
    held: list[list[FoundCue]] = [[] for _ in sentences]
    for cue in sorted(cues, key=itemgetter(0, 1)):
        place = bisect_right(starts, cue.start) - 1
        if place >= 0 and cue.start < sentences[-1][1]:
            held[place].append(cue)
    return held


def _make_passage(machine: CompiledRules, sign: Sign, context: NoteContext) -> Passage:
    rule = machine.rules[sign.rule]
    span = (sign.start, sign.end)
    if rule.kind is PassageKind.INDICATOR:
        attributes, cues = judge_indicator(
            rule=rule, span=span, words=sign.words, sentence=sign.sentence, context=context
        )
    else:
        attributes, cues = judge_wording(
            rule=rule, span=span, words=sign.words, sentence=sign.sentence, context=context
        )
    return Passage(
        start=sign.start,
        end=sign.end,
        text=context.text[sign.start : sign.end],
        kind=rule.kind,
        label=rule.label,
        rule_id=rule.rule.id,
        rule_version=rule.rule.version,
        cues=tuple(sorted(cues)),
        suggestion=rule.prefer,
        **attributes,
    )
