"""Platform operators: `hushu operator NAME` makes one, or gives a new password and a new second factor (TEN-6)."""

import argparse
import re
import secrets

import segno

from hushu.cli.inside import connected, services
from hushu.foundation.one_time import enrolment, new_secret
from hushu.foundation.platform import make_operator
from hushu.foundation.settings import settings

SHAPE = re.compile(r"[a-z][a-z0-9._-]{1,39}")


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """The operator's name."""
    sub.add_argument("name", help="lower case letters and digits, such as zhou.operator")


def run(options: argparse.Namespace) -> int:
    """Prints the password and the picture for the phone once."""
    if not SHAPE.fullmatch(options.name):
        print("操作员名称用 2 到 40 个小写字母、数字、点或短横线，以字母开头。")
        return 2
    password, secret = secrets.token_urlsafe(15), new_secret()
    with services() as found:
        new = connected(make_operator(options.name, password, secret), found.app_url)
    print(
        f"平台操作员 {options.name} {'已建立' if new else '的密码和验证码已更换，原有登录全部失效'}。"
    )
    print(f"密码（只显示这一次）：{password}")
    print("每次登录还要输入手机验证码。请用验证器应用扫描（只显示这一次）：")
    segno.make(enrolment(secret, options.name, "户枢平台"), error="l").terminal(compact=True)
    print(f"不能扫描时，手工输入密钥：{secret}")
    print(f"登录地址：{settings().origin}/admin/")
    return 0
