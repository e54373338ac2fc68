"""Keeps the bytes of documents, each sealed with a key of its own, in the folder `attachments` of the workspace.

A document is written whole before its row is: what lies there without a row was never added, and can be opened by
nobody. The seal is tied to the document and to what it was added to, so that no file can stand in another's place.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.casework.attachments.models import Attachment
from sightline.casework.core.durable_files import make_folder, write_secret
from sightline.casework.core.serving import current_workspace
from sightline.casework.keys.sealed_secrets import seal, unseal
from sightline.model.errors import OurFault
from sightline.store import Workspace

FOLDER, NONCE_BYTES, KEY_BITS, ID_BYTES = "attachments", 12, 256, 10


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document that lies in the folder: its id, the hash of its sealed bytes, and its sealed key and name."""

    attachment_id: str
    stored_sha256: str
    sealed: str = field(repr=False)


def store_document(data: bytes, *, name: str, owner: str, owner_id: str) -> StoredDocument:
    """Seal a document and write it whole."""
    attachment_id, key, nonce = secrets.token_hex(ID_BYTES), AESGCM.generate_key(KEY_BITS), secrets.token_bytes(12)
    content = nonce + AESGCM(key).encrypt(nonce, data, _tied_to(attachment_id, owner, owner_id))
    path = path_of(current_workspace(), attachment_id)
    make_folder(path.parent)
    write_secret(path, content)
    sealed = seal(json.dumps({"key": base64.b64encode(key).decode("ascii"), "name": name}))
    return StoredDocument(attachment_id, hashlib.sha256(content).hexdigest(), sealed)


def open_document(one: Attachment) -> bytes:
    """The document as it was given; OurFault where its bytes are missing or were changed."""
    key = base64.b64decode(json.loads(unseal(one.sealed))["key"])
    tied_to = _tied_to(one.attachment_id, one.owner, one.owner_id)
    try:
        content = path_of(current_workspace(), one.attachment_id).read_bytes()
        return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], tied_to)
    except (OSError, InvalidTag, ValueError) as error:
        raise OurFault(
            "This document is missing or was changed, so it cannot be opened.",
            code="attachment_damaged",
            what_to_do="Tell the operator. 'sightline doctor' shows which document it is, and a backup has a copy.",
        ) from error


def name_of(one: Attachment) -> str:
    """The name under which it was added."""
    return str(json.loads(unseal(one.sealed))["name"])


def path_of(workspace: Workspace, attachment_id: str) -> Path:
    """Where the sealed bytes lie."""
    return workspace.root / FOLDER / attachment_id[:2] / f"{attachment_id}.sealed"


def _tied_to(attachment_id: str, owner: str, owner_id: str) -> bytes:
    return f"attachment {attachment_id} {owner} {owner_id}".encode()
