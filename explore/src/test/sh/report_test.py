"""Opens a report in headless Chromium and uses it as a reader does: by mouse, by keyboard, in light and in dark.

Usage: report_test.py REPORT.html SCREENSHOTS
Speaks WebDriver with chromedriver; needs nothing but Python's own library.
"""

import base64
import json
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ENTER, RIGHT, DOWN, END = "\ue007", "\ue014", "\ue015", "\ue010"


class Browser:
    """A session of chromedriver."""

    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            port = re.search(r"on port (\d+)", line)
            if port and int(port.group(1)):
                self.url = "http://127.0.0.1:" + port.group(1)
                break
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1300",
                            "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.url += "/session"
        self.url += "/" + self.post("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def post(self, path, body, method="POST"):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode() if method == "POST" else None,
                                         {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from None

    def close(self):
        try:
            self.post("", None, "DELETE")
        finally:
            self.driver.terminate()
            self.driver.wait()

    def run(self, script, *arguments):
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, css):
        return self.post("/element", {"using": "css selector", "value": css})[ELEMENT]

    def click(self, css):
        self.post(f"/element/{self.find(css)}/click", {})

    def type(self, css, text):
        self.post(f"/element/{self.find(css)}/value", {"text": text})

    def text(self, css):
        return self.run("return document.querySelector(arguments[0]).textContent", css)

    def count(self, css):
        return self.run("return document.querySelectorAll(arguments[0]).length", css)

    def pointer(self, *moves):
        """Moves of the mouse: (x, y) in the window, 'down' or 'up'."""
        actions = []
        for move in moves:
            if move == "down" or move == "up":
                actions.append({"type": "pointer" + move.capitalize(), "button": 0})
            else:
                actions.append({"type": "pointerMove", "x": round(move[0]), "y": round(move[1]), "duration": 30})
        self.post("/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": actions,
                                            "parameters": {"pointerType": "mouse"}}]})

    def box(self, css):
        return self.run("const e = document.querySelector(arguments[0]); e.scrollIntoView({block: 'center'});"
                        "const b = e.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]", css)

    def scheme(self, name):
        self.post("/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {
            "features": [{"name": "prefers-color-scheme", "value": name}]}})

    def screenshot(self, file):
        size = self.run("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        shot = self.post("/goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size[0], "height": min(size[1], 3000), "scale": 1}}})
        file.write_bytes(base64.b64decode(shot["data"]))
        return file.stat().st_size


checks = 0


def check(what, truth):
    global checks
    checks += 1
    print(("ok      " if truth else "FAILED  ") + what, flush=True)
    if not truth:
        sys.exit(1)


def main(report, shots):
    text = report.read_text()
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S).group(1))
    points = data["points"]
    check("the page names no other address", not re.search(r'(src|href)=|@import|url\(', text))
    browser = Browser()
    try:
        use(browser, report, shots, data, points)
    finally:
        browser.close()
    print(f"{checks} passed")


def use(browser, report, shots, data, points):
    browser.scheme("light")
    browser.post("/url", {"url": report.resolve().as_uri()})
    check("a circle for every point that was simulated",
          browser.count("#scatter .point") == sum(1 for p in points if p["metrics"]))
    check("a row for every point", browser.count("#table tbody tr") == len(points))
    check("the points of the front are marked",
          browser.count("#scatter .point.front") == sum(1 for p in points if p["pareto"]))
    shots.mkdir(parents=True, exist_ok=True)
    check("a screenshot in light", browser.screenshot(shots / "light.png") > 20_000)

    # By mouse.
    left, top, width, height = browser.box("#scatter [role=option]:not(.front)")
    browser.pointer((left + width / 2, top + height / 2))
    check("a point that is pointed at tells its numbers",
          not browser.run("return document.getElementById('tip').hidden")
          and data["objectives"][0] in browser.text("#tip"))
    browser.pointer("down", "up")
    chosen = browser.text("#scatter .point.chosen") == "" and browser.text("#detailhead")
    check("a click shows it in detail", re.match(r"Point \d+", chosen) is not None)
    number = int(re.search(r"\d+", chosen).group())
    own = next(p for p in points if p["point"] == number)
    command = browser.text("#command")
    check("with the command that reproduces it",
          command.startswith(data["command"])
          and all(f"--set {k}={own['parameters'][k]}" in command for k in data["keys"]))
    check("with bars of energy and area", browser.count("#detail svg.bar") == 2
          and browser.count("#detail svg.bar rect") == sum(len(v) for v in own["parts"].values()))
    left, top, width, height = browser.box("#scatter")
    browser.pointer((left + width * .12, top + height * .06), "down", (left + width * .5, top + height * .5),
                    (left + width * .55, top + height * .84), "up")
    some = browser.count("#table tbody tr")
    check("a rectangle keeps the points in it", 0 < some < len(points)
          and f"{some} of {len(points)} points" == browser.text("#count"))
    check("others are dimmed", browser.count("#scatter .point.out") > 0)
    browser.click("#reset")
    check("clearing the filters brings them back", browser.count("#table tbody tr") == len(points))
    left, top, width, height = browser.box("#parallel .handle")
    browser.pointer((left + width / 2, top + height * .04), "down", (left + width / 2, top + height * .3),
                    (left + width / 2, top + height * .45), "up")
    check("a range of an axis of the parallel coordinates keeps some",
          0 < browser.count("#table tbody tr") < len(points)
          and browser.count("#parallel .brush.kept") == 1)
    browser.click("#reset")
    browser.click("#frontonly")
    check("the front alone", browser.count("#table tbody tr") == sum(1 for p in points if p["pareto"]))
    browser.click("#frontonly")
    metric = data["objectives"][-1]
    browser.click(f'[data-sort="{metric}"]')
    column = browser.run("return [...document.querySelectorAll('#table th button')]"
                         ".findIndex(b => b.dataset.sort === arguments[0])", metric)
    order = browser.run("return [...document.querySelectorAll('#table tbody tr')]"
                        ".map(r => Number(r.querySelector('button').textContent))")
    values = {p["point"]: p["metrics"].get(metric) for p in points}
    known = [values[n] for n in order if values[n] is not None]
    check("a click on a head sorts", column > 0 and known == sorted(known) or known == sorted(known, reverse=True))
    check("and says so", browser.run("return document.querySelectorAll('th')[arguments[0]].ariaSort", column)
          in ("ascending", "descending"))
    browser.run("const s = document.getElementById('x'); s.value = arguments[0];"
                " s.dispatchEvent(new Event('change'))", "cycles")
    check("another metric across", "cycles" in browser.text("#scatter"))

    # By keyboard.
    browser.run("document.getElementById('scatter').focus()")
    browser.type("#scatter", RIGHT)
    check("an arrow key goes to a point and names it", browser.run(
        "const s = document.getElementById('scatter');"
        " const p = document.getElementById(s.getAttribute('aria-activedescendant'));"
        "return p.getAttribute('aria-label')").startswith("Point "))
    first = browser.text("#detailhead")
    browser.type("#scatter", END + ENTER)
    check("Enter shows it in detail", browser.count("#scatter .point[aria-selected=true]") == 1
          and browser.text("#detailhead") != first)
    browser.run("document.querySelector('.filters').open = true")
    key = browser.run("return document.querySelector('#filters input').dataset.key")
    least = max(p["parameters"].get(key, p["metrics"].get(key, 0)) for p in points)
    browser.type("#filters input", str(least) + ENTER)
    kept = sum(1 for p in points if p["parameters"].get(key, p["metrics"].get(key, -1)) >= least)
    check("a number typed filters", browser.count("#table tbody tr") == kept)
    browser.click("#reset")
    unnamed = browser.run("return [...document.querySelectorAll('select, input, button')].filter(e => !e.labels?.length"
                          " && !e.ariaLabel && !e.textContent.trim()).length")
    check("everything that can be used has a name", unnamed == 0)

    # In dark, and narrow.
    browser.scheme("dark")
    ground = browser.run("return getComputedStyle(document.body).backgroundColor")
    check("dark where the reader's system is", sum(map(int, re.findall(r"\d+", ground)[:3])) < 120)
    check("a screenshot in dark", browser.screenshot(shots / "dark.png") > 20_000)
    browser.post("/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {
        "width": 420, "height": 900, "deviceScaleFactor": 1, "mobile": False}})
    check("no sideways scrolling on a narrow window",
          browser.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
    browser.screenshot(shots / "narrow.png")
    errors = [e["message"] for e in browser.post("/se/log", {"type": "browser"}) if e["level"] == "SEVERE"]
    check("no errors in the console" + "".join("; " + e for e in errors), not errors)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
