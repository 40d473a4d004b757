"""Gunicorn for a server: ``gunicorn --config deploy/gunicorn.conf.py icsgov.wsgi:application``."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
threads = 4
timeout = 60
# Anew after so many requests, and not all at once: a leak of any library stays small.
max_requests = 2_000
max_requests_jitter = 500
preload_app = True
# The proxy in front keeps the access log. Here none: paths may hold the secret of a link.
accesslog = None
