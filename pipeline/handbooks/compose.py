"""A standard as templates see it, composed part by part when a template asks for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pipeline import __version__
from pipeline.base.imprint import NONE, Imprint
from pipeline.base.xml_text import legible
from pipeline.findings.diagnostics import Diagnostic
from pipeline.record import model

if TYPE_CHECKING:
    from pipeline.handbooks.form import Form
    from pipeline.handbooks.view import Handbook


class View:
    """A standard as templates see it. Each part is composed when it is asked for first, and kept.

    ``findings`` become the handbook's appendix: ``None``: there is none; empty: it says that nothing was found.
    ``imprint``: what the publisher wants shown.
    Control characters, which neither HTML nor Word can hold, are shown as U+FFFD.
    """

    PARTS: ClassVar = ("handbook", "form")
    """The names by which templates know the parts."""

    def __init__(
        self,
        standard: model.Standard,
        findings: Iterable[Diagnostic] | None = None,
        tool_version: str = __version__,
        imprint: Imprint = NONE,
    ) -> None:
        self.standard = standard
        self.findings = None if findings is None else tuple(findings)
        self._tool_version = tool_version
        self.imprint = imprint

    @property
    def date(self) -> str | None:
        """The day of this version of the standard (ISO), where its table of versions tells a real one."""
        versions = self.standard.versions
        found = next((row.date for row in versions if row.date and row.code == self.standard.code is not None), None)
        try:
            return date.fromisoformat(found).isoformat() if found else None
        except ValueError:
            return None

    @cached_property
    def handbook(self) -> Handbook:
        """What the template ``handbook`` shows."""
        from pipeline.handbooks.composer import HandbookComposer  # noqa: PLC0415 - exports do without

        return HandbookComposer(self._legible).handbook(self.findings, self._tool_version, self.imprint)

    @cached_property
    def form(self) -> Form:
        """What the template ``form`` shows: the official form."""
        from pipeline.handbooks.form import official_form  # noqa: PLC0415 - exports do without

        return official_form(self._legible)

    @cached_property
    def _legible(self) -> model.Standard:
        return model.Standard.model_validate(legible(self.standard.model_dump()))
