"""Drives headless Chromium through chromedriver's own HTTP interface (W3C WebDriver); needs no further library."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


class Browser:
    """One window of a browser."""

    def __init__(self, driver: str) -> None:
        self._session = driver
        options = {"binary": CHROMIUM, "args": ARGUMENTS}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options}
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"{driver}/session/{answer['sessionId']}"

    def open(self, page: Path | str, width: int = 1280, height: int = 900) -> None:
        """Shows a file, or what is at an address, in a window of this size, without wishes for dark colours or print."""
        self.emulate()
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
        self._ask("POST", "/url", {"url": "about:blank"})
        self._ask("POST", "/url", {"url": page if isinstance(page, str) else page.as_uri()})

    def emulate(self, media: str = "", **features: str) -> None:
        """Makes the page believe in a medium (``print``) and wishes such as ``prefers_color_scheme="dark"``."""
        wishes = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.devtools("Emulation.setEmulatedMedia", {"media": media, "features": wishes})

    def run(self, script: str, *arguments: object) -> Any:
        """What a function with this body returns in the page; promises are awaited."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": arguments})

    def faults(self) -> list[str]:
        """What axe-core finds on the page, for WCAG 2.1 AA and good practice, and where."""
        self.run(AXE.read_text(encoding="utf-8") + "; window.axe = axe;")
        found = self.run("return axe.run(document, {resultTypes: ['violations']})")
        return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]

    def back(self) -> None:
        """Goes to the entry of the history before the present one.

        A script's ``history.back()`` passes over entries that Chromium takes for made without a key or click, as it does
        now and then of keys that come from a driver, on a busy machine.
        """
        history = self.devtools("Page.getNavigationHistory", {})
        entry = history["entries"][history["currentIndex"] - 1]
        self.devtools("Page.navigateToHistoryEntry", {"entryId": entry["id"]})

    def errors(self) -> list[str]:
        """What the console has complained of since the last question."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"})]

    def devtools(self, command: str, parameters: dict[str, object]) -> Any:
        """Sends a command of the Chrome DevTools protocol."""
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def press(self, *keys: str) -> None:
        """Types keys into whatever has the focus."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def choose(self, selector: str, *files: Path) -> None:
        """Puts files into the field for files that ``selector`` finds, as if somebody had chosen them."""
        root = self.devtools("DOM.getDocument", {})["root"]["nodeId"]
        node = self.devtools("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        self.devtools("DOM.setFileInputFiles", {"nodeId": node, "files": [str(file) for file in files]})

    def download_into(self, folder: Path) -> None:
        """Puts what pages give for download into ``folder``, without asking."""
        self.devtools("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})

    def close(self) -> None:
        """Ends the browser."""
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        request = urllib.request.Request(
            self._session + path,
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that ends with the block."""
    with subprocess.Popen([str(DRIVER), "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout is not None
        port = next(
            found[1] for line in driver.stdout if (found := re.search(r"started successfully on port (\d+)", line))
        )
        try:
            window = Browser(f"http://127.0.0.1:{port}")
            try:
                yield window
            finally:
                window.close()
        finally:
            driver.terminate()
