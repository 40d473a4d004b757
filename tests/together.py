"""Several people at once, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connections

PEOPLE = 4


def together(work: Callable[[int], Any], people: int = PEOPLE) -> list[Any]:
    """Run the work of each person, by their number; what it answers them, or what went wrong."""
    return at_once(*(partial(work, number) for number in range(people)))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Begin all acts at the same moment; what they answer, or what went wrong in one of them."""
    wrong: list[BaseException] = []
    answers: dict[int, Any] = {}
    ready = threading.Barrier(len(acts))

    def guarded(number: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            answers[number] = act()
        except BaseException as error:  # every one counts, and none may be lost in its thread
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guarded, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return [answers[number] for number in range(len(acts))]
