"""`make faults`: nothing is lost and nothing is counted twice, proved on this machine against a real server.

PostgreSQL from the wheel with every write on the disk, gunicorn as `make run` starts it, and beside them
tablets whose requests fail one time in three (make/faulty_pupils.py). Meanwhile web workers and the database
are killed with -9. Then random schedules of one attempt, and two servers that do it wrong
(make/wrong_servers.py): what finds no fault with them would prove nothing. `--scale 0.01` is a short one.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
OWN = VAR / "faults"
os.environ.setdefault("PORT", "8791")

from bench_devices import lasting_server  # noqa: E402
from bench_quiz import PORT, processes, wait_until_it_answers  # noqa: E402 – it reads the port when it is loaded
from run import refuse_a_taken_port  # noqa: E402

SEEDS, PUPILS, SCHEDULES, KILLS = 5, 2000, 2000, 20
CONTROL_PUPILS = MANY = 150
# Between two kills, in seconds; every third one is the database's. Short rounds are over in some seconds.
PAUSES, PAUSES_OF_SHORT = (2, 6), (0.4, 1)
# On a slow machine a round must come to its end in spite of them.
MOST_KILLS, MOST_OF_SHORT = 60, 6
# A round that takes longer than this has failed.
MOST_SECONDS = 1200
NONE_OF = ("unfinished", "undelivered", "lost", "duplicated", "never made", "wrong marks")


def main():
    os.chdir(ROOT)
    refuse_a_taken_port()
    scale = float(sys.argv[sys.argv.index("--scale") + 1]) if "--scale" in sys.argv else 1.0
    OWN.mkdir(parents=True, exist_ok=True)
    server = lasting_server(OWN / "server")
    env = os.environ | {"VAR_DIR": str(OWN), "DATABASE_URL": server.get_uri()}
    env["PUBLIC_URL"] = f"http://127.0.0.1:{PORT}"
    manage(env, "prepare")
    pupils, seeds = max(20, round(PUPILS * scale)), SEEDS if scale >= 0.1 else 1
    rounds = [play(env, server, seed, pupils) for seed in range(1, seeds + 1)]
    schedules = json.loads(
        manage(env, "faults", "schedules", "--count", str(max(50, round(SCHEDULES * scale))))
    )
    few = max(20, round(CONTROL_PUPILS * min(1, scale * 10)))
    controls = {
        "written after it was confirmed": (play(env, server, 91, few, "acknowledges_first"), "lost"),
        "ids made by the server": (play(env, server, 92, few, "names_events"), "duplicated"),
    }
    is_proved = tell(rounds, schedules, controls, enough=KILLS if scale >= 1 else 1)
    sys.exit(0 if is_proved else 1)


def play(env, server, seed, pupils, wrong=""):
    """One round: what the tablets met and what the database has, as one dict of counts."""
    print(f"Seed {seed}: {pupils} pupils{f', {wrong}' if wrong else ''} …", flush=True)
    manage(env, "faults", "lay-out", "--count", str(pupils), "--seed", str(seed))
    app = [f"wrong_servers:{wrong}"] if wrong else []
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "critical", *app],
        env=env | {"PYTHONPATH": str(ROOT / "make")},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(web)
        pace = (PAUSES, MOST_KILLS) if pupils > MANY else (PAUSES_OF_SHORT, MOST_OF_SHORT)
        killer = Killer(web.pid, seed, *pace, with_database=not wrong)
        killer.start()
        subprocess.run(
            [
                *(sys.executable, "make/faulty_pupils.py"),
                *(str(OWN / "faults-plan.json"), str(OWN / "faults-truth.json")),
                *(PORT, str(MOST_SECONDS)),
            ],
            check=True,
        )
        killer.stop()
        # What was acknowledged too early gets the time to be written: only what is lost for good counts.
        time.sleep(3)
        wait_until_it_recovered(server)
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)
    manage(env, "faults", "judge")
    truth = json.loads((OWN / "faults-truth.json").read_text())
    verdict = json.loads((OWN / "faults-verdict.json").read_text())
    met = truth["counts"]
    asked = sum(met.get(what, 0) for what in ("sound", "reset", "cut", "unheard"))
    return verdict | {
        "seed": seed,
        "seconds": truth["seconds"],
        "unfinished": truth["unfinished"],
        "requests": asked,
        "failed": 1 - met.get("sound", 0) / max(1, asked),
        "workers killed": killer.workers,
        "databases killed": killer.databases,
    }


class Killer(threading.Thread):
    """Kills a web worker now and then, and a process of the database, which then recovers as after a cut."""

    def __init__(self, web, seed, pauses, most, *, with_database):
        super().__init__(daemon=True)
        self.web, self.pauses, self.most, self.with_database = web, pauses, most, with_database
        self.chance, self.is_over = random.Random(seed), threading.Event()
        self.workers = self.databases = 0

    def run(self):
        for turn in range(1, self.most + 1):
            if self.is_over.wait(self.chance.uniform(*self.pauses)):
                return
            if self.with_database and turn % 3 == 0:
                self.databases += self.kill(postmaster())
            else:
                self.workers += self.kill(self.web)

    def stop(self):
        self.is_over.set()
        self.join()

    def kill(self, parent):
        """One child of `parent`; of the database, one that serves a connection. Returns how many."""
        children = [pid for pid, of, _spent, _name in processes() if of == parent]
        if parent != self.web:
            children = [pid for pid in children if serves(pid)]
        if not children:
            return 0
        try:
            os.kill(self.chance.choice(children), signal.SIGKILL)
        except ProcessLookupError:
            return 0
        return 1


def postmaster():
    return int((OWN / "server" / "postmaster.pid").read_text().split("\n")[0])


def serves(pid):
    """Whether a process of PostgreSQL serves a connection; the others look after the whole."""
    try:
        told = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return False
    return "[local]" in told or "127.0.0.1(" in told


def wait_until_it_recovered(server):
    """The last kill may have been the database's."""
    for _try in range(60):
        try:
            server.psql("SELECT 1")
            return
        except subprocess.CalledProcessError:
            time.sleep(1)
    sys.exit("The database did not come back within a minute.")


def manage(env, *arguments):
    """What a step of manage.py prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def tell(rounds, schedules, controls, enough):
    """Print the table; whether it is a proof."""
    names = [
        *("attempts", "events", "requests", "failed", "workers killed", "databases killed", "seconds"),
        *NONE_OF,
    ]
    columns = {f"seed {one['seed']}": one for one in rounds}
    columns |= {f"wrong: {name}": one for name, (one, _what) in controls.items()}
    print(f"\n{'':18}" + "".join(f"{name.partition(':')[0]:>12}" for name in columns))
    for name in names:
        told = [f"{one[name]:.0%}" if name == "failed" else f"{one[name]:.0f}" for one in columns.values()]
        print(f"{name:18}" + "".join(f"{text:>12}" for text in told))
    kills = sum(one["workers killed"] + one["databases killed"] for one in rounds)
    checks = [
        (
            f"every count below «seconds» is 0 in {len(rounds)} rounds",
            not any(one[n] for one in rounds for n in NONE_OF),
        ),
        (f"{kills} processes killed (at least {enough})", kills >= enough),
        (
            f"{schedules['other']} of {schedules['schedules']} schedules gave another state",
            schedules["other"] == 0,
        ),
        *(
            (f"a wrong server is noticed, {name}: {one[what]} {what}", one[what] > 0)
            for name, (one, what) in controls.items()
        ),
    ]
    print()
    for sentence, holds in checks:
        print(f"{'ok' if holds else 'NOT':5} {sentence}")
    rows = {
        "rounds": rounds,
        "schedules": schedules,
        "controls": {n: one for n, (one, _w) in controls.items()},
    }
    (VAR / "faults.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    return all(holds for _sentence, holds in checks)


if __name__ == "__main__":
    main()
