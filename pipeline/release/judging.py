"""Judges files that are exports, by whomever: one document each, as a check of standards gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.exports import judging
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome, with_record
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.findings.raised import ex301_not_an_export
from pipeline.release.load import fetch


def judge(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS, policy: Policy = EVERYTHING) -> Iterator[Document]:
    """What is wrong with the files at ``paths``, in their order. One that cannot be read as an export has failed.

    Raises:
        SettingsError: a file is SKOS, and the library that reads it is missing.
    """
    for path in dict.fromkeys(paths):
        file = fetch(path, limits)
        if file.refusal:
            yield policy.applied(Document(str(path), None, None, Outcome.FAILED, (file.refusal,)))
            continue
        found = judging.judge(path, file.data, limits)
        unread = any(one.rule == ex301_not_an_export.RULE.id for one in found)
        outcome = Outcome.FAILED if unread else with_record(found)
        yield policy.applied(Document(str(path), None, file.sha256, outcome, found))
