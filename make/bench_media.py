"""`make bench-media`: a film of 100 MB is made light while pages are asked for, on this machine alone.

Gunicorn and worker as `make run` starts them, the demo school, one reader that asks page after page. First
the pages alone, then the same while ffmpeg is at work: pupils must not notice it. `--scale 0.1` takes a tenth
of the film. Says what the copies weigh and how long each took from the upload on.
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
from bench_quiz import at, start, wait_until_it_answers

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
OWN = VAR / "bench-media"
PORT = os.environ.setdefault("PORT", "8790")
MEGABYTES, SECONDS_ALONE, PAUSE, LONGEST = 100, 30, 0.05, 3600
GOAL = 1.2

from run import refuse_a_taken_port  # noqa: E402 – it reads the port when it is loaded


def main():
    os.chdir(ROOT)
    refuse_a_taken_port()
    scale = float(sys.argv[sys.argv.index("--scale") + 1]) if "--scale" in sys.argv else 1.0
    OWN.mkdir(parents=True, exist_ok=True)
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {"VAR_DIR": str(OWN), "PORT": PORT, "PUBLIC_URL": f"http://127.0.0.1:{PORT}"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "prepare"], env=env, check=True)
    subprocess.run([*manage, "work", "--once"], env=env, check=True)
    film = a_film(round(MEGABYTES * scale))
    web, worker = start(env, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "warning"), None
    try:
        wait_until_it_answers(web)
        pages = pages_of_the_demo()
        ask_for(pages, until=lambda since: since > 3)
        alone = ask_for(pages, until=lambda since: since > max(5, SECONDS_ALONE * scale))
        subprocess.run([*manage, "bench_media", "put", str(film)], env=env, check=True)
        worker = start(env, "manage.py", "work")
        watch = Watch(env, manage)
        beside = ask_for(pages, until=watch.is_over)
    finally:
        for process in filter(None, (worker, web)):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
    tell(film, alone, beside, watch.look())


def a_film(megabytes):
    """About so many megabytes of a moving picture with noise and a tone, as a telephone would fill them."""
    import imageio_ffmpeg

    path = OWN / f"film-{megabytes}.mp4"
    if not path.exists():
        picture = "testsrc2=size=1280x720:rate=25,noise=alls=12:allf=t"
        told = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=300"]
        told += ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "8M", "-maxrate", "8M", "-bufsize", "8M"]
        told += ["-pix_fmt", "yuv420p", "-t", str(megabytes), "-c:a", "aac"]
        ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
        subprocess.run([ffmpeg, "-loglevel", "error", "-nostdin", "-y", *told, str(path)], check=True)
    return path


def pages_of_the_demo():
    """A lecture from memory, the paper's door, the home page, and one that nobody keeps."""
    told = json.loads((OWN / "demo.json").read_text())["base_paths"]
    return [told["lecture"], told["practice"], "/", "/sign-in/"]


def ask_for(pages, until):
    """Seconds that each answer took; a reader who rests a little after each."""
    took, began, number = [], time.monotonic(), 0
    while not until(time.monotonic() - began):
        before = time.perf_counter()
        address = f"http://127.0.0.1:{PORT}{pages[number % len(pages)]}"
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
            answer.read()
        took.append(time.perf_counter() - before)
        number += 1
        time.sleep(PAUSE)
    return sorted(took)


class Watch:
    """Looks now and then how far the film is."""

    def __init__(self, env, manage):
        self.env, self.command = env, [*manage, "bench_media", "look"]
        self.process = None
        self.seen = {}

    def look(self):
        answer = subprocess.run(self.command, env=self.env, check=True, capture_output=True, text=True)
        return json.loads(answer.stdout)

    def is_over(self, since):
        # Starting Django costs a second of a core, which is not what is measured: seldom.
        if since > LONGEST:
            return True
        if int(since) % 20 or int(since) == self.seen.get("at"):
            return False
        self.seen["at"] = int(since)
        return self.look()["state"] in ("done", "failed")


def tell(film, alone, beside, made):
    pages = {"alone": alone, "beside": beside}
    p95 = {which: at({"page": took}, "page", 0.95) for which, took in pages.items()}
    ratio = p95["beside"] / p95["alone"]
    print(f"\nOne machine with {os.cpu_count()} cores for all. {made['state']}: {film.name}")
    for which, took in pages.items():
        half = at({"page": took}, "page", 0.5)
        print(f"pages {which:8} {len(took):6} asked, p50 {half:7.1f} ms, p95 {p95[which]:7.1f} ms")
    for form, size, seconds in made["copies"]:
        per_minute = size * 60 / made["seconds"] / 1e6 if made["seconds"] else 0
        print(f"{form:8} {size / 1e6:9.2f} MB {per_minute:9.2f} MB a minute, there after {seconds:6.0f} s")
    kept = figures.show([("pages beside ffmpeg against alone, p95", "×", ratio, GOAL)], "media")
    figures.keep(VAR / "bench.json", "media:", kept)
    sys.exit(0 if made["state"] == "done" else "The film was not made light.")


if __name__ == "__main__":
    main()
