"""The tables of records of several agencies that may tell of one event, and of what people answered about them."""

from sightline.model.tables import Column, Table, Type

C = Column

SAME_EVENT = Table(
    "same_event",
    "Two records of two agencies that may tell of one event of a child: a question for people, and no join.",
    (
        C("record_id_a", Type.TEXT, "The record with the smaller id."),
        C("record_id_b", Type.TEXT, "The record with the larger id."),
        C("rule_id", Type.TEXT, "same_event, of rules/england/chronology."),
        C("rule_version", Type.TEXT, "The day on which the values of the rule were decided."),
        C("shared", Type.TEXTS, "What they share beside the child, the days and the kind: reference, person, thing, "
          "words."),
        C("differs", Type.TEXTS, "Where they say something else: day, time, place, people."),
    ),
    key=("record_id_a", "record_id_b"),
)  # fmt: skip

EVENT_VERDICT = Table(
    "event_verdict",
    "An answer of people whether records tell of one event: rules that count contacts obey it from its day on.",
    (
        C("decision", Type.INT, "The number of the decision. Of two answers about two records the later one counts."),
        C("record_ids", Type.TEXTS, "Every record that the answer names."),
        C("is_same", Type.BOOL, "Whether they tell of one event."),
        C("given_on", Type.DATE, "The day of the answer, in London. No rule counts by it on an earlier day."),
    ),
    key=("decision",),
)
