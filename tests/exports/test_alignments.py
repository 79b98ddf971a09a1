"""Alignments of Open Badges: one an item, each with a web address."""

from __future__ import annotations

import json

import pytest
from whole import SAMPLE, every_standard, items

from pipeline.base.errors import SettingsError
from pipeline.base.export_settings import ExportSettings
from pipeline.exports import ExportedStandard, ExportOptions, alignments

BASE = "https://standards.example/icap/"


def made(standard, base=BASE):
    return json.loads(alignments.export(ExportedStandard("one", standard), ExportOptions(ExportSettings(base))))


@every_standard
def test_every_item_has_one_with_its_code_and_name(standard):
    whole, *rest = made(standard)
    assert (whole["targetCode"], whole["targetType"]) == (standard.code, "CFPackage")
    expected = sorted((code or "", text) for _label, code, text, _said, _levels in items(standard).elements())
    assert sorted((one.get("targetCode", ""), one["targetName"]) for one in rest) == expected
    assert len({one["targetUrl"] for one in rest}) == len(rest)
    assert all(one["targetUrl"].startswith(BASE) for one in rest)


def test_one_of_the_sample():
    (found,) = (one for one in made(SAMPLE) if one.get("targetCode") == "T1.1")
    assert found == {
        "type": ["Alignment"],
        "targetName": "分析市場與終端目標客群",
        "targetUrl": f"{BASE}KPS3322-002v2/task/T1.1",
        "targetCode": "T1.1",
        "targetDescription": "工作任務；職能級別 3",
        "targetFramework": "批發業務人員",
        "targetType": "CFItem",
    }


@pytest.mark.parametrize("base", ["", "urn:x-icap:"])
def test_without_a_web_address_it_says_what_to_set(base):
    with pytest.raises(SettingsError, match="--base-uri https://"):
        made(SAMPLE, base)
