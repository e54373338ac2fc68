"""The commands `note-model` and `link-model`: list the models trained here, use one, go back to the shipped one.

They are made alike for each kind of model, so that whoever knows one knows the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession
    from sightline.casework.learning.pages import ModelFallback, ModelsPage

FELL_BACK = gettext_noop(
    "Model %(version)s learned from records that are erased now. The shipped model is used instead."
)
TRAIN_AGAIN = {
    "linkage_model": gettext_noop(
        "To train another: sightline train. Then: sightline link-model use MODEL --why REASON"
    ),
    "note_model": gettext_noop(
        "To train another: sightline train-notes. Then: sightline note-model use MODEL --why REASON"
    ),
}


@dataclass(frozen=True, slots=True)
class ModelCommands:
    """The words of the commands of one kind of model. `read` and `choose` are what casework is asked."""

    about: str
    listing: str
    using: str
    going_back: str
    named: str
    title: str
    learned_from: str
    saved: str
    read: "Callable[[ReaderSession], ModelsPage[Any]]"
    choose: Callable[..., int]


def make_commands(words: ModelCommands) -> typer.Typer:
    """The commands list, use and shipped of one kind of model."""
    app = typer.Typer(help=words.about, no_args_is_help=True)

    @app.command(name="list", help=words.listing)
    def list_models(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
        chosen = context_of(run, workspace, act_as)
        chosen.open()
        page = words.read(chosen.session())
        print_models(page, title=_(words.title), learned_from=_(words.learned_from))

    @app.command(name="use", help=words.using)
    def use_model(
        run: typer.Context,
        version: Annotated[str, typer.Argument(help=words.named)],
        why: Why,
        workspace: Workspace = None,
        act_as: As = None,
    ) -> None:
        _choose(words, context_of(run, workspace, act_as), version, why)

    @app.command(name="shipped", help=words.going_back)
    def use_shipped(run: typer.Context, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
        _choose(words, context_of(run, workspace, act_as), "shipped", why)

    return app


def print_models(page: "ModelsPage[Any]", *, title: str, learned_from: str) -> None:
    """The models with the shipped one, and which is in force."""
    rows = [
        [one.version, one.trained_at, one.learned_from, _("in force") if one.is_in_force else "", one.damage]
        for one in page.models
    ]
    rows.append([page.shipped, _("shipped"), "", "" if page.in_force else _("in force"), ""])
    print_table(title, [_("Model"), _("Trained at"), learned_from, "", _("Damage")], rows)
    if page.fell_back:
        print_fallback(page.fell_back)


def print_fallback(model: "ModelFallback") -> None:
    """That an erasure put a model out of force, which decision had put it in, and that it can be trained again."""
    out.print(_(FELL_BACK) % {"version": model.version}, markup=False)
    out.print(
        _("Decision %(number)s by %(by)s had put it in force.") % {"number": model.decision, "by": model.by},
        markup=False,
    )
    out.print(_(TRAIN_AGAIN[model.noun]), markup=False)


def _choose(words: ModelCommands, chosen: Context, version: str, why: str) -> None:
    chosen.open()
    number = words.choose(chosen.session(), version=version, why=why)
    out.print(_(words.saved) % {"number": number}, markup=False)


def _read_note_models(session: "ReaderSession") -> "ModelsPage[Any]":
    from sightline.casework.learning.selectors.note_models import read_note_models

    return read_note_models(session)


def _read_linkage_models(session: "ReaderSession") -> "ModelsPage[Any]":
    from sightline.casework.learning.selectors.linkage_models import read_linkage_models

    return read_linkage_models(session)


def _choose_note_model(session: "ReaderSession", *, version: str, why: str) -> int:
    from sightline.casework.learning.services.model_choices import choose_note_model

    return choose_note_model(session, version=version, why=why)


def _choose_linkage_model(session: "ReaderSession", *, version: str, why: str) -> int:
    from sightline.casework.learning.services.model_choices import choose_linkage_model

    return choose_linkage_model(session, version=version, why=why)


NOTE_COMMANDS = make_commands(
    ModelCommands(
        about=gettext_noop("Which model of notes is in force: list, use one, go back."),
        listing=gettext_noop("List the models that were trained here, and the one in force."),
        using=gettext_noop("Put a model that was trained here in force. The next update reads every note with it."),
        going_back=gettext_noop("Go back to the shipped model. The next update reads every note with it."),
        named=gettext_noop("The model, as 'sightline note-model list' names it."),
        title=gettext_noop("Model of notess"),
        learned_from=gettext_noop("Confirmed sentences"),
        saved=gettext_noop("Decision %(number)s is saved. Run 'sightline run': it reads every note with this model."),
        read=_read_note_models,
        choose=_choose_note_model,
    )
)
LINKAGE_COMMANDS = make_commands(
    ModelCommands(
        about=gettext_noop("Which matching model is in force: list, use one, go back."),
        listing=gettext_noop("List the matching models that were trained here, and the one in force."),
        using=gettext_noop(
            "Put a matching model that was trained here in force. The next update matches people by it."
        ),
        going_back=gettext_noop("Go back to the shipped matching model. The next update matches people by it."),
        named=gettext_noop("The model, as 'sightline link-model list' names it."),
        title=gettext_noop("Matching models"),
        learned_from=gettext_noop("Profiles"),
        saved=gettext_noop("Decision %(number)s is saved. Run 'sightline run': it matches people by this model."),
        read=_read_linkage_models,
        choose=_choose_linkage_model,
    )
)
