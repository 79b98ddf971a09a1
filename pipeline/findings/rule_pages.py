"""The page of a rule, in the language in use: a title and four sections, kept as the docstring of the rule's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import dedent

from pipeline.base.i18n import _
from pipeline.base.terminal_text import wrapped
from pipeline.findings.rules import Rule

WIDTH = 110
"""Columns of a terminal that a page takes; a Chinese character takes two."""

_HEADING = re.compile(r"^(\S.*):$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RulePage:
    """``title`` is one sentence; ``sections`` are headings with one paragraph each, in order."""

    title: str
    sections: tuple[tuple[str, str], ...]


def page(rule: Rule) -> RulePage:
    """The page of ``rule``, each part translated."""
    title, *parts = (" ".join(dedent(part).split()) for part in _HEADING.split(rule.page))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return RulePage(_(title), tuple((_(heading), _(body)) for heading, body in pairs))


def title(rule: Rule) -> str:
    """What the rule finds, in a sentence for a terminal."""
    return _unmarked(page(rule).title)


def text(rule: Rule) -> str:
    """The page for a terminal, without the line that names the rule and without marks of Markdown."""
    shown = page(rule)
    parts = [title(rule)]
    for heading, body in shown.sections:
        label = _("{heading}:").format(heading=heading)
        parts.append("\n".join((label, *(f"    {line}" for line in wrapped(_unmarked(body), WIDTH - 4)))))
    return "\n\n".join(parts) + "\n"


def markdown(rule: Rule, level: int = 2) -> str:
    """The page as Markdown; ``level`` is that of its heading."""
    shown = page(rule)
    parts = [
        f"{'#' * level} {rule.info.id} {rule.info.name}",
        _("Severity: {severity}. Since version {version}.").format(
            severity=rule.info.severity.value, version=rule.info.since
        ),
        _plain(shown.title),
        *(f"**{heading}.** {_plain(body)}" for heading, body in shown.sections),
    ]
    return "\n\n".join(parts) + "\n"


def document(rules: Iterable[Rule]) -> str:
    """All pages as one Markdown document with a table in front."""
    listed = tuple(rules)
    rows = [
        f"| [{rule.info.id}](#{rule.info.id.lower()}-{rule.info.name}) | {rule.info.name} | {rule.info.severity.value} "
        f"| {_plain(page(rule).title)} |"
        for rule in listed
    ]
    columns = " | ".join((_("Rule"), _("Name"), _("Severity"), _("What it is")))
    table = "\n".join((f"| {columns} |", "|---|---|---|---|", *rows))
    title = _("Rules")
    return "\n".join((f"# {title}\n\n{table}\n", *(markdown(rule) for rule in listed)))


def texts(rule: Rule) -> Iterator[str]:
    """Every text of the page as the catalogue knows it, untranslated."""
    for part in _HEADING.split(rule.page):
        yield " ".join(dedent(part).split())


def _unmarked(text: str) -> str:
    """The text with quotation marks where it has Markdown's code marks."""
    return re.sub(r"`+(.+?)`+", _("“{quoted}”").replace("{quoted}", r"\1"), text)


def _plain(text: str) -> str:
    """The text with Markdown's code marks and without anything that Markdown would take for a link or a tag."""
    return text.replace("``", "`").replace("<", "&lt;").replace("|", "\\|")
