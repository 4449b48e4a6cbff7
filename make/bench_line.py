"""`make bench-line`: a quiz of forty questions reaches the school over a narrow, lossy line.

At 256 kbit/s every tenth packet is lost for good, and TCP has to see to it (make/narrow_line.py). It needs
root on Linux.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys

os.environ.setdefault("PORT", "8795")

import figures  # noqa: E402
from bench_devices import own_server  # noqa: E402
from bench_sync import OWN, PORT, ROOT, VAR, at, manage  # noqa: E402 – it reads the port when it is loaded
from narrow_line import SCHOOL, NarrowLine, may_be_used  # noqa: E402

TABLETS = 40
BITS, LOST, DELAY = 256_000, 0.1, 0.1
MOST_SECONDS, MOST_BYTES = 10, 6 * 1024


def main():
    os.chdir(ROOT)
    if not may_be_used():
        sys.exit(
            "A line on which packets are lost needs root on Linux with /dev/net/tun: sudo make bench-line"
        )
    OWN.mkdir(parents=True, exist_ok=True)
    server = own_server(OWN / "server")
    env = os.environ | {"VAR_DIR": str(OWN), "DATABASE_URL": server.get_uri(), "PORT": PORT}
    env |= {"PUBLIC_URL": f"http://{SCHOOL}:{PORT}", "BIND": f"0.0.0.0:{PORT}"}
    env["ALLOWED_HOSTS"] = f"127.0.0.1,localhost,{SCHOOL}"
    manage(env, "prepare")
    manage(env, "bench_sync", "lay-out", "--devices", str(TABLETS))
    line = NarrowLine(BITS, LOST, DELAY)
    web = subprocess.Popen(
        line.school.command(
            sys.executable, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "error"
        ),
        env=env,
    )
    try:
        seen = asyncio.run(hand_in(line, env))
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)
        line.end()
    sys.exit(tell(seen, line))


async def hand_in(line, env):
    carrying = asyncio.create_task(line.run())
    await wait_until_it_answers(line, env)
    for way in line.carried:
        line.carried[way] = 0
    line.packets = line.gone = 0
    pupil = await asyncio.create_subprocess_exec(
        *line.tablet.command(
            sys.executable, "make/narrow_pupil.py", str(OWN / "sync-plan.json"), SCHOOL, PORT
        ),
        stdout=subprocess.PIPE,
        env=env,
    )
    told, _nothing = await pupil.communicate()
    carrying.cancel()
    return json.loads(told)


async def wait_until_it_answers(line, env):
    """Asked in the school's own namespace, where nothing is lost."""
    ask = f"import urllib.request as web; web.urlopen('http://127.0.0.1:{PORT}/health/', timeout=5)"
    for _try in range(120):
        asked = await asyncio.create_subprocess_exec(
            *line.school.command(sys.executable, "-c", ask), env=env, stderr=subprocess.DEVNULL
        )
        if await asked.wait() == 0:
            return
        await asyncio.sleep(0.5)
    sys.exit("The web server did not answer within a minute.")


def tell(seen, line):
    """Print the table; 1 when a goal is missed."""
    took = sorted(seconds for seconds, _size, _tries in seen if seconds is not None)
    size = max(size for _seconds, size, _tries in seen)
    again = sum(tries > 1 for _seconds, _size, tries in seen)
    rows = [
        ("tablets, one after the other", "", len(seen), None),
        ("not delivered", "", len(seen) - len(took), 0),
        ("a quiz of 40 questions at school, p50", "s", at(took, 0.5) / 1000, None),
        ("a quiz of 40 questions at school, p95", "s", at(took, 0.95) / 1000, MOST_SECONDS),
        ("a quiz of 40 questions at school, worst", "s", at(took, 1) / 1000, None),
        ("its request with headers, largest", "bytes", size, MOST_BYTES),
        ("on the line from each tablet, with what TCP adds", "bytes", line.carried["up"] / len(seen), None),
        ("tablets that had to try again", "", again, None),
        ("packets lost", "%", 100 * line.gone / max(1, line.packets), None),
    ]
    print(f"\n{BITS / 1000:g} kbit/s, every tenth packet lost, {2000 * DELAY:g} ms there and back.")
    kept = figures.show(rows, "narrow line")
    figures.keep(VAR / "bench.json", "narrow line", kept)
    return 1 if figures.is_missed(kept) else 0


if __name__ == "__main__":
    main()
