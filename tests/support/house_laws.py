"""The house's laws over its source, as functions, so that each can be tried on an example that breaks it."""

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import grimp
from importlinter.configuration import configure
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from support.parsed import nodes, tree_of

PACKAGE = Path(__file__).parents[2] / "sightline"
HOLDS_TEXT = re.compile(r"\b(str|bytes|Any|Row|Mapping|QueryDict)\b")
MOST_ALIASES = 3  # a name for a name for a type
DAYS_OF_BIRTH = frozenset({"born_on", "birth_date", "birth_dates"})


def sources(package: Path = PACKAGE) -> list[Path]:
    """Every module of the package, without migrations."""
    return sorted(path for path in package.rglob("*.py") if "migrations" not in path.parts)


def classes_of_one_name(package: Path) -> dict[str, list[str]]:
    """The names that two or more public classes of the package share, each with the modules that define one."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sources(package):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(package).as_posix())
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def modules_that_use_repr(package: Path) -> list[str]:
    """Modules that call `repr` or hand it on: what they write leaves out every field that holds personal data."""
    return [
        path.relative_to(package).as_posix()
        for path in sources(package)
        if any(
            isinstance(node, ast.Name) and node.id == "repr" and isinstance(node.ctx, ast.Load)
            for node in nodes(tree_of(path))
        )
    ]


def modules_that_make_templates(package: Path) -> list[str]:
    """Modules that make a template of a text, where files of the package are the templates."""
    named = re.compile(r"\b(Template|from_string)\(")
    return [path.relative_to(package).as_posix() for path in sources(package) if named.search(path.read_text("utf-8"))]


PERSONAL = frozenset({
    "name", "names", "other_names", "forename", "forenames", "surname", "birth_date", "birth_dates", "born_on",
    "address", "postcode", "street_name", "phone", "phones", "place", "premises",
    "text", "words", "reply_words", "reason_in_words", "what_text", "original", "present", "childs_words", "said",
    "told", "story", "note", "notes", "why", "description", "value", "values", "row", "rows", "data", "body", "agenda",
    "passphrase", "who", "chair", "person_a", "person_b", "writer", "speaker", "carers", "adult", "holder", "details",
    "forms", "small", "pieces", "token", "password", "secret", "written", "first", "last", "rest", "near", "seen_heard", "school", "because", "says",
})  # fmt: skip


# Named as if they held what a person is or said, and they do not: a class, or a module whole, with the reason.
NOT_PERSONAL = {
    "casenotes.attributes.cues.CueKind.": "words of a rule",
    "casenotes.signs.slots.Slot.": "words of a rule",
    "casenotes.mentions.lists.MentionLists.": "lists of words that are shipped",
    "casenotes.attributes.sources.People.writer": "which kind of person writes",
    "casework.clocks.pages.ClockPage.note": "words of a rule",
    "casework.concerns.pages.concerns.Draft.written": "how often each page was saved",
    "casework.core.serve_settings.": "where Sightline listens",
    "casework.counts.pages.EstimateView.": "words on a method",
    "casework.core.sight_decisions.Sight.body": "an agency and an organisation",
    "casework.escalation.pages.ItemPage.forms": "which answers the page offers",
    "casework.notes.services.author_hints.Hint.why": "words of a rule",
    "casework.notes.pages.signs.SignKind.": "first and last day",
    "casework.operations.pages.HealthCheck.": "which check of the machine",
    "casework.single_sign_on.directory.": "settings of the partnership",
    "casework.subject_files.pages.measures.": "words of a rule",
    "curiosity.rules.Question.": "words of a rule",
    "escalation.responses.Missing.": "what an answer lacks, in the words of its form",
    "ingest.mappings.mapping.": "the columns of a layout",
    "ingest.sheets.reader.Sheet.": "a sheet of a workbook, and what reads it",
    "invented.invent.Invented.rows": "how many rows each file has",
    "linkage.evaluation.answered_pairs.PairAgreement.": "the label of a band",
    "linkage.evaluation.measures.Score.": "the label of a measure",
    "model.hash_chain.": "a chain of hashes",
    "model.rules.": "words of a rule",
    "model.tables.": "the schema",
    "patterns.places.types.": "lists of words that are shipped",
    "patterns.rules.": "words of a rule",
    "scale.": "numbers of many, with words of rules",
    "sharing.standpoints.": "words of a rule",
    "store.chain_files.": "a chain of hashes",
    "store.received_files.DamagedFile.": "names of received files",
    "store.sql.sql_steps.SqlStep.": "a statement and its heading",
    "timescales.rules.": "words of a rule",
    "web.accounts.acts.AccountAct.": "words of a page",
    "web.chronology.filters.Choice.value": "what a filter offers",
    "web.subject_files.entry_pages.EntryBox.": "which box of a form",
    "workbooks.process.SpooledSheet.": "a sheet of a workbook",
    "workbooks.return_shapes.TableShape.": "a table of a return",
    "workbooks.return_tables.XmlElement.name": "the name of an element",
}


def printed_personal_fields(package: Path) -> dict[str, str]:
    """Fields of dataclasses, named tuples and structs that may hold what a person is or said, and that are printed."""
    found = {}
    trees = {
        path.relative_to(package).with_suffix("").as_posix().replace("/", "."): tree_of(path)
        for path in sources(package)
    }
    structs, texts = structs_that_print(trees.values()), names_for_text(trees)
    for module, tree in trees.items():
        for node in nodes(tree):
            if isinstance(node, ast.ClassDef) and (prints_its_fields(node) or node.name in structs):
                for field in node.body:
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                        text, name = ast.unparse(field), field.target.id
                        if (
                            name in PERSONAL
                            and holds(name, field.annotation, texts[module])
                            and "repr=False" not in text
                        ):
                            found[f"{module}.{node.name}.{name}"] = text
    return found


def names_for_text(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """By module, its names for a type that holds text, as `Words = tuple[str, ...]`: its own, and those it imports."""
    found: dict[str, set[str]] = {module: set() for module in trees}
    for _ in range(MOST_ALIASES):
        for module, tree in trees.items():
            for node in tree.body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
                    written = ast.unparse(node.value)
                    if HOLDS_TEXT.search(written) or found[module] & set(re.findall(r"\w+", written)):
                        found[module] |= {one.id for one in node.targets if isinstance(one, ast.Name)}
                elif isinstance(node, ast.ImportFrom):
                    above = found.get((node.module or "").removeprefix("sightline."), set())
                    found[module] |= above & {one.name for one in node.names}
    return found


def holds(name: str, annotation: ast.expr, texts: set[str]) -> bool:
    """Whether a field holds text, by whatever name of it, or the day on which somebody was born."""
    written = ast.unparse(annotation)
    words = set(re.findall(r"\w+", written))
    return bool(HOLDS_TEXT.search(written) or words & texts or (name in DAYS_OF_BIRTH and "date" in words))


def prints_its_fields(node: ast.ClassDef) -> bool:
    """Whether a class's repr prints its fields: a dataclass that does not say otherwise, or a named tuple."""
    if any(isinstance(one, ast.FunctionDef) and one.name == "__repr__" for one in node.body):
        return False
    decorators = " ".join(ast.unparse(one) for one in node.decorator_list)
    return ("dataclass" in decorators and "repr=False" not in decorators) or "NamedTuple" in {
        ast.unparse(base) for base in node.bases
    }


def structs_that_print(trees: Iterable[ast.Module]) -> set[str]:
    """The structs of msgspec that print every field: neither they nor a class that they are made from says otherwise.

    A struct cannot leave out one field as a dataclass does, so its base class says what is printed.
    """
    every = [node for tree in trees for node in nodes(tree) if isinstance(node, ast.ClassDef)]
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2].partition("[")[0] for base in node.bases} for node in every
    }
    silent = {node.name for node in every if {"__repr__"} & {getattr(one, "name", "") for one in node.body}}
    printing, more = set[str](), {"Struct"}
    while more:
        printing |= more
        more = {name for name, above in bases.items() if above & printing} - printing - silent
    return printing - {"Struct"}


def modules_a_package(package: Path) -> dict[str, int]:
    """How many modules each folder of the package has, `__init__.py` left out."""
    found = Counter(
        path.parent.relative_to(package).as_posix() for path in sources(package) if not path.name.startswith("__")
    )
    return dict(found)


MOST_MODULES = 20  # a package


def packages_too_large(package: Path) -> dict[str, int]:
    """The packages with more modules than the law allows, and how many each has."""
    return {name: size for name, size in modules_a_package(package).items() if size > MOST_MODULES}


PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "among",
        "around",
        "at",
        "before",
        "behind",
        "below",
        "beside",
        "between",
        "beyond",
        "by",
        "during",
        "for",
        "from",
        "in",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "since",
        "through",
        "till",
        "to",
        "under",
        "until",
        "up",
        "upon",
        "with",
        "within",
        "without",
        "again",
    ]
)
PARTICIPLES = frozenset(
    [
        "begun",
        "drawn",
        "found",
        "given",
        "gone",
        "grown",
        "held",
        "kept",
        "known",
        "led",
        "left",
        "lost",
        "made",
        "met",
        "past",
        "read",
        "said",
        "seen",
        "sent",
        "shown",
        "spoken",
        "stood",
        "taken",
        "told",
        "written",
    ]
)
NOUNS_IN_ING = frozenset({"drawing", "keyring", "listing", "mapping", "opening", "spelling", "training", "wording"})


def is_no_noun(module: str) -> bool:
    """Whether a module's name is, or ends in, a participle or a preposition, or is one with an adverb (`told_back`)."""
    first, last = module.split("_")[0], module.split("_")[-1]
    if last == "back" and module != "back":
        last = first
    if last in PREPOSITIONS or last in PARTICIPLES:
        return True
    return last.endswith(("ed", "ing")) and last not in NOUNS_IN_ING and len(last) > 4


def modules_that_are_no_nouns(package: Path) -> Counter[str]:
    """`room/module` of each module that is named by a participle or a preposition, and how many have that name."""
    return Counter(
        f"{path.relative_to(package).parts[0]}/{path.stem}"
        for path in sources(package)
        if path.parent != package and is_no_noun(path.stem)
    )


# Known when the law came; the list may only shrink. A module that is renamed leaves it.
KNOWN_TO_BE_NO_NOUNS = Counter(
    [
        "casework/serving",
    ]
)


def contract_of(pyproject: Path, name: str) -> dict[str, Any]:
    """The import contract whose name begins so, as pyproject.toml says it."""
    settings = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]
    return next(one for one in settings["contracts"] if one["name"].startswith(name))


# What every page may import of casework: the doors of a domain, one module or a package of them, and the session.
DOORS = frozenset(
    f"sightline.web.** -> sightline.casework.{module}"
    for module in (
        *(f"*.{door}" for door in ("services", "selectors", "pages", "rights", "errors")),
        *(f"*.{door}.**" for door in ("services", "selectors", "pages")),
        *(f"core.{module}" for module in ("actor", "clock", "session")),
    )
)


def keeps_contract(contract: dict[str, Any], imports: tuple[tuple[str, str], ...]) -> bool:
    """Whether a made-up graph of imports keeps a contract of the house."""
    named = {*contract["protected_modules"], *contract["allowed_importers"], *(one for pair in imports for one in pair)}
    options = {**contract, "unmatched_ignore_imports_alerting": "none"}
    checked = ProtectedContract(contract["name"], {"root_packages": ["sightline"]}, options)
    return bool(checked.check(_graph(named, imports), verbose=False).kept)


def keeps_layers(contract: dict[str, Any], imports: tuple[tuple[str, str], ...]) -> bool:
    """Whether a made-up graph of imports keeps the layers of a contract, in which every package is placed."""
    (container,) = contract["containers"]
    placed = {f"{container}.{name.strip()}" for layer in contract["layers"] for name in layer.split("|")}
    checked = LayersContract(contract["name"], {"root_packages": ["sightline"]}, {**contract, "exhaustive": "true"})
    return bool(
        checked.check(_graph({*placed, *(one for pair in imports for one in pair)}, imports), verbose=False).kept
    )


def keeps_out_of_circles(contract: dict[str, Any], imports: tuple[tuple[str, str], ...]) -> bool:
    """Whether a made-up graph of imports keeps the contract that forbids circles."""
    configure()  # it measures its own time by a clock that lint-imports sets
    options = {**contract, "unmatched_ignore_imports_alerting": "none"}
    checked = AcyclicSiblingsContract(contract["name"], {"root_packages": ["sightline"]}, options)
    named = {one for pair in imports for one in pair}
    return bool(checked.check(_graph(named, imports), verbose=False).kept)


def _graph(named: set[str], imports: tuple[tuple[str, str], ...]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for module in sorted(
        named | {".".join(one.split(".")[:end]) for one in named for end in range(1, one.count(".") + 1)}
    ):
        graph.add_module(module, is_squashed=not module.startswith("sightline"))
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


def common_parts_that_domains_include(templates: Path) -> list[str]:
    """`page: part` of each page that includes a part of the frame: what is a domain's stands in its own folder."""
    return [
        f"{page.relative_to(templates)}: {part}"
        for page in sorted(templates.rglob("*.html"))
        if page.relative_to(templates).parts[0] != "sightline"
        for part in re.findall(r"sightline/parts/[a-z_]+\.html", page.read_text(encoding="utf-8"))
    ]


WRITES = re.compile(
    r"\.objects\.(create|bulk_create|get_or_create|update_or_create)\(|\.save\(|transaction\.atomic|hash_chain\.append"
)


def readers_that_write(package: Path) -> list[str]:
    """`module: what` of each write in a domain's selectors, pages or rights. An audited read is written by the trail."""
    return [
        f"{path.relative_to(package)}: {found.group()}"
        for path in sources(package)
        if {"selectors", "pages", "rights"} & {path.stem, path.parent.name}
        for found in WRITES.finditer(path.read_text(encoding="utf-8"))
    ]


SAYS_NOTHING = frozenset({"_read", "_rows", "_named", "_told", "_line"})


def functions_that_say_nothing(package: Path) -> list[str]:
    """`module: name` of each function whose name does not say what it reads, lists, names, tells or makes."""
    return [
        f"{path.relative_to(package)}: {node.name}"
        for path in sources(package)
        for node in nodes(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.name in SAYS_NOTHING
    ]
