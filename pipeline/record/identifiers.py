"""Identifiers of what a record holds: URI, UUID and CTID, all from a base and a path (``outline.py``).

The same base and path give the same identifiers, wherever and whenever and in whatever format. A standard's path has
the version in it, so that versions differ. docs/exports.md (Identifiers) states the rule.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

_WITHOUT_BASE = "urn:icap:"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What identifies things under ``base``, which ends so that a path can follow it; empty if there is none."""

    base: str = ""

    @property
    def on_the_web(self) -> bool:
        """Whether URIs are addresses that a browser could be sent to."""
        return self.base.startswith(("http://", "https://"))

    def uri(self, path: str) -> str:
        """The base and the path; without a base, the UUID as ``urn:uuid:…``."""
        return f"{self.base}{path}" if self.base else f"urn:uuid:{self.uuid(path)}"

    def uuid(self, path: str) -> str:
        """A UUID of version 5, lower case, drawn from the base and the path."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self._name(path)))

    def ctid(self, path: str) -> str:
        """A CTID, the identifier of the Credential Registry: ``ce-`` and a UUID whose bits say version 4.

        It is no random one but a digest of the base and the path.
        """
        digest = hashlib.sha256(self._name(path).encode()).digest()
        return f"ce-{uuid.UUID(bytes=digest[:16], version=4)}"

    def _name(self, path: str) -> str:
        return f"{self.base or _WITHOUT_BASE}{path}"
