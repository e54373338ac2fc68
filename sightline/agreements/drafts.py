"""Writes agreements: a draft for people to complete, and invented ones for a workspace to try Sightline in.

A draft leaves empty what only people can say, so it is refused until they have said it. Nothing here is legal advice.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sightline.agreements.agreement import INVENTED, is_named
from sightline.agreements.files import DRAFTS, FOLDER, ORGANISATIONS
from sightline.agreements.vocabulary import (
    TYPE_OF_AGENCY,
    Mode,
    Onward,
    OrganisationType,
    Purpose,
    Regime,
    Service,
    Tier,
)
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml_folder
from sightline.store.files import write_whole

# Concerns entered in another Sightline: the file of any agency.
CONCERNS = ("sightline_concerns", "sightline_professional_concerns")
DOCUMENTS = ("document",)  # any agency sends them
ROLLS = ("school_attendance", "licensing_register", "health_attendances", "school_census", "school_ctf")
INVENTED_FROM, INVENTED_REVIEW = date(2000, 1, 1), date(2100, 1, 1)
INVENTED_POST, INVENTED_TELEPHONE = (
    "Records desk (invented)",
    "01632 960 000",
)  # a number kept for drama: it rings nowhere
REMARKS = {
    "regime": '"uk_gdpr", or "dpa2018_part3" for law-enforcement records of the police and other competent authorities',
    "purposes": ", ".join(f'"{one}"' for one in Purpose),
    "gateway": 'the law that lets the provider share: a citation, or "unverified"',
    "data_kinds": "layouts of files",
    "tier": '"record": each row is of concern to the agency; "roll": a whole register',
    "signed_by": "a job title, not a name",
    "modes": '["existence"], or ["existence", "content"] to show what records say',
    "onward": ", ".join(f'"{one}"' for one in Onward),
    "recipient_types": ", ".join(OrganisationType),
}
SERVICE_REMARK = f"# service = ...  one of: {', '.join(Service)}. 'none' where no body in its files is another"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the terms of an agreement say, in words; empty where people must still say it."""

    lawful_basis: str = ""
    special_category_condition: str = ""
    gateway: str = "unverified"
    retention_rule: str = ""
    handling: str = ""
    rows_chosen: str = ""
    signed_by: str = ""
    post: str = ""
    telephone: str = ""
    modes: tuple[Mode, ...] = (Mode.EXISTENCE,)
    recipient_types: tuple[OrganisationType, ...] = field(default_factory=tuple)
    purposes: tuple[Purpose, ...] = (Purpose.SAFEGUARDING,)
    onward: Onward = Onward.NO


INVENTED_TERMS = Terms(
    lawful_basis=INVENTED, special_category_condition=INVENTED, retention_rule=INVENTED, handling=INVENTED,
    signed_by=INVENTED_POST, post=INVENTED_POST, telephone=INVENTED_TELEPHONE, modes=tuple(Mode),
    recipient_types=tuple(OrganisationType), purposes=tuple(Purpose), onward=Onward.SAME_PURPOSE,
)  # fmt: skip


def shipped_layouts() -> dict[str, str]:
    """Every layout of a file that Sightline reads as it is, with its agency; a workbook counts as one."""
    tables = read_toml_folder("agencies")
    return {name: table["agency"] for name, table in tables.items() if table.get("agency")}


def write_draft(root: Path, *, layout: str, on: date) -> Path:
    """Write a draft for one layout into `agreements/drafts`; its path. Refused where there is one already."""
    agency = next((agency for name, agency in shipped_layouts().items() if is_named(layout, (name,))), "")
    is_word = layout.replace("_", "").replace("/", "").replace("-", "").isalnum()
    if not is_word or f"{layout}.toml" == ORGANISATIONS:
        raise Usage("That is not the id of a layout.", code="no_layout", what_to_do="Copy it from the import summary.")
    folder = root / FOLDER / DRAFTS
    path = folder / f"{layout.replace('/', '-')}.toml"
    if path.exists():
        raise Refused(
            "There is a draft for this layout already.",
            code="draft_exists",
            where=f"{FOLDER}/{DRAFTS}/{path.name}",
            what_to_do="Complete it, or remove it and run the command again.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    text = render_agreement(
        agreement_id=path.stem, provider=agency, layouts=(layout,), tier=_tier(layout), terms=Terms(), starts_on=on,
        review_on=on.replace(year=on.year + 1, day=min(on.day, 28)), remarks=REMARKS,
    )  # fmt: skip
    write_whole(path, text)
    register = folder / ORGANISATIONS
    if not register.exists() and not (root / FOLDER / ORGANISATIONS).exists():
        write_whole(register, render_organisations(Agency, suffix="", service=""))
    return path


def write_invented(root: Path, *, all_records: bool, more: Mapping[str, str] | None = None) -> list[str]:
    """Write invented agreements for every shipped layout and their organisations; the names of the files.

    `all_records`: each is of tier "record", so that nothing is sealed. `more`: other layouts, each with its agency, or
    with none where any agency may send it.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    texts = invented_texts(all_records=all_records, more=more or {})
    for name, text in texts.items():
        write_whole(folder / name, text)
    return sorted(texts)


def invented_texts(*, all_records: bool, more: Mapping[str, str]) -> dict[str, str]:
    """The same as texts by name of the file."""
    texts = {ORGANISATIONS: render_organisations(Agency, suffix=" (invented)")}
    kinds: list[tuple[tuple[str, ...], Agency, str]] = [
        ((layout,), Agency(agency), layout) for layout, agency in shipped_layouts().items()
    ]
    for any_agency, name in ((CONCERNS, "concerns"), (DOCUMENTS, "documents")):
        kinds += [(any_agency, agency, f"{name}_{agency}") for agency in Agency]
    for layout, own in more.items():
        if layout not in shipped_layouts():
            kinds += [((layout,), agency, f"{layout}_{agency}") for agency in Agency if own in ("", agency)]
    for layouts, agency, name in kinds:
        tier = Tier.RECORD if all_records else _tier(layouts[0])
        text = render_invented(
            f"invented-{name.replace('_', '-').replace('/', '-')}", agency=agency, layouts=layouts, tier=tier
        )
        texts[f"invented-{name.replace('_', '-').replace('/', '-')}.toml"] = text
    return texts


def render_invented(agreement_id: str, *, agency: Agency, layouts: Sequence[str], tier: Tier) -> str:
    """An invented agreement that shows everything to everyone, for invented records."""
    return render_agreement(
        agreement_id=agreement_id, provider=agency, layouts=layouts, tier=tier, terms=INVENTED_TERMS,
        starts_on=INVENTED_FROM, review_on=INVENTED_REVIEW,
    )  # fmt: skip


def render_organisations(agencies: Iterable[Agency], *, suffix: str, service: str = Service.NONE) -> str:
    """The register with one organisation an agency. Without a `service` a remark says what to write there."""
    lines = ["# The organisations that agreements name."]
    said = f"service = {_toml(service)}" if service else SERVICE_REMARK
    for agency in agencies:
        name = agency.replace("_", " ").capitalize().replace("Childrens", "Children’s") + suffix
        lines += ["", "[[organisations]]", f"id = {_toml(agency)}", f"name = {_toml(name)}",
                  f"type = {_toml(TYPE_OF_AGENCY[agency])}", f"agency = {_toml(agency)}", said]  # fmt: skip
    return "\n".join([*lines, ""])


def render_agreement(
    *, agreement_id: str, provider: str, layouts: Sequence[str], tier: Tier, terms: Terms, starts_on: date,
    review_on: date, remarks: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """An agreement as TOML, with a remark beside the fields that have one."""
    said: dict[str, object] = {
        "id": agreement_id, "provider": provider, "controller": provider, "recipients": [],
        "recipient_types": list(terms.recipient_types), "regime": regime_of(provider),
        "purposes": list(terms.purposes), "lawful_basis": terms.lawful_basis,
        "special_category_condition": terms.special_category_condition, "gateway": terms.gateway,
        "data_kinds": list(layouts), "tier": tier, "modes": list(terms.modes), "onward": terms.onward,
        "retention_rule": terms.retention_rule, "handling": terms.handling, "starts_on": starts_on,
        "review_on": review_on, "signed_by": terms.signed_by,
    }  # fmt: skip
    if terms.rows_chosen and tier is Tier.RECORD:
        said["rows_chosen"] = terms.rows_chosen
    if terms.lawful_basis == INVENTED:
        said["invented"] = True
    lines = [f"{name} = {_toml(value)}{_remark(remarks or {}, name)}" for name, value in said.items()]
    lines += ["", "[contact]", f"post = {_toml(terms.post)}", f"telephone = {_toml(terms.telephone)}", ""]
    return "\n".join(lines)


def regime_of(agency: str) -> Regime:
    """The regime that a draft proposes: Part 3 for the police, else UK GDPR."""
    return Regime.PART_3 if agency == Agency.POLICE else Regime.UK_GDPR


def _tier(layout: str) -> Tier:
    return Tier.ROLL if layout in ROLLS else Tier.RECORD


def _remark(remarks: Mapping[str, str], name: str) -> str:
    return f"  # {remarks[name]}" if name in remarks else ""


def _toml(value: object) -> str:
    """A value as TOML: text and lists of text as JSON writes them, days as they are."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
