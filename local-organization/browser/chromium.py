"""Chromium without a window, driven by its DevTools protocol over a pipe: no port, and no library.

The protocol: https://chromedevtools.github.io/devtools-protocol/; messages are JSON, each ended by a zero byte. Over a pipe
Chromium reads its file 3 and writes its file 4 (content/browser/devtools/devtools_pipe_handler.cc, --remote-debugging-pipe).
"""

import base64
import fcntl
import json
import os
import signal
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

OPTIONS = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--no-first-run",
]
# Seconds that the browser may take for one answer.
PATIENCE = 120


class Refused(Exception):
    """What Chromium, or a script in the page, says."""


class Page:
    """One page. It remembers what it asked of any network, and what went wrong in it."""

    def __init__(self, program, profile):
        to_browser, from_browser = os.pipe(), os.pipe()
        # Above 4, so that none of them is in the way of another.
        heard, answered = (fcntl.fcntl(it, fcntl.F_DUPFD_CLOEXEC, 10) for it in (to_browser[0], from_browser[1]))
        # Only who is not root has a sandbox of its own (Chromium refuses it to root).
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.process = os.posix_spawnp(
            program,
            [program, *OPTIONS, *sandbox, f"--user-data-dir={profile}", "about:blank"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, f"{profile}/output", os.O_WRONLY | os.O_CREAT, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
                (os.POSIX_SPAWN_DUP2, heard, 3),
                (os.POSIX_SPAWN_DUP2, answered, 4),
            ],
            setpgroup=0,
        )
        for file in (heard, answered, to_browser[0], from_browser[1]):
            os.close(file)
        self.answers = os.fdopen(from_browser[0], "rb", buffering=0)
        self.messages = os.fdopen(to_browser[1], "wb", buffering=0)
        self.rest = b""
        self.number = 0
        self.session = None
        self.events = []

    def begin(self):
        targets = self.ask("Target.getTargets")["targetInfos"]
        target = next(it["targetId"] for it in targets if it["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **parameters):
        """The result of a method of the protocol."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.messages.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self.number:
            self.events.append(answer)
        if "error" in answer:
            raise Refused(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def _next(self):
        while b"\0" not in self.rest:
            piece = self.answers.read(1 << 20)
            if not piece:
                raise Refused("Chromium has ended")
            self.rest += piece
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def open(self, file, scheme="light", width=1280, height=900):
        """Loads a file, in a window of that many CSS pixels."""
        self.events.clear()
        self.ask("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url=Path(file).resolve().as_uri())
        self.until("document.readyState === 'complete' && location.protocol === 'file:'")

    def run(self, script):
        """The value of an expression in the page."""
        result = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise Refused(result["exceptionDetails"]["exception"].get("description", "the script failed"))
        return result["result"].get("value")

    def until(self, condition):
        """Waits for a condition in the page."""
        end = time.monotonic() + PATIENCE
        while not self.run(condition):
            if time.monotonic() > end:
                raise Refused(f"after {PATIENCE} s still not: {condition}")
            time.sleep(0.02)

    def press(self, key):
        """A key, as a keyboard sends it: Tab, Enter, Escape, ArrowDown or one letter."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}.get(key, 0)
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, text=text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def picture(self, file, height=None):
        """What is seen as a PNG file; of that height, or as high as the page."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": 1}
        data = self.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        Path(file).write_bytes(base64.b64decode(data))

    def printed(self, **options):
        """The page as a PDF file's bytes."""
        return base64.b64decode(self.ask("Page.printToPDF", printBackground=True, **options)["data"])

    def asked_for(self):
        """Addresses that were asked for beside the page itself."""
        requests = [it["params"] for it in self.events if it.get("method") == "Network.requestWillBeSent"]
        return [it["request"]["url"] for it in requests if it.get("type") != "Document"]

    def complaints(self):
        """Errors and warnings of the console, exceptions included."""
        kinds = {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"}
        return [it["params"] for it in self.events if it.get("method") in kinds]

    def end(self):
        os.killpg(self.process, signal.SIGTERM)
        os.waitpid(self.process, 0)
        self.answers.close()
        self.messages.close()


@contextmanager
def chromium(program):
    """A page of a browser that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as profile:
        page = Page(program, profile)
        try:
            page.begin()
            yield page
        finally:
            page.end()
