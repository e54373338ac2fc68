"""What templates of agencies and partnerships call the columns of a chronology; nobody reads these here."""

from collections.abc import Mapping

# By column; compared without capitals, points and blanks.
OTHER_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("no", "number", "ref", "entry", "entry number"),
    "child": ("child", "child's name", "subject", "child name"),
    "date": ("date", "date of event", "date or period of event", "date/period", "event date", "date of entry", "when"),
    "time": ("time", "time of event"),
    "order_in_day": ("order", "order in day"),
    "age": ("age", "age of child"),
    "source": ("source", "source of information", "source (who, service)", "worker", "recorder", "author"),
    "event": (
        "event", "significant event", "event description", "details", "details of event", "description", "incident",
        "details of contact", "summary of event",
    ),
    "people": ("people", "family member", "family member seen", "people involved", "others present"),
    "child_seen": ("child seen", "was the child seen", "seen"),
    "seen_alone": ("child seen alone", "alone"),
    "heard": ("voice of the child", "child's voice", "heard", "child's views", "wishes and feelings"),
    "action": ("action", "actions", "action taken", "outcome", "response"),
    "analysis": ("impact", "impact (positive/negative)", "analyst comment", "analysis", "comment on practice"),
    "significance": ("significance",),
    "key_episode": ("key episode",),
    "themes": ("theme", "themes"),
    "comments": ("comment", "comments", "review"),
}  # fmt: skip
