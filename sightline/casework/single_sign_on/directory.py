"""The directory that `[oidc]` in sightline.toml names, and the rules by which its claims give a role.

A rule that does not hold is refused when the settings are read, never when somebody signs in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sightline.model.errors import Usage
from sightline.model.nouns import Agency, Role

PROVIDER, ID = "openid_connect", "directory"
THEIRS, OURS = "directory", "sightline"
LOCAL = ("127.0.0.1", "localhost")
DESCRIPTION = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """Whoever has `value` in `claim` works in this role. The first rule that holds decides."""

    claim: str
    value: str
    role: str
    agency: str = ""
    organisation: str = ""
    post: str = ""

    def holds(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claim is that value, or a list that has it."""
        said = claims.get(self.claim)
        return self.value in said if isinstance(said, list) else said == self.value

    def work(self) -> dict[str, str]:
        """What it makes of an account."""
        return {"role": self.role, "agency": self.agency, "organisation": self.organisation, "post": self.post}


@dataclass(frozen=True, slots=True)
class Directory:
    """Where people of the partnership sign in. `second_step`: who asks for it, the directory or Sightline.

    `issuer` is who must have signed somebody in: the server itself, unless the settings name another.
    """

    name: str
    server_url: str
    client_id: str
    client_secret: str = field(repr=False)
    username_claim: str
    second_step: str
    rules: tuple[ClaimRule, ...]
    issuer: str

    def has_issued(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claims are the named directory's, and not those of whoever its description calls the issuer."""
        return str(claims.get("iss", "")).rstrip("/") == self.issuer

    def rule_for(self, claims: Mapping[str, Any]) -> ClaimRule | None:
        """The rule that gives these claims a role; None where none does."""
        return next((rule for rule in self.rules if rule.holds(claims)), None)


def read_directory(written: Mapping[str, Any], *, folder: Path | None) -> Directory | None:
    """The directory as the settings say; None where they name none. Usage where something in them cannot stand."""
    if not written:
        return None
    rules = tuple(_read_rule(rule) for rule in written.get("roles", ()))
    server_url = str(written.get("server_url", ""))
    directory = Directory(
        name=str(written.get("name", "your organisation's account")),
        server_url=server_url,
        client_id=str(written.get("client_id", "")),
        client_secret=_read_secret(str(written.get("client_secret_file", "")), folder),
        username_claim=str(written.get("username_claim", "preferred_username")),
        second_step=str(written.get("second_step", OURS)),
        rules=rules,
        issuer=str(written.get("issuer", server_url.rstrip("/").removesuffix(DESCRIPTION))).rstrip("/"),
    )
    _check(directory)
    return directory


def provider_settings(directory: Directory | None) -> dict[str, Any]:
    """Allauth's settings for it: authorisation code with PKCE, no tokens kept."""
    if directory is None:
        return {}
    app = {
        "provider_id": ID,
        "name": directory.name,
        "client_id": directory.client_id,
        "secret": directory.client_secret,
        "settings": {"server_url": directory.server_url, "oauth_pkce_enabled": True},
    }
    return {PROVIDER: {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def _read_rule(written: Mapping[str, Any]) -> ClaimRule:
    try:
        rule = ClaimRule(**{str(name): str(value) for name, value in written.items()})
    except TypeError as error:
        raise _bad("A rule in [[oidc.roles]] needs claim, value and role, and may have agency, organisation and post."
                   ) from error  # fmt: skip
    if rule.role not in list(Role) or (rule.agency and rule.agency not in list(Agency)):
        raise _bad(f"[[oidc.roles]] names a role or agency that is not known: {rule.role} {rule.agency}".strip())
    if rule.role == Role.SCHOOL_LEAD and not (rule.agency and rule.organisation):
        raise _bad("A rule that makes school leads needs their agency and organisation.")
    return rule


def _read_secret(name: str, folder: Path | None) -> str:
    if not name or folder is None:
        return ""
    path = folder / name
    if not path.is_file():
        raise _bad(f"client_secret_file names a file that is not there: {name}")
    return path.read_text(encoding="utf-8").strip()


def _check(directory: Directory) -> None:
    url = urlsplit(directory.server_url)
    if url.scheme != "https" and url.hostname not in LOCAL:
        raise _bad("server_url must begin with https://")
    if not directory.client_id:
        raise _bad("client_id is missing.")
    if directory.second_step not in (THEIRS, OURS):
        raise _bad(f'second_step must be "{THEIRS}" or "{OURS}".')


def _bad(what: str) -> Usage:
    return Usage(f"The [oidc] settings cannot be used. {what}", code="bad_oidc_settings",
                 what_to_do="Mend sightline.toml: docs/how-to/single-sign-on.md has an example.")  # fmt: skip
