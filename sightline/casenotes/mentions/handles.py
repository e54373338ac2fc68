"""Finds names of accounts: @name, and what follows "Snap", "Insta", "username", "goes by ... on Discord".

The word behind "Snapchat" is mostly an ordinary one. Without @ a handle must look like one: digits, an underscore or a
full stop in it, or quotation marks around it.
"""

import re
from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit
from sightline.casenotes.mentions.words import NoteWords
from sightline.casenotes.text.anchored_patterns import AnchoredPattern
from sightline.casenotes.text.words import as_pieces

AT = re.compile(r"(?<![\w.@/+-])@(?:[^\W_][\w.-]*\w|_[\w.]*\w)")
APPS = (
    r"(?:snap(?:chat)?(?: name| user(?:name)?)?|sc|insta(?:gram)?(?: name)?|ig|tik ?tok|discord|telegram|kik|"
    r"yubo|twitter|"
    r"facebook|fb|messenger|roblox|fortnite|xbox|ps[45]|psn|steam|twitch|wizz|whats ?app|account|profile|"
    r"user ?name|user|"
    r"handle|screen ?name|gamer ?tag|tag|alias)"
)
LEADS = r"(?:is|was|as|name|named|called|account|profile|user(?:name)?|handle|id|under|of|the|by)"
NAMED = AnchoredPattern(
    re.compile(
        rf"(?<![\w@]){APPS}\b(?:[ :\"'“‘(–-]|{LEADS}\b)*[ :\"'“‘(](?P<name>[^\W\d_][\w.-]*\w)", re.IGNORECASE
    ),
    ("snap", "sc", "insta", "ig", "tik", "discord", "telegram", "kik", "yubo", "twitter", "facebook", "fb", "messenger",
     "roblox", "fortnite", "xbox", "ps4", "ps5", "psn", "steam", "twitch", "wizz", "whats", "account", "profile",
     "user", "handle", "gamer", "tag", "alias"),
)  # fmt: skip
ON_APP = re.compile(
    r"(?<![\w@])(?P<name>[^\W\d_]\w*(?:[._]\w+|\d+\w*)+)[\"'”’]? on "
    r"(?:snap|insta|tik ?tok|discord|kik|telegram|facebook|fb|xbox|psn)",
    re.IGNORECASE,
)
# Without a word for an app: dropdead_dan, top.shotta.bizz; with one full stop only in quotation marks or behind a word.
SHAPED = re.compile(r"(?<![\w@./:#-])[a-z][a-z0-9]*(?:[._][a-z0-9]+)+(?![\w@/-]|\.\w)")
# A note without such a sign between letters has no such name.
JOINED = re.compile(r"[._](?<=[a-z0-9].)[a-z0-9]")
SPEECH_CUE = re.compile(
    r"(?:\b(?:called|named|from|by|as|with|user|account|name|to|follows|following|is)|[\"'“‘(]) ?[\"'“‘]?$"
)
NO_SHAPE = re.compile(
    r"(?:\w\.){1,3}\w?$|.*\.(?:jpe?g|png|pdf|docx?|xlsx?|csv|txt|msg|eml|wav|mp[34])$|(?:https?|www)\b"
)
LEAST_PART = 3
NO_HANDLE = re.compile(
    r"[\w-]+\.(?:com|co|org|uk|net|gov|io|app|tv|me)\b|y\d+$|yr\d+$|ps[45]$|\d+$|\w+'\w+", re.IGNORECASE
)
QUOTES = frozenset("\"'“”‘’")
# A note without any of these words has no such name. After "on" an app's name may go on.
NAMED_BY = as_pieces(
    ("snap", "snapchat", "sc", "insta", "instagram", "ig", "tik", "tiktok", "discord", "telegram", "kik", "yubo",
     "twitter", "facebook", "fb", "messenger", "roblox", "fortnite", "xbox", "ps4", "ps5", "psn", "steam", "twitch",
     "wizz", "whats", "whatsapp", "account", "profile", "user", "username", "handle", "screen", "screenname", "gamer",
     "gamertag", "tag", "alias")
)  # fmt: skip
ON = as_pieces(("on",))
ON_ONE = re.compile(r" on (?:snap|insta|tik ?tok|discord|kik|telegram|facebook|fb|xbox|psn)", re.IGNORECASE)


def find_handles(words: NoteWords, *, english: frozenset[str]) -> Iterator[MentionHit]:
    """The handles of a note, with the app or word that tells of them as cue."""
    text = words.text
    if "@" in text:
        yield from (MentionHit(*found.span(), "handle", "unknown", "handle_at") for found in AT.finditer(text))
    named = NAMED.finditer(text, words.folded) if not words.pieces.isdisjoint(NAMED_BY) else ()
    on_app = ON_APP.finditer(text) if not words.pieces.isdisjoint(ON) and ON_ONE.search(text) else ()
    for found in (*named, *on_app):
        start, end = found.span("name")
        is_quoted = text[start - 1] in QUOTES and text[end : end + 1] in QUOTES
        if _looks_like_one(found["name"]) or (is_quoted and not NO_HANDLE.match(found["name"])):
            cue = (found.start(), start) if found.start() < start else (end, found.end())
            yield MentionHit(start, end, "handle", "unknown", "handle_app", cue)
    yield from _find_shaped(words, english)


def _find_shaped(words: NoteWords, english: frozenset[str]) -> Iterator[MentionHit]:
    """Names that look like nothing but an account's, wherever they stand."""
    for found in SHAPED.finditer(words.text) if JOINED.search(words.text) else ():
        name, parts = found[0], re.split(r"[._]", found[0])
        if NO_HANDLE.match(name) or NO_SHAPE.match(name):
            continue
        if "_" not in name and len(parts) == 2:  # home.she is a slip of the pen
            is_name = min(map(len, parts)) >= LEAST_PART and any(part not in english for part in parts)
            if not is_name or not SPEECH_CUE.search(words.text, max(0, found.start() - 24), found.start()):
                continue
        yield MentionHit(*found.span(), "handle", "unknown", "handle_shaped")


def _looks_like_one(name: str) -> bool:
    """Whether a word is no ordinary one: an underscore or full stop inside, or letters and digits."""
    if NO_HANDLE.match(name):
        return False
    return "_" in name or "." in name or (any(map(str.isdigit, name)) and sum(map(str.isalpha, name)) > 2)
