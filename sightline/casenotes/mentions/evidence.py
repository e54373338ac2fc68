"""Weighs what stands about a run of words: how much says that it is somebody's name, and how much that it is not.

The weights add up over all occurrences of a name in the note, because one "told Lorcan" tells what every other Lorcan
is. They weigh words, never people.
"""

import re

from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.names import Run, is_name_and_word
from sightline.casenotes.mentions.words import NoteWords, WordShape

CERTAIN, STRONG, SOME, LITTLE = 6, 3, 2, 1
ENOUGH = 2
AGED = re.compile(
    r",? ?\(?(?:aged? ?)?\d{1,2}(?:ish|s)?\b"
    r"(?! ?(?:[:.]\d|(?:am|pm|mins?|min|hrs?|hours?|miles?|weeks?|days?|months?)\b|%|/))"
)
MONTHS = frozenset({"may", "april", "june", "august", "march"})
NICKNAMED = 2
ARTICLES = frozenset({"the", "a", "an", "this", "these", "those", "each", "every", "any", "no", "another", "some"})
SIGNS_OFF = re.compile(r"[ \t]*(?:[,(.][^.\n]{0,60})?[.)]?[ \t]*(?=[\r\n]|\Z)")


def weigh(words: NoteWords, run: Run, *, lists: MentionLists) -> int:
    """What one occurrence of a run says for its being a name, and against it. ENOUGH in all makes it one."""
    if _is_month(words, run, lists):
        return -STRONG
    return _own(words, run, lists) + _before(words, run, lists) + _behind(words, run, lists)


def _own(words: NoteWords, run: Run, lists: MentionLists) -> int:
    """What the words themselves say: strange ones, forenames, initials, two together."""
    first = words.small[run.first]
    begins = words.begins[run.first]
    if run.has_initial and run.length > 1:
        if words.small[run.first + 1] in lists.cues["no_things"] or words.small[run.first + 1] in lists.cues["placing"]:
            return -STRONG
        return STRONG if run.strange or not begins else SOME
    weight = 0
    if run.length == 1:
        if is_name_and_word(first, lists):
            return -LITTLE if begins or words.shouted else LITTLE
        if not run.strange:
            return -STRONG if begins or words.shouted else -SOME
        return SOME if first in lists.forenames else LITTLE
    if first in lists.cues["nickname_first"] and run.length == NICKNAMED and not begins:
        return SOME
    if run.has_forename:
        weight += SOME
    if run.strange > 1 or (run.strange and first in lists.forenames):
        weight += LITTLE
    return weight + (LITTLE if run.strange else -STRONG if not run.has_forename else 0)


def _before(words: NoteWords, run: Run, lists: MentionLists) -> int:
    """What the words before say: a title, a kinship word, "called"; or "in" and "the"."""
    if not run.first:
        return 0
    cues, before, gap = lists.cues, words.small[run.first - 1], words.before(run.first)
    earlier = words.small[run.first - 2] if run.first > 1 else ""
    if before.isdigit() and run.first > 1 and earlier in cues["ranks"]:
        before, earlier = earlier, ""
    is_titled = before in cues["titles"] or before in cues["ranks"]
    if is_titled and (gap == " " or (before in cues["dotted"] and gap in (". ", "."))):
        return CERTAIN if before in cues["titles"] or before in cues["short_ranks"] else STRONG
    if any(stop in gap for stop in ".:;!?\n"):
        return LITTLE if before in cues["signing"] else 0
    if before in cues["signing"] and "," in gap and words.shapes[run.first] is WordShape.SMALL:
        return STRONG
    if before == "ex" and earlier in ("his", "her", "their", "mum's", "s"):
        return SOME
    if before in cues["naming"] and "." not in gap:
        return STRONG
    if before in cues["kin_titles"] and gap == " " and words.small[run.first] not in cues["acts"]:
        return CERTAIN if words.shapes[run.first] is WordShape.CAPITAL and not words.shouted else SOME
    if before in cues["kin"] or before in cues["peers"] or before in cues["adults"]:
        return SOME if run.strange or run.has_forename else LITTLE
    if before in ARTICLES:
        return -STRONG
    if gap.strip(" ") in ("(",):
        return LITTLE
    return _by_preposition(before, earlier, run, lists)


def _by_preposition(before: str, earlier: str, run: Run, lists: MentionLists) -> int:
    cues = lists.cues
    is_plain_name = run.has_forename and run.strange > 0
    if before in cues["placing"]:
        return -LITTLE if is_plain_name else -SOME
    if before in ("to", "from", "of", "over", "between") and earlier in cues["moving"]:
        return 0 if is_plain_name else -SOME
    if before in ("to", "from", "of"):
        return LITTLE if earlier in cues["reaching"] and (run.strange or run.may_be_forename) else 0
    if before in ("on", "under", "using", "wearing", "via", "per"):
        return -LITTLE
    return LITTLE if before in cues["towards"] and (run.strange or run.may_be_forename) else 0


def _behind(words: NoteWords, run: Run, lists: MentionLists) -> int:
    """What follows says: an age, what they do, what is theirs, what they are; or a word that makes it a place's."""
    may_be = run.strange > 0 or run.has_forename
    weight = LITTLE if words.owns[run.last] and may_be else 0
    if AGED.match(words.text, words.ends[run.last]) and not words.owns[run.last]:
        return weight + SOME
    if run.last + 1 < len(words.small):
        gap, after = words.between(run.last), words.small[run.last + 1]
        said = _next_word(words, run, after, lists) if gap == " " else _set_off(words, run, gap, after, lists)
        if said is not None:
            return weight + said
    signs = may_be and words.begins[run.first] and SIGNS_OFF.match(words.text, words.ends[run.last]) is not None
    return weight + (SOME if signs else 0)


def _next_word(words: NoteWords, run: Run, after: str, lists: MentionLists) -> int | None:
    """What the word right behind says; None where it says nothing."""
    if after in lists.cues["places_after"]:
        return -SOME
    if after in lists.cues["acts"]:
        if run.length == 1 and is_name_and_word(words.small[run.first], lists):
            return LITTLE if after in lists.cues["weak_acts"] else STRONG
        # "is" behind a word says less of a word that is no strange one: Attendance is poor.
        return SOME if run.strange or run.has_forename else LITTLE
    if words.shapes[run.last + 1] is WordShape.CAPITALS and after in lists.cues["professional_after"]:
        return SOME
    if after in lists.english and after not in lists.cues["towards"] and not words.owns[run.last]:
        return -LITTLE if _is_thing(after, lists) else 0
    return None


def _set_off(words: NoteWords, run: Run, gap: str, after: str, lists: MentionLists) -> int | None:
    """What a comma or bracket and the words behind it say: Besart, her cousin; Ms Falk (DSL)."""
    if gap.strip(" ") not in (",", "(", ", (", "-", "–"):
        return None
    kinds = [lists.cues[kind] for kind in ("kin", "peers", "adults")]
    behind = words.small[run.last + 1 : run.last + (4 if after in lists.cues["whose"] else 2)]
    if (run.strange or run.may_be_forename) and any(word in kind for kind in kinds for word in behind):
        return SOME
    return LITTLE if run.strange and after in lists.cues["professional_after"] else None


def _is_thing(word: str, lists: MentionLists) -> bool:
    """A word behind a name that is no doing: Fraser assessment, Nokia phone."""
    return not word.endswith(("ed", "ing", "ly", "s", "nt")) and word not in lists.cues["no_things"] and len(word) > 3


def _is_month(words: NoteWords, run: Run, lists: MentionLists) -> bool:
    """May in "in May", "4 May", "May 2020": a month, not a girl."""
    if run.length > 1 or words.small[run.first] not in MONTHS:
        return False
    before = words.small[run.first - 1] if run.first else ""
    after = words.small[run.last + 1] if run.last + 1 < len(words.small) and words.between(run.last) == " " else ""
    return (
        before in lists.cues["before_month"]
        or before[:1].isdigit()
        or after[:2].isdigit()
        or (after[:1].isdigit() and before in ("in", "on"))
    )
