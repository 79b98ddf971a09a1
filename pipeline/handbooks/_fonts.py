"""The Chinese fonts that typst can use here: those installed on the machine, and the one of the extra ``fonts``."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

KAI = ("TW-Kai", "TW-Kai-Plus", "TW-Kai-Ext-B", "DFKai-SB", "BiauKaiTC", "BiauKai", "Kaiti TC", "AR PL UKai TW")
SERIF = ("Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Source Han Serif TW", "Songti TC", "PMingLiU")
SANS = ("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei", "Heiti TC")
OTHERS = ("AR PL UMing TW", "WenQuanYi Zen Hei", "Droid Sans Fallback")
"""Families with Traditional Chinese characters. Official documents are set in 楷體, so that comes first."""
CENTRED_BRACKETS = ("TW-Kai", "TW-Kai-Plus", "TW-Kai-Ext-B")
"""Those of 全字庫, whose brackets stand amid their square (seen in version 98.1)."""

_PACKAGE = "manimgx_fonts_cjk"
"""What the extra ``fonts`` installs: a package that carries Noto Sans CJK as a file."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The Chinese families there are, best first: ``text`` for running text, ``display`` for headings.

    ``brackets`` is the family that brackets are taken from, if the first of ``text`` draws them amid their square:
    typst takes half of the square off at both ends of a line, where other fonts have a blank, and the bracket would
    stand on the edge of its cell.
    """

    text: tuple[str, ...]
    display: tuple[str, ...]
    brackets: str | None = None


@cache
def book() -> typst.Fonts:
    """All fonts that typst can use; looked up once, since that takes as long as setting a handbook."""
    return typst.Fonts(font_paths=carried())


def carried() -> list[Path]:
    """The folder of the font that the extra ``fonts`` installed, if it is."""
    spec = importlib.util.find_spec(_PACKAGE)
    return [Path(spec.origin).parent] if spec and spec.origin else []


def chinese(families: Sequence[str]) -> Fonts | None:
    """The Chinese fonts among ``families``; ``None`` if there are none."""
    text, display = (
        tuple(name for name in order if name in families)
        for order in (KAI + SERIF + SANS + OTHERS, SANS + SERIF + KAI + OTHERS)
    )
    if not text:
        return None
    others = [name for name in display if name not in CENTRED_BRACKETS]
    return Fonts(text, display, next(iter(others), None) if text[0] in CENTRED_BRACKETS else None)
