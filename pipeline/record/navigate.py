"""How to find one's way in a record: what stands elsewhere in it and is meant here."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.record.model import Competence, Reference, Standard


class PrintedNames:
    """What the references of a standard are printed as.

    A task that prints a code alone, or with the same name as most tasks do, has its name in the register of its
    column. Of register entries with one code the first counts.
    """

    def __init__(self, standard: Standard) -> None:
        self._registers = {"knowledge": _by_code(standard.knowledge), "skills": _by_code(standard.skills)}

    def of(self, reference: Reference, column: str) -> str | None:
        """The name of ``reference`` in ``column`` (``knowledge`` or ``skills``); ``None`` if the code stands alone."""
        if reference.as_printed is not None:
            return reference.as_printed
        return self._registers[column].get(reference.code or "")


def _by_code(entries: Iterable[Competence]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for entry in entries:
        found.setdefault(entry.code, entry.name)
    return found
