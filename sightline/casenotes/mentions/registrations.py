"""Finds registrations of vehicles, whole and in part.

"Y10 DSL" and "PC 12" have the shape of old ones. Only the present kind stands by itself; older kinds need a vehicle in
the sentence, short ones and parts a word such as "reg" or "index" or "ending".
"""

import re
from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit, Range, TakenWords
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.words import NoteWords, divide
from sightline.casenotes.text.anchored_patterns import AnchoredPattern
from sightline.casenotes.text.words import as_pieces

LETTERS = "A-HJ-Z"
APART, WHOLE = r"(?<![\w/@#.-])", r"(?![\w@])"
PRESENT = re.compile(rf"{APART}([{LETTERS}]{{2}})( ?)(\d\d)( ?-?)([{LETTERS}]{{3}}){WHOLE}", re.IGNORECASE)
OLDER = re.compile(
    rf"{APART}(?:[A-Z]\d{{1,3}} ?[A-Z]{{3}}|[A-Z]{{3}} ?\d{{1,3}}[A-Z]"
    rf"|(?:[A-Z]{{1,2}}[IZ]|I[A-Z]{{2}}|[A-Z]I[A-Z]) ?\d{{1,4}}){WHOLE}"
)
CUE = AnchoredPattern(
    re.compile(
        r"\b(?:reg(?:istration|istered)?(?: (?:mark|numbers?|no|plates?))?|vrms?|vrns?|index(?: (?:mark|numbers?|no))?|"
        r"(?:number |licen[cs]e )?plates?|numberplates?)\b",
        re.IGNORECASE,
    ),
    ("reg", "vrm", "vrn", "index", "number", "licen", "plate"),
)
PART_CUE = AnchoredPattern(
    re.compile(
        r"\b(?:end(?:ing|ed|s)|start(?:ing|ed|s)|begin(?:ning|s)|began|part(?:ial)?(?: index| reg| plate| vrm)?|"
        r"(?:first|last|second|middle|front|back) (?:part|half|bit|two|three|four|few|[234])"
        r"(?: (?:letters|characters|digits|numbers|of it))*|something like|or similar)\b",
        re.IGNORECASE,
    ),
    ("ending", "ended", "ends", "start", "begin", "began", "part", "first ", "last ", "second ", "middle ", "front ",
     "back ", "something like", "or similar"),
)  # fmt: skip
# Words that only lead from "reg" to it: reg was possibly something like ...
LEADS = (
    "is|was|were|are|or|as|of|no|nos|number|mark|part|partial|partially|only|poss|possibly|believed|seen|read|reads|"
    "reading|noted|given|"
    "with|in|the|a|and|it|to|be|something|like|first|last|two|three|four|letters|characters|digits|half|bit|"
    "ending|ended|"
    "ends|starting|started|starts|beginning|begins|began|may|maybe|might|have|been|had|could|thought|think|"
    "thinks|around|"
    "about|possible|known|came|back|recorded|got|caught|taken|quoted|obtained|full|"
    "she|he|they|i|we|who|which|that|wrote|down|saw|remembers|remembered|noticed|could|see|make|out|by|from|on|her|his|but"
)
FILLER = re.compile(rf"(?:[ \t:.,;'\"“‘(*?-]|\n(?=[A-Z0-9]{{2,4}} ?\d)|\b(?:{LEADS})\b)*", re.IGNORECASE)
PIECE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,3}\d{1,4}[A-Z]{0,3}(?: [A-Z]{1,3}(?!\w))?|\d{1,4}[A-Z]{1,3}(?!\w)"
    r"|[A-Z]{2,3}(?: ?\d{1,4}[A-Z]{0,3})?)(?![\w:%])"
)
SMALL_PIECE = re.compile(r"(?<!\w)(?:[a-z]{1,3}\d{1,4}(?: ?[a-z]{3})?|\d{1,4}[a-z]{3}|[a-z]{2}\d\d ?[a-z]{3})(?!\w)")
VEHICLE = re.compile(
    r"\b(?:cars?|vehicles?|vans?|taxis?|cabs?|lorry|lorries|trucks?|minibus|hatchback|saloon|estate car|4x4|"
    r"jeep|mopeds?|"
    r"motorbikes?|scooters?|driv(?:er|en|ing|es)|drove|parked|reg|registration|vrm|vrn|plates?|index|motor)\b",
    re.IGNORECASE,
)
# The first half of a present registration behind a make or a colour: a red Clio, UP03 something.
HALF = re.compile(rf"{APART}([A-Z]{{2}})\d\d{WHOLE}(?! ?[A-Z]{{3}}\b)")
RIGHT_BEFORE = 40
DIGIT = re.compile(r"\d")
TWO_DIGITS = re.compile(r"\d(?<!\d\d)\d(?!\d)")
CUED_BY = frozenset(
    {"reg", "registration", "registered", "vrm", "vrms", "vrn", "vrns", "index", "plate", "plates", "numberplate",
     "numberplates"}
)  # fmt: skip
VEHICLE_CUES = frozenset(
    {"car", "cars", "vehicle", "vehicles", "van", "vans", "taxi", "taxis", "cab", "cabs", "lorry", "lorries", "truck",
     "trucks", "minibus", "hatchback", "saloon", "estate", "4x4", "jeep", "moped", "mopeds", "motorbike", "motorbikes",
     "scooter", "scooters", "driver", "driven", "driving", "drives", "drove", "parked", "motor"}
)  # fmt: skip
PART_BY = as_pieces(
    ("end", "ending", "ended", "ends", "start", "starting", "started", "starts", "begin", "beginning", "begins",
     "began", "part", "partial", "first", "last", "second", "middle", "front", "back", "something", "similar", "or")
)  # fmt: skip
YEARS_IN_FORCE = (range(2, 30), range(51, 80))
NO_AREA = frozenset(
    ("yr", "at", "to", "by", "on", "in", "no", "of", "is", "am", "rm", "ps", "pc", "dc", "ds", "hr",
     "wk", "cp", "id", "he", "we", "it")
)  # fmt: skip
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
NEAR = 120
# T871 NWB: with three figures and four letters an older one stands by itself.
LONGEST_NUMBER = 3
NO_PIECE = re.compile(
    r"[AMB]\d{1,3}|Y\d{1,2}|\d{1,4}(?:am|pm|hrs?|h|st|nd|rd|th|yrs?|yo|mph|kg|km|ml|mg|cm|mm|mins?|g|k|m|x|ft|lb)$",
    re.IGNORECASE,
)


def find_registrations(words: NoteWords, *, lists: MentionLists) -> Iterator[MentionHit]:
    """The registrations of a note. Older ones and parts are looked for only in a note that speaks of vehicles."""
    text, whole = words.text, TakenWords(len(words.text))
    speaks = not VEHICLE_CUES.isdisjoint(words.all) or not lists.vehicles.by_first.keys().isdisjoint(words.all)
    has_cue = not CUED_BY.isdisjoint(words.all)
    has_digit = DIGIT.search(text) is not None
    whole_ones = (*_present(text), *(OLDER.finditer(text) if speaks or has_cue else ())) if has_digit else ()
    for found in whole_ones:
        is_registration = _is_present(text, found, lists) if found.re is PRESENT else _is_older(text, found, lists)
        if whole.is_free(*found.span()) and is_registration:
            whole.take(*found.span())
            yield MentionHit(found.start(), found.end(), "vehicle", "thing", "vehicle_mark")
    if not speaks and not has_cue:
        return
    for half in _halves(text) if speaks and has_digit else ():
        since = max([half.start() - RIGHT_BEFORE, *(end.end() for end in SENTENCE_END.finditer(text, 0, half.start()))])
        is_named = _names_vehicle(text, half.start(), lists, near=half.start() - since)
        if is_named and whole.is_free(*half.span()) and half[1].lower() not in NO_AREA:
            whole.take(*half.span())
            yield MentionHit(*half.span(), "vehicle", "thing", "vehicle_mark_part")
    has_part = not words.pieces.isdisjoint(PART_BY)
    cues = CUE.finditer(text, words.folded) if has_cue else ()
    for cue in (*cues, *(PART_CUE.finditer(text, words.folded) if has_part else ())):
        span = _piece_behind(text, cue, lists)
        if span and whole.is_free(*span):
            whole.take(*span)
            yield MentionHit(*span, "vehicle", "thing", "vehicle_mark_part", cue.span())


def _present(text: str) -> Iterator[re.Match[str]]:
    """Marks of the present kind, looked for from the two digits in their middle."""
    for digits in TWO_DIGITS.finditer(text):
        start = digits.start() - (3 if text[digits.start() - 1 : digits.start()] == " " else 2)
        if start >= 0 and (found := PRESENT.match(text, start)):
            yield found


def _halves(text: str) -> Iterator[re.Match[str]]:
    """First halves of the present kind, looked for from their two digits."""
    for digits in TWO_DIGITS.finditer(text):
        if digits.start() > 1 and (found := HALF.match(text, digits.start() - 2)):
            yield found


def _is_present(text: str, found: re.Match[str], lists: MentionLists) -> bool:
    area, gap, age, _, last = found.groups()
    has_cue = _has_cue_before(text, found.start(), CUE.pattern)
    if not has_cue and (gap or area.lower() in NO_AREA or not any(int(age) in years for years in YEARS_IN_FORCE)):
        return False
    if found[0].isupper():
        return has_cue or last.lower() not in lists.not_names or _has_cue_before(text, found.start(), VEHICLE)
    # In small letters three of them behind a number are mostly a word: yr10 boy.
    is_named = has_cue or _has_cue_before(text, found.start(), VEHICLE) or _names_vehicle(text, found.start(), lists)
    return is_named and last.lower() not in lists.english


def _is_older(text: str, found: re.Match[str], lists: MentionLists) -> bool:
    letters = "".join(char for char in found[0].lower() if char.isalpha())
    if {letters[1:], letters[:3], letters} & lists.not_names or letters in lists.english:
        return _has_cue_before(text, found.start(), CUE.pattern, near=30)
    if sum(map(str.isdigit, found[0])) == LONGEST_NUMBER and len(letters) > LONGEST_NUMBER:
        return True
    return _has_cue_before(text, found.start(), VEHICLE) or _names_vehicle(text, found.start(), lists)


def _names_vehicle(text: str, place: int, lists: MentionLists, near: int = NEAR // 2) -> bool:
    """Whether a make or model stands not far before: a blue Escort, T871 NWB."""
    before = [word for word, _, _ in divide(text[max(0, place - near) : place])]
    for at, word in enumerate(before):
        is_named = word[0].isupper() or (at > 0 and before[at - 1].lower() in lists.colours)
        is_vehicle = word.lower() in lists.vehicles.by_first and not word.isdigit()
        if is_vehicle and (is_named or word.lower() not in lists.vehicle_words):
            return True
    return False


def _has_cue_before(text: str, place: int, cue: re.Pattern[str], near: int = NEAR) -> bool:
    """Whether a word of a kind stands in the same sentence, not far before the place or behind it."""
    before = text[max(0, place - near) : place]
    after = text[place : place + near // 2]
    ends = [end.end() for end in SENTENCE_END.finditer(before)]
    stop = SENTENCE_END.search(after)
    return cue.search(before[ends[-1] if ends else 0 :] + after[: stop.start() if stop else None]) is not None


def _piece_behind(text: str, cue: re.Match[str], lists: MentionLists) -> Range | None:
    """The part of a registration that follows its cue, over words that only lead to it."""
    is_of_part = cue.re is PART_CUE.pattern
    filler = FILLER.match(text, cue.end())
    start = filler.end() if filler else cue.end()
    found = PIECE.match(text, start)
    if not found and not is_of_part:
        small = SMALL_PIECE.match(text, start)
        found = small if small and not lists.english & set(small[0].split()) else None
    if not found or NO_PIECE.fullmatch(found[0]):
        return None
    has_digit = any(map(str.isdigit, found[0]))
    if not has_digit and (found[0].lower() in lists.not_names or found[0].lower() in lists.english):
        return None
    is_named = not is_of_part or _has_cue_before(text, cue.start(), VEHICLE) or _names_vehicle(text, cue.start(), lists)
    if not is_named:
        return None
    return found.span()
