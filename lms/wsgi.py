import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from lms.bodies import read_on

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
application = read_on(get_wsgi_application())
# All views, before gunicorn forks: shared by its workers, and no first visitor waits for them.
_ = get_resolver().url_patterns
