"""Laws of what pages read: each number, date, page and text that a browser sent goes through `sightline.web.bounds`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

WEB = Path(__file__).parents[2] / "sightline" / "web"
READS_WHAT_WAS_SENT = {"GET", "POST", "FILES", "body", "COOKIES"}
OF_REQUEST = ("request", "_request", "asked", "req")
UNBOUNDED = {"int", "float", "complex", "Decimal", "Fraction", "date", "datetime", "time"}
UNBOUNDED_METHODS = {"fromisoformat", "strptime", "fromtimestamp", "fromordinal", "isdecimal", "isdigit", "isnumeric"}
UNBOUNDED_FIELDS = {
    "IntegerField", "FloatField", "DecimalField", "DateField", "DateTimeField", "TimeField", "DurationField", "JSONField",
    "SplitDateTimeField", "UUIDField", "GenericIPAddressField", "RegexField", "TypedChoiceField",
}  # fmt: skip
TEXT_FIELDS = {"CharField", "WhyField", "EmailField", "SlugField", "URLField"}
OF_PAGES = sorted(
    path for path in WEB.rglob("*.py") if path.name != "bounds.py" and "migrations" not in path.parts
)  # fmt: skip
SAYS = "read it by sightline.web.bounds: asked(request), sent(request), form_data(request)"


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def reads_requests(path: Path) -> bool:
    """Whether a module is given a request, a query or a form."""
    text = path.read_text(encoding="utf-8")
    return any(word in text for word in ("HttpRequest", "QueryDict", "from django import forms", "cleaned_data"))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    yield from ((name_of(node), node) for node in nodes(path) if isinstance(node, ast.Call))


def test_no_page_reads_a_request_by_itself() -> None:
    wrong = [
        f"{path.name}:{node.lineno} {node.value.id}.{node.attr}: {SAYS}"
        for path in OF_PAGES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        and node.value.id in OF_REQUEST and node.attr in READS_WHAT_WAS_SENT
    ]  # fmt: skip
    assert wrong == []


def test_no_page_and_no_form_makes_a_number_or_a_date_of_what_was_sent() -> None:
    wrong = [
        f"{path.name}:{call.lineno} {name}: {SAYS}, or sightline.model.bounds"
        for path in OF_PAGES if reads_requests(path)
        for name, call in calls(path)
        if (isinstance(call.func, ast.Name) and name in UNBOUNDED) or name in UNBOUNDED_METHODS
    ]  # fmt: skip
    assert wrong == []


def test_every_field_has_bounds() -> None:
    """A number or a date has a field of `bounds`; a text says how many letters it takes."""
    wrong = [
        f"{path.name}:{call.lineno} {name}"
        for path in OF_PAGES
        for name, call in calls(path)
        if name in UNBOUNDED_FIELDS
        or (name in TEXT_FIELDS and "max_length" not in {keyword.arg for keyword in call.keywords})
    ]
    assert wrong == []


def every_pattern(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern


def test_no_address_holds_a_number_without_bounds() -> None:
    unbounded = {type(get_converters()["int"]), type(get_converters()["str"]), type(get_converters()["path"])}
    held = [one for one in every_pattern(get_resolver().url_patterns) if one.pattern.converters]
    wrong = [one.name for one in held for each in one.pattern.converters.values() if type(each) in unbounded]
    assert len(held) > 40 and wrong == []


def test_the_laws_see_what_they_forbid(tmp_path: Path) -> None:
    """Else they could not fail."""
    path = tmp_path / "views_wrong.py"
    path.write_text("def view(request: HttpRequest):\n    return int(request.GET['a']), date.fromisoformat('x')\n")
    assert reads_requests(path) and {name for name, _ in calls(path)} == {"int", "fromisoformat"}
    assert "GET" in {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
    assert issubclass(forms.CharField, forms.Field)
