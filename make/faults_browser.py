"""`make faults-browser`: whatever a screen showed as saved is at school once, proved with real browsers.

The server of `make faults` (PostgreSQL with every write on the disk, gunicorn), and beside it tablets: each
run has a Chromium with a profile of its own on the disk (make/tablet.py), a line to the school that can be
cut (make/tablet_line.py) and a mishap (make/tablet_faults.py). A page and a school that do it wrong have to
be noticed. `--short` is a minute; `--running PID` uses the web server that runs already (the journeys' own).
"""

import asyncio
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("PORT", "8794")

import faults  # noqa: E402
from bench_quiz import PORT, processes, wait_until_it_answers  # noqa: E402 – it reads the port when it is loaded
from run import refuse_a_taken_port  # noqa: E402
from tablet import Broken, Tablet  # noqa: E402
from tablet_faults import KINDS, BrowserKilled, NoMishap, ServerKilled  # noqa: E402
from tablet_line import Line  # noqa: E402
from tablet_ways import SharedTablet  # noqa: E402

ROOT, VAR = faults.ROOT, faults.VAR
RUNS, LANES = 210, 3
# The short one plays each kind once; the wrong pages so often each.
CONTROL_RUNS = 2
# Nobody waits longer: what was not played by then is missing in the proof.
MOST_SECONDS, MOST_OF_SHORT = 25 * 60, 5 * 60
MOST_OF_RUN = 150
NONE_OF = (
    *(
        "lost",
        "wrong",
        "wrong marks",
        "not counted",
        "duplicated",
        "undelivered",
        "needs help",
        "not shown again",
        "broken",
    ),
)


class Server:
    """The web server that answers at PORT."""

    def __init__(self, pid):
        self.pid = pid

    def kill_one(self, chance):
        """One process that answers pages; its parent makes another one. Returns how many."""
        children = [pid for pid, parent, _spent, _name in processes() if parent == self.pid]
        if not children:
            return 0
        try:
            os.kill(chance.choice(children), signal.SIGKILL)
        except ProcessLookupError:
            return 0
        return 1


# A page that does it wrong: where it stands, what stands there, and what stands there instead.
SAYS_BEFORE = (
    r"/courses/js/attempt-answers[^/]*\.js",
    "this.saving.add(question)",
    "this.saving.add(question)\nsay(question, this.words.onDevice)\n"
    "await new Promise((done) => setTimeout(done, 900))\n",
)
# (what befalls the tablet, pages that do it wrong, whether the school confirms what it never writes)
CONTROLS = {
    "a page that says «saved» before it is": (BrowserKilled, [SAYS_BEFORE], False),
    "a school that confirms and does not write": (NoMishap, [], True),
}


def main():
    os.chdir(ROOT)
    is_short = "--short" in sys.argv
    # Of one kind alone, to find out what befell it.
    chosen = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    kinds = [kind for kind in KINDS if chosen in kind.__name__]
    if "--running" in sys.argv:
        verdicts = play_at(int(sys.argv[sys.argv.index("--running") + 1]), os.environ, kinds, is_short)
    else:
        verdicts = with_own_server(kinds, is_short)
    sys.exit(0 if tell(*verdicts, is_short) else 1)


def with_own_server(kinds, is_short):
    refuse_a_taken_port()
    faults.OWN.mkdir(parents=True, exist_ok=True)
    server = faults.lasting_server(faults.OWN / "server")
    env = os.environ | {"VAR_DIR": str(faults.OWN), "DATABASE_URL": server.get_uri()}
    env["PUBLIC_URL"] = f"http://127.0.0.1:{PORT}"
    faults.manage(env, "prepare")
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "critical"],
        env=env,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(web)
        return play_at(web.pid, env, kinds, is_short)
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)


def play_at(web, env, kinds, is_short):
    """(runs, runs with each wrong page), judged."""
    server, seconds = Server(web), MOST_OF_SHORT if is_short else MOST_SECONDS
    # By turns, so that what is cut off at the end is the same of each kind.
    rounds = 1 if is_short else -(-RUNS // len(KINDS))
    runs = judged(env, server, [(kind, [], False) for _round in range(rounds) for kind in kinds], 1, seconds)
    controls = {
        name: judged(env, server, [wrong] * CONTROL_RUNS, 91, MOST_SECONDS)
        for name, wrong in CONTROLS.items()
    }
    return runs, controls


def judged(env, server, wanted, seed, seconds):
    """A dict of counts for each run that was played."""
    pupils = sum(2 if kind is SharedTablet else 1 for kind, *_wrong in wanted)
    var = Path(env["VAR_DIR"])
    faults.manage(env, "faults", "lay-out-browser", "--count", str(pupils), "--seed", str(seed))
    plan = json.loads((var / "faults-plan.json").read_text())
    played = asyncio.run(play_all(plan, server, wanted, seed, seconds))
    truth = [{"sittings": [sitting.truth() for sitting in run.sittings]} for run in played]
    (var / "faults-truth.json").write_text(json.dumps(truth))
    faults.manage(env, "faults", "judge-browser")
    told = json.loads((var / "faults-verdict.json").read_text())
    return [
        {"kind": type(run).__name__, "of nobody": told["of nobody"], **Counter(run.counts), **verdict}
        for run, verdict in zip(played, told["runs"], strict=True)
    ]


async def play_all(plan, server, wanted, seed, seconds):
    from playwright.async_api import async_playwright

    until, played = time.monotonic() + seconds, []
    pupils, turns = iter(plan["pupils"]), list(enumerate(wanted))
    # Whoever begins while a server is killed sees a page of the browser's own: those runs come last, alone.
    alone = [told for told in turns if told[1][0] is ServerKilled]
    together = [told for told in turns if told[1][0] is not ServerKilled]
    async with async_playwright() as playwright:

        async def lane(queue):
            while queue and time.monotonic() < until:
                turn, (kind, patches, lies) = queue.pop(0)
                chosen = [next(pupils) for _each in range(2 if kind is SharedTablet else 1)]
                line = Line(int(PORT), f"{seed} {turn}")
                line.lies = lies
                run = await play_one(playwright, plan, server, kind, patches, chosen, line)
                played.append(run)

        await asyncio.gather(*(lane(together) for _lane in range(LANES)))
        await lane(alone)
    return played


async def play_one(playwright, plan, server, kind, patches, pupils, line):  # noqa: PLR0913
    """One run, told in a line; it is over within MOST_OF_RUN seconds, whatever happens."""
    await line.listen()
    patched = []
    line.patches = [(pattern, patch(old, new, patched)) for pattern, old, new in patches]
    folder = VAR / "tablets" / f"{kind.__name__}-{line.port}"
    shutil.rmtree(folder, ignore_errors=True)
    tablet = Tablet(playwright, chromium(), folder, line)
    run = kind(tablet, plan, pupils, random.Random(f"{line.seed} {kind.__name__}"), server)
    began = time.monotonic()
    try:
        await asyncio.wait_for(run.play(), MOST_OF_RUN)
    except Broken as trouble:
        run.count("broken")
        run.trouble = str(trouble)
    except TimeoutError:
        run.count("broken")
        run.trouble = f"not over within {MOST_OF_RUN} seconds"
    except Exception as error:  # noqa: BLE001 – whatever it is, the others go on, and it is told
        run.count("broken")
        run.trouble = f"{type(error).__name__}: {str(error)[:300]}"
    finally:
        run.counts["browsers killed"] = tablet.kills
        await tablet.stop()
        line.server.close()
    if patches and len(patched) != len(patches):
        sys.exit("A page that does it wrong could not be made: its source reads differently now.")
    trouble = f"{run.trouble} {tablet.failed}" if run.trouble else ""
    print(f"  {kind.__name__:26} {time.monotonic() - began:5.1f} s  {run.counts or ''} {trouble}", flush=True)
    return run


def patch(old, new, patched):
    def change(text):
        if old in text and old not in patched:
            patched.append(old)
        return text.replace(old, new)

    return change


def chromium():
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return found or sys.exit("There is no Chromium on PATH. On Debian or Ubuntu: apt install chromium")


def tell(runs, controls, is_short):
    """Print the table; whether it is a proof."""
    names = ["runs", "attempts", "events", "said to be saved", "handed in", "browsers killed", *NONE_OF]
    columns = {}
    for run in runs:
        columns.setdefault(run["kind"], Counter()).update(
            {name: run.get(name, 0) for name in names} | {"runs": 1}
        )
    print(f"\n{'':26}" + "".join(f"{name.replace(' ', chr(10)).split(chr(10))[-1]:>10}" for name in names))
    for kind, counts in columns.items():
        print(f"{kind:26}" + "".join(f"{counts[name]:>10}" for name in names))
    whole = Counter()
    for counts in columns.values():
        whole.update(counts)
    print(f"{'together':26}" + "".join(f"{whole[name]:>10}" for name in names))
    more = Counter()
    for run in runs:
        more.update(
            {k: v for k, v in run.items() if isinstance(v, int) and k not in names and k != "of nobody"}
        )
    print("\n" + ", ".join(f"{name}: {number}" for name, number in sorted(more.items()) if number))
    enough = len(KINDS) if is_short else 200
    checks = [
        (f"{whole['runs']} runs (at least {enough})", whole["runs"] >= enough),
        (
            "every count from «lost» on is 0",
            not any(whole[name] for name in NONE_OF),
        ),
        (
            f"{runs[0]['of nobody'] if runs else 0} attempts of pupils who were at no tablet",
            bool(runs) and not runs[0]["of nobody"],
        ),
    ]
    for name, told in controls.items():
        lost = sum(run.get("lost", 0) for run in told)
        checks.append((f"noticed: {name}: {lost} lost", lost > 0))
    print()
    for sentence, holds in checks:
        print(f"{'ok' if holds else 'NOT':5} {sentence}")
    (VAR / "faults-browser.json").write_text(
        json.dumps({"runs": runs, "controls": controls}, ensure_ascii=False, indent=2) + "\n"
    )
    return all(holds for _sentence, holds in checks)


if __name__ == "__main__":
    main()
