"""The rules that are raised while reading, assembling, building or rendering, and were released, typed by hand.

A new rule needs no line here until it is released.
"""

from __future__ import annotations

from pipeline.base import registry
from pipeline.findings.rules import known_rules

RELEASED = """
RD101 unreadable-file        error
RD102 no-text-layer          error
RD103 suffix-mismatch        warning
RD104 page-total-mismatch    warning
RD105 limit-exceeded         error
RD106 text-encoding          info
RD107 reference-engine       info
RD108 part-not-read          error
RD111 untold-characters      error
RD112 unseen-text            info
RD113 recognised-text        info
RD114 annotations            info
AS101 not-a-standard         error
AS102 missing-part           warning
AS103 text-not-placed        error
AS104 unknown-header         error
AS105 task-derived           warning
AS106 code-mended            info
AS107 character-mended       info
AS108 doubtful-code          warning
AS109 doubtful-word          info
AS110 several-standards      error
AS111 column-told            warning
AS112 doubtful-item          info
BD101 conflicting-inputs     error
CH101 version-not-raised     warning
CH102 change-not-mentioned   info
CH103 renumbered-only        info
CH104 same-version           warning
SU801 unused-exception       warning
RN901 missing-glyph          warning
RN902 no-font                error
RN903 not-printed            error
XX999 internal-error         error
"""


def test_raised_rules_that_were_released_keep_id_name_and_severity_and_none_looks_at_a_record() -> None:
    found = {
        (module.RULE.id, module.RULE.name, module.RULE.severity.value)
        for module in registry.modules("pipeline.findings.raised")
    }
    assert {tuple(line.split()) for line in RELEASED.strip().splitlines()} - found == set()
    assert [rule_id for rule_id, *_ in found if known_rules()[rule_id].check] == []
