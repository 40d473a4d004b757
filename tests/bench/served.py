"""What gunicorn serves in the benchmark: the site and a bare view, on the benchmark's database."""

import os

from django.conf import settings

import conftest  # noqa: F401  (the settings of a test run)

settings.DEBUG = False
settings.ROOT_URLCONF = "tests.bench.sites"
settings.DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
settings.SECRET_KEY = os.environ["BENCH_SECRET"]
from icsgov.wsgi import application  # noqa: E402  (it reads the settings above)

__all__ = ["application"]
