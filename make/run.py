"""Run the product as production does: web server and worker side by side, until Ctrl-C."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
PORT = os.environ.get("PORT", "8000")
ADDRESS = f"http://127.0.0.1:{PORT}"
PAUSE_BEFORE_RESTART = 5


def main():
    refuse_a_taken_port()
    os.environ.setdefault("PORT", PORT)
    os.environ.setdefault("PUBLIC_URL", ADDRESS)
    os.chdir(ROOT)
    prepare()
    web = start("-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "warning")
    worker = start("manage.py", "work")
    # `kill` ends like Ctrl-C does, with both children stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        wait_until_it_answers(web)
        print(welcome(), flush=True)
        while web.poll() is None:
            time.sleep(1)
            if worker.poll() is not None:
                print("The worker ended; starting it again.", flush=True)
                time.sleep(PAUSE_BEFORE_RESTART)
                worker = start("manage.py", "work")
        sys.exit("The web server ended; the reason stands above.")
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        stop(worker, web)


def prepare():
    """Bring everything up to date, unless nothing changed since: that costs as much as the start itself."""
    stamp = VAR / "prepared"
    if stamp.exists() and stamp.read_text() == state_of_things():
        return
    if subprocess.run([sys.executable, "manage.py", "prepare"]).returncode:
        sys.exit("The product was not started; the reason stands above.")
    stamp.write_text(state_of_things())


def state_of_things():
    """Of all sources, and which database file it is. Never the same for a database elsewhere, which
    may have been changed from elsewhere."""
    things = hashlib.sha256()
    folders = ["lms", "students", "courses", "devices", "home", "templates", "locale"]
    sources = sorted(path for name in folders for path in (ROOT / name).rglob("*"))
    # Not there when set-up found no npm (make/libraries.py).
    sources += (ROOT / "node_modules").glob("fetched-lock")
    database = VAR / "db.sqlite3"
    for path in [*sources, ROOT / "requirements.txt", VAR / "static", database]:
        if "__pycache__" in path.parts:
            continue
        if not path.exists() or (path == database and os.environ.get("DATABASE_URL")):
            return f"unknown {time.time()}"
        told = path.stat()
        # The database changes all the time; that it is another file is what counts.
        seen = told.st_ino if path == database else (told.st_size, told.st_mtime_ns)
        things.update(f"{path} {'' if path.is_dir() else seen}\n".encode())
    return things.hexdigest()


def refuse_a_taken_port():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError:
            sys.exit(f"Port {PORT} is in use already. Choose another: PORT={int(PORT) + 1} make run")


def start(*arguments):
    # A group of its own, so that Ctrl-C reaches this script alone and it ends them in order.
    return subprocess.Popen([sys.executable, *arguments], start_new_session=True)


def stop(*processes):
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=25)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_until_it_answers(web):
    while web.poll() is None:
        try:
            urllib.request.urlopen(f"{ADDRESS}/health/", timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)


def welcome():
    lines = [f"\nSóng và máy tính cho em: {ADDRESS}    (Ctrl-C stops it)"]
    demo = VAR / "demo.json"
    if demo.exists():
        lines += ["", "Who can sign in (demo school):", *sign_ins(json.loads(demo.read_text()))]
    return "\n".join(lines)


def sign_ins(demo):
    for role, keys in demo.items():
        if not isinstance(keys, dict):
            continue
        name = role.replace("_", " ")
        if "pin" in keys:
            door = "ph" if role == "guardian" else "sign-in"
            yield f"  {name:22} code {keys['code']}   PIN {keys['pin']}   at {ADDRESS}/{door}/"
        if "password" in keys:
            yield f"  {name:22} {keys['username']} / {keys['password']}   at {ADDRESS}/sign-in/staff/"


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
