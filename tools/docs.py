"""Makes what the documentation says of rules and reports from their own files: docs/rules.md,
docs/formats.md, a table of docs/ci.md; and docs/licences.md from the lock files.

``--check`` changes nothing, and returns 1 if something is not up to date.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline import reports
from pipeline.base import i18n
from pipeline.findings import rule_pages
from pipeline.findings.rules import known_rules
from tools import formats_page, licences

DOCS = Path(__file__).parents[1] / "docs"
_TABLE = re.compile(r"(?<=<!-- reports -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Writes the documents that have changed."""
    changed = {path: text for path, text in documents().items() if path.read_text("utf-8") != text}
    if "--check" not in arguments:
        for path, text in changed.items():
            path.write_text(text, "utf-8")
        return 0
    for path in changed:
        print(f"not up to date, see make docs: {path}", file=sys.stderr)
    return int(bool(changed))


def documents() -> Mapping[Path, str]:
    """What the documents must say."""
    i18n.use("en")
    ci = DOCS / "ci.md"
    return {
        DOCS / "formats.md": formats_page.page(),
        DOCS / "licences.md": licences.page(),
        DOCS / "rules.md": rule_pages.document(known_rules().values()),
        ci: _TABLE.sub(report_table().replace("\\", r"\\"), ci.read_text("utf-8")),
    }


def report_table() -> str:
    """The reports with the first paragraph of their docstrings."""
    rows = [f"| `{report.NAME}` | {_first_paragraph(report)} |" for report in reports.available()]
    return "\n".join(("| report | what it is |", "|---|---|", *rows, ""))


def _first_paragraph(part: object) -> str:
    return " ".join((inspect.getdoc(part) or "").partition("\n\n")[0].split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
