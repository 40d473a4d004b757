"""A run of the tests keeps to itself."""

import os
from pathlib import Path

from django.conf import settings


def test_every_process_of_a_run_has_a_data_folder_of_its_own():
    assert Path(settings.DATA_DIR) == Path(os.environ["DATA_DIR"])
    assert Path(settings.STORAGES["default"]["OPTIONS"]["location"]).parent == settings.DATA_DIR
