"""One name under two codes.

What it finds:
    Two or more K codes, or two or more S codes, with the same name; note marks, scope tags and white space
    aside.

Why it matters:
    It is one thing with two numbers. Whoever gathers where it is used finds only half.

Example:
    ``K17 網路行銷概念`` and ``K33 網路行銷概念``.

What to do:
    Use one code for both; the lower one is proposed. If two things are meant, name them apart, for example with
    （基礎） and （進階）.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CR202", "twin-codes", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every name that stands under more than one code of the same letter."""
    twins: dict[tuple[str, str], list[str]] = {}
    references = subjects.named_references(standard)
    for column, register in (("knowledge", standard.knowledge), ("skills", standard.skills)):
        for entry in register:
            item = codes.parse(entry.code)
            if item and item.letter in subjects.LETTERS[column] and entry.name and entry.code in references:
                twins.setdefault((item.letter, codes.comparable(entry.name)), []).append(entry.code)
    for same in twins.values():
        if len(same) < 2:
            continue
        same.sort(key=codes.sort_key)
        yield RULE.found(
            "/".join(same),
            _("{codes} have one name: “{name}”; use one code, or two names.").format(
                codes=subjects.listing(same), name=subjects.short(codes.bare_name(references[same[0]][0].text))
            ),
            references[same[1]][0].location,
            related=[
                Related(use.use, subjects.short(use.text), use.location) for code in same for use in references[code]
            ],
            proposal=same[0],
            printed=_(", ").join(same[1:]),
        )
