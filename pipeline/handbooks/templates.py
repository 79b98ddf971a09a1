"""What staff need to make templates of their own: copies of the supplied ones, and a trial of theirs.

The trial fills every template with a specimen that has whatever a standard can have: several levels, shared tasks,
missing codes and names, notes, and texts full of the characters that markup is made of.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline import handbooks
from pipeline.base import files
from pipeline.base.errors import FatalError, SettingsError, TemplateError
from pipeline.base.i18n import _
from pipeline.base.imprint import Imprint
from pipeline.findings.diagnostics import CannotRender
from pipeline.handbooks import BOOK, HANDBOOK, Renderer, RenderOptions
from pipeline.handbooks._slips import slip_faults
from pipeline.handbooks._specimen import BARE, FINDINGS, SPECIMEN, TITLE
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.handbooks.folders import SUPPLIED
from pipeline.handbooks.template_names import misnamed, unasked

SHEET = "compare"
"""The name of the templates of comparison sheets, which hold no standard and so are tried elsewhere."""

_DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC")
"""A picture in PNG of one point."""


@cache
def _imprint() -> Imprint:
    """One with all that there may be."""
    return Imprint(publisher=TITLE, isbn="978", gpn="101", colour="#123a63", preface=(TITLE,), logo=_DOT)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of filling one template: ``fault`` says what is wrong, ``remark`` why it could not be tried.

    ``advice`` is there for a template that works and that the user may take for another one than it is.
    """

    template: str
    fault: str | None = None
    remark: str | None = None
    advice: str | None = None


def supplied() -> tuple[Path, ...]:
    """The files of the supplied templates, in the order of their names."""
    return tuple(sorted(file for file in SUPPLIED.iterdir() if file.is_file())) if SUPPLIED else ()


def export(folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Copies the supplied templates into ``folder`` and returns the copies.

    Raises:
        SettingsError: other files of these names are there; nothing is copied then. With ``force`` they are replaced.
        WriteError: the folder or a file cannot be written.
    """
    copies = {folder / file.name: file for file in supplied()}
    there = [copy.name for copy, file in copies.items() if copy.exists() and not _is_copy(copy, file)]
    if there and not force:
        raise SettingsError(
            _(
                "{folder} has templates of its own: {names}. Choose another folder, or replace them with --force."
            ).format(folder=folder, names=_(", ").join(there))
        )
    files.prepare_folder(folder)
    for copy, file in copies.items():
        if not _is_copy(copy, file):
            files.write(copy, file.read_bytes())
    return tuple(copies)


def _is_copy(copy: Path, file: Path) -> bool:
    return copy.is_file() and copy.read_bytes() == file.read_bytes()


def check(folder: Path) -> Iterator[Trial]:
    """One trial for every template that takes anything from ``folder``; a slip of the hand is a fault of its own.

    A style sheet or picture there can be part of any template, so that it lets all of them be tried. Books come last:
    what is wrong with the template of their chapters is told before.

    Raises:
        SettingsError: the folder holds no file.
    """
    yield from told_once(trial for name in names(folder) for trial in trials(folder, name))


def told_once(found: Iterable[Trial]) -> Iterator[Trial]:
    """The trials, each fault once: a page that takes in a broken part has the fault of that part."""
    told: set[str] = set()
    for trial in found:
        is_known = trial.fault is not None and trial.fault in told
        yield Trial(trial.template, remark=_("what it takes in is wrong, see above")) if is_known else trial
        told.update([trial.fault] if trial.fault else [])


def names(folder: Path) -> tuple[str, ...]:
    """The names of all files that ``trials`` can say something of: those of ``folder``, and supplied templates.

    Books come last.

    Raises:
        SettingsError: the folder holds no file.
    """
    own = _own(folder)
    if not own:
        raise SettingsError(_("{folder} holds no template; icap template export makes some.").format(folder=folder))
    every = own | {file.name for file in supplied()}
    return tuple(sorted(every, key=lambda name: (name.startswith(f"{BOOK}."), name)))


def trials(folder: Path, name: str) -> Iterator[Trial]:
    """What comes of filling the template ``name``; nothing, if it takes nothing from ``folder``."""
    own = _own(folder)
    fault = misnamed(name) if name in own else None
    if fault:
        yield Trial(name, fault=_("{template}: {reason}").format(template=name, reason=fault))
    found = _format_of(name)
    if found is None:
        return
    slipped = slip_faults(folder / name) if name in own else []
    yield from (Trial(name, fault=one) for one in slipped)
    if not slipped and not fault and (name in own or any(map(_is_part, own))):
        renderer, template = found
        yield replace(_tried(name, renderer, template, folder), advice=unasked(name, template, renderer))


def _own(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "~$"))}


def _is_part(name: str) -> bool:
    """Whether a file can be part of any template, such as a style sheet or a picture."""
    return _format_of(name) is None and not name.startswith(f"{SHEET}.")


def holds_others(make: Callable[[View, str, RenderOptions], bytes], template: str, options: RenderOptions) -> bool:
    """Whether ``template`` can be filled with the specimen: a document that it cannot hold is then the one at fault."""
    try:
        for standard in (SPECIMEN, BARE):
            make(View(standard, FINDINGS), template, options)
    except (FatalError, CannotRender):
        return False
    return True


def _format_of(name: str) -> tuple[Renderer, str] | None:
    """The format of a template file and the name that ``--template`` calls it by."""
    for renderer in handbooks.available():
        suffix = renderer.TEMPLATE_SUFFIX
        if suffix and name.endswith(suffix) and name != suffix and name != f"{SHEET}{suffix}":
            return renderer, name.removesuffix(suffix)
    return None


def _tried(name: str, renderer: Renderer, template: str, folder: Path) -> Trial:
    options = RenderOptions(folder)
    try:
        if template == BOOK:
            binder = next((one for one in handbooks.binders() if one.NAME == renderer.NAME), None)
            if binder is None:
                return Trial(name, remark=_("this format holds no books"))
            # the specimen twice, so that standards share what they know
            views = [View(standard, FINDINGS) for standard in (SPECIMEN, BARE, SPECIMEN)]
            volume = book(TITLE, views, imprint=_imprint())
            binder.bind(volume, HANDBOOK, options)
        else:
            for standard in (SPECIMEN, BARE):
                renderer.render(View(standard, FINDINGS, imprint=_imprint()), template, options)
    except TemplateError as error:
        return Trial(name, fault=str(error))
    except CannotRender as error:
        return Trial(name, remark=str(error))
    return Trial(name)
