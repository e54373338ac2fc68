"""How a marked sign is meant: the cues of its sentence, then the part of the note, then what the rule says is usual.

A rule's `always` is beaten by nothing, its `usually` by any cue. With no cue at all a sign is affirmed, certain,
current, the child's, and the writer's own statement.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.casenotes.attributes.bystanders import find_bystander
from sightline.casenotes.attributes.cues import FoundCue
from sightline.casenotes.attributes.denial import find_denial
from sightline.casenotes.attributes.experiencer import find_holder
from sightline.casenotes.attributes.past_dates import find_past, list_entries
from sightline.casenotes.attributes.question_replies import Reply, reply_to
from sightline.casenotes.attributes.scope import ScopedValue, find_reaching
from sightline.casenotes.attributes.sources import People, Source, find_sources, source_of, speaker_of_quotation
from sightline.casenotes.forms.replies import FormReply, reply_on_form
from sightline.casenotes.parts.division import NotePart, NoteParts, PartKind
from sightline.casenotes.signs.rules import NoteRule
from sightline.casenotes.text.spans import Spans
from sightline.model.passages import (
    Attribute,
    Certainty,
    Cue,
    Experiencer,
    Polarity,
    SaidBy,
    Speaker,
    Tense,
)

Range = tuple[int, int]
LOOKS_BACK = 3
NEAR_HEAD = 24
# What a writer sees for themselves: an account that goes on does not go on over these.
SEEN_BY_WRITER = frozenset(
    {"emotional_change", "physical_injury", "health_attendance", "school_absence", "missing_episode"}
)
# In a return interview the rest is what the child tells, but for these.
OF_THE_WORKER = frozenset({"self_harm", "parent_worry", "suspected_exploitation"})
# What a child may say of itself; other wordings are the writer's word for what the child says.
OF_THE_CHILD = frozenset({"lifestyle_choice", "consensual", "in_a_relationship"})
GOES_ON = frozenset(
    {
        "she",
        "he",
        "they",
        "she'd",
        "he'd",
        "she's",
        "he's",
        "they'd",
        "they're",
        "there",
        "has",
        "had",
        "someone",
        "somebody",
        "his",
        "it",
        "when",
        "then",
        "also",
        "never",
    }
)
PLAIN: dict[str, str] = {
    Attribute.POLARITY: Polarity.AFFIRMED,
    Attribute.CERTAINTY: Certainty.CERTAIN,
    Attribute.TIME: Tense.CURRENT,
    Attribute.EXPERIENCER: Experiencer.SUBJECT,
    Attribute.SAID_BY: SaidBy.PROFESSIONAL,
}


@dataclass(slots=True)
class NoteContext:
    """What attributes of a note's signs are judged by. `cues` by sentence; `child`: where the child's names stand."""

    text: str = field(repr=False)
    folded: str = field(repr=False)
    sentences: list[Range]
    cues: list[list[FoundCue]]
    quotations: Spans
    parts: NoteParts
    people: People
    written_on: date | None
    replies: Sequence[FormReply] = ()
    is_interview: bool = False
    sources: dict[int, list[Source]] = field(default_factory=dict)
    _said: dict[int, frozenset[str]] = field(default_factory=dict)
    _past: dict[tuple[int, bool], Range | None] = field(default_factory=dict)
    _entries: list[re.Match[str]] | None = None

    def said_in(self, sentence: int) -> frozenset[str]:
        """The attributes of which a cue stands in a sentence."""
        if sentence not in self._said:
            self._said[sentence] = frozenset([cue.kind.attribute for cue in self.cues[sentence]])
        return self._said[sentence]

    def past_in(self, sentence: int, *, with_months: bool) -> Range | None:
        """Where a sentence names a time that was over long before; looked for once, whatever signs it holds."""
        asked = (sentence, with_months)
        if asked not in self._past:
            if self._entries is None:
                self._entries = list_entries(self.folded)
            self._past[asked] = find_past(
                folded=self.folded,
                sentence=self.sentences[sentence],
                written_on=self.written_on,
                entries=self._entries,
                with_months=with_months,
            )
        return self._past[asked]

    def sources_in(self, sentence: int) -> list[Source]:
        """The sources of a sentence; who spoke before is asked for the sake of `she`."""
        found = self.sources.get(sentence)
        if found is None:
            says = "says" in self.said_in(sentence)
            found = self.sources[sentence] = (
                []
                if not says
                else find_sources(
                    cues=self.cues[sentence],
                    sentence=self.sentences[sentence],
                    folded=self.folded,
                    people=self.people,
                    last=self.speaker_before(sentence),
                )
            )
        return found

    def speaker_before(self, sentence: int) -> Source | None:
        """The last source of the sentences before, unless one of them begins with somebody else."""
        for before in range(sentence - 1, max(-1, sentence - 1 - LOOKS_BACK), -1):
            sources = self.sources_in(before)
            if sources:
                return sources[-1]
            first = next((cue for cue in self.cues[before] if cue.kind.attribute == "who"), None)
            if first and first.kind.value != "pronoun" and first.start - self.sentences[before][0] <= NEAR_HEAD:
                return None
        return None


def is_left_open(*, span: Range, context: NoteContext) -> bool:
    """True for a sign in a question whose reply is neither yes nor no: nobody has stated it."""
    reply = reply_to(span=span, parts=context.parts, folded=context.folded)
    if reply is not None:
        return not reply.polarity and not reply.is_refused
    on_form = reply_on_form(span=span, replies=context.replies)
    return on_form is not None and on_form.is_open


def judge_indicator(
    *, rule: NoteRule, span: Range, words: Sequence[Range], sentence: int, context: NoteContext
) -> tuple[dict[str, str], list[Cue]]:
    """The five attributes of an indicator, and the cues that decided them."""
    decided: dict[str, str] = {**PLAIN, Attribute.SAID_BY: context.people.writer, **rule.usually}
    cues: list[Cue] = []
    parts = context.parts.at(span[0])
    reply = reply_to(span=span, parts=context.parts, folded=context.folded)
    for attribute in (Attribute.POLARITY, Attribute.CERTAINTY, Attribute.TIME):
        reached = _reached(rule, attribute, span, words, sentence, context, reply)
        if reached:
            decided[attribute] = reached.value
            cues.append(reached.cue)
    if decided[Attribute.TIME] == Tense.CURRENT:
        _use_past(decided, cues, sentence, context, parts, with_months=rule.label != "emotional_change")
    source = _find_source(span, sentence, context, parts, reply, rule.label)
    if source and decided[Attribute.TIME] != Tense.HYPOTHETICAL:  # a plan is the writer's, whoever is to carry it out
        decided[Attribute.SAID_BY] = source[0]
        cues += [source[1]] if source[1] else []
    holder = find_holder(
        span=span,
        sentence=context.sentences[sentence],
        cues=context.cues[sentence],
        sources=context.sources_in(sentence),
        folded=context.folded,
        label=rule.label,
        before_it=context.cues[sentence - 1] if sentence else (),
    ) or find_bystander(
        span=span,
        sentence=context.sentences[sentence],
        cues=context.cues[sentence],
        folded=context.folded,
        label=rule.label,
    )
    if holder:
        decided[Attribute.EXPERIENCER] = Experiencer.OTHER
        cues.append(holder)
    decided |= rule.always
    return {str(name): str(value) for name, value in decided.items()}, [
        cue for cue in cues if cue.attribute not in rule.always
    ]


def judge_wording(
    *, rule: NoteRule, span: Range, words: Sequence[Range], sentence: int, context: NoteContext
) -> tuple[dict[str, str], list[Cue]]:
    """Whether a wording is the writer's own or quoted: in marks, told by the child, or another record's."""
    held = context.quotations.at(span[0])
    quotation = held if held and span[1] <= held[1] else None
    decided = {"speaker": str(Speaker.PROFESSIONAL), **rule.usually}
    cues = []
    if quotation:
        decided["speaker"] = Speaker.QUOTED
        cues = [Cue(quotation[0] - 1, quotation[0], Attribute.SPEAKER)]
    elif reached := _find_quoting(rule, span, words, sentence, context):
        decided["speaker"] = reached.value
        cues = [reached.cue]
    return {**decided, **rule.always}, cues


def _find_quoting(
    rule: NoteRule, span: Range, words: Sequence[Range], sentence: int, context: NoteContext
) -> ScopedValue | None:
    """Words that make a wording somebody else's: `please do not write`, `the report calls her`, the child's telling."""
    reached = _reached(rule, Attribute.SPEAKER, span, words, sentence, context, None)
    if reached or rule.label not in OF_THE_CHILD:
        return reached
    source = source_of(span=span, sources=context.sources_in(sentence))
    if source is None or source[0] != SaidBy.CHILD:
        return None
    return ScopedValue(Speaker.QUOTED, replace(source[1], attribute=Attribute.SPEAKER))


def _reached(
    rule: NoteRule,
    attribute: str,
    span: Range,
    words: Sequence[Range],
    sentence: int,
    context: NoteContext,
    reply: Reply | None,
) -> ScopedValue | None:
    if attribute == Attribute.POLARITY and reply and reply.polarity:
        return ScopedValue(reply.polarity, Cue(*reply.at, Attribute.POLARITY))
    if attribute == Attribute.POLARITY and (on_form := reply_on_form(span=span, replies=context.replies)):
        return ScopedValue(Polarity.NEGATED, Cue(*on_form.at, Attribute.POLARITY))
    if attribute not in context.said_in(sentence):
        return None
    heard = context.cues[sentence]
    if rule.deaf_to:
        heard = [cue for cue in heard if cue.kind.name not in rule.deaf_to]
    if attribute == Attribute.POLARITY:
        return find_denial(span=span, words=words, cues=heard, folded=context.folded)
    return find_reaching(attribute=attribute, span=span, words=words, cues=heard, folded=context.folded)


def _use_past(
    decided: dict[str, str],
    cues: list[Cue],
    sentence: int,
    context: NoteContext,
    parts: Sequence[NotePart],
    *,
    with_months: bool,
) -> None:
    """A year or month long gone in the sentence, an old entry, or a heading. A mood changed in June is of now."""
    found = context.past_in(sentence, with_months=with_months)
    if found:
        decided[Attribute.TIME] = Tense.HISTORICAL
        cues.append(Cue(*found, Attribute.TIME))
        return
    for part in parts:
        is_old = part.on is not None and context.written_on is not None and (context.written_on - part.on).days > 75
        if (part.time or is_old) and not _is_over(part, context.sentences[sentence], context.text):
            decided[Attribute.TIME] = part.time or Tense.HISTORICAL
            cues.append(Cue(part.start, max(part.body, part.start + 1), Attribute.TIME))
            return


def _is_over(part: NotePart, sentence: Range, text: str) -> bool:
    """True where a heading in the middle of a line (`Advice: to ring us.`) has ended with its sentence."""
    line = text.rfind("\n", 0, part.start) + 1
    return part.kind is PartKind.SECTION and bool(text[line : part.start].strip(" -*•\t")) and sentence[0] > part.body


def _find_source(
    span: Range, sentence: int, context: NoteContext, parts: Sequence[NotePart], reply: Reply | None, label: str
) -> tuple[str, Cue | None] | None:
    if reply:
        return reply.said_by, Cue(*reply.at, Attribute.SAID_BY)
    turn = next((part for part in parts if part.said_by), None)
    quotation = context.quotations.at(span[0])
    if quotation and not turn:
        speaker = speaker_of_quotation(
            quotation=quotation,
            cues=context.cues[sentence],
            folded=context.folded,
        )
        if speaker:
            return speaker
    reaching = span if quotation is None else (max(quotation[0] - 1, 0), span[1])
    named = source_of(span=reaching, sources=context.sources_in(sentence))
    if turn and not (named and turn.said_by == SaidBy.PROFESSIONAL):
        return turn.said_by, Cue(turn.start, max(turn.body, turn.start + 1), Attribute.SAID_BY)
    if named:
        return named
    going_on = _goes_on(sentence, context, label)
    if going_on:
        return going_on
    informant = _informant(sentence, context, label)
    if informant:
        return informant
    if context.is_interview and label not in SEEN_BY_WRITER and label not in OF_THE_WORKER:
        return SaidBy.CHILD, None
    if quotation:
        return SaidBy.CHILD, Cue(quotation[0] - 1, quotation[0], Attribute.SAID_BY)
    return None


def _informant(sentence: int, context: NoteContext, label: str) -> tuple[str, Cue | None] | None:
    """Who rang, where the line begins with `T/C from aunt`: what it tells is theirs where nobody else is named."""
    if label in SEEN_BY_WRITER:
        return None
    line = context.text.rfind("\n", 0, context.sentences[sentence][0]) + 1
    first = bisect_left(context.sentences, (line, line))
    if first >= sentence:
        return None
    source = next((one for one in context.sources_in(first) if one.is_informant), None)
    return (source.said_by, Cue(*source.cue, Attribute.SAID_BY)) if source else None


def _goes_on(sentence: int, context: NoteContext, label: str) -> tuple[str, Cue | None] | None:
    """An account that goes on over sentences, as `She has not sent him any. He offered to buy her things.` does."""
    if label in SEEN_BY_WRITER:
        return None
    start, end = context.sentences[sentence]
    words = context.folded[start : min(end, start + 24)].split()
    if not words or words[0].strip("'\"*-") not in GOES_ON:
        return None
    last = context.speaker_before(sentence)
    if last is None or last.said_by not in (SaidBy.CHILD, SaidBy.FAMILY):
        return None
    return last.said_by, Cue(*last.cue, Attribute.SAID_BY)
