"""`make bench-quiz`: 2,000 pupils begin one quiz within ten seconds and work on it, on this machine alone.

PostgreSQL from the wheel, gunicorn and worker as `make run` starts them, and beside them the pupils
(make/quiz_pupils.py, niced): all share the same cores. Sessions are laid out beforehand; signing in is not
measured. `--contest tickets` (or `seats`) makes it a round of a competition. `--scale 0.1` takes a tenth of
the pupils and a tenth of every pause: as many requests a second.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import figures
from bench_devices import lasting_server

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
OWN = VAR / "bench-quiz"
PORT = os.environ.setdefault("PORT", "8790")
PUPILS, START_SECONDS, PAUSES = 2000, 10, (5, 30)
TICKS = os.sysconf("SC_CLK_TCK")


from run import refuse_a_taken_port  # noqa: E402 – it reads the port when it is loaded


def main():
    os.chdir(ROOT)
    # Whoever answers there would be measured instead.
    refuse_a_taken_port()
    scale = float(sys.argv[sys.argv.index("--scale") + 1]) if "--scale" in sys.argv else 1.0
    OWN.mkdir(parents=True, exist_ok=True)
    server = lasting_server(OWN / "server")
    env = os.environ | {"VAR_DIR": str(OWN), "DATABASE_URL": server.get_uri(), "PORT": PORT}
    env["PUBLIC_URL"] = f"http://127.0.0.1:{PORT}"
    manage = [sys.executable, "manage.py"]
    count = max(20, round(PUPILS * scale))
    subprocess.run([*manage, "prepare"], env=env, check=True)
    subprocess.run([*manage, "work", "--once"], env=env, check=True)
    lay_out = [*manage, "bench_quiz", "lay-out", "--pupils", str(count)]
    if "--contest" in sys.argv:
        lay_out += sys.argv[sys.argv.index("--contest") :][:2]
    subprocess.run(lay_out, env=env, check=True)
    seen = sit_the_quiz(env, scale)
    subprocess.run([*manage, "bench_quiz", "measure"], env=env, check=True)
    measured = json.loads((OWN / "quiz-measured.json").read_text())
    tell(seen, measured, count, scale)


def sit_the_quiz(env, scale):
    """What the pupils saw, and what it cost."""
    web = start(env, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "warning")
    worker = start(env, "manage.py", "work")
    try:
        wait_until_it_answers(web)
        before, machine = cpu_of_family(web.pid), cpu_of_machine()
        database = cpu_of_postgresql()
        low, high = (pause * scale for pause in PAUSES)
        pupils = subprocess.run(
            [
                *(sys.executable, "make/quiz_pupils.py", str(OWN / "quiz-plan.json"), PORT),
                *(str(START_SECONDS * scale), str(low), str(high)),
            ],
            stdout=subprocess.PIPE,
            check=True,
        )
        seen = json.loads(pupils.stdout)
        seen["web_cpu"] = cpu_of_family(web.pid) - before
        seen["database_cpu"] = cpu_of_postgresql() - database
        seen["machine_cpu"] = cpu_of_machine() - machine
        return seen
    finally:
        for process in (worker, web):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def tell(seen, measured, count, scale):
    seconds = seen["moments"]["ended"] - seen["moments"]["began"]
    took = {what: sorted(times) for what, times in seen["took"].items()}
    errors = sum(seen["errors"].values()) + len(measured["wrong"])
    marked, brought = measured["marking"], measured["importing"]
    syncs = len(took.get("sync", [])) / max(1, seconds)
    rows = [
        ("pupils", "", count, None),
        ("questions for each", "", len(json.loads((OWN / "quiz-plan.json").read_text())["answers"]), None),
        ("errors", "", errors, 0),
        ("start: begin, paper and state, p50", "ms", at(took, "start", 0.5), None),
        ("start: begin, paper and state, p95", "ms", at(took, "start", 0.95), 1000),
        *((f"  {what} p95", "ms", at(took, what, 0.95), None) for what in ("begin", "paper", "state")),
        ("/sync/ p50", "ms", at(took, "sync", 0.5), None),
        ("/sync/ p95", "ms", at(took, "sync", 0.95), 300),
        ("/sync/ p99", "ms", at(took, "sync", 0.99), None),
        ("/sync/ requests", "a second", syncs, None),
        ("starting: page, paper and state", "KB", sum(seen["got"].get(w, 0) for w in STARTING) / 1024, 60),
        ("starting with an empty cache, all files", "KB", measured["cold"] / 1024, None),
        ("answers of a pupil, sent in one go", "KB", seen["in_one_go"] / 1024, 3),
        ("answers of a pupil, each sent at once", "KB", seen["as_they_come"] / 1024, None),
        (f"marking {marked['attempts']} attempts anew", "s", marked["seconds"], 20 * scale),
        (f"importing {brought['questions']} questions", "s", brought["seconds"], 10),
        ("CPU of gunicorn", "cores", seen["web_cpu"] / seconds, None),
        ("CPU of PostgreSQL", "cores", seen["database_cpu"] / seconds, None),
        ("CPU of the pupils", "cores", seen["cpu"] / seconds, None),
        ("CPU of all others on this machine", "cores", others(seen) / seconds, None),
    ]
    print(
        f"\nOne machine with {os.cpu_count()} cores for all, the pupils included; sessions laid out before."
    )
    if scale != 1:
        print(f"Scale {scale:g}: fewer pupils with shorter pauses, as many requests a second as in full.")
    kept = figures.show(rows, "quiz day")
    for what, times in seen["errors"].items():
        print(f"        {times} × {what}")
    for sentence in measured["wrong"]:
        print(f"        {sentence}")
    figures.keep(VAR / "bench.json", "quiz day", kept)
    sys.exit(1 if errors else 0)


STARTING = ("begin", "paper", "state")


def at(took, what, share):
    times = took.get(what) or [0]
    return times[min(len(times) - 1, int(len(times) * share))] * 1000


def others(seen):
    return max(0, seen["machine_cpu"] - seen["web_cpu"] - seen["database_cpu"] - seen["cpu"])


def start(env, *arguments):
    return subprocess.Popen([sys.executable, *arguments], env=env, start_new_session=True)


def wait_until_it_answers(web):
    while web.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/", timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("The web server ended; the reason stands above.")


def cpu_of_machine():
    """Seconds of work of all cores since the start of the machine; 0 where the system does not tell."""
    try:
        user, nice, system, _idle, _wait, irq, softirq, *_rest = (
            int(told) for told in Path("/proc/stat").read_text().split("\n")[0].split()[1:]
        )
    except OSError:
        return 0.0
    return (user + nice + system + irq + softirq) / TICKS


def cpu_of_family(pid):
    """Seconds of work of a process and its children."""
    return sum(spent for _pid, parent, spent, _name in processes() if pid in (_pid, parent))


def cpu_of_postgresql():
    """Of the server under OWN, with its connections that have ended since."""
    lines = (OWN / "server" / "postmaster.pid").read_text().split("\n")
    found = [row for row in processes(with_ended=True) if int(lines[0]) in (row[0], row[1])]
    return sum(spent for _pid, _parent, spent, _name in found)


def processes(with_ended=False):
    """(pid, parent, seconds of work, name) of all; nothing where there is no /proc."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _paren, tail = stat.read_text().rpartition(")")
        except OSError:
            continue
        told = tail.split()
        spent = int(told[11]) + int(told[12]) + (int(told[13]) + int(told[14]) if with_ended else 0)
        yield int(stat.parent.name), int(told[1]), spent / TICKS, head.partition("(")[2]


if __name__ == "__main__":
    main()
