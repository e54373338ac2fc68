"""Prints docs/README.md: every page of the docs, by what its reader needs. The site of the docs has the same menu."""

from pathlib import Path

from tools.import_map import ROOT

DOCS = ROOT / "docs"
# Pages in the order in which somebody new reads them; the others of the folder follow by name.
TUTORIALS = ("first-hour.md",)
FIRST_EXPLAINED = ("for-families.md", "story.md")
# Pages that lie directly in docs, by need.
FIRST_HOUR = ("tour.md", "review.md")
REFERENCE = ("timescales.md",)
EXPLANATION = ("concerns.md", "meetings.md", "home.md", "finding.md", "charts.md", "trust.md", "security.md")
# Tasks by who does them. Those that are in no group are the operator's.
EVERYONE = (
    "write-a-concern.md", "correct-a-concern.md", "find-a-person.md", "answer-an-action.md",
    "answer-about-a-sentence.md", "answer-about-sealed-rows.md", "record-a-missing-call.md", "hold-a-meeting.md",
    "share-a-restricted-record.md", "see-who-knows-a-child.md",
    "see-what-was-shared.md",
    "see-what-was-known.md", "see-how-early.md", "see-missed-opportunities.md", "take-decisions-again.md",
    "correct-what-was-shown.md", "dispute-a-record.md", "answer-a-request-for-data.md",
    "write-to-an-adult-named-in-records.md", "restrict-a-record.md",
    "open-restricted-records-in-an-emergency.md", "ask-about-a-child.md",
    "see-a-hidden-record-with-a-second-officer.md",
    "answer-a-possible-match.md", "put-people-together.md", "propose-who-a-record-is-about.md", "split-a-person.md",
    "undo-a-match.md",
    "report-a-data-breach.md",
    "enter-people-close-to-you.md",
    "confirm-sentences.md", "sign-in-with-a-key.md", "sign-in-with-an-app.md", "make-recovery-codes.md",
)  # fmt: skip
DECIDERS = (
    "record-papers.md", "print-the-papers.md", "agree-on-files.md", "suspend-an-agreement.md",
    "disclose-in-an-emergency.md",
    "first-run.md", "name-a-responsible-person.md", "set-the-front-door.md", "go-live.md", "own-the-backlog.md",
    "switch-a-rule.md", "own-a-rule.md", "confirm-a-rule.md",
    "full-posts.md", "keep-a-rota.md", "end-a-shift.md", "restricted-records.md", "hide-a-restricted-record.md",
    "start-need-to-know.md", "review-a-reason.md", "answer-a-question-about-reading.md",
    "start-a-workspace.md", "invite-a-person.md", "approve-a-request.md", "change-an-account.md", "close-an-account.md",
    "suspend-an-account.md",
    "export-a-list.md", "help-a-person-to-sign-in.md",
    "confirm-accounts.md", "recover-an-account.md", "check-the-audit.md",
    "open-a-learning-review.md", "anonymise-a-review.md", "make-a-file-for-an-inquiry.md",
    "see-who-looked-at-a-child.md", "watch-a-person.md", "look-into-a-look.md",
    "review-what-is-due.md", "hold-records.md", "erase-a-record.md",
    "decide-about-a-data-breach.md", "answer-a-complaint-about-data.md",
    "choose-the-model-of-notes.md",
    "train-the-matching-model.md",
)  # fmt: skip
CHANGING = ("translate-words.md", "record-checked-words.md")  # and those that add something to the code
OPENING = """# Docs, by what you need

| you want | look under |
|---|---|
| to see what Sightline is, in your first hour | [first hour](#first-hour) |
| to do one thing with children's records, step by step | [how to](#how-to) |
| to decide about rules, roles, accounts and access | [how to decide](#how-to-decide) |
| to install it and keep it running | [how to run it](#how-to-run-it) |
| to change Sightline | [CONTRIBUTING](../CONTRIBUTING.md), then [how to change Sightline](#how-to-change-sightline) |
| to know what becomes of each column of an agency's file | [files of agencies](#files-of-agencies) |
| to look something up | [reference](#reference) |
| to know why | [explanation](#explanation) |
| to know what Sightline holds about you | [for children, young people and parents](explanation/for-families.md) |

The terms are in the [glossary](../GLOSSARY.md). `make docs` makes a site of them, with search, to read offline.
"""
# What a reader needs before the pages of a part.
BEFORE = {
    "How to run it": (
        "Commands begin with `sightline`. Type them in "
        "[a shell on the server](how-to/run-it.md#open-a-shell-for-commands-2-minutes).",
        "",
    )
}


def list_parts() -> dict[str, list[Path]]:
    """Every page by need: the title of the part, and its pages in order."""
    everyone, deciders = ([DOCS / "how-to" / name for name in names] for names in (EVERYONE, DECIDERS))
    how_to = [path for path in _in("how-to") if path not in everyone + deciders]
    changing = [path for path in how_to if path.name.startswith("add-") or path.name in CHANGING]
    return {
        "First hour": [*_in("tutorial", first=TUTORIALS), *(DOCS / name for name in FIRST_HOUR)],
        "How to": everyone,
        "How to decide": deciders,
        "How to run it": [path for path in how_to if path not in changing],
        "How to change Sightline": changing,
        "Files of agencies": _in("inputs", first=("README.md",)),
        "Reference": [*_in("reference"), *(DOCS / name for name in REFERENCE)],
        "Explanation": [
            *_in("explanation", first=FIRST_EXPLAINED),
            *(DOCS / name for name in EXPLANATION),
            DOCS / "decisions" / "README.md",
        ],
    }


def _in(folder: str, *, first: tuple[str, ...] = ()) -> list[Path]:
    """The pages of a folder: those named first, then the others by name."""
    named = [DOCS / folder / name for name in first]
    return [*named, *sorted(path for path in (DOCS / folder).glob("*.md") if path not in named)]


def print_index() -> str:
    """docs/README.md."""
    lines = [OPENING]
    for title, paths in list_parts().items():
        lines += [f"## {title}", *BEFORE.get(title, ()), *(_line(path) for path in paths), ""]
    return "\n".join(lines)


def _line(path: Path) -> str:
    title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    return f"- [{title}]({path.relative_to(DOCS).as_posix()})"
