"""The tables of what is marked in the cells of records. They carry the visibility of the row that holds the cell.

Offsets count in the cell named by `field`, as that cell came, and not in the text of a chronology entry.
"""

from sightline.model.columns import VISIBILITY
from sightline.model.tables import Column, Table, Type

C = Column

PASSAGE = Table(
    "passage",
    "Words marked in a cell of a record: a sign, wording, or a person or thing named, and how it is meant.",
    (
        C("passage_id", Type.TEXT, "model.ids.make_id of passage, the row, the cell, the span, the label, the words."),
        C("record_id", Type.TEXT, "The record."),
        C("row_id", Type.TEXT, "The row that holds the cell."),
        *VISIBILITY,
        C("source_file", Type.TEXT, "Base name of the received file."),
        C("source_row", Type.INT, "1-based data row of that file."),
        C("field", Type.TEXT, "Heading, as written, of the cell in which offsets count."),
        C("start", Type.INT, "First character of the span, in code points from 0."),
        C("end", Type.INT, "Behind the last character of the span."),
        C("text", Type.TEXT, "The words, as written; empty where the record has a protected address."),
        C("indicator", Type.TEXT, "Id of the sign; empty for wording and mentions."),
        C("wording", Type.TEXT, "Id of the wording; else empty."),
        C("mention", Type.TEXT, "person, nickname, vehicle, phone, address, premises, handle; else empty."),
        C("polarity", Type.TEXT, "affirmed or negated; a sign only."),
        C("certainty", Type.TEXT, "certain or possible; a sign only."),
        C("time", Type.TEXT, "current, historical or hypothetical; a sign only."),
        C("experiencer", Type.TEXT, "subject or other; a sign only."),
        C("said_by", Type.TEXT, "child, family, professional or other; a sign only."),
        C("speaker", Type.TEXT, "professional or quoted; wording only."),
        C("role", Type.TEXT, "Of a mention: subject, family, peer, person_of_concern, professional, place, thing, "
          "unknown."),
        C("rule_id", Type.TEXT, "The rule that marked it; `confirmed_by_person` where a person read it."),
        C("rule_version", Type.TEXT, "Version of the rule: a hash of its file; empty for mentions."),
        C("cues", Type.JSON, "List of {start, end, attribute}: the words of the cell that decided each attribute."),
        C("suggestion", Type.TEXT, "Of wording: what to prefer; empty where no source gives one."),
        C("is_childs_words", Type.BOOL, "True where the cell holds the child's own words."),
        C("confirmed_at", Type.TEXT, "When a person read it as a sign; empty for what a rule marked."),
    ),
    key=("passage_id",),
    exported=(
        "passage_id", "record_id", "source_file", "source_row", "field", "start", "end", "text", "indicator", "wording",
        "mention", "polarity", "certainty", "time", "experiencer", "said_by", "speaker", "role", "rule_id", "cues",
        "suggestion",
    ),
)  # fmt: skip

SENTENCE_MARK = Table(
    "sentence_mark",
    "A sentence that the model finds worth reading, or whose sign by a rule does not count. It is no sign.",
    (
        C("mark_id", Type.TEXT, "model.ids.make_id of sentence_mark, the row, the cell, the sentence and the sign."),
        C("record_id", Type.TEXT, "The record."),
        C("row_id", Type.TEXT, "The row that holds the cell."),
        *VISIBILITY,
        C("source_file", Type.TEXT, "Base name of the received file."),
        C("source_row", Type.INT, "1-based data row of that file."),
        C("field", Type.TEXT, "Heading, as written, of the cell in which offsets count."),
        C("start", Type.INT, "First character of the sentence, in code points from 0."),
        C("end", Type.INT, "Behind the last character of the sentence."),
        C("indicator", Type.TEXT, "Id of the sign that the sentence may hold."),
        C("level", Type.TEXT, "model.passages.Level: worth_reading, marked, set_aside or asked."),
        C("words", Type.JSON, "List of {start, end}: the words of the cell that carried it."),
        C("model_version", Type.TEXT, "The version of the model; of the gate, where it removed or doubted a sign."),
        C("is_childs_words", Type.BOOL, "True where the cell holds the child's own words."),
    ),
    key=("mark_id",),
)
