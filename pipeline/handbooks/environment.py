"""Finds templates and runs them: sandboxed, strict about names, and with errors that staff can act on."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks import RenderOptions
from pipeline.handbooks._engine_words import Missing, reason
from pipeline.handbooks._slips import slip_faults
from pipeline.handbooks.compose import View
from pipeline.handbooks.folders import homes

Show = Callable[[Any], Any]
Filters = Mapping[str, Callable[..., Any]]

_ENVIRONMENTS = 16
_SOURCES = 32
"""How much of what was compiled is kept: a run fills the same few templates again and again."""

_FAULTS = (jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a template can raise: Jinja's own errors, and Python's for sums and look-ups that do not work out.

Macros that call themselves without end are among them.
"""


def folders(options: RenderOptions) -> list[Path]:
    """Where templates are looked for, in this order.

    Raises:
        TemplateError: the folder that was asked for does not exist.
    """
    if options.templates is not None and not options.templates.is_dir():
        raise TemplateError(_("{folder}: no such template folder").format(folder=options.templates))
    return homes(options.templates)


def locate(name: str, options: RenderOptions) -> Path:
    """The file of the template ``name``.

    Raises:
        TemplateError: no template folder has it.
    """
    for folder in folders(options):
        if (folder / name).is_file():
            return folder / name
    raise TemplateError(_no_template(name, options))


def _no_template(name: str, options: RenderOptions) -> str:
    """That there is none called ``name``, and which there are for the same format."""
    suffix = name[name.find(".") :]
    files = {file.name for folder in folders(options) for file in folder.glob(f"*{suffix}")}
    stems = sorted({file.removesuffix(suffix) for file in files} - {"book", "compare"})
    said = _("{template}: there is no template of this name").format(template=name)
    return _("{said}; there are: {names}").format(said=said, names=_(", ").join(stems))


class _Asked:
    """Stands in a template's data for a part of the view that is composed if the template names it."""

    def __init__(self, view: View, part: str) -> None:
        self._view = view
        self._part = part

    def composed(self) -> object:
        return getattr(self._view, self._part)


def data_of(view: View) -> dict[str, object]:
    """What templates see of ``view``: all its parts by their names, none of them composed yet."""
    return {part: _Asked(view, part) for part in View.PARTS}


class _Composer(jinja2.runtime.Context):
    """Composes what a template names."""

    def resolve_or_missing(self, key: str) -> Any:
        found = super().resolve_or_missing(key)
        return found.composed() if isinstance(found, _Asked) else found


class _Environment(ImmutableSandboxedEnvironment):
    """Compiles a source once, since that takes longer than filling it; Jinja itself does so for files only.

    What a template may ask of a value depends on the value's type alone, and is looked up once for each type: a
    handbook asks two thousand times, and Jinja takes a tenth of its time to answer.
    """

    context_class = _Composer

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        vars(self)["from_string"] = lru_cache(maxsize=_SOURCES)(super().from_string)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        asked = (type(obj), attr)
        safe = self._safe.get(asked)
        if safe is None:
            safe = self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return safe


def environment(options: RenderOptions, show: Show, filters: Filters = MappingProxyType({})) -> jinja2.Environment:
    """An environment in which ``show`` turns every printed value into markup of the output format.

    A value that the document lacks is printed as nothing; a name that the view does not have is an error. The same
    settings give the same environment with what it has compiled, until a template folder gets or loses a file.
    """
    found = tuple((folder, folder.stat().st_mtime_ns) for folder in folders(options))
    return _environment(found, show, tuple(filters.items()))


@lru_cache(maxsize=_ENVIRONMENTS)
def _environment(
    found: tuple[tuple[Path, int], ...], show: Show, filters: tuple[tuple[str, Callable[..., Any]], ...]
) -> jinja2.Environment:
    made = _Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folder) for folder, _ in found]),
        undefined=Missing,
        autoescape=True,
        finalize=lambda value: "" if value is None else show(value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(filters)
    return made


def fill(
    name: str,
    context: Mapping[str, object],
    options: RenderOptions,
    show: Show,
    filters: Filters = MappingProxyType({}),
) -> bytes:
    """The text template ``name``, filled with ``context``, in UTF-8.

    Raises:
        TemplateError: the template is missing or cannot be used.
    """
    with faults_of(name, options):
        return environment(options, show, filters).get_template(name).render(context).encode()


@contextmanager
def faults_of(name: str, options: RenderOptions, source: str | None = None) -> Iterator[None]:
    """Turns what a template raises into a ``TemplateError`` that names the template, the place and the reason.

    The place is a line; or, where ``source`` is given because the template shows no lines, the text of that line. What
    Jinja cannot read at all is told as ``_slips`` tells it, if that knows the cause: Jinja says where it noticed.
    """
    try:
        yield
    except jinja2.TemplateNotFound as error:
        raise TemplateError(_no_template(str(error.name or name), options)) from error
    except _FAULTS as error:
        template, line = _place(error, name)
        slipped = _first_slip(template, options) if isinstance(error, jinja2.TemplateSyntaxError) else None
        if slipped:
            message = slipped
        elif source is None:
            message = _("{template}, line {line}: {reason}").format(template=template, line=line, reason=reason(error))
        else:
            text = re.sub(r"<[^>]*>", "", source.splitlines()[line - 1])
            message = _("{template}: {reason}, in: {text}").format(template=template, reason=reason(error), text=text)
        raise TemplateError(message) from error


def _first_slip(template: str, options: RenderOptions) -> str | None:
    file = next((folder / template for folder in folders(options) if (folder / template).is_file()), None)
    return next((said for said in slip_faults(file)), None) if file else None


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The innermost template that was at work and its line; Jinja writes both into its errors and the traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name or name, error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.name == "template" or frame.name.startswith(("top-level template", "block ")):
            return name if frame.filename.startswith("<") else Path(frame.filename).name, frame.lineno or 1
    return name, 1
