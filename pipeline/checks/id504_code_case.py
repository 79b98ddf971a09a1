"""A standard's code written unlike the rest.

What it finds:
    A 職能基準代碼 in the header, the version table or its notes with a capital V or with white space, or with
    ``v1`` where the document otherwise leaves it out, or the reverse.

Why it matters:
    A search for the usual spelling misses it.

Example:
    已被《KPS3322-002V2》取代 in a document that otherwise writes ``KPS3322-002v2``.

What to do:
    Use one spelling; the platform's own has a small v.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard, Version

RULE = RuleInfo("ID504", "code-case", Severity.INFO, "0.1.0")


@dataclass(frozen=True, slots=True)
class _Mention:
    subject: str
    printed: str
    row: Version | None


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every odd spelling in the header and in each row of the version table."""
    mentions = list(dict.fromkeys(_mentions(standard)))
    spellings: dict[str, list[str]] = {}
    for one in mentions:
        spellings.setdefault(subjects.version_key(one.printed), []).append(codes.normalize_standard(one.printed))
    for one in mentions:
        right = codes.commonest(spellings[subjects.version_key(one.printed)])
        if one.printed != right:
            where = subjects.location(
                one.row.at if one.row else None, standard.at.get("versions" if one.row else "code")
            )
            yield RULE.found(
                one.subject,
                _("“{printed}” is otherwise written “{right}”.").format(printed=one.printed, right=right),
                where,
                proposal=right,
                printed=one.printed,
            )


def _mentions(standard: Standard) -> Iterator[_Mention]:
    if printed := standard.code_as_printed or standard.code:
        yield _Mention("code", printed, None)
    for number, row in enumerate(standard.versions, start=1):
        subject = subjects.version_subject(row, number)
        if printed := row.code_as_printed or subjects.version_code(row):
            yield _Mention(subject, printed, row)
        for match in codes.STANDARD_CODE_TOLERANT.finditer(row.note or ""):
            yield _Mention(subject, match[0], row)
