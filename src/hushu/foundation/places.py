"""Where the house keeps its files beside the code."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CODE = Path(__file__).resolve().parents[1]
TENANTS = ROOT / "tenants"
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
LOCALE = CODE / "locale"
