"""How each command ends for whom with `--as`, written from docs/reference/command-line.md and docs/security.md, not asked of `sharing`.

**You added a command?** Add one line to COMMANDS below: its name, the words after it, who is let in, the kind of object
that it takes, and how a harmless call ends for whoever is let in: done, with an error's code, or stopped at its work.
"""

from dataclasses import dataclass

from support.rights_oracle import (
    ANSWERING,
    BUT_ELECTED,
    CONFIRMING,
    FILES,
    GOVERNING,
    LEADING,
    NO_RECORDS,
    PEOPLE,
    SWITCHING,
    Thing,
)  # fmt: skip

from sightline.model.exports.lists import EXPORTED

DONE, STOPPED = "", "stopped at its work"
NOT_FOR_ROLE, NOT_HERE, NO_ACCOUNT = "not_for_role", "not_here", "no_account"
ABSENT = "nobody_of_that_name"
OPERATOR = ("operator",)
DECIDING = ("information_governance",)
WHY = " --why {why}"
# Works at which a command is stopped.
CASEWORK = "sightline.casework."
MEASURE = f"{CASEWORK}rules.services.activation.measurement_of"
SCORE, COUNT = f"{CASEWORK}data.evaluation.need_snapshot", f"{CASEWORK}counts.services.read_count_rule"
MAKE, PLAN = f"{CASEWORK}accounts.services.accounts._make", f"{CASEWORK}operations.upgrade._plan"
SAYS_RIGHT = ("partnership_executive", "information_governance")


@dataclass(frozen=True)
class Command:
    """One way of giving a command. `who` is None where it needs no account and opens no workspace.

    `rest`: the words after its name, those in braces filled in. `about`: the kind of object in them, as in an address.
    `ends`: how it ends for whom it lets in; `refusal`: how for all others. `stop`: the work at which it is stopped.
    """

    name: str
    rest: str = ""
    who: tuple[str, ...] | None = None
    about: str = ""
    ends: str = DONE
    refusal: str = NOT_FOR_ROLE
    stop: str = ""


def ending(line: Command, reader: str, thing: Thing | None) -> str:
    """How it ends for this reader: DONE, or the code of the error that is said."""
    let_in = STOPPED if line.stop else line.ends
    if line.who is None:
        return let_in
    if reader not in line.who:
        return "counts_only" if line.who in (PEOPLE, ANSWERING) and reader in NO_RECORDS else line.refusal
    if thing is None or thing.known_to(reader):
        return let_in
    return NO_ACCOUNT if thing.ids.get("username") == ABSENT and reader in GOVERNING else NOT_HERE


def of_people(table: str) -> Command:
    """An export that whoever sees people may write; what is in it is another matter."""
    return Command("export", f"{table} --out {{out}}/{table}.csv", PEOPLE, ends="second_person")


COMMANDS = (
    # Whoever is at the machine gives these without a workspace: there is no account to ask.
    Command("init", "{folder}", ends="workspace_exists", stop=CASEWORK + "boot.make_workspace"),
    Command("invent", "--out {out}", stop="sightline.invented.invent"),
    Command("demo", "--dir {folder} --no-serve", stop="sightline.cli.demo.run.prepare_folder"),
    Command("read", "{nowhere}", ends="no_file"),
    Command("train", "{nowhere} --out {out}/models", ends="bad_people_table"),
    Command("table-model list", "{out}"),
    Command("table-model use", "{out} nothing" + WHY, ends=NOT_HERE),
    Command("table-model shipped", "{out}" + WHY, ends="in_force_already"),
    Command("train-notes", "--out {out}/model", stop="sightline.casenotes.training.course.train"),
    Command("rehearse", "{nowhere} --until 2026-01-31 --out {out}/steps.jsonl", ends="no_such_file"),
    Command("estimate", "{nowhere}", ends="no_file"),
    Command("restore", "{nowhere} --to {out}/restored", stop=CASEWORK + "backup.restore.restore_backup"),
    Command("audit verify", "--from {nowhere}", stop="sightline.store.chain_files.verify_file"),
    Command("train-notes", "", FILES, stop=CASEWORK + "learning.training.need_snapshot"),
    Command("note-model list", "", SWITCHING),
    Command("note-model use", "nothing" + WHY, SWITCHING, ends=NOT_HERE),
    Command("note-model shipped", WHY, SWITCHING, ends="in_force_already"),
    Command("link-model list", "", SWITCHING),
    Command("link-model use", "nothing" + WHY, SWITCHING, ends=NOT_HERE),
    Command("link-model shipped", WHY, SWITCHING, ends="in_force_already"),
    # Files, runs and linking.
    Command("ingest", "{nowhere}", FILES, stop="sightline.ingest.find_files"),
    Command("ingest", "{nowhere} --dry-run", FILES, ends="no_such_file"),
    Command("watch", "{nowhere} --once", FILES, ends="no_such_folder"),
    Command("map", "{nowhere}", FILES, ends="no_file"),
    Command("reread", "nothing --dry-run", FILES, ends="no_imported_file"),
    Command("withdraw", "nothing --dry-run", FILES, ends="no_imported_file"),
    Command("receipts", "", FILES),
    Command("receipts", "--leave nothing.csv", FILES, ends="not_begun"),
    Command("run", "", FILES, stop=CASEWORK + "data.runs._begin"),
    Command("evaluate", "--labels {nowhere}", FILES, stop=SCORE),
    Command("evaluate", "--labels answers", FILES, stop=SCORE),
    Command("evaluate", "--research", FILES, stop=SCORE),
    Command("train", "--out {folder}", FILES, stop=CASEWORK + "data.training.check_folder"),
    Command("train", "", FILES, stop=CASEWORK + "data.training.need_snapshot"),
    Command("count", "", FILES, stop=COUNT),
    Command("estimate", "one two --workspace {folder}", FILES, stop=COUNT),
    Command("doctor", "", FILES, stop=CASEWORK + "operations.health._check_database"),
    # People.
    *(of_people(table) for table in EXPORTED if table != "rejects"),
    Command("export", "rejects --out {out}/rejects.csv", FILES, stop=f"{CASEWORK}data.exports._write"),
    Command("chronology", "{person_id} --purpose case --format csv", PEOPLE, "person"),
    Command("chronology", "{person_id} --purpose case", PEOPLE, "person"),
    Command("review earliest", "A --review {review_id}", PEOPLE, "learning_review"),
    Command("review earliest", "nobody", PEOPLE, ends="needs_review"),
    Command("review knowledge", "A --review {review_id} --on 2024-08-20", PEOPLE, "learning_review"),
    Command("review knowledge", "nobody --on 2024-08-20", PEOPLE, ends="needs_review"),
    Command("review missed", "A --review {review_id}", PEOPLE, "learning_review"),
    Command("review missed", "nobody", PEOPLE, ends="needs_review"),
    Command("review decisions", "{review_id}", PEOPLE, "learning_review"),
    Command("review decide", "{review_id} none confirm" + WHY, PEOPLE, "learning_review", ends="not_here"),
    Command(
        "review new",
        "Title --agency police --from 2024-01-01 --to 2024-12-31" + WHY,
        ("information_governance",),
    ),
    Command("review import", "{review_id} {nowhere}", PEOPLE, "review_sender", ends="no_file"),
    Command(
        "review chronology",
        "{review_id} {out}/review.docx" + WHY,
        PEOPLE,
        "learning_review",
        stop="sightline.documents.grid_word.write_word_grid",
    ),
    Command(
        "review report",
        "{review_id} {out}/report.docx" + WHY,
        PEOPLE,
        "learning_review",
        stop=f"{CASEWORK}review_reports.services.drafts.gather_material",
    ),
    Command(
        "review anonymise",
        "{review_id} {out}/coded.docx" + WHY,
        PEOPLE,
        "learning_review",
        stop="sightline.documents.grid_word.write_word_grid",
    ),
    Command(
        "review restore", "{review_id} {nowhere} {out}/named.docx" + WHY, PEOPLE, "learning_review", ends="no_file"
    ),
    Command(
        "review publication", "{review_id} {out}/published.docx" + WHY, PEOPLE, "learning_review", ends="unchecked"
    ),
    Command(
        "review publication-check",
        "{review_id}" + WHY,
        PEOPLE,
        "learning_review",
        stop=f"{CASEWORK}review_reports.services.publication_files.open_publication",
    ),
    Command(
        "review inquiry",
        "{review_id} {out}/inquiry.zip" + WHY,
        ("information_governance",),
        "learning_review",
        ends="second_person",
    ),
    Command("review consent", "{review_id}", PEOPLE, "learning_review"),
    # Who is who.
    Command("same-person list", "{person_id}", PEOPLE, "person"),
    Command("same-person join", "{person_id} {other_id}" + WHY, PEOPLE, "two_people"),
    Command("same-person join", "{person_id} {other_id} --keep" + WHY, ANSWERING, "two_people"),
    Command("same-person split", "{person_id}", ANSWERING, "person"),
    Command("same-person split", "{person_id} --part nonsense" + WHY, ANSWERING, "person", ends="none_or_all"),
    Command("same-person undo", "999999" + WHY, ANSWERING, ends=NOT_HERE),
    # Rules.
    Command("rules", "", SWITCHING, stop=CASEWORK + "rules.services.activation.rules_switched_on"),
    Command("rules on", "{rule_id}" + WHY, SWITCHING, "rule", stop=MEASURE),
    Command("rules off", "{rule_id}" + WHY, SWITCHING, "rule", stop=MEASURE),
    Command("rules measure", "{rule_id}", SWITCHING, "rule", stop=MEASURE),
    Command("agreement draft", "police_missing", SWITCHING, stop=CASEWORK + "agreements.services.write_draft"),
    Command("agreement demo", "--tier record", SWITCHING, ends="no_trial"),
    Command("agreement list", "", SWITCHING),
    Command("agreement check", "", SWITCHING),
    Command("agreement emergencies", "", SWITCHING),
    Command("agreement ratify", "nothing" + WHY, DECIDING, ends=NOT_HERE),
    Command("agreement withdraw", "nothing" + WHY, DECIDING, ends=NOT_HERE),
    Command("agreement suspend", "nothing" + WHY, SWITCHING, ends="wrong_password"),
    Command("agreement resume", "nothing --sha256 0" + WHY, SWITCHING, ends="wrong_password"),
    Command("go-live backlog", "police --owner operator --finish 2099-01-01" + WHY, SWITCHING, ends="no_account"),
    Command("call-back", "police --post Desk --phone 01632960123" + WHY, GOVERNING),
    Command("paper list", "", GOVERNING),
    Command("paper record", "dpia --signed-by A --post B --date 2024-01-01 --kept C", GOVERNING),
    Command("papers", "dpia --out {folder}/papers", GOVERNING),
    Command("paper withdraw", "nothing" + WHY, GOVERNING, ends="no_paper"),
    Command("retention holds", "", GOVERNING),
    Command("retention due", "", GOVERNING),
    Command("retention review", "own_audit --keep-until 2099-01-01" + WHY, DECIDING, ends=NOT_HERE),
    Command("retention hold", "--kind inquiry --name N --until 2099-01-01 --everything" + WHY, DECIDING),
    Command("retention lift", "999999" + WHY, DECIDING, ends="wrong_password"),
    Command("retention erase", "nothing --ground mistake" + WHY, DECIDING, ends="wrong_password"),
    Command("retention drop-audit", WHY.strip(), DECIDING, ends="wrong_password"),
    Command("retention apply", "", GOVERNING, stop=CASEWORK + "erasure.services._apply"),
    Command("go-live list", "", SWITCHING),
    Command("go-live set", "police 2024-01-01 --despite-uncovered" + WHY, SWITCHING, ends="nobody_oversees"),
    Command("rules check", "", FILES, stop=CASEWORK + "rules.pattern_check.need_snapshot"),
    Command("rules verify", "", CONFIRMING, stop=CASEWORK + "rules.selectors.first_run.read_rule_checks"),
    Command(
        "rules verify", "{rule_id} --title T --paragraph P --edition E --day 2026-11-27 --by B", CONFIRMING, "rule"
    ),
    Command("rules own", "{rule_id} --owner nobody" + WHY, SWITCHING, "rule", ends="no_account"),
    Command("rules first-run", "", SWITCHING, stop=CASEWORK + "rules.selectors.first_run.owners_of_rules"),
    Command("rules withdraw", "{rule_id}" + WHY, SWITCHING, "rule"),
    Command("rules restore", "{rule_id}" + WHY, SWITCHING, "rule", ends="as_it_is"),
    # Accounts, posts and time.
    Command("account", "newcomer --role practitioner --agency police", GOVERNING, stop=MAKE),
    Command("account add", "newcomer --role practitioner --agency police", GOVERNING, stop=MAKE),
    Command("account invite", "newcomer --role practitioner --agency police", GOVERNING),
    Command("account list", "", LEADING),
    Command("account list", "--closed", LEADING),
    Command("account list", "--requests", GOVERNING),
    Command("account list", "--recoveries", (*GOVERNING, "partnership_executive")),
    Command("account change", "{username} --post Constable" + WHY, GOVERNING, "account_named"),
    Command("account end", "{username} --on 2035-12-31" + WHY, LEADING, "account_named", refusal=NOT_HERE),
    Command("account suspend", "{username}" + WHY, LEADING, "account_named", refusal=NOT_HERE),
    Command("account resume", "{username}" + WHY, GOVERNING, "account_named", ends="not_suspended"),
    Command("account close", "{username}" + WHY, GOVERNING, "account_named"),
    Command("account reopen", "{username}" + WHY, GOVERNING, "account_named", ends="account_open"),
    Command("account unlock", "{username}", LEADING, "account_named", refusal=NOT_HERE),
    Command("account reset-password", "{username}" + WHY, GOVERNING, "account_named"),
    Command("account reset-second-step", "{username}" + WHY, GOVERNING, "account_named"),
    Command("account ask-to-end", "{username}" + WHY, LEADING, "account_named", refusal=NOT_HERE),
    Command("account recertify", "{username}", LEADING, "account_named", refusal=NOT_HERE),
    Command("bulk-export ask", "persons --purpose nothing" + WHY, PEOPLE, ends="no_purpose"),
    Command("bulk-export list", ""),
    Command("bulk-export agree", "999999", ends="no_request"),
    Command("bulk-export refuse", "999999" + WHY, ends="no_request"),
    Command("account approve", "999999", GOVERNING, ends="wrong_password"),
    Command("account refuse", "999999" + WHY, GOVERNING, ends="no_request"),
    Command("account recover", "the_operator", (), refusal="not_at_the_machine"),
    Command("account review", "999999 --right" + WHY, SAYS_RIGHT, ends="wrong_password"),
    Command("rota list", "", BUT_ELECTED, refusal="counts_only"),
    Command("rota add", "police day nobody --days mon --hours 08:00-17:00" + WHY, GOVERNING, ends="no_account"),
    Command("rota end", "999999" + WHY, GOVERNING, ends="not_here"),
    Command("email", "{username} somebody@council.example", GOVERNING, "account_named"),
    Command("front-door", "--name Team --phone 01632960123", GOVERNING),
    Command("tick", "", GOVERNING, stop=CASEWORK + "timekeeping.scheduler.run_tick"),
    Command("clock", "", GOVERNING, stop=CASEWORK + "timekeeping.lateness.all_doubts"),
    Command("clock", "--today 2020-01-01", GOVERNING, ends="clock_disagrees"),
    # The audit.
    Command("audit list", "", GOVERNING),
    Command("audit list", "--about {person_id} --json --purpose oversight", GOVERNING, "person_in_audit"),
    Command("audit export", "{out}/audit.jsonl", DECIDING, ends="second_person"),
    Command("audit export", "{out}/decisions.jsonl --chain decisions", DECIDING, ends="second_person"),
    Command("audit verify", "", GOVERNING),
    Command("audit unusual", "", GOVERNING),
    Command("audit heads", "", GOVERNING, stop=CASEWORK + "audit.services.keep_todays_heads"),
    # Whoever runs the machine.
    Command("serve", "", OPERATOR, stop="sightline.cli.server.serve_pages"),
    Command("backup", "{out}/backup", OPERATOR, stop=CASEWORK + "backup.services.check_places"),
    Command("keys list", "", OPERATOR, stop=CASEWORK + "operations.key_listing.read_keys"),
    Command("keys rotate", "nonsense", OPERATOR, ends="no_key"),
    Command("upgrade", "--check", OPERATOR, stop=PLAN),
    Command("upgrade", "", OPERATOR, stop=PLAN),
)
