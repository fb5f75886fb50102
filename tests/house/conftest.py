"""What is asked by the thousand runs on the loop that the web itself runs on."""

import uvloop


def pytest_asyncio_loop_factories() -> dict[str, type[uvloop.Loop]]:
    """uvloop, as of the served application (STACK)."""
    return {"uvloop": uvloop.Loop}
