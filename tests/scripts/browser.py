"""A page in a headless Chromium: opened, pressed keys on, looked at."""
import base64
import json
import os
import select
import shutil
import signal
import subprocess
import time

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """Speaks the DevTools protocol over two pipes. .said: what was written to the console."""

    def __init__(self, width, height):
        mine, theirs = os.pipe(), os.pipe()
        home = os.path.abspath("browser")

        def lead():
            # It reads commands from 3 and answers on 4.
            first, second = os.dup(theirs[0]), os.dup(mine[1])
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [PROGRAM, "--headless=new", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader", "--hide-scrollbars", f"--user-data-dir={home}", "--remote-debugging-pipe",
             "about:blank"],
            close_fds=False, preexec_fn=lead, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.reading, self.writing = mine[0], theirs[1]
        os.close(mine[1])
        os.close(theirs[0])
        self.count, self.rest, self.said, self.session = 0, b"", [], None
        page = next(target for target in self.ask("Target.getTargets")["targetInfos"] if target["type"] == "page")
        self.session = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        self.ask("Runtime.enable")
        self.ask("Log.enable")
        self.ask("Page.enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.reading)
        os.close(self.writing)

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
        if message.get("method") == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning", "assert"):
            self.said.append(" ".join(str(one.get("value", one)) for one in about["args"]))
        elif message.get("method") == "Runtime.exceptionThrown":
            self.said.append(json.dumps(about["exceptionDetails"]))
        elif message.get("method") == "Log.entryAdded" and about["entry"]["level"] == "error":
            self.said.append(about["entry"]["text"])
        return message

    def ask(self, method, browser=False, **words):
        """Asks the page, or the browser as a whole."""
        self.count += 1
        command = {"id": self.count, "method": method, "params": words}
        if self.session and not browser:
            command["sessionId"] = self.session
        os.write(self.writing, json.dumps(command).encode() + b"\0")
        while True:
            message = self.take(120)
            if message is None:
                raise AssertionError(f"no answer to {method}")
            if message.get("id") == self.count:
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']}")
                return message["result"]

    def value(self, expression):
        """What a line of JavaScript gives."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def go(self, address):
        self.ask("Page.navigate", url=address)

    def key(self, key, code, number, ctrl=False, text=""):
        about = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": 2 if ctrl else 0}
        self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **about)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **about)

    def shot(self, path):
        """The page as it looks, written as PNG."""
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))
