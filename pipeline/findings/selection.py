"""Which rules count, and how much their findings matter.

A rule is named by its id (``CR201``), by the beginning of its id (``CR2``), by its name (``name-drift``), or together
with all others by ``ALL``, which leaves out those that run only where they are named. Letter case makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.base.suggestions import unknown
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import rn902_no_font, rn903_not_printed, xx999_internal_error
from pipeline.findings.rules import Rule, known_rules, usual_rules

ALL = "ALL"
LISTER = "icap rule"

_LOSSES = frozenset({rn902_no_font.RULE.id, rn903_not_printed.RULE.id, xx999_internal_error.RULE.id})
"""What tells of an output that was asked for and not made; no choice of rules can hide it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The rules that count, by id, each with the severity of its findings where the user changed it."""

    rules: Mapping[str, Rule]
    severities: Mapping[str, Severity]

    def applied(self, document: Document) -> Document:
        """The document with the findings that count. What cost the document or an output always does."""
        if document.outcome is Outcome.FAILED:
            return document.judged(self._weighed(one) for one in document.diagnostics)
        return document.judged(self._weighed(one) for one in document.diagnostics if self._counts(one))

    def _counts(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.rule in self.rules or diagnostic.rule in _LOSSES

    def _weighed(self, diagnostic: Diagnostic) -> Diagnostic:
        severity = self.severities.get(diagnostic.rule)
        return diagnostic.with_severity(severity) if severity else diagnostic


def choose(select: Iterable[str], ignore: Iterable[str], severities: Mapping[str, Severity]) -> Choice:
    """The rules that ``select`` names and ``ignore`` does not. Of two severities the one more closely named holds.

    Raises:
        SettingsError: a name is not known, or no rule is left.
    """
    barred = {rule_id for name in ignore for rule_id in matching(name)}
    chosen = {rule_id for name in select for rule_id in matching(name)} - barred
    if not chosen:
        raise SettingsError(_("No rule is left to check; see select and ignore."))
    changed: dict[str, Severity] = {}
    for name, severity in sorted(severities.items(), key=lambda item: -len(matching(item[0]))):
        changed.update(dict.fromkeys(matching(name), severity))
    rules = {
        rule_id: replace(rule, info=replace(rule.info, severity=changed.get(rule_id, rule.info.severity)))
        for rule_id, rule in known_rules().items()
        if rule_id in chosen
    }
    return Choice(rules, changed)


def matching(name: str) -> tuple[str, ...]:
    """The ids of the rules that ``name`` means, in order.

    Raises:
        SettingsError: it means none; says which known name is close.
    """
    rules = known_rules()
    wanted = name.strip().upper()
    if wanted == ALL:
        return tuple(usual_rules())
    named = tuple(rule_id for rule_id, rule in rules.items() if rule.info.name.upper() == wanted)
    found = named or tuple(rule_id for rule_id in rules if wanted and rule_id.startswith(wanted))
    if not found:
        names = [rule.info.name for rule in rules.values()]
        groups = sorted({rule_id[:length] for rule_id in rules for length in (2, 3)})
        known = names if "-" in name else [*rules, *groups, ALL, *names]
        raise unknown(wanted if "-" not in name and wanted[-1:].isdigit() else name.strip(), known, LISTER)
    return found


def one(name: str) -> Rule:
    """The one rule that ``name`` means, by id or name.

    Raises:
        SettingsError: it means none, or more than one.
    """
    rules = known_rules()
    found = matching(name)
    if len(found) > 1:
        raise unknown(name, [*rules, *(rule.info.name for rule in rules.values())], LISTER)
    return rules[found[0]]
