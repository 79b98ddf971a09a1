"""Finds things by name, and what a user probably meant by a name that nothing has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import TypeVar

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _, sentences

Thing = TypeVar("Thing")

FEW = 20
"""So many names are listed in the message itself."""

FORMATS = {
    "word": "docx",
    "doc": "docx",
    "msword": "docx",
    "excel": "xlsx",
    "xls": "xlsx",
    "試算表": "xlsx",
    "網頁": "html",
    "csv": "corrections",
    "tables": "xlsx",
    "writer": "odt",
    "libreoffice": "odt",
    "opendocument": "odt",
    "markdown": "md",
    "web": "html",
    "htm": "html",
    "xhtml": "html",
    "acrobat": "pdf",
    "typst": "pdf",
    "xml": "junit",
    "txt": "text",
    "gitlab": "codequality",
    "code-quality": "codequality",
    "calc": "ods",
    "sqlite3": "sqlite",
    "database": "sqlite",
    "datapackage": "csv",
    "frictionless": "csv",
}
"""What people call formats that have another name here. A guess is made only of formats that can be had."""


def one_of(name: str, known: Mapping[str, Thing], lister: str) -> Thing:
    """The thing called ``name``; ``lister`` is the command that lists them all.

    Raises:
        SettingsError: there is none of that name; says which is close.
    """
    if name not in known:
        raise unknown(name, known.keys(), lister)
    return known[name]


def unknown(
    name: str, known: Collection[str], lister: str, others: Collection[str] = (), maker: str = ""
) -> SettingsError:
    """The error that ``name`` is not among ``known``; says which is close, and which there are or who lists them.

    ``others`` are names that only the command ``maker`` knows.
    """
    said = [_("{name} is not known.").format(name=name)]
    guess = meant(name, known, FORMATS)
    if guess:
        said.append(_("Did you mean {guess}?").format(guess=guess))
    elsewhere = None if guess else meant(name, others, FORMATS)
    if elsewhere:
        said.append(_("{command} makes {name}.").format(command=maker, name=elsewhere))
    if len(known) <= FEW:
        said.append(_("There are: {names}.").format(names=_(", ").join(sorted(known))))
    else:
        said.append(_("{command} lists all there are.").format(command=lister))
    return SettingsError(sentences(said))


def meant(name: str, known: Collection[str], others: Mapping[str, str], least: float = 0.5) -> str | None:
    """Which of ``known`` the ``name`` probably stands for; ``others`` are further names of some of them.

    Letter case makes no difference. ``least``: how close it must be, up to 1. ``None``: none is.
    """
    targets = {other: target for other, target in others.items() if target in known}
    targets.update({one.lower(): one for one in known})
    close = get_close_matches(name.lower(), targets, n=1, cutoff=least)
    # A word that has a meaning of its own is no misspelling of another.
    if not close or (name.lower() in others and close[0] != name.lower()):
        return None
    return targets[close[0]]
