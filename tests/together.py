"""Several people at once, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

PEOPLE = 4


def together(work: Callable[[int], Any], people: int = PEOPLE) -> list[Any]:
    """Run the work of each person, by their number; what it answers them, or what went wrong."""
    wrong: list[BaseException] = []
    answers: dict[int, Any] = {}

    def guarded(number: int) -> None:
        try:
            answers[number] = work(number)
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
    return [answers[number] for number in range(people)]
