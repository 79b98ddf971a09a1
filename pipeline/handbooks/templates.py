"""What staff need to make templates of their own: copies of the supplied ones, and a trial of theirs.

The trial fills every template with a specimen that has whatever a standard can have: several levels, shared tasks,
missing codes and names, notes, and texts full of the characters that markup is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import handbooks
from pipeline.base import files
from pipeline.base.errors import FatalError, SettingsError, TemplateError
from pipeline.base.i18n import _
from pipeline.base.imprint import Imprint
from pipeline.findings.diagnostics import CannotRender
from pipeline.handbooks import BOOK, HANDBOOK, Renderer, RenderOptions
from pipeline.handbooks._slips import Slip, slips
from pipeline.handbooks._specimen import BARE, FINDINGS, SPECIMEN, TITLE
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.handbooks.folders import SUPPLIED, homes
from pipeline.handbooks.template_names import misnamed, unasked

SHEET = "compare"
"""The name of the templates of comparison sheets, which hold no standard and so are tried elsewhere."""

_IMPRINT = Imprint(publisher=TITLE, isbn="978", gpn="101", colour="#123a63", preface=(TITLE,))


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
            ).format(folder=folder, names=", ".join(there))
        )
    files.prepare_folder(folder)
    for copy, file in copies.items():
        if not _is_copy(copy, file):
            files.write(copy, file.read_bytes())
    return tuple(copies)


def _is_copy(copy: Path, file: Path) -> bool:
    return copy.is_file() and copy.read_bytes() == file.read_bytes()


def exists(template: str, suffix: str, templates: Path | None) -> bool:
    """Whether there is a template of this name with this suffix, among the supplied ones or in ``templates``."""
    return any((folder / f"{template}{suffix}").is_file() for folder in homes(templates))


def check(folder: Path) -> Iterator[Trial]:
    """One trial for every template that takes anything from ``folder``; a slip of the hand is a fault of its own.

    A style sheet or picture there can be part of any template, so that it lets all of them be tried.

    Raises:
        SettingsError: the folder holds no file.
    """
    own = {file.name for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "~$"))}
    if not own:
        raise SettingsError(_("{folder} holds no template; icap template export makes some.").format(folder=folder))
    names = sorted(own | {file.name for file in supplied()})
    found = [(name, *pair) for name in names if (pair := _format_of(name))]
    parts = {name for name in own - {name for name, *_ in found} if not name.startswith(f"{SHEET}.")}
    for name in sorted(own):
        fault = misnamed(name)
        if fault:
            yield Trial(name, fault=_("{template}: {reason}").format(template=name, reason=fault))
    for name, renderer, template in found:
        slipped = slip_faults(folder / name) if name in own else []
        yield from (Trial(name, fault=fault) for fault in slipped)
        if not slipped and (name in own or parts) and not misnamed(name):
            yield replace(_tried(name, renderer, template, folder), advice=unasked(name, template, renderer))


def slip_faults(file: Path) -> list[str]:
    """What is wrong with the marks of the template in ``file``, each with its place."""
    return [_told(file.name, slip) for slip in slips(file)]


def _told(name: str, slip: Slip) -> str:
    where = name if slip.line is None else _("{template}, line {line}").format(template=name, line=slip.line)
    return _("{template}: {reason}, in: {text}").format(template=where, reason=slip.reason, text=slip.text)


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
    views = [View(standard, FINDINGS) for standard in (SPECIMEN, BARE)]
    try:
        if template == BOOK:
            binder = next((one for one in handbooks.binders() if one.NAME == renderer.NAME), None)
            if binder is None:
                return Trial(name, remark=_("this format holds no books"))
            # the specimen twice, so that standards share what they know
            volume = book(TITLE, [*views, View(SPECIMEN, FINDINGS)], imprint=_IMPRINT)
            binder.bind(volume, HANDBOOK, options)
        else:
            for view in views:
                renderer.render(view, template, options)
    except TemplateError as error:
        return Trial(name, fault=str(error))
    except CannotRender as error:
        return Trial(name, remark=str(error))
    return Trial(name)
