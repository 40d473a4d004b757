"""The WSGI entry point for gunicorn: ``icsgov.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icsgov.settings")

application = get_wsgi_application()
