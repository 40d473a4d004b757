"""A clock that stands at NOW until a test moves it, and a cache of its own."""

import pytest
import time_machine
from django.core.cache import cache

from tests import factories as make


@pytest.fixture
def clock():
    cache.clear()
    with time_machine.travel(make.NOW, tick=False) as travelling:
        yield travelling
    cache.clear()
