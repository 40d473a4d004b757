"""Several people at once, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

PEOPLE = 4


def together(work: Callable[[int], object], people: int = PEOPLE) -> None:
    """Run the work of each person, by their number; what went wrong comes out."""
    wrong: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
