"""Findings that are known: waivers, which somebody answers for, and a baseline, which only says what is there already.

Both are keyed by the code of the document, the rule and the subject, never by page or wording. So a document without
a code has no exceptions. An exception that nothing answers to any more is a finding of its own (SU801).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.base import files
from pipeline.base.errors import SettingsError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.base.suggestions import unknown
from pipeline.findings import selection
from pipeline.findings.diagnostics import Diagnostic, fingerprint_of
from pipeline.findings.document import Document, Waived
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import su801_unused_exception
from pipeline.findings.settings import read_toml

BASELINE_VERSION = "1.0"
_BASELINE_BYTES = 16 * 1024 * 1024
"""The size of a baseline: some fifty thousand findings."""
_REQUIRED = ("document", "rule", "subject", "reason", "by")
_WITH_RECORD = (Outcome.OK, Outcome.PARTIAL)
_NOT_ALWAYS_REACHED = ("BD", "RN", "SU", "XX")
"""Rules that a run need not come to: an exception from them is never called unused."""


@dataclass(frozen=True, slots=True, order=True)
class ExceptionEntry:
    """One exception. In a baseline there is no ``reason``; ``until`` is the last day on which it holds."""

    document: str
    rule: str
    subject: str
    reason: str | None = None
    by: str | None = None
    until: date | None = None

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the findings that this entry is about."""
        return fingerprint_of(self.document, self.rule, self.subject)

    def holds(self, today: date) -> bool:
        """Whether the entry has not expired."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The exceptions of a run, by file; ``today`` decides which of them have expired."""

    files: Mapping[Path, Sequence[ExceptionEntry]]
    today: date

    def applied(self, document: Document) -> Document:
        """The document with its known findings among the waived ones."""
        if document.code is None:
            return document
        counting: list[Diagnostic] = []
        waived: list[Waived] = []
        for one in document.diagnostics:
            entry = self._entry(fingerprint_of(document.code, one.rule, one.subject))
            if entry is None:
                counting.append(one)
            else:
                waived.append(_waived(one, entry))
        return document.judged(counting, waived)

    def watched(self, documents: Iterable[Document], rules: Iterable[str]) -> Iterator[Document]:
        """The documents, to which this has been applied, and then each file with entries of no use.

        These have expired, or nothing answers to them any more. Nothing is said of documents that are not among the
        inputs, nor of rules that are not among ``rules``.
        """
        seen: set[str] = set()
        used: set[str] = set()
        for document in documents:
            yield document
            if document.code and document.outcome in _WITH_RECORD:
                seen.add(document.code)
                used.update(
                    fingerprint_of(document.code, one.diagnostic.rule, one.diagnostic.subject)
                    for one in document.waived
                )
        ran = frozenset(rules)
        if su801_unused_exception.RULE.id not in ran:
            return
        for path, entries in self.files.items():
            found = tuple(
                _unused(entry, path, self.today)
                for entry in entries
                if entry.document in seen and entry.rule in ran and self._is_idle(entry, used)
            )
            if found:
                yield Document(str(path), None, None, Outcome.OK, found, is_input=False)

    def _entry(self, wanted: str) -> ExceptionEntry | None:
        for entries in self.files.values():
            for entry in entries:
                if entry.fingerprint == wanted and entry.holds(self.today):
                    return entry
        return None

    def _is_idle(self, entry: ExceptionEntry, used: set[str]) -> bool:
        if not entry.holds(self.today):
            return True
        return entry.fingerprint not in used and not entry.rule.startswith(_NOT_ALWAYS_REACHED)


def read_waivers(path: Path) -> tuple[ExceptionEntry, ...]:
    """The entries ``[[waiver]]`` of a TOML file.

    Raises:
        SettingsError: the file cannot be read; a key is unknown, missing or empty; a rule is unknown; a date is none.
    """
    content = read_toml(path)
    for key in content:
        if key != "waiver":
            raise SettingsError(f"{path}: {unknown(key, ['waiver'], '[[waiver]]')}")
    tables = content.get("waiver", [])
    if not isinstance(tables, list):
        raise SettingsError(_("{path}: {key} must be {kind}.").format(path=path, key="waiver", kind="[[waiver]]"))
    return tuple(_waiver(path, number, table) for number, table in enumerate(tables, 1))


def read_baseline(path: Path) -> tuple[ExceptionEntry, ...]:
    """The entries of a baseline that ``baseline_text`` wrote.

    Raises:
        SettingsError: the file cannot be read, or is no baseline.
    """
    try:
        content = json.loads(files.read_within(path, _BASELINE_BYTES))
        json.dumps(content, ensure_ascii=False).encode()  # half a surrogate pair is no text
        if content["baseline_version"] != BASELINE_VERSION:
            raise ValueError(content["baseline_version"])
        return tuple(_known(entry) for entry in content["entries"])
    except FileNotFoundError as error:
        message = _("There is no baseline {path}. Make it with icap baseline update.").format(path=path)
        raise SettingsError(message) from error
    except OSError as error:
        raise SettingsError(_("{path} cannot be read: {reason}.").format(path=path, reason=reason(error))) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(
            _("{path} is no baseline. Make it anew with icap baseline update.").format(path=path)
        ) from error


def baseline_text(entries: Iterable[ExceptionEntry]) -> str:
    """A baseline as JSON, sorted, an entry a line, so that a change is easily read."""
    lines = [
        json.dumps({"document": one.document, "rule": one.rule, "subject": one.subject}, ensure_ascii=False)
        for one in sorted(set(entries))
    ]
    listed = ",\n    ".join(lines)
    body = f"[\n    {listed}\n  ]" if lines else "[]"
    return f'{{\n  "baseline_version": "{BASELINE_VERSION}",\n  "entries": {body}\n}}\n'


def updated(entries: Iterable[ExceptionEntry], documents: Iterable[Document]) -> tuple[ExceptionEntry, ...]:
    """What the baseline must say for these documents to have no finding; entries of other documents stay."""
    found: set[ExceptionEntry] = set()
    seen: set[str] = set()
    for code, here in _findings(documents):
        seen.add(code)
        found |= here
    return tuple(sorted(found | {entry for entry in entries if entry.document not in seen}))


def pruned(entries: Iterable[ExceptionEntry], documents: Iterable[Document]) -> tuple[ExceptionEntry, ...]:
    """The entries without those of these documents that nothing answers to any more."""
    found: set[ExceptionEntry] = set()
    seen: set[str] = set()
    for code, here in _findings(documents):
        seen.add(code)
        found |= here
    return tuple(sorted(entry for entry in entries if entry in found or entry.document not in seen))


def _findings(documents: Iterable[Document]) -> Iterator[tuple[str, set[ExceptionEntry]]]:
    for document in documents:
        if document.code and document.outcome in _WITH_RECORD:
            yield document.code, {ExceptionEntry(document.code, one.rule, one.subject) for one in document.diagnostics}


def _waived(diagnostic: Diagnostic, entry: ExceptionEntry) -> Waived:
    reason = entry.reason or _("known since the baseline was made")
    return Waived(diagnostic, reason, entry.by, entry.until.isoformat() if entry.until else None)


def _unused(entry: ExceptionEntry, path: Path, today: date) -> Diagnostic:
    if entry.holds(today):
        message = _("Nothing answers to this entry of {file} any more; delete it.").format(file=path.name)
    else:
        message = _("This entry of {file} expired on {day}; renew its date or delete it.").format(
            file=path.name, day=entry.until
        )
    subject = f"{entry.document}/{entry.rule}/{entry.subject}"
    return su801_unused_exception.RULE.found(subject, message)


def _waiver(path: Path, number: int, table: Any) -> ExceptionEntry:
    where = _("{path}, waiver {number}").format(path=path, number=number)
    if not isinstance(table, dict):
        raise SettingsError(_("{path}: {key} must be {kind}.").format(path=path, key="waiver", kind="[[waiver]]"))
    for key in table:
        if key not in (*_REQUIRED, "until"):
            raise SettingsError(f"{where}: {unknown(key, [*_REQUIRED, 'until'], '[[waiver]]')}")
    for key in _REQUIRED:
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise SettingsError(_("{where}: {key} is missing or empty.").format(where=where, key=key))
    try:
        rule = selection.one(table["rule"]).info.id
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from error
    return ExceptionEntry(table["document"], rule, table["subject"], table["reason"], table["by"], _day(where, table))


def _day(where: str, table: Mapping[str, Any]) -> date | None:
    given = table.get("until")
    if given is None or type(given) is date:
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise SettingsError(_("{where}: until must be a day such as 2027-06-30.").format(where=where)) from None


def _known(entry: Mapping[str, Any]) -> ExceptionEntry:
    values = (entry["document"], entry["rule"], entry["subject"])
    if not all(isinstance(value, str) for value in values):
        raise TypeError(entry)
    return ExceptionEntry(*values)
