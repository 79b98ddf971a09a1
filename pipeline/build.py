"""The main job: read every input, check it, render it, and write what came of it.

Every input has exactly one outcome, and no input keeps another from its own. Outputs are called after the code of
their standard. Inputs with one code and the same content are built once; with different content none is, because
either would stand for the other. A renderer that crashes costs its own format only: the document is then partial,
and what an earlier run wrote in that format stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import api, diff, files, registry, renderers
from pipeline.diagnostics import CannotRender, Diagnostic, in_order
from pipeline.errors import FatalError, WriteError
from pipeline.incidents import bd101_conflicting_inputs
from pipeline.language import _
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.model import Standard
from pipeline.outcomes import Outcome, with_record
from pipeline.reading import Reading, crash, read_standard
from pipeline.registry import Rule
from pipeline.renderers import Renderer
from pipeline.reports import Document
from pipeline.selection import Choice
from pipeline.suppress import Exceptions


@dataclass(frozen=True, slots=True)
class Scope:
    """Which findings count: those of the ``choice`` (``None``: of all rules) for which there is no exception."""

    choice: Choice | None = None
    exceptions: Exceptions | None = None

    def applied(self, document: Document) -> Document:
        """The document with the findings that count."""
        chosen = self.choice.applied(document) if self.choice else document
        return self.exceptions.applied(chosen) if self.exceptions else chosen

    def watched(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents, which this has been applied to, and then what is wrong with the exceptions."""
        return (
            self.exceptions.watched(documents, (rule.info.id for rule in self.rules))
            if self.exceptions
            else iter(documents)
        )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run."""
        return tuple((self.choice.rules if self.choice else registry.rules()).values())


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of every input. ``with_findings`` needs ``checked``."""

    output: Path
    formats: tuple[str, ...]
    checked: bool = True
    with_findings: bool = False
    templates: Path | None = None
    template: str = "handbook"
    limits: Limits = DEFAULT_LIMITS
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one input. ``twin`` is the input with the same content that was built in its place."""

    document: Document
    outputs: tuple[Path, ...] = ()
    twin: Path | None = None


def build(paths: Sequence[Path], order: Order) -> tuple[Result, ...]:
    """One result per path, in the order of ``paths``.

    Raises:
        SettingsError: an unknown format.
        TemplateError: a template is missing or cannot be used.
        WriteError: an output cannot be written, or would take the place of an input.
    """
    makers = [renderers.find(name) for name in order.formats]
    files.prepare_folder(order.output)
    readings = [read_standard(path, order.limits) for path in paths]
    inputs = {path.resolve() for path in paths}
    taken: set[str] = set()
    results = {
        result.document.path: result
        for group in _by_standard(readings)
        for result in _build_group(group, makers, inputs, taken, order)
    }
    return tuple(results[str(path)] for path in paths)


def check(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS, scope: Scope = EVERYTHING) -> Iterator[Document]:
    """Every input read and checked, one after the other; nothing is written."""
    for path in paths:
        reading = read_standard(path, limits)
        yield scope.applied(document_of(reading, _findings(reading, scope)))


def _by_standard(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings of one standard together: by code; without a code, by the whole content."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(identity(reading), []).append(reading)
    return list(groups.values())


def identity(reading: Reading) -> str:
    """What two readings of one standard share: the code; without a code, the whole content."""
    if reading.standard is None:
        return f"path {reading.path}"
    if reading.standard.code is None:
        return f"content {diff.content(reading.standard)}"
    return f"code {reading.standard.code.casefold()}"


def _build_group(
    group: Sequence[Reading], makers: Sequence[Renderer], inputs: set[Path], taken: set[str], order: Order
) -> Iterator[Result]:
    found = conflicts(group)
    if found:
        for reading, conflict in zip(group, found, strict=True):
            yield failed(reading, conflict, order.scope)
        return
    chosen = min(group, key=_preference)
    for reading in group:
        if reading is not chosen:
            document = replace(document_of(reading, reading.diagnostics), outcome=Outcome.SKIPPED)
            yield Result(order.scope.applied(document), twin=chosen.path)
        elif reading.standard is None:
            yield Result(order.scope.applied(document_of(reading, reading.diagnostics)))
        else:
            stem = files.unique_stem(reading.standard.code or reading.standard.name or reading.path.stem, taken)
            yield _build_one(reading, reading.standard, stem, makers, inputs, order)


def _preference(reading: Reading) -> tuple[bool, bool]:
    """Of inputs with one content, a whole one goes first, then one that tells pages."""
    return reading.outcome is not Outcome.OK, reading.standard is None or reading.standard.source.pages is None


def conflicts(group: Sequence[Reading]) -> list[Diagnostic]:
    """A finding for every reading of the group if not all say the same; else none."""
    records = [reading.standard for reading in group if reading.standard is not None]
    differences = [diff.differences(records[0], other) for other in records[1:]]
    at = next((index for index, found in enumerate(differences, 1) if found), None)
    if at is None:
        return []
    return [
        bd101_conflicting_inputs.RULE.found(
            "code",
            _(
                "{one} and {other} both have the code {code} but differ at {difference}. Nothing was written for it; "
                "take the wrong one away and run again."
            ).format(one=group[0].path, other=group[at].path, code=records[0].code, difference=differences[at - 1][0]),
        )
    ] * len(group)


def _build_one(
    reading: Reading, standard: Standard, stem: str, makers: Sequence[Renderer], inputs: set[Path], order: Order
) -> Result:
    findings = _findings(reading, order.scope) if order.checked else reading.diagnostics
    counting = order.scope.applied(document_of(reading, findings)).diagnostics
    made: dict[Path, bytes] = {}
    mishaps: list[Diagnostic] = []
    for maker in makers:
        kind = "" if order.template == "handbook" or maker.TEMPLATE_SUFFIX is None else f"-{order.template}"
        target = order.output / f"{stem}{kind}{maker.SUFFIX}"
        if target.resolve() in inputs:
            raise WriteError(_("{path} is an input; choose another output folder with -o.").format(path=target))
        try:
            made[target] = api.render(
                standard,
                maker.NAME,
                findings=counting if order.with_findings else None,
                templates=order.templates,
                template=order.template,
                report=mishaps.append,
            )
        except FatalError:
            raise
        except CannotRender as reason:
            mishaps.append(reason.diagnostic)
        except Exception as error:  # one format must not cost the others
            mishaps.append(crash(_("Writing {format}").format(format=maker.NAME), error))
    for target, data in made.items():
        files.write(target, data)
    document = document_of(reading, (*findings, *mishaps))
    if not made:
        document = replace(document, outcome=Outcome.FAILED)
    return Result(order.scope.applied(document), tuple(made))


def _findings(reading: Reading, scope: Scope) -> tuple[Diagnostic, ...]:
    if reading.standard is None:
        return reading.diagnostics
    return in_order((*reading.diagnostics, *api.check(reading.standard, scope.rules)))


def document_of(reading: Reading, findings: tuple[Diagnostic, ...]) -> Document:
    """What is reported of an input that was read."""
    outcome = with_record(findings) if reading.outcome is Outcome.OK else reading.outcome
    code = reading.standard.code if reading.standard else None
    partial_record = reading.outcome is Outcome.PARTIAL and with_record(reading.diagnostics) is Outcome.OK
    return Document(str(reading.path), code, reading.sha256, outcome, findings, partial_record=partial_record)


def failed(reading: Reading, reason: Diagnostic, scope: Scope = EVERYTHING) -> Result:
    """The result of an input that nothing came of."""
    document = document_of(reading, (*reading.diagnostics, reason))
    return Result(scope.applied(replace(document, outcome=Outcome.FAILED)))
