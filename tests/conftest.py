"""What tests of every kind stand on."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """The world for all tests of a module; what each changes is rolled back behind it."""
    from tests import world as worlds  # it needs the models, which need the settings

    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)
