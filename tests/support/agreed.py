"""Agreements for the workspaces of tests: one an agency, for every layout, in force on every day.

They are written as people sign theirs, and not marked as invented: most of these workspaces are no trial.
"""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

from sightline.agreements.drafts import (
    CONCERNS,
    DOCUMENTS,
    INVENTED_FROM,
    INVENTED_REVIEW,
    INVENTED_TERMS,
    render_agreement,
    render_organisations,
    shipped_layouts,
)
from sightline.agreements.files import FOLDER, ORGANISATIONS
from sightline.agreements.vocabulary import Tier
from sightline.model.nouns import Agency
from sightline.store.workspace import PAPERS_FILE

SAID = "As said in the agreement of this test"
SIGNED = replace(INVENTED_TERMS, lawful_basis=SAID, special_category_condition=SAID, retention_rule=SAID, handling=SAID,
                 rows_chosen=SAID)  # fmt: skip


def agree(root: Path, *, more: tuple[str, ...] = ()) -> None:
    """Write agreements of tier "record" into a workspace, which then needs no papers before real data.

    `more` are layouts that do not ship, of every agency.
    """
    (root / PAPERS_FILE).unlink(missing_ok=True)  # as a workspace of before papers were asked for
    write_agreements(root, more=more)


def write_agreements(root: Path, *, more: tuple[str, ...] = ()) -> None:
    """The agreements alone: a workspace for real data still waits for its papers."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(more).items():
        (folder / name).write_text(text, encoding="utf-8")


@cache
def texts(more: tuple[str, ...] = ()) -> dict[str, str]:
    """The files by name."""
    layouts: dict[str, list[str]] = defaultdict(list)
    for layout, agency in shipped_layouts().items():
        layouts[agency].append(layout)
    found = {ORGANISATIONS: render_organisations(Agency, suffix=" (invented)")}
    for agency in Agency:
        kinds = (*layouts[agency], *CONCERNS, *DOCUMENTS, *more)
        found[f"{agency}.toml"] = render_agreement(
            agreement_id=agency, provider=agency, layouts=kinds, tier=Tier.RECORD, terms=SIGNED,
            starts_on=INVENTED_FROM, review_on=INVENTED_REVIEW,
        )  # fmt: skip
    return found
