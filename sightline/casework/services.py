"""All that may be done, in one place. Each function checks, acts, audits, and returns.

A newcomer would get this wrong: what a service returns, or writes to a file, has passed the same filter as a page.
"""

from sightline.casework.accounts import close_account, create_account
from sightline.casework.bulk import keep_bulk, undo_bulk
from sightline.casework.evaluations import evaluate_links
from sightline.casework.exports import export_table
from sightline.casework.health import Check, check_health
from sightline.casework.intake import IngestReport, ingest_files
from sightline.casework.judgements import answer_same_person, undo_answer
from sightline.casework.look_again import look_again
from sightline.casework.runs import RunReport, run_pipeline
from sightline.casework.trainings import train_model
from sightline.casework.written import write_chronology

__all__ = [
    "Check",
    "IngestReport",
    "RunReport",
    "answer_same_person",
    "check_health",
    "close_account",
    "create_account",
    "evaluate_links",
    "export_table",
    "ingest_files",
    "keep_bulk",
    "look_again",
    "run_pipeline",
    "train_model",
    "undo_answer",
    "undo_bulk",
    "write_chronology",
]
