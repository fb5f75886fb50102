"""The solver's own process: one question in, better and better rosters out, then the answer."""

import os
import resource
import sys
import threading
from typing import IO

import msgspec

from hushu.foundation.confined import BAD, GOOD, receive, send
from hushu.foundation.confined_child import confine
from hushu.foundation.confined_talk import DONE
from hushu.rosters.solving.question import Progress, Question
from hushu.rosters.solving.search import WORKERS, Search

NICE = 5  # pages go first where both want a core


def main() -> None:
    """Answers one question and ends."""
    jobs, answers = confine()
    os.nice(NICE)
    seconds = int(sys.argv[2]) * WORKERS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    _, job = receive(jobs)
    turn = threading.Lock()

    def tell(progress: Progress) -> None:
        with turn:
            send(answers, GOOD, msgspec.msgpack.encode(progress))

    search = Search(msgspec.msgpack.decode(job, type=Question), tell)
    threading.Thread(target=_wait_for_stop, args=(jobs, search), daemon=True).start()
    try:
        mark, said = DONE, msgspec.msgpack.encode(search.answer())
    except MemoryError:
        mark, said = BAD, b"memory"
    with turn:
        send(answers, mark, said)


def _wait_for_stop(jobs: IO[bytes], search: Search) -> None:
    """The only other thing that is said to it."""
    try:
        receive(jobs)
    except EOFError:
        os._exit(1)  # whoever asked is gone
    search.stop()


if __name__ == "__main__":
    main()
