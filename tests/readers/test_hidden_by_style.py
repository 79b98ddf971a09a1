"""What style sheets hide, and what they only seem to: each case was looked at in Chromium."""

from __future__ import annotations

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.readers import html
from pipeline.readers._html.conditions import applies
from pipeline.readers._html.values import pixels, substituted
from pipeline.readers.blocks import Body, Paragraph

CHECKED = "<input type=checkbox checked>"


def page(css: str, before: str = "") -> Body:
    head = f"<head><meta charset=utf-8><style>{css}</style></head>"
    content = f"<html lang=zh-Hant>{head}<body>{before}<p>甲</p><div class=x>乙</div></body></html>"
    return html.read(content.encode(), Limits())


def read(body: Body) -> list[str]:
    return [line.text for block in body.blocks if isinstance(block, Paragraph) for line in block.lines]


HIDDEN = [
    ":root{--h:none} .x{display:var(--h)}",
    ".x{--h:none;display:var( --h )}",
    ".x{display:var(--nope,none)}",
    "body{--a:var(--b);--b:none} .x{display:var(--a)}",
    ":root{--w:#fff} .x{color:var(--w)}",
    ":root{--z:0} .x{font-size:var(--z)}",
    "body:has(.x) .x{display:none}",
    "body:has(> .x) .x{display:none}",
    "p:has(+ .x) + .x{display:none}",
    "div:not(:has(b)){display:none}",
    ".x:not(:hover){display:none}",
    ":is(body .x, .z){display:none}",
    "div:where(.x){display:none}",
    ".x:lang(zh){display:none}",
    "[class=x i]{display:none}",
    ".x{position:absolute;right:-9999px}",
    ".x{position:absolute;left:9999px}",
    ".x{position:absolute;inset:-9999px auto auto auto}",
    ".x{position:absolute;left:calc(-1 * 9999px)}",
    ".x{transform:translateX(-9999px)}",
    ".x{transform:translateX(-200vw)}",
    ".x{transform:translateX(9999px)}",
    ".x{translate:-9999px}",
    ".x{scale:0}",
    ".x{scale:1 0}",
    ".x{transform:rotate(0deg) scale(0)}",
    ".x{transform:rotateX(90deg)}",
    ".x{transform:matrix(0,0,0,0,0,0)}",
    ".x{backface-visibility:hidden;transform:rotateY(180deg)}",
    ".x{zoom:0.01}",
    ".x{clip-path:inset(0 100% 0 0)}",
    ".x{clip-path:inset(50%)}",
    ".x{clip-path:ellipse(0 0)}",
    ".x{clip-path:circle(0px at 50% 50%)}",
    ".x{clip-path:polygon(0 0, 0 0, 0 0)}",
    ".x{content-visibility:hidden}",
    "div{opacity:0} .x{visibility:visible}",
    ".x{filter:opacity(0) blur(0px)}",
    ".x{mask-image:linear-gradient(transparent,transparent)}",
    ".x{height:0;overflow-y:hidden}",
    ".x{height:0;overflow:auto}",
    ".x{block-size:0;overflow:hidden}",
    ".x{line-height:0;overflow:hidden}",
    ".x{height:calc(0px);overflow:hidden}",
    ".x{contain:strict}",
    "@media screen{.x{display:none}}",
    "@MEDIA Screen{.x{display:none}}",
    "@Layer base{.x{display:none}}",
    "@media (width>=100px){.x{display:none}}",
    "@media (100px<=width<=5000px){.x{display:none}}",
    "@media only screen and (min-width:100px){.x{display:none}}",
    "@supports (display:grid){.x{display:none}}",
    "body{.x{display:none}}",
    "body{color:red;.x{display:none}}",
    "body{& .x{display:none}}",
    ".x{@media screen{display:none}}",
    "@layer a{.x{display:none}}",
]
SEEN = [
    ".x{display:var(--nope)}",
    "p{--h:none} .x{display:var(--h)}",
    "html{--h:none} body{--h:block} .x{display:var(--h)}",
    ":root{--a:var(--a)} .x{display:var(--a)}",
    "div:has(b){display:none}",
    "body:has(> b) .x{display:none}",
    ".x:hover{display:none}",
    "input:not(:checked) ~ .x{display:none}",
    ".x:lang(en){display:none}",
    ".x:empty{display:none}",
    ".x{zoom:0}",
    ".x{scale:0.5}",
    ".x{transform:matrix(1,0,0,1,0,0)}",
    ".x{transform:rotateY(0deg)}",
    ".x{clip-path:polygon(0 0,100% 0,100% 100%,0 100%)}",
    ".x{clip-path:inset(0 10% 0 20%)}",
    ".x{position:sticky;left:-9999px}",
    "@media print{.x{display:none}}",
    "@media not screen{.x{display:none}}",
    "@media (max-width:600px){.x{display:none}}",
    "@media (prefers-color-scheme:dark){.x{display:none}}",
    "@media (min-height:100000px){.x{display:none}}",
    "@media (max-aspect-ratio:1/100){.x{display:none}}",
    "@media (pointer:coarse){.x{display:none}}",
    "@media (scripting:none){.x{display:none}}",
    "@supports not (display:grid){.x{display:none}}",
    "@layer a{div.x{display:none}} .x{display:block}",
    ".y{.x{display:none}}",
    ".x{&.y{display:none}}",
    ".x{display:none;&:not(.y){display:block}}",
    "@media print{.x{@media screen{display:none}}}",
]
IN_DOUBT = {
    "@container (min-width:1px){.x{display:none}}": "@container (min-width:1px)",
    "@scope (body){.x{display:none}}": "@scope (body)",
    "@media (min-resolution:2dppx){.x{display:none}}": "@media (min-resolution:2dppx)",
    ".x:nth-child(1 of .x){display:none}": ".x:nth-child(1 of .x)",
    ".x:state(closed){visibility:hidden}": ".x:state(closed)",
    ".x{opacity:0;animation:show 1s forwards} @keyframes show{to{opacity:1}}": "animation",
}


@pytest.mark.parametrize("css", HIDDEN)
def test_what_is_hidden_is_named_outside(css: str) -> None:
    body = page(css)
    assert (read(body), [line.text for line in body.outside]) == (["甲"], ["乙"])


def test_what_hides_an_element_hides_what_stands_in_it() -> None:
    body = page("section{opacity:0} section p{opacity:1;visibility:visible}", "<section><p>丙</p></section>")
    assert (read(body), [line.text for line in body.outside]) == (["甲", "乙"], ["丙"])


@pytest.mark.parametrize("css", SEEN)
def test_what_is_seen_is_read(css: str) -> None:
    body = page(css, CHECKED)
    assert ("乙" in read(body), body.diagnostics) == (True, ())


def test_a_box_that_is_ticked_tells() -> None:
    assert "乙" not in read(page("input:checked ~ .x{display:none}", CHECKED))


@pytest.mark.parametrize(("css", "reason"), IN_DOUBT.items())
def test_what_only_a_browser_can_tell_is_read_and_named(css: str, reason: str) -> None:
    body = page(css)
    (finding,) = body.diagnostics
    assert read(body) == ["甲", "乙"]
    assert (finding.rule, finding.severity) == ("RD108", Severity.WARNING)
    assert reason in finding.message
    assert "乙" in finding.message


@pytest.mark.parametrize("css", ["@container (min-width:1px){.x{color:red}}", ".x:state(open){display:block}"])
def test_no_alarm_where_it_makes_no_difference(css: str) -> None:
    assert page(css).diagnostics == ()


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("-9999px", -9999.0),
        ("2em", 32.0),
        ("calc(0px)", 0.0),
        ("calc(2*(1px+3px))", 8.0),
        ("calc(100%-1px)", None),
        ("calc(1/0)", None),
        ("calc(" + "(" * 150 + ")", None),
        ("50%", None),
        ("auto", None),
        ("10vw", 128.0),
    ],
)
def test_lengths(length: str, expected: float | None) -> None:
    assert pixels(length) == expected


def test_values_that_double_without_end_are_given_up() -> None:
    assert substituted("var(--a)", lambda _name: "var(--a)var(--a)") is None


@pytest.mark.parametrize(
    ("media", "told"),
    [
        ("", True),
        ("print", False),
        ("print, screen", True),
        ("not print", True),
        ("(hover: none)", False),
        ("(hover)", True),
        ("(min-height: 100px)", True),
        ("(min-height: 900px)", None),
        ("(unheard-of: 1)", None),
        ("screen and (unheard-of: 1)", None),
        ("print and (unheard-of: 1)", False),
        ("(orientation: landscape) or (hover: none)", None),
    ],
)
def test_media(media: str, told: bool | None) -> None:
    assert applies(media) is told
