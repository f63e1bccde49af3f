"""A page in a headless Chromium: opened, pressed keys on, looked at."""
import base64
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


NUMBERS = {"Enter": 13, "Escape": 27, "Tab": 9, "Backspace": 8, "Delete": 46, "Home": 36, "End": 35, "ArrowLeft": 37,
           "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "PageDown": 34, "PageUp": 33, "F1": 112, "F5": 116,
           "F11": 122}


class Browser:
    """Speaks the DevTools protocol over two pipes. It has one page at a time. .said: what was written to the console; .events:
    what it asked people for."""

    def __init__(self):
        mine, theirs = os.pipe(), os.pipe()
        self.home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

        def lead():
            # It reads commands from 3 and answers on 4.
            first, second = os.dup(theirs[0]), os.dup(mine[1])
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [PROGRAM, "--headless=new", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader", "--hide-scrollbars", f"--user-data-dir={self.home.name}", "--remote-debugging-pipe",
             "about:blank"],
            close_fds=False, preexec_fn=lead, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.reading, self.writing = mine[0], theirs[1]
        os.close(mine[1])
        os.close(theirs[0])
        self.count, self.rest, self.said, self.events, self.session, self.profile = 0, b"", [], [], None, None

    def begin(self, width, height):
        """An empty page of somebody who has opened none before: what others kept, were allowed and fetched is not there."""
        self.profile = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=self.profile)["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Runtime.enable")
        self.ask("Log.enable")
        self.ask("Page.enable")
        self.resize(width, height)

    def end(self):
        """Closes the page with all that it kept."""
        self.session = None
        self.ask("Target.disposeBrowserContext", browserContextId=self.profile)
        self.said, self.events = [], []

    def quit(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.reading)
        os.close(self.writing)
        self.home.cleanup()

    def take(self, seconds):
        """The next message; None where none comes."""
        end = time.monotonic() + seconds
        while b"\0" not in self.rest:
            if not select.select([self.reading], [], [], max(end - time.monotonic(), 0))[0]:
                return None
            part = os.read(self.reading, 1 << 20)
            if not part:
                raise AssertionError("the browser ended")
            self.rest += part
        line, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(line)
        about = message.get("params", {})
        if message.get("method") == "Page.fileChooserOpened":
            self.events.append(message)
        if message.get("method") == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning", "assert"):
            self.said.append(" ".join(str(one.get("value", one)) for one in about["args"]))
        elif message.get("method") == "Runtime.exceptionThrown":
            self.said.append(json.dumps(about["exceptionDetails"]))
        elif (message.get("method") == "Log.entryAdded" and about["entry"]["level"] == "error"
              and not about["entry"].get("url", "").endswith("/favicon.ico")):
            self.said.append(about["entry"]["text"])
        return message

    def ask(self, method, browser=False, **words):
        """Asks the page, or the browser about it."""
        self.count += 1
        if browser:
            words["browserContextId"] = self.profile
        command = {"id": self.count, "method": method, "params": words}
        if self.session and not browser:
            command["sessionId"] = self.session
        os.write(self.writing, json.dumps(command).encode() + b"\0")
        while True:
            message = self.take(120)
            if message is None:
                raise AssertionError(f"no answer to {method}")
            if message.get("id") == self.count:
                if "navigated" in message.get("error", {}).get("message", ""):
                    return {"result": {}}  # it was asked of a page that has been left
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']}")
                return message["result"]

    def value(self, expression):
        """What a line of JavaScript gives."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def wait(self, expression):
        """What a promise comes to."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True,
                        awaitPromise=True)["result"].get("value")

    def go(self, address):
        self.ask("Page.navigate", url=address)

    def resize(self, width, height, density=1, mobile=False):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=density,
                 mobile=mobile)
        self.ask("Emulation.setTouchEmulationEnabled", enabled=mobile, maxTouchPoints=5)

    def key(self, key, code="", shift=False, ctrl=False, alt=False, graph=False):
        """A key by what it gives, its place on a US keyboard and what is held; `graph` is AltGr."""
        is_text = len(key) == 1 and not ctrl and not alt
        about = {"key": key, "code": code or (f"Key{key.upper()}" if key.isalpha() and len(key) == 1 else key),
                 "modifiers": 8 * shift + 2 * ctrl + alt, "windowsVirtualKeyCode": NUMBERS.get(key, ord(key[0].upper()))}
        if graph:
            self.value(f"""for (const type of ["keydown", "keyup"]) document.activeElement.dispatchEvent(
                new KeyboardEvent(type, {{key: {json.dumps(key)}, code: {json.dumps(code)}, bubbles: true,
                cancelable: true, modifierAltGraph: true, ctrlKey: true, altKey: true}}))""")
            return
        self.ask("Input.dispatchKeyEvent", type="keyDown" if is_text else "rawKeyDown", text=key if is_text else "",
                 **about)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text):
        for one in text:
            self.key(one)

    def drag(self, *places):
        """Presses the mouse at the first place and releases it at the last."""
        def mouse(kind, place, held):
            self.ask("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left" if held else "none",
                     buttons=held, clickCount=int(kind != "mouseMoved"))
        mouse("mouseMoved", places[0], 0)
        mouse("mousePressed", places[0], 1)
        for place in places[1:]:
            mouse("mouseMoved", place, 1)
        self.ask("Input.dispatchMouseEvent", type="mouseReleased", x=places[-1][0], y=places[-1][1], button="left",
                 clickCount=1)

    def touch(self, kind, *places):
        """touchStart, touchMove, touchEnd: where fingers are then."""
        self.ask("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y} for x, y in places])

    def drop(self, place, *paths):
        """Files that are let go of over a place."""
        data = {"items": [], "files": [os.path.abspath(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.ask("Input.dispatchDragEvent", type=kind, x=place[0], y=place[1], data=data)

    def shot(self, path):
        """The page as it looks, written as PNG."""
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))
