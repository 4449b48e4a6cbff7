"""Make .venv and install the pinned packages, when the pins changed; then browsers' scripts (libraries.py).
Standard library only.

`--dev` installs what the checks need as well (requirements-dev.txt holds both).
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# What was installed last: the name of the pins and their hash.
STAMP = VENV / "installed-pins"


def main():
    install_packages()
    libraries.fetch()


def install_packages():
    if not venv_works():
        print("Making .venv …", flush=True)
        run(sys.executable, "-m", "venv", "--clear", VENV)
    wanted = "requirements-dev.txt" if "--dev" in sys.argv else "requirements.txt"
    # Whoever has the packages for development has those for use.
    if STAMP.exists() and STAMP.read_text() in {state(wanted), state("requirements-dev.txt")}:
        return
    print(f"Installing the packages of {wanted} (once) …", flush=True)
    # The pins are complete, so there is nothing to resolve; and what is never imported
    # need not be compiled.
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--no-deps", "--no-compile", "--require-hashes", "-r", ROOT / wanted)
    STAMP.write_text(state(wanted))


def venv_works():
    """A folder copied from elsewhere, or whose Python was removed, does not."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 12))"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def state(name):
    return f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}"


def run(*command):
    if subprocess.run([str(part) for part in command], cwd=ROOT).returncode:
        sys.exit(
            "Setting up did not succeed; the reason stands above. The packages come over the network "
            "the first time: look at the connection and start again. Nothing else was changed."
        )


if __name__ == "__main__":
    main()
