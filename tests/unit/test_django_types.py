"""Django's fields and querysets are typed by django-stubs' plugin: no field says its type twice."""

import re
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DOUBLED = re.compile(r"^\s+\w+: \"?models\.\w+\[.*= models\.\w+\(", re.MULTILINE)


def doubled(text: str) -> list[str]:
    """The fields that say their type twice."""
    return [found.strip() for found in DOUBLED.findall(text)]


def test_no_field_says_its_type_twice() -> None:
    found = {
        str(path.relative_to(REPOSITORY)): doubled(path.read_text(encoding="utf-8"))
        for path in (REPOSITORY / "sightline").rglob("*.py")
    }
    assert {path: fields for path, fields in found.items() if fields} == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("    state: models.CharField[str, str] = models.CharField(max_length=20)\n", 1),
        ("    state = models.CharField(max_length=20)\n", 0),
    ],
)
def test_a_doubled_type_is_seen(text: str, count: int) -> None:
    assert len(doubled(text)) == count


def test_types_are_checked_with_the_plugin_and_the_settings_that_are_served() -> None:
    tool = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert "mypy_django_plugin.main" in tool["mypy"]["plugins"]
    assert tool["django-stubs"]["django_settings_module"] == tool["pytest"]["ini_options"]["DJANGO_SETTINGS_MODULE"]
