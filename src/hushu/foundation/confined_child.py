"""The inside of a confined child: limits on itself, then one job after the other until nobody asks any more."""

import os
import resource
import select
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from hushu.foundation.confined import BAD, GOOD, Failed, receive, send

IDLE = 300.0  # seconds after which a child that nobody asks ends and gives its memory back
LONGEST_WORD = 200


def serve(work: Callable[[bytes], bytes]) -> None:
    """Answers jobs by `work`; its Failed goes back as words, running out of memory or stack as `memory` or `nesting`."""
    seconds = int(sys.argv[2])
    jobs, answers = confine()
    send(answers, GOOD, b"")
    while select.select([jobs], [], [], IDLE)[0]:
        try:
            _, job = receive(jobs)
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        send(answers, *_done(work, job))


def confine() -> tuple[IO[bytes], IO[bytes]]:
    """Lays its limits upon this process, for good; gives the pipes that jobs come through and answers go."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    # Jobs and answers have the pipes for themselves; whatever a library prints goes to standard error.
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    return jobs, answers


def _done(work: Callable[[bytes], bytes], job: bytes) -> tuple[bytes, bytes]:
    try:
        return GOOD, work(job)
    except Failed as fault:
        return BAD, str(fault).encode()
    except RecursionError:
        return BAD, b"nesting"
    except MemoryError:
        return BAD, b"memory"
    except (
        Exception
    ) as fault:  # whatever a hostile document provokes is this document's failure only
        return BAD, f"{type(fault).__name__}: {fault}"[:LONGEST_WORD].encode(errors="replace")


def _leave_with_parent(parent: int) -> None:
    """A busy child does not outlive the process that asked."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
