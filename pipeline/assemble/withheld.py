"""Text outside the content of a document that looks like a part of its form all the same (docs/form.md 1.1).

A page shows parts of itself in tabs, behind buttons and in its foot; a document may hide paragraphs. Whether those
belong to the standard only who knows it can tell. What the record has already, such as a second form for narrow
screens, needs no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.assemble.tokens import plain
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised.as103_text_not_placed import RULE as TEXT_NOT_PLACED
from pipeline.readers.blocks import Withheld
from pipeline.record.codes import squeezed
from pipeline.record.model import Standard

_CODE = re.compile(
    r"(?<![A-Za-z./\-])(?:T\d{1,2}(?:\.\d{1,2})?|[OP]\d{1,2}(?:\.\d{1,2}){1,3}|(?:SS|[KSA])\d{2,3})"
    r"(?![A-Za-z])(?=[ \u3000\n\t:.、)]*[\u3400-\u9fffA-Za-z])"
)
"""A code with a name behind it; before it may stand the level of the cell beside it."""
_LABELS = {
    "attitudes": ("(A=attitude", "（A=attitude"),
    "notes": ("說明與補充事項", "能力條件", "其他補充說明"),
    "header": ("職能基準代碼", "職業別代碼"),
    "versions": ("發展更新日期", "更新說明"),
}
"""By what a part of the form is known, however it is typeset."""
_SHOWN = 60
_MOST_CODES = 5


def looks_like_form(texts: Sequence[Withheld], standard: Standard) -> Iterator[Diagnostic]:
    """A finding for what is shown, and one for what is hidden, that seems to be a part of the form that the record
    lacks.
    """
    if not texts:
        return
    known = _codes(standard)
    for is_shown in (True, False):
        inside = "".join(one.text for one in texts if one.in_table and one.is_shown is is_shown)
        others = "".join(one.text for one in texts if not one.in_table and one.is_shown is is_shown)
        codes = [*_signs(inside, known, new=False), *_signs(others, known)]
        label = next(_missing(squeezed(others), standard), "") if others and not codes else ""
        if codes or label:
            text = (inside or others) if codes else others
            start = plain(text).find(codes[0]) if codes else text.find(label[:1])
            shown = " ".join(text[max(start, 0) : max(start, 0) + 4 * _SHOWN].split())[:_SHOWN]
            yield _found(shown, codes or [label], is_shown=is_shown)


def _signs(text: str, known: Set[str], *, new: bool = True) -> list[str]:
    """The codes in a text, each once; the ``new`` ones only, if so. A school's K12 is one only behind K11."""
    found = dict.fromkeys(match[0] for match in _CODE.finditer(plain(text))) if text else {}
    return [code for code in found if not (new and code in known) and _is_meant(code, {*known, *found})]


def _is_meant(code: str, others: Set[str]) -> bool:
    letter, number = code.rstrip("0123456789."), code.lstrip("TOPKSA")
    if not number.isdecimal() or number.startswith("0") or letter == "T":
        return True
    return f"{letter}{int(number) - 1:02}" in others


def _found(text: str, signs: list[str], *, is_shown: bool) -> Diagnostic:
    if is_shown:
        message = _(
            "Text around the content of the page (a foot, a form, buttons) was not read, but looks like a part of the "
            "standard ({signs}): “{text}”. Copy the standard alone into a document, and try that."
        )
    else:
        message = _(
            "Text that is hidden, in a closed tab or otherwise, was not read, but looks like a part of the standard "
            "({signs}): “{text}”. If it is one, show it, save the document again, and try that."
        )
    shown = _(", ").join(signs[:_MOST_CODES]) + (" …" if len(signs) > _MOST_CODES else "")
    severity = Severity.ERROR if is_shown else Severity.WARNING
    subject = "part/around" if is_shown else "part/hidden"
    return TEXT_NOT_PLACED.found(subject, message.format(signs=shown, text=text), severity=severity)


def _missing(text: str, standard: Standard) -> Iterator[str]:
    """The labels in a text of parts that the record lacks."""
    lacks = {
        "attitudes": not standard.attitudes,
        "notes": not (standard.prerequisites or standard.notes or standard.supplements),
        "header": not (standard.code or standard.description),
        "versions": not standard.versions,
    }
    for part, labels in _LABELS.items():
        if lacks[part]:
            yield from (label for label in labels if label in text)


def _codes(standard: Standard) -> set[str]:
    """All codes of the record."""
    found: set[str | None] = {one.code for one in (*standard.knowledge, *standard.skills)}
    found |= {one.code for one in standard.attitudes}
    for duty in standard.duties:
        found.add(duty.code)
        for task in duty.tasks:
            found |= {task.code, *(one.code for one in task.also)}
            for block in task.blocks:
                found |= {one.code for one in (*block.outputs, *block.indicators)}
                found |= {one.code for one in (*block.knowledge, *block.skills)}
    return {code for code in found if code}
