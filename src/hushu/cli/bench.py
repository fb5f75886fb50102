"""`hushu bench`: hands over to the bench, which lives beside the tests."""

import argparse
import os
import subprocess
import sys

from hushu.foundation.places import ROOT


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """How large the house is and where the figures go is for the bench to read: --properties, --lines, --json."""


def run(options: argparse.Namespace) -> int:
    """Runs the bench as a process of its own."""
    places = [ROOT / "src", ROOT / "tests", ROOT]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, places))}
    command = [sys.executable, "-m", "bench", *options.rest]
    return subprocess.run(command, env=environment, check=False).returncode
