"""How help is laid out: what stands for a value is named in the language in use, and columns count Chinese as wide."""

from __future__ import annotations

import re

import click

from pipeline.base.i18n import _
from pipeline.base.terminal_text import columns, wrapped

_PLACEHOLDER = re.compile(r"\[OPTIONS\]|COMMAND \[ARGS\]\.\.\.|\b[A-Z]{2,}\b")
_WIDEST_TERM, _GAP = 30, 2


class Formatter(click.HelpFormatter):
    """Click's own, but for lists of options and commands, and for paragraphs."""

    # Click's own takes a sequence of rows; only lists are ever given.
    def write_dl(self, rows: list[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = _GAP) -> None:  # type: ignore[override]
        """Two columns: terms, and what is said of them, which begins below a term that is too wide."""
        left = min(max((columns(term) for term, _said in rows), default=0), col_max) + col_spacing
        for term, said in rows:
            lines = list(wrapped(said, max(self.width - left - col_spacing, 10)))
            begun = " " * self.current_indent + term
            if lines and columns(term) <= left - col_spacing:
                begun += " " * (left - columns(term)) + lines.pop(0)
            self.write(
                "".join(f"{line}\n" for line in (begun, *(" " * (self.current_indent + left) + one for one in lines)))
            )

    def write_text(self, text: str) -> None:
        """Paragraphs, each in lines that fit."""
        indent = " " * self.current_indent
        paragraphs = (
            "\n".join(indent + line for line in wrapped(" ".join(one.split()), self.width - self.current_indent))
            for one in text.split("\n\n")
        )
        self.write("\n\n".join(paragraphs) + "\n")


class HelpContext(click.Context):
    """A context whose help is laid out so."""

    formatter_class = Formatter


def placeholders(text: str) -> str:
    """``text`` with the words in capitals that stand for values in the language in use."""
    names = {
        "[OPTIONS]": _("[OPTIONS]"),
        "COMMAND [ARGS]...": _("COMMAND [ARGS]..."),
        "SRC": _("SRC"),
        "IR": _("IR"),
        "OLD": _("OLD"),
        "NEW": _("NEW"),
        "FOLDER": _("FOLDER"),
        "FILE": _("FILE"),
        "FORMAT": _("FORMAT"),
        "FORMATS": _("FORMATS"),
        "PATH": _("PATH"),
        "NAME": _("NAME"),
        "TEXT": _("TEXT"),
        "RULES": _("RULES"),
        "SECONDS": _("SECONDS"),
        "ADDRESS": _("ADDRESS"),
    }
    return _PLACEHOLDER.sub(lambda found: names.get(found[0], found[0]), text)
