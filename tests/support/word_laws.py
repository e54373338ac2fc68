"""The law of words with one meaning: where a name may hold one of them, as a function that can be tried on a breach.

GLOSSARY.md says what each means. A name is that of a module, a class, a function, an argument, a field or a variable.
`line` is asked of modules and classes alone: functions and variables may say it of a line of text, or of a drawn one.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from support.house_laws import sources
from support.parsed import nodes, tree_of

# Somebody was informed: an account, a post, an agency; or somebody told us by telephone.
TOLD = (
    "casework/accounts/services/recovery.py", "casework/ceilings/", "casework/escalation/", "casework/finding/watch.py",
    "casework/home/selectors/governance.py", "casework/journal/notices.py", "casework/meetings/notices.py", "casework/missing/",
    "casework/posts/", "casework/rehearsal/", "casework/rules/backtest.py", "casework/straight_line/", "casework/subject_files/",
    "casework/timekeeping/", "cli/escalation/call_backs.py", "timescales/rules.py", "web/chronology/forms.py",
)  # fmt: skip
# An item reached a stage; or one named statement of a `.sql` file, which then is an SQL step.
STEP = (
    "casework/escalation/", "casework/operations/clock_correction.py", "casework/rehearsal/", "casework/straight_line/",
    "casework/timekeeping/", "cli/rehearse.py", "escalation/", "store/sql/", "web/escalation/", "web/pictures/ladder_story.py",
    "web/templatetags/work.py",
)  # fmt: skip
# The reader of notes, by a rule or the model, put it on words of a note.
MARK = (
    "casenotes/gate/", "casenotes/learned/", "casenotes/readings/", "casenotes/training/",
    "casework/concerns/passages.py", "casework/notes/", "casework/patterns/evidence.py", "casework/readings/",
    "cli/notes.py", "model/analysis_tables/passages.py", "model/rows/", "model/serve_tables/arrivals.py",
    "patterns/kinds/notes.py", "patterns/new_instances.py", "patterns/proposals/", "store/serve/signs.py", "web/notes/",
)  # fmt: skip
# A named person said it to an action, a question, a possible match or a sentence; or a later record answers one.
ANSWER = (
    "casework/rolls/", "web/rolls/",
    "casework/blind_questions/", "web/blind_questions/", "casework/unusual_reading/", "web/unusual_reading/",
    "casework/insiders/", "web/insiders/", "casework/readership/", "web/readership/",
    "casework/two_officers/",
    "casework/accounts/", "casework/ceilings/", "casework/chronology/merge_history.py", "casework/clocks/",
    "casework/comments/", "casework/concerns/", "casework/core/models.py", "casework/core/rights.py",
    "casework/data/evaluation.py", "casework/dependants/", "casework/escalation/", "casework/home/", "casework/match_proposals/", "casework/meetings/",
    "casework/networks/waits.py", "casework/notes/services/author_hints.py", "casework/pairing/", "casework/patterns/",
    "casework/people/pages/people.py", "casework/posts/", "casework/readings/", "casework/reappraisal/", "casework/rehearsal/",
    "casework/same_person/", "casework/unanswered/", "casework/worklist/", "cli/demo/story.py", "cli/linkage.py",
    "curiosity/rules.py", "escalation/", "invented/worries.py", "known_facts/row_types.py", "linkage/evaluation/answered_pairs.py",
    "linkage/judgements.py", "linkage/notes/proposals.py", "model/judgements.py", "model/rows/",
    "patterns/kinds/unanswered_notes.py", "patterns/kinds/unanswered_worries.py", "sharing/", "timescales/build.py",
    "web/accounts/", "web/comments/", "web/core/times.py", "web/core/words.py", "web/escalation/", "web/notes/",
    "web/pairing/", "web/patterns/", "web/reappraisal/", "web/same_person/", "web/templatetags/note_proposals.py",
    "web/templatetags/work.py", "web/unanswered/",
)  # fmt: skip
# A row that a page lists: what pages are made of, and what shows them.
LINE = ("casework/", "model/rows/people.py", "web/finding/presenters.py", "web/rules/note_rules.py")
PLACES: Mapping[str, tuple[str, ...]] = {
    "told": TOLD, "step": STEP, "mark": MARK, "answer": ANSWER, "line": LINE, "concerned": (), "standings": (),
}  # fmt: skip
# Asked of modules and classes alone.
OF_MODULES_AND_CLASSES = {"line"}
# Keys of rules and settings that partnerships have in their files; and fields of tables and of decisions.
KEPT = {
    "casenotes/attributes/cues.py: is_answer", "casenotes/parts/labels.py: marks",
    "casework/boot.py: two_step", "casework/core/serve_settings.py: two_step", "casework/settings.py: SIGHTLINE_TWO_STEP",
    "casework/single_sign_on/directory.py: second_step", "casework/word_index/models.py: marks",
    "linkage/notes/rules.py: no_part_of_mark", "linkage/notes/rules.py: shortest_part_of_mark",
    "model/passages.py: words_mark", "networks/rules.py: step_days", "patterns/equality.py: not_told",
}  # fmt: skip
# These are always called so in full: a mark on a child's body, a line of a text, and straight-line escalation.
IN_FULL = re.compile(r"body_?marks?|text_?lines?|straight_?lines?", re.IGNORECASE)
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# A class that is named so is one of a kind, and says nothing of which.
TOO_PLAIN = {"Answer", "Answers", "Line", "Lines", "Mark", "Marks", "Standing", "Steps", "Told"}


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a name, each in small letters, without the `s` of a plural too; without what is called in full."""
    words = {part.lower() for part in PARTS.findall(IN_FULL.sub("", name))}
    plain = words | {word.removesuffix("s") for word in words} | {word.removeprefix("un") for word in words}
    return frozenset(plain)


def names_of(path: Path) -> Iterator[str]:
    """Every name that a module gives: its own first."""
    yield from names_in(path, tree_of(path))


def names_in(path: Path, tree: ast.Module) -> Iterator[str]:
    """The same, of a module that is parsed already."""
    yield from names_of_module_and_classes(path, tree)
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def names_of_module_and_classes(path: Path, tree: ast.Module) -> Iterator[str]:
    """The name of a module, and those of its classes."""
    yield path.stem
    yield from (node.name for node in nodes(tree) if isinstance(node, ast.ClassDef))


def names_out_of_place(package: Path) -> list[str]:
    """`module: name` of each name with a word of PLACES that stands in no place of that word, or that is TOO_PLAIN."""
    found = set()
    for path in sources(package):
        place = path.relative_to(package).as_posix()
        tree = tree_of(path)
        own = set(names_of_module_and_classes(path, tree))
        for name in set(names_in(path, tree)):
            words = words_of(name) if name in own else words_of(name) - OF_MODULES_AND_CLASSES
            lost = any(word in words and not place.startswith(places) for word, places in PLACES.items())
            if lost or name.lstrip("_") in TOO_PLAIN:
                found.add(f"{place}: {name}")
    return sorted(found - KEPT)
