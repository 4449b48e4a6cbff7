"""`make bench-sync`: 2,000 tablets come home from a week without signal with 50 events each, on this machine.

PostgreSQL from the wheel with every write on the disk and gunicorn as `make run` starts it; beside them the
tablets (make/sync_devices.py, niced): all share the same cores. First within five minutes; then twice so many
a minute as it takes to show a thousand events a second. `--scale 0.1`: a tenth of the tablets in a tenth of
the time.
"""

import json
import os
import signal
import subprocess
import sys

os.environ.setdefault("PORT", "8793")

import figures  # noqa: E402
from bench_devices import lasting_server  # noqa: E402
from bench_quiz import (  # noqa: E402 – it reads the port when it is loaded
    PORT,
    ROOT,
    VAR,
    cpu_of_family,
    cpu_of_machine,
    start,
    wait_until_it_answers,
)
from run import refuse_a_taken_port  # noqa: E402

OWN = VAR / "bench-sync"
DEVICES = 2000
# (name, seconds in which the tablets come, events a second that have to be taken in)
ROUNDS = [("within five minutes", 300, None), ("in a rush", 85, 1000)]
WARM_UP = 20


def main():
    os.chdir(ROOT)
    refuse_a_taken_port()
    scale = float(sys.argv[sys.argv.index("--scale") + 1]) if "--scale" in sys.argv else 1.0
    OWN.mkdir(parents=True, exist_ok=True)
    server = lasting_server(OWN / "server")
    env = os.environ | {"VAR_DIR": str(OWN), "DATABASE_URL": server.get_uri(), "PORT": PORT}
    env["PUBLIC_URL"] = f"http://127.0.0.1:{PORT}"
    manage(env, "prepare")
    manage(env, "work", "--once")
    web = start(env, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "warning")
    try:
        wait_until_it_answers(web)
        play(env, WARM_UP, 1)
        rounds = [
            play(env, max(20, round(DEVICES * scale)), seconds * scale, web.pid)
            | {"name": name, "least": least}
            for name, seconds, least in ROUNDS
        ]
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)
    sys.exit(tell(rounds, scale))


def manage(env, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], env=env, check=True)


def play(env, devices, seconds, web=None):
    """What `devices` tablets saw that came within `seconds`, and what is not there afterwards."""
    manage(env, "bench_sync", "lay-out", "--devices", str(devices))
    before, machine = cpu_of_family(web) if web else 0, cpu_of_machine()
    done = subprocess.run(
        [sys.executable, "make/sync_devices.py", str(OWN / "sync-plan.json"), PORT, str(seconds)],
        stdout=subprocess.PIPE,
        check=True,
    )
    seen = json.loads(done.stdout)
    seen["web_cpu"] = cpu_of_family(web) - before if web else 0
    seen["machine_cpu"] = cpu_of_machine() - machine
    manage(env, "bench_sync", "check")
    seen["wrong"] = json.loads((OWN / "sync-checked.json").read_text())
    return seen


def tell(rounds, scale):
    """Print the table; 1 when a goal is missed."""
    print(f"\nOne machine with {os.cpu_count()} cores for all, the tablets included. Scale {scale:g}.")
    kept = []
    for seen in rounds:
        failures = sum(seen["errors"].values()) + len(seen["wrong"])
        a_second = seen["events"] / seen["seconds"]
        rows = [
            ("tablets", "", seen["devices"], None, False),
            ("events", "", seen["events"], None, False),
            ("failures", "", failures, 0, False),
            ("events taken in", "a second", a_second, seen["least"], True),
            ("a tablet's request, p50", "ms", at(seen["took"], 0.5), None, False),
            ("a tablet's request, p95", "ms", at(seen["took"], 0.95), 1000, False),
            ("a tablet's request, p99", "ms", at(seen["took"], 0.99), None, False),
            ("a tablet's request", "KB", seen["bytes"] / 1024, None, False),
            ("CPU of gunicorn for 1,000 events", "s", 1000 * seen["web_cpu"] / seen["events"], None, False),
            ("CPU of the machine", "cores", seen["machine_cpu"] / seen["seconds"], None, False),
        ]
        print(f"\n{seen['name']}: {seen['seconds']:.0f} s")
        kept += figures.show(rows, f"tablets come home {seen['name']}")
        for what, times in seen["errors"].items():
            print(f"        {times} × {what}")
        for sentence in seen["wrong"]:
            print(f"        {sentence}")
    figures.keep(VAR / "bench.json", "tablets come home", kept)
    return 1 if figures.is_missed(kept) else 0


def at(took, share):
    return (took or [0])[min(len(took) - 1, int(len(took) * share))] * 1000


if __name__ == "__main__":
    main()
