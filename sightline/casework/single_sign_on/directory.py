"""The directory that `[oidc]` in sightline.toml names, and the rules by which its claims give a role.

A rule that does not hold is refused when the settings are read, never when somebody signs in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from sightline.model.nouns import Agency, Role
from sightline.rulebook.schema import Text, Written, WrittenPart
from sightline.rulebook.settings import bad_settings, read_part

PROVIDER, ID = "openid_connect", "directory"
THEIRS, OURS = "directory", "sightline"
PART = "oidc"
LOCAL = ("127.0.0.1", "localhost")
DESCRIPTION = "/.well-known/openid-configuration"


class ClaimRule(Written, frozen=True):
    """Whoever has `value` in `claim` works in this role. The first rule that holds decides."""

    claim: Text
    value: Text
    role: Role
    agency: Agency | None = None
    organisation: str = ""
    post: str = ""

    def __post_init__(self) -> None:
        """Refuse a school lead of no school."""
        if self.role is Role.SCHOOL_LEAD and not (self.agency and self.organisation):
            raise ValueError("a rule for school leads must name their agency and organisation")

    def holds(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claim is that value, or a list that has it."""
        said = claims.get(self.claim)
        return self.value in said if isinstance(said, list) else said == self.value

    def work(self) -> dict[str, str]:
        """What it makes of an account."""
        return {
            "role": str(self.role),
            "agency": str(self.agency or ""),
            "organisation": self.organisation,
            "post": self.post,
        }


class WrittenDirectory(WrittenPart, frozen=True):
    """The part `[oidc]` as it is written."""

    server_url: Text
    client_id: Text
    name: str = "your organisation's account"
    client_secret_file: str = ""
    username_claim: str = "preferred_username"
    second_step: Literal["directory", "sightline"] = "sightline"
    roles: tuple[ClaimRule, ...] = ()
    issuer: str | None = None

    def __post_init__(self) -> None:
        """Refuse a directory that anybody on the way could read or answer for."""
        url = urlsplit(self.server_url)
        if url.scheme != "https" and url.hostname not in LOCAL:
            raise ValueError("'server_url' must begin with https://")


@dataclass(frozen=True, slots=True)
class Directory:
    """Where people of the partnership sign in. `second_factor`: who asks for it, the directory or Sightline.

    `issuer` is who must have signed somebody in: the server itself, unless the settings name another.
    """

    name: str
    server_url: str
    client_id: str
    client_secret: str = field(repr=False)
    username_claim: str
    second_factor: str
    rules: tuple[ClaimRule, ...]
    issuer: str

    def has_issued(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claims are the named directory's, and not those of whoever its description calls the issuer."""
        return str(claims.get("iss", "")).rstrip("/") == self.issuer

    def rule_for(self, claims: Mapping[str, Any]) -> ClaimRule | None:
        """The rule that gives these claims a role; None where none does."""
        return next((rule for rule in self.rules if rule.holds(claims)), None)


def read_directory(written: Mapping[str, object], *, folder: Path | None) -> Directory | None:
    """The part `[oidc]`; None where there is none. Usage where something in it cannot be used."""
    if not written.get(PART):
        return None
    said = read_part(WrittenDirectory, written, PART)
    issuer = said.server_url.rstrip("/").removesuffix(DESCRIPTION) if said.issuer is None else said.issuer
    return Directory(
        name=said.name,
        server_url=said.server_url,
        client_id=said.client_id,
        client_secret=_read_secret(said.client_secret_file, folder),
        username_claim=said.username_claim,
        second_factor=said.second_step,
        rules=said.roles,
        issuer=issuer.rstrip("/"),
    )


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


def _read_secret(name: str, folder: Path | None) -> str:
    if not name or folder is None:
        return ""
    path = folder / name
    if not path.is_file():
        raise bad_settings(f"'client_secret_file' names a file that is not there: {name}", PART)
    return path.read_text(encoding="utf-8").strip()
