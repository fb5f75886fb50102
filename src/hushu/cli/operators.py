"""Platform operators: `hushu operator NAME` makes one, or gives a new password (TEN-6)."""

import argparse
import re
import secrets

from hushu.cli.inside import connected, services
from hushu.foundation.platform import make_operator
from hushu.foundation.settings import settings

SHAPE = re.compile(r"[a-z][a-z0-9._-]{1,39}")


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """The operator's name."""
    sub.add_argument("name", help="lower case letters and digits, such as zhou.operator")


def run(options: argparse.Namespace) -> int:
    """Prints the password once; it is kept nowhere else."""
    if not SHAPE.fullmatch(options.name):
        print("操作员名称用 2 到 40 个小写字母、数字、点或短横线，以字母开头。")
        return 2
    password = secrets.token_urlsafe(15)
    with services() as found:
        new = connected(make_operator(options.name, password), found.app_url)
    print(f"平台操作员 {options.name} {'已建立' if new else '的密码已更换，原有登录全部失效'}。")
    print(f"密码（只显示这一次）：{password}")
    print(f"登录地址：{settings().origin}/admin/")
    return 0
