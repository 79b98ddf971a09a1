"""One rule a file: each looks at a record and says what is wrong with the document."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, in_order
from pipeline.findings.raised.xx999_internal_error import RULE as INTERNAL_ERROR
from pipeline.findings.rules import Rule
from pipeline.record.model import Standard


def run(standard: Standard, rules: Iterable[Rule]) -> tuple[Diagnostic, ...]:
    """What ``rules`` find in ``standard``, in order. A rule that crashes becomes one finding; the others go on."""
    found: list[Diagnostic] = []
    for rule in rules:
        if rule.check is None:
            continue
        try:
            found.extend(rule.check(standard))
        except Exception as error:
            part = _("Rule {rule} ({name})").format(rule=rule.info.id, name=rule.info.name)
            message = _("{part} crashed ({kind}: {error}). This is a fault of the program; please report it.")
            found.append(
                INTERNAL_ERROR.found("file", message.format(part=part, kind=type(error).__name__, error=error))
            )
    return in_order(found)
