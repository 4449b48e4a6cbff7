"""`make bench-library`: 20,000 lectures in a database of their own, searched and narrowed, measured.

On PostgreSQL from the wheel, kept under var/bench-library; `--sqlite` on a file there. What was built once is
only measured the next time. `--scale 0.01` is a hundredth, for trying it out.
"""

import os
import subprocess
import sys

from bench_devices import ROOT, VAR, own_server


def main():
    os.chdir(ROOT)
    scale = sys.argv[sys.argv.index("--scale") + 1] if "--scale" in sys.argv else "1"
    kind = "sqlite" if "--sqlite" in sys.argv else "postgresql"
    var = VAR.with_name("bench-library") / f"{kind}-{scale}"
    var.mkdir(parents=True, exist_ok=True)
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {"VAR_DIR": str(var)}
    if kind == "postgresql":
        server = own_server(var / "server")
        env["DATABASE_URL"] = server.get_uri()
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "prepare", "--no-demo"], env=env, check=True)
    subprocess.run([*manage, "bench_library", "--scale", scale], env=env, check=True)


if __name__ == "__main__":
    main()
