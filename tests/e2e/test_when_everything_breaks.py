"""`make faults-browser` in short: each mishap once, against the server of the journeys.

Last but one by its name: it leaves papers half written behind, which others would go on with.
"""

import subprocess
import sys


def test_whatever_showed_as_saved_arrives_though_everything_breaks(server):
    web = server.processes[0].pid
    done = subprocess.run(
        [sys.executable, "make/faults_browser.py", "--short", "--running", str(web)],
        env=server.env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}{done.stderr[-2000:]}"
