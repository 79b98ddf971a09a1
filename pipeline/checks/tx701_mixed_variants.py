"""Two spellings of one word in one document.

What it finds:
    Both spellings of a pair: 了解/瞭解, 收集/蒐集, 計畫/計劃, 規畫/規劃, 界面/介面, 部份/部分, 身份/身分,
    連絡/聯絡. 記錄 and 紀錄 differ in meaning and are never reported. Where the characters merely meet, as in
    為了解決, they are no such word. One finding for each pair.

Why it matters:
    Both spellings are in use, but an official text should keep to one. A search for one misses the other.

Example:
    了解 in P1.2.2, 瞭解 in P2.3.1.

What to do:
    Use one spelling throughout; the commoner one is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.findings.subject_words import words
from pipeline.record.model import Standard

RULE = RuleInfo("TX701", "mixed-variants", Severity.INFO, "0.1.0")

PAIRS = (
    ("了解", "瞭解"),
    ("收集", "蒐集"),
    ("計畫", "計劃"),
    ("規畫", "規劃"),
    ("界面", "介面"),
    ("部份", "部分"),
    ("身份", "身分"),
    ("連絡", "聯絡"),
)

ACROSS_WORDS = {
    "了解": r"了解(?![決除釋答析讀])",
    "收集": r"(?<![回吸徵採])收集(?![中合團])",
    "計畫": r"(?<![設統估])計畫(?!面)",
    "計劃": r"(?<![設統估])計劃(?!分)",
    "規畫": r"(?<!法)規畫",
    "規劃": r"(?<!法)規劃(?!分)",
    "界面": r"(?<![世業各外學國])界面(?![對臨向])",
    "介面": r"(?<![仲媒簡])介面(?![對臨向])",
    "部份": r"(?<![全內])部份",
    "部分": r"(?<![全內外幹總])部分(?![析類工配層別布散享級發])",
    "身分": r"(?<![本自終])身分(?![析享段])",
}
"""Words whose two characters also meet where two other words touch (為了＋解決, 設計＋畫面), told by the neighbours."""


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every pair that is mixed, at the first occurrence of the rarer spelling."""
    texts = list(subjects.texts(standard))
    for pair in PAIRS:
        uses = {word: _uses(word, texts) for word in pair}
        if not all(uses.values()):
            continue
        usual, rarer = sorted(pair, key=lambda word: -len(uses[word]))
        tie = len(uses[usual]) == len(uses[rarer])
        yield RULE.found(
            f"wording/{pair[0]}·{pair[1]}",
            _("{usual}, and {rarer}: use one of them.").format(
                usual=_counted(usual, uses[usual]), rarer=_counted(rarer, uses[rarer])
            ),
            uses[rarer][0].location,
            related=[
                Related(text.subject, word, text.location)
                for word in (usual, rarer)
                for text in dict.fromkeys(uses[word])
            ],
            proposal=None if tie else usual,
        )


def _counted(word: str, uses: list[subjects.PrintedText]) -> str:
    return _("“{word}” ×{count} ({places})").format(
        word=word, count=len(uses), places=subjects.listing(words(text.subject) for text in uses)
    )


def _uses(word: str, texts: list[subjects.PrintedText]) -> list[subjects.PrintedText]:
    """The text of every single occurrence of ``word``."""
    pattern = re.compile(ACROSS_WORDS.get(word, word))
    return [text for text in texts for _match in pattern.finditer(text.text)]
