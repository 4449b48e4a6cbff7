"""The web server, the same on a laptop and in production (`gunicorn -c lms/gunicorn.py`).

Threads, because pupils' phones are slow: a connection that drips occupies one thread and
not a whole process.
"""

import gc
import os
from pathlib import Path

wsgi_app = "lms.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:{}".format(os.environ.get("PORT", "8000")))
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
# Loaded once and shared by the workers: half the memory, and a mistake shows before they start.
preload_app = True
# nginx keeps connections open; a browser without nginx profits likewise.
keepalive = 15
timeout = 60
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True


def when_ready(server):
    """What is loaded by now stays to the end. To look through it for garbage again and again costs every
    request, and makes each worker write to memory that it could share."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


# Switch it on with `--access-logfile -`: no card's secret gets into it.
logger_class = "lms.logs.WebServerLog"
if Path("/dev/shm").is_dir():  # noqa: S108 – only gunicorn's heartbeat file, unlinked at once
    worker_tmp_dir = "/dev/shm"  # noqa: S108
