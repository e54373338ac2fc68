"""The laws of words: what may stand in no string, each as a pattern with what to say instead."""

import re
from collections.abc import Iterator

from tools.sentence_lengths import LONGEST, count_words, sentences
from tools.words.said import BLANK, Said

# Words that readers stumbled over, with what to say instead.
BANNED = {
    r"stands?|stood|standing": "say: is listed, is shown, status",
    r"whoever|whomever": "name the role",
    r"whom": "name the role, or turn the sentence round",
    r"somebody": "name the role, or say: someone, a person",
    r"waits for|what waits|waits on": "say who must do what",
    r"rests? on|rested on|hangs? on": "say: is based on, depends on",
    r"go(es)? up|went up|comes? up to|climbs?|climbed": "say: is escalated",
    r"comes? past|came past": "say: was escalated past",
    r"met of": "say: applies to, found",
    r"told back|tell back": "say: feedback to the referrer",
    r"has gone to|off (this|the) line|takes? off": "say: is removed from, was sent to",
    r"lies? beside|stands? beside": "say: is shown next to",
    r"left apart|taken apart|set aside": "say: kept separate, split, removed from lists",
    r"looked at again": "say: needs review",
    r"in hand": "say: being dealt with",
    r"nobody has said|it is said": "say what is or is not recorded",
    r"anew|thereby|therein|thereof|henceforth|hitherto|shall": "use a plainer word",
    r"no clock runs": "say: no deadline",
    r"is no more|no more asked|asked no more": "say the state: closed, answered",
    r"please|simply": "leave it out",
    r"claimed that|alleged that": "say: said that",
    r"giv(e|es|ing) (the (same )?(['“]?sightline \w+['”]? )?command|['“]sightline)": "say: run the command",
    r"mend(s|ed|ing)?": "say: correct, repair",
    r"(is|are|be|records) of (one|another|the other|an older) (person|people|relative)": "say: is about",
    r"cannot be told|(is|are) no (answer(?! to)|moment|part)": "say what it is not, or what cannot be done",
    r"as (it|they) (was|were) (written|added)|as they came": "say: unchanged since, or changed since",
    r"not whole|verified: whole": "say: complete",
    r"tak(e|es|en|ing) in (files|more|rows)|be taken in": "say: import",
    r"at the machine": "say: at the server, on the server",
    r"counts? from the next": "say: applies from the next update",
    r"sa(y|ys|id) nothing of": "say: about",
    r"is there already|there is a file of that name": "say: already exists",
    r"looks? no further|in twos": "say what the limit is; in pairs",
    r"still to come|has not come yet": "say: future, in the future",
    r"elsewhere these words": "say where we look for these words, and why only there",
}
# One term a thing: the second word for a thing that has a first.
SECOND_WORDS = {
    r"working files?|persons? of concern files?": "person of concern, place of concern",
    r"data as of": "up to date to",
    r"place many people use|places many people use": "busy place",
    r"same-person questions?": "possible match",
    r"merged away": "no longer in X's data",
    r"not known yet": "awaiting data from X",
    # Not what an option or a value is called, nor what a browser does, in capitals.
    r"(?<![-(])(?-i:[Pp]osts?)|post-?holders?": "responsible person (who answers), role, job title (in free words)",
    r"(?<!\()ladders?": "say who it escalates to",
    r"accounts? of harm|child(?:ren)?['’]s accounts?": "disclosure",
    r"(tak(e|es|ing)|took|withdr\w+|scraps?) (back )?(an|another|no|any) accounts?(?!['’])": (
        "disclosure, what the child said: an account is what a person signs in with"
    ),
    r"accounts? (back|withdrawn|not believed)|tells? (part of )?an account": "disclosure, what the child said",
    r"(download|show|see|in|on) (the|a) picture|picture(?=: …)|download image": "chart, map: a picture is a photograph",
    r"(every|each) step (so far|of an action)|step by step(?=: …)": "stage: where an action is, and who must answer",
    r"recognised (across|in|patterns?)|patterns? recognised": "pattern, found",
    r"next runs?|a run": "update",
    r"holds? (this|these|its|the) (signs?|words)": "show",
    r"(came|held|put|puts) ((two )?people |them |(the|their|these) records )?together(?! what)": (
        "matched by Sightline, confirmed by (role), shown as one person"
    ),
    r"(?<!export )(?<!\()rejects(?!\.)": "rows not imported",
    r"(?<!online )accounts?['’]s name|(?<!online )(?-i:account name)": "user name: what a person signs in with",
    r"back to the questions|choose (other )?questions": "possible matches, questions to ask",
    # A machine has one clock: several are deadlines.
    r"clocks|(our|its|their|a|each|no|every) (open |running )?clock(?= (runs|ran|ends|is over))": "deadline",
    r"unclaimed|claim(?:ed|ing)(?! that)|claims (?:it|the item)": "told, dealing with it; said",
    r"(?<!:)12 ?[ap]m": "midnight, midday",
    r"join(s|ed|ing)? (people|their records|the records|with another person)|wrong joins?|joined or split": (
        "matched, confirmed as one person, connected"
    ),
}
RULES = [
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead) for words, instead in {**BANNED, **SECOND_WORDS}.items()
]
# "Is recorded" or "Are withdrawn" in a heading, and nobody named who does it.
IRREGULAR = (
    "told|sent|found|made|kept|held|read|shown|left|paid|put|built|lost|met|known|heard|brought|done|said|set|shut|split|"
    "begun|drawn|thought|sought|caught|taught|bought|felt|dealt|led|fed|hit|cut|let|spent|lent|laid|understood|withheld|"
    "rebuilt|withdrawn|redone|undone|overseen|foreseen|bound|sold|run|worn"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:(?:not|no|never|now|already|still|only|also|first|last|once|\w+ly) )*"
    rf"(?:\w+(?:ed|en)|{IRREGULAR})\b(?!.*\bby\b)"
)


# `16:40`, where people say 4:40pm. A moment as a program writes it has seconds.
CLOCK_OF_24 = re.compile(r"(?<![\d:.-])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]| ?[ap]m)")
# `from_kind`: how code calls a thing, and no reader of a heading does.
NAME_OF_CODE = re.compile(r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b")


def broken(said: Said) -> Iterator[str]:
    """Each law that a string breaks, with what to do."""
    for pattern, instead in RULES:
        found = pattern.search(said.text)
        if found:
            yield f"“{found[0]}”: {instead}"
    if CLOCK_OF_24.search(said.text):
        yield f"“{CLOCK_OF_24.search(said.text)[0]}”: say the time of day as 4:40pm or 5pm"  # type: ignore[index]
    for one in sentences(said.text.replace(BLANK, " X ")):
        if count_words(one) > LONGEST:
            yield f"{count_words(one)} words in a sentence: at most {LONGEST}"
    if said.is_heading and NAME_OF_CODE.search(said.text):
        yield f"“{said.text}” in a heading: say it in words; where another program reads it, see tools/words/exports.py"
    if said.is_heading and PASSIVE.search(said.text):
        yield f"“{PASSIVE.search(said.text)[0]}” in a heading: say who does it, or use a noun"  # type: ignore[index]
