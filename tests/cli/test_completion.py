"""What shells offer: commands, formats, rules, reports."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from pipeline.cli.main import icap


def offered(*arguments, begun):
    complete = ShellComplete(icap, {}, "icap", "_ICAP_COMPLETE")
    return [item.value for item in complete.get_completions(list(arguments), begun)]


@pytest.mark.parametrize(
    ("arguments", "begun", "expected"),
    [
        ((), "che", ["check"]),
        ((), "doc", ["doctor"]),
        (("build", "--to"), "", ["alignments", "case", "ctdl", "docx", "epub", "html", "json", "md", "odt", "pdf"]),
        (("build", "--to"), "htm", ["html"]),
        (("build", "--to"), "html,o", ["html,odt"]),
        (("build", "--to"), "odt,o", []),
        (("check", "--format"), "js", ["json", "jsonl"]),
        (("check", "--report"), "sa", ["sarif="]),
        (("check", "--select"), "CR201,cr202", ["CR201,CR202"]),
        (("check", "--ignore"), "name-d", ["name-drift"]),
        (("rule",), "CR201", ["CR201"]),
        (("rule",), "name-d", ["name-drift"]),
    ],
)
def test_what_is_offered(arguments, begun, expected):
    assert offered(*arguments, begun=begun) == expected
