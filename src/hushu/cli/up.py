"""`hushu up`: everything on one machine, until Ctrl-C."""

import argparse
import json
import sys
import threading
import time
import urllib.error
import urllib.request

from hushu.cli.inside import services
from hushu.cli.upkeep import create_demo, migrate
from hushu.foundation import supervisor
from hushu.foundation.settings import settings

PATIENCE = 60
YIELDING = ("nice", "-n", "5")  # on one machine whoever waits before a page comes first


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """`--no-demo` for a house that is to be lived in."""
    sub.add_argument("--no-demo", action="store_true", help="create no demo company")


def run(options: argparse.Namespace) -> int:
    """Services, migrations, demo, then the three processes under one roof."""
    with services() as found:
        migrate(found.owner_url)
        if not options.no_demo:
            create_demo(found.app_url)
        threading.Thread(target=_announce, args=(not options.no_demo,), daemon=True).start()
        python = [sys.executable, "-m", "hushu.cli"]
        background = [(name, [*YIELDING, *python, name]) for name in ("worker", "scheduler")]
        supervisor.run([("web", [*python, "web"]), *background])
    return 0


def _announce(demo: bool) -> None:
    """Says where the house stands as soon as it answers."""
    address = settings().origin
    probe = f"http://127.0.0.1:{settings().port}/health/ready"
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(probe, timeout=1) as answer:
                json.load(answer)
            break
        except (OSError, urllib.error.URLError, ValueError):
            time.sleep(0.05)
    else:
        print("户枢在一分钟内没有应答，请查看上面的日志。", flush=True)
        return
    print(f"\n户枢已就绪：{address}\n", flush=True)
    if demo:
        _sign_ins()


def _sign_ins() -> None:
    from hushu.signup.demo_world import people

    shown = [
        p
        for p in people()
        if p["post"] in {"receptionist", "manager", "control_room", "company_admin"}
    ]
    print("演示帐号（完整名单：./hushu world）：")
    for person in shown:
        print(
            f"  {person['property'] or person['company']:<12} {person['username']:<26} {person['password']:<18} {person['post']}"
        )
    print("\n按 Ctrl-C 停止。", flush=True)
