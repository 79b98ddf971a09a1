"""The record itself as JSON, for programs: what ``icap parse`` writes and ``icap render`` reads."""

from __future__ import annotations

from pipeline.handbooks import Options
from pipeline.record.model import Standard, to_json

NAME = "json"
SUFFIX = ".json"
TEMPLATE_SUFFIX = None


def render(standard: Standard, options: Options) -> bytes:
    """The record in UTF-8; ``options`` do not change it."""
    return to_json(standard).encode()
