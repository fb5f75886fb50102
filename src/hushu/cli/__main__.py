"""Reads the command and hands it to its file; heavy imports wait until a command needs them."""

import argparse
import importlib
import sys

COMMANDS = {
    "up": ("up", "start everything and print the address and the sign-ins"),
    "web": ("processes", "run the web workers"),
    "worker": ("processes", "run the job workers"),
    "scheduler": ("processes", "run the relay and the scheduler"),
    "migrate": ("upkeep", "bring the database to this version"),
    "demo": ("upkeep", "create the demo companies where there are none"),
    "world": ("upkeep", "list the demo's people with passwords and PINs"),
    "routes": ("upkeep", "list every route with its methods and the right it asks"),
    "rights": ("upkeep", "print the table of roles and rights"),
    "verify": ("verify", "prove the audit trail and every signature"),
    "operator": ("operators", "make a platform operator, or give one a new password"),
    "backup": ("backups", "write one file with the database and every stored file"),
    "restore": ("backups", "bring a backup back into an empty house"),
    "keys": ("backups", "write the keys of sealed files anew, as after a destruction"),
    "bag": ("bags", "bring an exported package of archives into a property"),
    "check": ("checks", "format, lint, types, import laws"),
    "test": ("checks", "every check and every test"),
    "conformance": ("checks", "write docs/conformance.md from the requirement marks"),
    "bench": ("bench", "measure the pages beside their floors"),
}

HANDS_ON = {"test", "bench"}  # what follows these goes on to pytest and to the bench


def parser() -> argparse.ArgumentParser:
    """Names and one-line meanings; each command's file adds its own arguments."""
    made = argparse.ArgumentParser(prog="hushu", description="户枢 Hushu")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, (file, meaning) in COMMANDS.items():
        sub = commands.add_parser(name, help=meaning)
        if name == chosen:
            importlib.import_module(f"hushu.cli.{file}").arguments(name, sub)
    return made


def main() -> int:
    """Runs one command and gives its exit status."""
    asked = parser()
    options, rest = asked.parse_known_args()
    if rest and options.command not in HANDS_ON:
        asked.error(f"unknown: {' '.join(rest)}")
    options.rest = rest
    file, _ = COMMANDS[options.command]
    return int(importlib.import_module(f"hushu.cli.{file}").run(options) or 0)


if __name__ == "__main__":
    sys.exit(main())
