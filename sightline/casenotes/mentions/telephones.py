"""Finds telephone numbers: British and foreign ones, and parts of them where the note says that they are a telephone's.

Ten digits in a row may be an NHS number, eleven a crime number. British numbers count by their shape, those of the
drama ranges too; foreign ones are asked of the numbering plans.
"""

import re
from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit, TakenWords
from sightline.casenotes.mentions.words import NoteWords
from sightline.casenotes.text.anchored_patterns import AnchoredPattern

NUMBER = re.compile(r"(?<![\w+/£$€#.-])(?:\(?\+\d|\(?0\d|44[ -]?7\d)[\d ().-]{6,18}\d")
GROUPS = re.compile(r"\d+")
BRITISH = re.compile(r"(?:0044|44|0)(?:0?)(?:7\d{9}|[1238]\d{8,9}|9\d{9})")
DATED = re.compile(r"\(?0?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
SPOKEN = r"(?:numbers?|no\.?|mob(?:ile)?|phones?|tel|telephone|landline|sim|handset|whats ?app|calls?|texts?|caller)"
FEW = r"(?:two|three|four|five|six|few|[2-6])(?: digits| numbers)?"
PART = AnchoredPattern(
    re.compile(
        rf"\b{SPOKEN}\b[^.;\n]{{0,40}}?\b(?:end(?:ing|s|ed)?|finish(?:ing|es)|start(?:ing|s|ed)?|begin(?:ning|s)|began|"
        rf"last {FEW}|first {FEW})(?:[ :\"'“(-]|in|with|is|are|was|as|the|digits|numbers)*"
        r"(?P<part>\d[\d ]{1,7}\d)(?![\w/:%]|[.,]\d|[ ]?(?:am|pm|hrs)\b)",
        re.IGNORECASE,
    ),
    ("number", "no", "mob", "phone", "tel", "landline", "sim", "handset", "whats", "call", "text"),
)
PART_BY = frozenset(
    {"end", "ending", "ends", "ended", "finishing", "finishes", "start", "starting", "starts", "started", "begin",
     "beginning", "begins", "began", "last", "first"}
)  # fmt: skip
PART_OF = frozenset(
    {"number", "numbers", "no", "mob", "mobile", "phone", "phones", "tel", "telephone", "landline", "sim", "handset",
     "whatsapp", "whats", "call", "calls", "text", "texts", "caller"}
)  # fmt: skip
MASKS = ("**", "??", "xx", "XX", "* *", "x x")
MASKED = re.compile(r"(?<![\w+])(?:\+44 ?|0)7?\d{0,4}(?=[\d xX*?]{0,12}[xX*?]{2})[\d xX*?]{4,11}[\dxX*?](?![\w*?])")
SHORTEST_PART = 2


def find_phones(words: NoteWords) -> Iterator[MentionHit]:
    """The telephone numbers of a note that holds a digit."""
    text, whole = words.text, TakenWords(len(words.text))
    for found in NUMBER.finditer(text):
        if span := _read_number_span(text, found):
            whole.take(*span)
            yield MentionHit(*span, "phone", "thing", "phone_number")
    parts = (
        PART.finditer(text, words.folded)
        if not PART_BY.isdisjoint(words.all) and not PART_OF.isdisjoint(words.all)
        else ()
    )
    masked = MASKED.finditer(text) if any(mask in text for mask in MASKS) else ()
    for found in (*parts, *masked):
        start, end = found.span("part" if "part" in found.re.groupindex else 0)
        digits = sum(map(str.isdigit, text[start:end]))
        if digits >= SHORTEST_PART and whole.is_free(start, end):
            cue = (found.start(), start) if found.start() < start else None
            yield MentionHit(start, end, "phone", "thing", "phone_part", cue)


def _read_number_span(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """The range of the number that begins here: what follows it in digits may belong to something else."""
    if DATED.match(found[0]):
        return None
    groups = list(GROUPS.finditer(found[0]))
    foreign = "+" in found[0] or found[0].startswith("00")
    for last in range(len(groups), 0, -1):
        end = found.start() + groups[last - 1].end()
        written = text[found.start() : end]
        following = text[end : end + 1]
        if following.isalnum() or (following in "/:" and text[end + 1 : end + 2].isdigit()):
            continue
        if _is_british(written, groups[:last]) or (foreign and _is_foreign(written)):
            return found.start(), end
    return None


def _is_british(written: str, groups: list[re.Match[str]]) -> bool:
    digits = "".join(group[0] for group in groups)
    is_grouped = len(groups) == 1 or all(len(group[0]) > 1 for group in groups[1:])
    # 0115 0131 is two times of day; 0115 013 1234 is Nottingham.
    return is_grouped and len(groups) <= 5 and BRITISH.fullmatch(digits) is not None and not DATED.match(written)


def _is_foreign(written: str) -> bool:
    import phonenumbers  # the numbering plans take long to load, and few notes name a foreign number

    number = written.strip("(").replace("(0)", "")
    try:
        read = phonenumbers.parse("+" + number[2:] if number.startswith("00") else number, None)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(read))
