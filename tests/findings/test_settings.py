"""Settings: where they are found, what they may say, and where each comes from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.base import i18n
from pipeline.base.errors import SettingsError
from pipeline.base.export_settings import ExportSettings
from pipeline.findings.diagnostics import Severity
from pipeline.findings.settings import Overrides, Settings, load


@pytest.fixture
def put(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_without_settings_the_defaults_hold(tmp_path):
    assert load(tmp_path) == Settings()
    assert Settings().threshold is Severity.ERROR


def test_every_key_is_understood(tmp_path, put):
    path = put(
        "icap.toml",
        'select = ["CR", "NT"]\nignore = ["CR206"]\nfail-on = "warning"\nwaivers = "w/known.toml"\nbaseline = "b.json"\n'
        '[severity]\nCR201 = "error"\n',
    )
    settings = load(tmp_path)
    assert (settings.select, settings.ignore) == (("CR", "NT"), ("CR206",))
    assert settings.threshold is Severity.WARNING
    assert (settings.waivers, settings.baseline) == (tmp_path / "w" / "known.toml", tmp_path / "b.json")
    assert settings.severity == {"CR201": Severity.ERROR}
    assert set(settings.origins.values()) == {str(path)}


def test_never_is_no_threshold(tmp_path, put):
    put("icap.toml", 'fail-on = "never"')
    assert load(tmp_path).threshold is None


def test_pyproject_holds_settings_too_but_its_neighbour_goes_first(tmp_path, put):
    put("pyproject.toml", '[project]\nname = "x"\n[tool.icap]\nselect = ["NT"]')
    assert load(tmp_path).select == ("NT",)
    put("icap.toml", 'select = ["TX"]')
    assert load(tmp_path).select == ("TX",)


def test_the_nearest_folder_with_settings_decides(tmp_path, put):
    put("icap.toml", 'select = ["TX"]')
    put("a/pyproject.toml", '[tool.icap]\nselect = ["NT"]')
    put("a/b/pyproject.toml", "[tool.other]\nselect = 1")
    below = tmp_path / "a" / "b" / "c"
    below.mkdir()
    assert load(below).select == ("NT",)


def test_a_named_file_goes_before_what_is_found(tmp_path, put):
    put("icap.toml", 'select = ["TX"]')
    assert load(tmp_path, put("other.toml", 'select = ["NT"]')).select == ("NT",)
    assert load(tmp_path, put("p/pyproject.toml", '[tool.icap]\nselect = ["CR"]')).select == ("CR",)
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load(tmp_path, tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('selct = ["CR"]', "Did you mean select"),
        ("fail_on = 1", "Did you mean fail-on"),
        ('select = "CR"', "select must be a list of rules"),
        ("ignore = [1]", "ignore must be a list of rules"),
        ('fail-on = "fatal"', "fail-on must be error, warning, info or never"),
        ('severity = "error"', "severity must be a table"),
        ('severity = {CR201 = "off"}', "severity must be a table"),
        ("waivers = 3", "waivers must be the name of a file"),
        ("select = [", "no TOML"),
        ('waivers = ""', "waivers must be the name of a file"),
        ("fail-on = true", "fail-on must be error, warning, info or never"),
        (
            "colour = 1\nselect = 1",
            "colour is not known. There are: base-uri, baseline, case-version, fail-on, ignore, ",
        ),
        ("select = 1\ncolour = 1", "select must be a list of rules"),
    ],
)
def test_what_cannot_be_is_refused_and_the_file_is_named(tmp_path, put, text, advice):
    path = put("icap.toml", text)
    with pytest.raises(SettingsError, match=advice) as refusal:
        load(tmp_path)
    assert str(path) in str(refusal.value)


def test_waivers_beside_the_settings_are_found(tmp_path, put):
    waivers = put("waivers.toml", "")
    assert load(tmp_path).waivers == waivers
    put("icap.toml", 'waivers = "others.toml"')
    assert load(tmp_path).waivers == tmp_path / "others.toml"


def test_origins_are_told_in_the_language_of_the_run(tmp_path, put):
    put("waivers.toml", "")
    settings = load(tmp_path)
    i18n.use("zh_TW")
    try:
        shown = settings.shown().splitlines()
    finally:
        i18n.use("en")
    assert "severity = {}  # 預設" in shown
    assert next(line for line in shown if line.startswith("waivers")).endswith("# 位於設定檔旁")


def test_the_command_line_goes_first_and_every_value_says_its_origin(tmp_path, put):
    path = put("icap.toml", 'select = ["TX"]\nignore = ["TX701"]')
    settings = load(tmp_path).overridden(Overrides(("CR",), waivers=Path("w.toml"), link_equal_names=True))
    assert (settings.select, settings.ignore) == (("CR",), ("TX701",))
    assert settings.shown().splitlines() == [
        'select = ["CR"]  # --select',
        f'ignore = ["TX701"]  # {path}',
        "severity = {}  # default",
        'fail-on = "error"  # default',
        'waivers = "w.toml"  # --waivers',
        'baseline = ""  # default',
        'base-uri = ""  # default',
        'case-version = "1.1"  # default',
        "no-extensions = false  # default",
        "link-equal-names = true  # --link-equal-names",
        "imprint = {}  # default",
        "serve = {}  # default",
    ]
    assert settings.export == ExportSettings(link_equal_names=True)
    assert replace(settings, no_extensions=True, base_uri="urn:example:").export == ExportSettings(
        "urn:example:", extensions=False, link_equal_names=True
    )
