"""The Traditional Chinese catalogue: complete for the rules, with the same placeholders, and compiled."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import extract, pofile
from small_standard import small_standard

from pipeline import checks
from pipeline.base import i18n
from pipeline.findings.rules import known_rules

FOLDER = i18n.CATALOGUES / "zh_TW" / "LC_MESSAGES"
RULES = Path(checks.__file__).parent


@pytest.fixture(scope="module")
def translations() -> dict[str, str]:
    with (FOLDER / "icap.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale="zh_TW")
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    return {message.id: message.string for message in catalogue if message.id and not message.pluralizable}


@pytest.fixture
def chinese() -> Iterator[None]:
    i18n.use("zh_TW")
    yield
    i18n.use("en")


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None}


def test_every_message_of_the_rules_is_translated(translations: dict[str, str]) -> None:
    found = {message for _file, _line, message, *_ in extract.extract_from_dir(RULES, keywords={"_": None})}
    assert len(found) > len(list(RULES.glob("[a-z][a-z][0-9]*.py")))
    assert sorted(message for message in found if not translations.get(message)) == []


def test_translations_have_the_same_placeholders(translations: dict[str, str]) -> None:
    english_only = "{value!r} is not a valid {number_type}."  # Click names the kind of number in English alone
    wrong = [one for one, other in translations.items() if placeholders(one) != placeholders(other)]
    assert wrong == [english_only]


def test_the_compiled_catalogue_is_that_of_the_source(translations: dict[str, str]) -> None:
    with (FOLDER / "icap.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {message: compiled.gettext(message) for message in translations} == translations
    assert len([message for message in compiled._catalog if message and isinstance(message, str)]) == len(translations)


@pytest.mark.usefixtures("chinese")
def test_findings_speak_chinese() -> None:
    duties = {
        "T1 管理物料": {"T1.1 清點物料": {"skills": ["S01 清點技巧"]}, "T1.2 發放物料": {"skills": ["S01 清點能力"]}}
    }
    (drift,) = checks.run(small_standard({"duties": duties}), [known_rules()["CR201"]])
    assert drift.message == "S01有2種名稱：「清點技巧」、「清點能力」。"


@pytest.mark.usefixtures("chinese")
def test_places_inside_a_message_are_in_chinese_too() -> None:
    mixed = small_standard({"description": "了解物料。", "notes": ["1 物料：瞭解之後使用"]})
    (found,) = checks.run(mixed, [known_rules()["TX701"]])
    assert "（工作描述）" in found.message
    assert "description" not in found.message
