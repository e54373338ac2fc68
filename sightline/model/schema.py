"""Every table of a snapshot, declared once. The docs, the checks and the exports are made from these.

`record_id` is not unique in `agency_record` (versions), and a row of an export is not a record (rows that share a
number are one record). `standing` says which row version is the present one.
"""

from sightline.model.analysis_tables.blocked_profiles import BLOCKED_PROFILE, LARGE_BLOCK
from sightline.model.analysis_tables.conclusions import CLOCK, CLOCK_BASIS, STATED_START, UNANSWERED, UNANSWERED_BASIS
from sightline.model.analysis_tables.connections import CONNECTION, GROUP_MEMBER, GROUPING, TOGETHER, TOGETHER_BASIS
from sightline.model.analysis_tables.hanging_joins import HANGING_HALF, SPARSE_PERSON
from sightline.model.analysis_tables.joins import HELD_PAIR, JOINED_PROFILE, RULED_PAIR, SLIP_OF_PEN, TRIED_JOIN
from sightline.model.analysis_tables.likenesses import LIKENESS
from sightline.model.analysis_tables.name_groups import NAME_GROUP, UNASKED_NAME
from sightline.model.analysis_tables.namings import EARLIER_NAMING, NAMED, NAMING, PROPOSAL
from sightline.model.analysis_tables.passages import PASSAGE, SENTENCE_MARK
from sightline.model.analysis_tables.pattern_instances import PATTERN, PATTERN_BASIS, PATTERN_PROPOSAL, PLACE_PERSON
from sightline.model.analysis_tables.protected_things import PROTECTED, PROTECTED_PERSON, PROTECTED_ROW
from sightline.model.analysis_tables.same_events import EVENT_VERDICT, SAME_EVENT
from sightline.model.analysis_tables.sure_joins import BUSY_KEY, FIRST_PERSON, SURE_JOIN
from sightline.model.columns import SOURCE, VISIBILITY
from sightline.model.tables import Column, Table, Type

C = Column
# Raised with every change of a snapshot's tables or pages' layout; an older snapshot is built again, never migrated.
SCHEMA_VERSION = 53

SOURCE_ROW = Table(
    "source_row",
    "Every data row imported, as it came, one line a row and version.",
    (
        C("row_id", Type.TEXT, "model.ids.row_id: the same over all versions of the row."),
        C("row_version", Type.INT, "1 for the first content of this row, 2 for the next."),
        C("record_id", Type.TEXT, "The record that the row is part of."),
        C("source_key", Type.TEXT, "The row's key as the mapping makes it."),
        *VISIBILITY,
        *SOURCE,
        C("file_sha", Type.TEXT, "SHA-256 of the received file; of a file that is kept sealed, a keyed hash of it."),
        C("received_at", Type.WHEN, "When the file was received."),
        C("known_from", Type.DATE, "The earliest day on which a fact of this row version was known.", optional=True),
        C("original", Type.JSON, "Object: heading as written -> cell text as written. Empty cells are left out."),
        C("standing", Type.TEXT, "model.nouns.RowStatus of this row version."),
        C("standing_since", Type.WHEN, "When it came to be so: the receipt of the file that changed it, or its own."),
    ),
    key=("row_id", "row_version"),
)

AGENCY_RECORD = Table(
    "agency_record",
    "One record of one agency, one line a version. Rows that share a number are one record.",
    (
        C("record_id", Type.TEXT, "model.ids.record_id."),
        C("version", Type.INT, "1 for the first; a changed, added or vanished row makes the next."),
        C("latest", Type.BOOL, "True for the newest version of the record."),
        *VISIBILITY,
        C("kind", Type.TEXT, "Layout, then the row's own type in lower case: childrens_services_events/contact."),
        C("source_key", Type.TEXT, "The number or key that its rows share."),
        C("occurred_from", Type.WHEN, "When it began, by the record's first fact.", optional=True),
        C("occurred_to", Type.WHEN, "When it ended, where the record says.", optional=True),
        C("date_precision", Type.TEXT, "model.nouns.Precision of occurred_from."),
        C("date_words", Type.TEXT, "The date and time as written."),
        C("recorded_at", Type.WHEN, "Entered On, Logged On, Submitted On.", optional=True),
        C("received_at", Type.WHEN, "When the file that made this version was received."),
        C("known_from", Type.DATE, "The earliest day on which a fact of this version was known.", optional=True),
        C("batch", Type.INT, "The ingest command that made this version."),
        C("source_file", Type.TEXT, "Base name of the file that made this version."),
        C("source_rows", Type.INTS, "Data rows of that file that are part of this version."),
        C("standing", Type.TEXT, "current, superseded, or not_in_extract where all its rows are."),
    ),
    key=("record_id", "version"),
    exported=(
        "record_id", "agency", "organisation", "kind", "version", "occurred_from", "occurred_to", "date_precision",
        "recorded_at", "received_at", "known_from", "source_file", "source_rows", "restricted",
    ),
)  # fmt: skip

FACT = Table(
    "fact",
    "One dated fact of one row version: missing and found are two facts of one row.",
    (
        C("row_id", Type.TEXT, "The row that states it."),
        C("row_version", Type.INT, "The version of that row."),
        C("record_id", Type.TEXT, "The record that the row is part of."),
        C("name", Type.TEXT, "What kind of fact, by the mapping: missing, found, contact, decision."),
        C("label", Type.TEXT, "The fact's name in words for a page: Missing from, Found, Decision."),
        C("occurred_from", Type.WHEN, "When it began.", optional=True),
        C("occurred_to", Type.WHEN, "When it ended, where stated.", optional=True),
        C("date_precision", Type.TEXT, "model.nouns.Precision."),
        C("date_words", Type.TEXT, "Date and time as written."),
        C("recorded_at", Type.WHEN, "When it was recorded.", optional=True),
        C("known_from", Type.DATE, "Later of the fact's own day and the day it was recorded or, for a later version, "
          "received.", optional=True),
        C("what", Type.TEXT, "What happened, from the row's columns in the order that the mapping gives."),
        C("childs_words", Type.TEXT, "The child's own words, unaltered; empty where there are none."),
        C("details", Type.JSON, "Object: field -> {value, as_written}, for outcomes, grades, codes, decisions."),
    ),
    key=("row_id", "row_version", "name"),
)  # fmt: skip

MENTION = Table(
    "mention",
    "One naming of a person, vehicle, phone or place in one slot of one row. Text as written; `linkage` normalises.",
    (
        C("mention_id", Type.TEXT, "model.ids.mention_id: the same over all versions of the row."),
        C("row_id", Type.TEXT, "The row that names it."),
        C("row_version", Type.INT, "The version of that row."),
        C("record_id", Type.TEXT, "The record that the row is part of."),
        *VISIBILITY,
        *SOURCE,
        C("slot", Type.TEXT, "subject, nominal, tenant, holder, related, linked, found_with, accompanied_by, "
          "others_named, vehicle, phone, home, place, placement; #2, #3 follow where a cell names several."),
        C("source_role", Type.TEXT, "The role as written in the export (SUSPECT, a relationship); may be empty."),
        C("entity_kind", Type.TEXT, "model.nouns.EntityKind."),
        C("columns", Type.TEXTS, "Headings, as written, of the cells that it was read from."),
        C("occurred_on", Type.DATE, "London day of the row's first fact.", optional=True),
        C("known_from", Type.DATE, "The earliest day on which a fact of the row was known.", optional=True),
        C("name_as_written", Type.TEXT, "Person: full name as one text, forename first where the columns are apart."),
        C("surname", Type.TEXT, "Person: surname column as written; empty where a cell holds a whole name.", ),
        C("forename", Type.TEXT, "Person: forename(s) column as written; empty where a cell holds a whole name."),
        C("other_names", Type.TEXTS, "Person: aliases and known-as names as written."),
        C("birth_date", Type.DATE, "Person: birth date, where it could be read as a full date and is no "
          "placeholder (rules/linkage/placeholders.toml).", optional=True),
        C("birth_date_as_written", Type.TEXT, "Person: the birth date or age as written."),
        C("sex", Type.TEXT, "Person: F, M, X (other), or empty where not recorded."),
        C("nhs_number", Type.TEXT, "Person: digits as written, not yet checked; empty where none."),
        C("upn", Type.TEXT, "Person: unique pupil number as written, not yet checked; empty where none."),
        C("local_id", Type.TEXT, "Person: the agency's own number for the person (Person ID, Nominal Ref)."),
        C("local_id_kind", Type.TEXT, "Which numbering local_id belongs to, e.g. childrens_services/person_id."),
        C("address", Type.TEXT, "Person: home address as written. Place: its name or address as written."),
        C("postcode", Type.TEXT, "Person: home postcode as written. Place: its postcode as written."),
        C("phone", Type.TEXT, "Person: telephone as written."),
        C("value_as_written", Type.TEXT, "Vehicle, phone or place as written; empty for a person."),
        C("description", Type.TEXT, "Vehicle: make, model, colour as written; else empty."),
    ),
    key=("mention_id",),
    exported=(
        "mention_id", "record_id", "source_file", "source_row", "slot", "source_role", "entity_kind", "person_id",
        "thing_id",
    ),
)  # fmt: skip
"""One line a mention, of the newest row version known. `exported` ends in two columns that `resolved` holds."""

RESOLVED = Table(
    "resolved",
    "Which person or thing each mention is of.",
    (
        C("mention_id", Type.TEXT, "The mention."),
        C("person_id", Type.TEXT, "The person, for a mention of a person.", optional=True),
        C("thing_id", Type.TEXT, "The thing, for any other mention.", optional=True),
    ),
    key=("mention_id",),
)

COMPARED = Table(
    "compared",
    "Each mention of a person in the one form in which linking compared it. Sealed identities are not in it.",
    (
        C("mention_id", Type.TEXT, "The mention."),
        C("profile_id", Type.INT, "Mentions with the very same details in one source have the same number; by age."),
        C("first_name", Type.TEXT, "First forename in plain small letters.", optional=True),
        C("last_name", Type.TEXT, "Surname in plain small letters, its parts together.", optional=True),
        C("given_names", Type.TEXT, "All forenames, |ann|marie|.", optional=True),
        C("last_names", Type.TEXT, "The surname, its parts and those of other names, |smithjones|smith|jones|.",
          optional=True),
        C("near_names", Type.TEXT, "Forenames, known-as names, and what each may be short for.", optional=True),
        C("undivided", Type.TEXT, "The words of a name in one cell where nothing says which is the surname.",
          optional=True),
        C("name_words", Type.TEXT, "All words of a name of two or more, in the order of writing.", optional=True),
        C("near_words", Type.TEXT, "What a word of another name may be to be met here: spellings, two words in one, "
          "and after ~ how they sound.", optional=True),
        C("further_names", Type.TEXT, "How the forenames behind the first sound.", optional=True),
        C("birth_date", Type.DATE, "Birth date, placeholders left out.", optional=True),
        C("born_first", Type.DATE, "Where an age is written and no birth date: the first day of birth.", optional=True),
        C("born_last", Type.DATE, "The last day of birth by a written age.", optional=True),
        C("sex", Type.TEXT, "F, M or X.", optional=True),
        C("nhs_number", Type.TEXT, "A valid NHS number that is not many people's.", optional=True),
        C("upn", Type.TEXT, "A valid unique pupil number that is not many people's.", optional=True),
        C("local_id_kind", Type.TEXT, "Agency and numbering of local_id.", optional=True),
        C("local_id", Type.TEXT, "The agency's own number, where it is not many people's.", optional=True),
        C("postcode", Type.TEXT, "Home postcode, hashed with the workspace's key.", optional=True),
        C("house", Type.TEXT, "Flat and house number, or the first words of the address, hashed.", optional=True),
        C("address_words", Type.TEXT, "Each beginning of the home address and the whole, hashed; of a protected one "
          "the whole alone.", optional=True),
        C("phone", Type.TEXT, "Telephone, hashed.", optional=True),
        C("parents", Type.TEXT, "Who is named as a parent beside the profile's mentions, ann smith|bo smith; common "
          "names are left out.", optional=True),
        C("companions", Type.TEXT, "The same, and who came along.", optional=True),
    ),
    key=("mention_id",),
)  # fmt: skip

COMPARED_PAIR = Table(
    "compared_pair",
    "Two profiles that linking compared, and how alike they are. The next update compares only others.",
    (
        C("profile_a", Type.INT, "The older profile, as `compared` numbers it."),
        C("profile_b", Type.INT, "The younger profile."),
        C("brought_by", Type.INT, "The rules that brought the two together, a bit each: NHS number, pupil number, "
          "agency number, birth date and home, then the rules of settings.toml in their order."),
        C("weight", Type.FLOAT, "Bits of evidence; missing where nothing is decided on them.", optional=True),
        C("levels", Type.INTS, "The level of each comparison, in the model's order; empty where no weight is."),
        C("rule_id", Type.TEXT, "The rule that decided, before the rules of uniqueness.", optional=True),
        C("verdict", Type.TEXT, "What the rule decided: join, left_apart, kept_apart or too_little.", optional=True),
        C("protected", Type.BOOL, "Whether a home of either is protected.", optional=True),
        C("twins", Type.BOOL, "Too unlike to be one person, of one family and one birth date: they are kept separate."),
    ),
    key=("profile_a", "profile_b"),
)  # fmt: skip

PERSON = Table(
    "person",
    "One person as linked: the mentions that are taken to be of one human being.",
    (
        C("person_id", Type.TEXT, "The id of the oldest mention in the cluster (batch, then id)."),
        C("names", Type.TEXTS, "Names as written, forename first, the most frequent first."),
        C("birth_dates", Type.DATES, "Birth dates recorded, the most frequent first."),
        C("identifiers", Type.TEXTS, "Valid identifiers, as kind:value, e.g. nhs_number:9991234567."),
        C("agencies", Type.TEXTS, "Agencies that hold a record naming the person, sorted."),
        C("first_seen_on", Type.DATE, "First day of a record naming the person.", optional=True),
        C("last_seen_on", Type.DATE, "Last day of a record naming the person.", optional=True),
    ),
    key=("person_id",),
    exported=("person_id", "names", "birth_dates", "identifiers", "agencies", "first_seen_on", "last_seen_on"),
)

THING = Table(
    "thing",
    "One vehicle, phone or place: the mentions that are the same after careful normalising.",
    (
        C("thing_id", Type.TEXT, "The id of its oldest mention (batch, then id)."),
        C("entity_kind", Type.TEXT, "vehicle, phone or place."),
        C("value", Type.TEXT, "Normalised: registration without spaces, phone in E.164, place with postcode."),
        C("as_first_written", Type.TEXT, "As the oldest mention wrote it."),
        C("mention_ids", Type.TEXTS, "Its mentions, sorted."),
        C("protected", Type.BOOL, "True where a record marked PROTECTED ADDRESS gives it as a home or placement."),
    ),
    key=("thing_id",),
    exported=("thing_id", "entity_kind", "value", "as_first_written", "mention_ids"),
)

LINK = Table(
    "link",
    "Why two mentions are taken to be about one person.",
    (
        C("mention_id_a", Type.TEXT, "The mention with the smaller id."),
        C("mention_id_b", Type.TEXT, "The mention with the larger id."),
        C("weight", Type.FLOAT, "Match weight in bits, six places; missing where a rule or a person decided.",
          optional=True),
        C("decided_by", Type.TEXT, "model.nouns.DecidedBy."),
        C("reason", Type.TEXT, "In words, with no personal data in them; never a protected address."),
        C("rule_id", Type.TEXT, "The rule or the model version that decided."),
    ),
    key=("mention_id_a", "mention_id_b"),
    exported=("mention_id_a", "mention_id_b", "weight", "decided_by", "reason", "rule_id"),
)  # fmt: skip

QUESTION = Table(
    "question",
    "Possible match: two mentions of two people who may be one, why they were not matched, for a person to answer.",
    (
        C("question_id", Type.TEXT, "model.ids.make_id of same_person, the rule and both mentions."),
        C("mention_id_a", Type.TEXT, "The mention with the smaller id: the oldest with its details."),
        C("mention_id_b", Type.TEXT, "The mention with the larger id."),
        C("rule_id", Type.TEXT, "The rule that left them apart; near_threshold, held_apart, no_forename, "
          "no_birth_date, conflict; of two parts of one person bridge or sparse."),
        C("says", Type.TEXT, "Why it is asked, in words: no details of either; in a conflict who answered what, when."),
        C("agrees", Type.TEXT, "What agrees and what does not, in words; never a protected address."),
        C("weight", Type.FLOAT, "The model's weight in bits; missing in a conflict. Shown once a reader has answered.",
          optional=True),
        C("hangs_on", Type.INT, "How many records, restricted ones left out, name the side that fewer name."),
        C("answered", Type.BOOL, "True where the last answer was that one cannot tell."),
    ),
    key=("question_id",),
)  # fmt: skip

QUESTION_MENTION = Table(
    "question_mention",
    "Possible match where both sides are one person today (bridge, sparse): the mentions of each side.",
    (
        C("question_id", Type.TEXT, "The question."),
        C("side", Type.TEXT, "a, the side of the question's mention_id_a, or b."),
        C("mention_id", Type.TEXT, "A mention that hangs together with that one without the join that is asked about."),
    ),
    key=("question_id", "mention_id"),
)  # fmt: skip

JUDGEMENT = Table(
    "judgement",
    "The answers to 'same person?' that this snapshot was made with, and what became of each.",
    (
        C("sequence", Type.INT, "The number of the decision."),
        C("mention_id_a", Type.TEXT, "The mention with the smaller id."),
        C("mention_id_b", Type.TEXT, "The mention with the larger id."),
        C("answer", Type.TEXT, "model.judgements.PairAnswer."),
        C("said_by", Type.TEXT, "The account that answered."),
        C("said_on", Type.DATE, "London day of the answer."),
        C("became", Type.TEXT, "model.judgements.Became."),
    ),
    key=("sequence",),
)

CHRONOLOGY = Table(
    "chronology",
    "The integrated chronology: one line a person and fact, across agencies.",
    (
        C("person_id", Type.TEXT, "Whose chronology."),
        C("entry_id", Type.TEXT, "model.ids.entry_id."),
        C("occurred_from", Type.WHEN, "When it began.", optional=True),
        C("occurred_to", Type.WHEN, "When it ended, where stated.", optional=True),
        C("date_precision", Type.TEXT, "model.nouns.Precision."),
        *VISIBILITY,
        C("kind", Type.TEXT, "Of the record."),
        C("what", Type.TEXT, "The fact's label, then what the row says."),
        C("present", Type.TEXTS, "Others named in the record, with their role as written; the person is left out."),
        C("childs_words", Type.TEXT, "The child's own words, unaltered."),
        C("record_id", Type.TEXT, "The source record."),
        C("source_file", Type.TEXT, "Base name of the received file."),
        C("source_rows", Type.INTS, "Data rows of that file."),
        C("as_role", Type.TEXT, "How the record names this person: slot, or the role as written."),
        C("date_words", Type.TEXT, "Date and time as written."),
        C("known_from", Type.DATE, "The day from which it was known.", optional=True),
        C("standing", Type.TEXT, "current or not_in_extract."),
        C("versions", Type.INT, "How many versions of the record there are."),
        C("sort_key", Type.TEXT, "London wall-clock text; entries of unknown date sort last."),
    ),
    key=("entry_id",),
    exported=(
        "person_id", "entry_id", "occurred_from", "occurred_to", "date_precision", "agency", "organisation", "kind",
        "what", "present", "childs_words", "record_id", "source_file", "source_rows",
    ),
)  # fmt: skip

REJECT = Table(
    "reject",
    "Rows and files that could not be read, kept with the reason.",
    (
        C("batch", Type.INT, "The ingest command."),
        C("file_sha", Type.TEXT, "SHA-256 of the received file; of a file that is kept sealed, a keyed hash of it."),
        C("agency", Type.TEXT, "The agency of the file, where known; else empty."),
        C("source_file", Type.TEXT, "Base name of the file."),
        C("sheet", Type.TEXT, "Sheet of a workbook; empty for CSV."),
        C("source_row", Type.INT, "1-based data row; 0 where the whole file or sheet is meant."),
        C("code", Type.TEXT, "Short code, explained in docs."),
        C("reason", Type.TEXT, "What is wrong, in a sentence, without personal data."),
        C("what_to_do", Type.TEXT, "What to do now, in a sentence."),
    ),
    key=("file_sha", "sheet", "source_row", "code"),
    exported=("source_file", "sheet", "source_row", "code", "reason", "what_to_do"),
)

RECEIVED_FILE = Table(
    "received_file",
    "The receipt of each file and sheet: what was read and what became of it.",
    (
        C("batch", Type.INT, "The ingest command."),
        C("file_sha", Type.TEXT, "SHA-256 of the received file; of a file that is kept sealed, a keyed hash of it."),
        C("source_file", Type.TEXT, "Base name of the file."),
        C("sheet", Type.TEXT, "Sheet of a workbook; empty for CSV."),
        C("mapping", Type.TEXT, "Id of the mapping that read it; empty where none fitted."),
        C("agency", Type.TEXT, "The agency; empty where not known."),
        C("organisation", Type.TEXT, "From --organisation; empty where the rows say, or nobody does."),
        C("is_full", Type.BOOL, "True for a full export, false for one of changes."),
        C("received_at", Type.WHEN, "When it was received."),
        C("rows_read", Type.INT, "Data rows = taken + rejected + unchanged."),
        C("rows_taken", Type.INT, "New rows and new versions of rows."),
        C("rows_rejected", Type.INT, "Rows kept in rejects."),
        C("rows_unchanged", Type.INT, "Rows already held with the same content, or repeated in the file."),
        C("rows_gone", Type.INT, "Rows that a full export no longer has."),
        C("rows_not_data", Type.INT, "Title, blank and repeated heading rows."),
    ),
    key=("file_sha", "sheet"),
)

# What linking writes.
LINKED = (
    RESOLVED, COMPARED, COMPARED_PAIR, BLOCKED_PROFILE, LARGE_BLOCK, JOINED_PROFILE, TRIED_JOIN, HELD_PAIR,
    SLIP_OF_PEN, RULED_PAIR, FIRST_PERSON, SURE_JOIN, BUSY_KEY, PERSON, THING, LINK, HANGING_HALF, SPARSE_PERSON,
    QUESTION, QUESTION_MENTION, UNASKED_NAME, NAME_GROUP, LIKENESS, JUDGEMENT,
)  # fmt: skip
SNAPSHOT_TABLES = (
    SOURCE_ROW, AGENCY_RECORD, FACT, MENTION, *LINKED, CHRONOLOGY, SAME_EVENT, EVENT_VERDICT, PASSAGE, SENTENCE_MARK,
    NAMING, PROPOSAL, NAMED, CLOCK, CLOCK_BASIS, STATED_START, UNANSWERED, UNANSWERED_BASIS, TOGETHER, TOGETHER_BASIS,
    CONNECTION, GROUPING, GROUP_MEMBER, PATTERN, PATTERN_BASIS, PATTERN_PROPOSAL, PLACE_PERSON, REJECT, RECEIVED_FILE,
    PROTECTED, PROTECTED_PERSON, PROTECTED_ROW, EARLIER_NAMING,
)  # fmt: skip
EXPORTS = {
    "records": AGENCY_RECORD,
    "mentions": MENTION,
    "persons": PERSON,
    "things": THING,
    "links": LINK,
    "chronology": CHRONOLOGY,
    "passages": PASSAGE,
    "proposals": PROPOSAL,
    "clocks": CLOCK,
    "patterns": PATTERN,
    "rejects": REJECT,
}
