"""Writes the questions "same person?": pairs that were left apart and that somebody who knows the records could settle.

One question stands for two *people*, however many of their records look alike. It names the two mentions that say most,
ones that are not restricted before others, so that more people may be asked. What is held together by one likeness is
asked too (`halves`): its two sides are of one person today.
"""

from dataclasses import dataclass

from sightline.linkage.link_decision import TOO_LITTLE
from sightline.linkage.questions.bridges import find_halves
from sightline.linkage.questions.name_groups import count_names
from sightline.linkage.questions.namesakes import find_namesakes
from sightline.linkage.questions.sparse_records import SparseMatchRule, find_little
from sightline.linkage.questions.spellings import SPELLING_RULES, SpellingRules, ask_about_spellings
from sightline.linkage.questions.touched_likeness import WORKING as LIKENESS_WORKING
from sightline.linkage.questions.touched_likeness import find_touched_likeness, keep_likenesses
from sightline.linkage.results import say_levels
from sightline.linkage.scores import find_level
from sightline.linkage.settings import FOLDER, Settings
from sightline.model.analysis_tables.likenesses import LIKENESS
from sightline.model.ids import LENGTH
from sightline.model.schema import QUESTION, QUESTION_MENTION
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import WrittenPart, read_table
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
NEAR, HELD_APART, FAR, CONFLICT = "near_threshold", "held_apart", "birth_date_far", "conflict"
NEVER_ASKED = "two_nhs_numbers"
WORKING = (
    "person_of_profile", "side", "resembling", "resembling_little", "asked_pair", "person_size", "settled_pair",
    "half", "half_mention", "half_asked", "half_size", "named_pair", *LIKENESS_WORKING,
)  # fmt: skip


class WrittenQuestions(WrittenPart, frozen=True):
    """What rules/linkage/questions.toml says. `too_little`: the strongest first."""

    bits_below: float
    says: dict[str, str]
    too_little: tuple[SparseMatchRule, ...]
    spellings: SpellingRules


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How many questions there are; whole names of too many people, and how many pairs those have at most.

    Of the names of several people: how many there are, those whose people questions connect, and by what contradicts
    how many pairs there are in the others.
    """

    questions: int
    names_capped: int
    name_pairs_not_compared: int
    names_shared: int
    names_asked: int
    names_apart: dict[str, int]


def write_questions(
    *,
    engine: Engine,
    settings: Settings,
    goes_on: bool = False,
    in_part: bool = False,
    earlier: EarlierSnapshot | None = None,
) -> QuestionCounts:
    """Write `question` and `question_mention` from `judged`, `bridge`, the people and the answers in force.

    `cluster_diagnostics.find_bridges` comes before it. A run that `goes_on` from the `earlier` snapshot keeps its
    questions by likeness, but for people whom the day touched. `in_part`, it keeps those by whole names too, but for
    touched groups of people.
    """
    asked = read_table(WrittenQuestions, read_toml(FOLDER, "questions.toml"), where=f"{FOLDER}/questions")
    engine.make("person_of_profile", "SELECT DISTINCT profile_id, person_id FROM person_of")
    if goes_on:
        find_touched_likeness(engine=engine, likenesses=asked.too_little)
    _find_likenesses(engine, settings, asked, in_part=goes_on)
    find_namesakes(engine=engine, settings=settings, goes_on=in_part, earlier=earlier)
    write_over(engine=engine, earlier=earlier, table=LIKENESS, rows="FROM asked_pair", order="person_a, person_b")
    engine.make("asked_pair", "SELECT * FROM asked_pair ANTI JOIN named_pair USING (person_a, person_b)")
    engine.make("person_size", SQL.fill("person_size"))
    find_halves(engine=engine)
    write_over(
        engine=engine,
        earlier=earlier,
        table=QUESTION,
        rows=_questions(settings, says=asked.says),
        order="hangs_on DESC, question_id",
    )
    engine.write(QUESTION_MENTION, QUESTION_MENTIONS)
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
    questions = int(engine.query("SELECT count(*) FROM question").column(0)[0].as_py())
    names, apart = count_names(engine=engine)
    return QuestionCounts(questions, names["capped"], names["pairs"], names["shared"], names["asked"], apart)


def _find_likenesses(engine: Engine, settings: Settings, asked: WrittenQuestions, *, in_part: bool) -> None:
    """Make `asked_pair`: two people who may be one by likeness. `in_part`, it looks only at whom the day touched."""
    within = Fragment("o.person_id IN (SELECT person_id FROM like_person)" if in_part else "true")
    engine.make("side", SQL.fill("side", within=within))
    pairs = "like_pair" if in_part else "judged"
    engine.make("resembling", _resembling(settings, bits_below=asked.bits_below, pairs=pairs))
    find_little(engine=engine, settings=settings, likenesses=asked.too_little, in_part=in_part)
    engine.make("settled_pair", SQL.fill("settled_pair"))
    kept = f" UNION ALL {keep_likenesses(found_again=SPELLING_RULES)}" if in_part else ""
    agrees = say_levels(settings)
    engine.make("asked_pair", SQL.fill("asked_pair", agrees=Fragment(agrees)) + kept)
    ask_about_spellings(engine=engine, settings=settings, rules=asked.spellings, agrees=agrees)


def _resembling(settings: Settings, *, bits_below: float, pairs: str) -> str:
    """SQL: pairs of different people that could be one, with why they are not joined."""
    other = find_level(settings.model, comparison="forename", label="forename different")
    far = find_level(settings.model, comparison="birth_date", label="birth date within a year")
    aged = find_level(settings.model, comparison="birth_date", label="birth date within the written age")
    one_name = " AND ".join(_name_level(settings, name) for name in ("forename", "surname"))
    # Of one whole name and an age that agrees `namesakes` asks, once for each piece of a person.
    born = f"(birth_date_level > {far} OR birth_date_level = {aged} AND NOT ({one_name}))"
    near = f"weight >= {settings.threshold - bits_below} AND forename_level > {other} AND {born}"
    namesake = _are_namesakes_at_home(settings, far=far)
    return f"""
    SELECT j.* EXCLUDE (rule_id), least(a.person_id, b.person_id) AS person_a,
           greatest(a.person_id, b.person_id) AS person_b, a.restricted OR b.restricted AS restricted,
           CASE WHEN verdict = 'join' THEN '{HELD_APART}' WHEN rule_id <> '{TOO_LITTLE}' THEN rule_id
                WHEN {namesake} THEN '{FAR}' ELSE '{NEAR}' END AS rule_id
    FROM {pairs} j JOIN side a ON a.profile_id = j.profile_a JOIN side b ON b.profile_id = j.profile_b
    WHERE a.person_id <> b.person_id AND rule_id <> '{NEVER_ASKED}'
      AND (rule_id <> '{TOO_LITTLE}' OR ({near}) OR ({namesake}))
      AND (a.nhs_number IS NULL OR b.nhs_number IS NULL OR a.nhs_number = b.nhs_number)"""


def _are_namesakes_at_home(settings: Settings, *, far: int) -> str:
    """SQL: one name and one home, and birth dates far apart: a father and his son, or a slip of the pen in the year."""
    home = find_level(settings.model, comparison="home", label="postcode the same")
    names = " AND ".join(_name_level(settings, name) for name in ("forename", "surname"))
    different = find_level(settings.model, comparison="birth_date", label="birth date different")
    return f"{names} AND home_level > {home} AND birth_date_level IN ({different}, {far})"


def _name_level(settings: Settings, name: str) -> str:
    return f"{name}_level = {find_level(settings.model, comparison=name, label=f'{name} the same')}"


def _questions(settings: Settings, *, says: dict[str, str]) -> str:
    words = " ".join(f"WHEN '{rule}' THEN '{text.replace(chr(39), chr(39) * 2)}'" for rule, text in says.items())
    return SQL.fill(
        "question",
        question_id=Fragment(QUESTION_ID),
        agrees=Fragment(say_levels(settings)),
        says=Fragment(f"CASE rule_id {words} END"),
        conflict=CONFLICT,
    )


QUESTION_ID = f"left(sha256(concat_ws(chr(31), 'same_person', rule_id, mention_id_a, mention_id_b)), {LENGTH})"
QUESTION_MENTIONS = """
SELECT question_id, h.side, h.mention_id
FROM question q JOIN half_asked a USING (rule_id, mention_id_a, mention_id_b) JOIN half_mention h USING (half_id)
ORDER BY ALL
"""
