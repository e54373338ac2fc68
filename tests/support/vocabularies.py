"""The columns that keep a fixed vocabulary, and what an open database keeps in them."""

from django.apps import apps

from sightline.casework.core.models import VocabularyField


def words_kept() -> dict[str, set[str]]:
    """What stands in each column that has a vocabulary, by table and column; columns of empty tables have nothing."""
    return {
        f"{model.__name__}.{field.name}": set(model._base_manager.values_list(field.name, flat=True).distinct())
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, VocabularyField)
    }


def words_outside() -> list[str]:
    """What is kept and the column would refuse now, as `Table.column: word`."""
    return sorted(
        f"{name}: {word}"
        for name, words in words_kept().items()
        for word in words
        if not _field(name).holds(word)
    )  # fmt: skip


def _field(name: str) -> VocabularyField:
    table, _, column = name.partition(".")
    field = apps.get_model("casework", table)._meta.get_field(column)
    assert isinstance(field, VocabularyField)
    return field
