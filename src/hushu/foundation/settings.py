"""What the environment decides, read once; a wrong value stops the start with a sentence."""

import os
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from hushu.foundation.networks import Networks

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Workers = Annotated[int, msgspec.Meta(ge=1, le=64)]
Url = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9+.-]*://.+")]
Secret = Annotated[str, msgspec.Meta(min_length=32)]


class SettingsError(SystemExit):
    """A value in the environment cannot be used; the message says which and what is expected."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One field a variable; `ENVIRONMENT` says which."""

    data: Path
    secret: Secret
    host: str = "127.0.0.1"
    port: Port = 8000
    origin: Url
    database_url: Url | None = None
    app_database_url: Url | None = None
    platform_database_url: Url | None = None
    redis_url: Url | None = None
    smtp_url: Url | None = None
    tsa_url: Url | None = None
    wecom_origin: Url = "https://qyapi.weixin.qq.com"
    metrics_token: Secret | None = None
    trusted_proxies: Networks = Networks()
    web_workers: Workers = 2
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def redis(self) -> str:
        """Where Redis is asked: as the environment says, else where one usually answers."""
        return self.redis_url or "redis://127.0.0.1:6379/0"


ENVIRONMENT = {
    "host": "HUSHU_HOST",
    "port": "HUSHU_PORT",
    "origin": "HUSHU_ORIGIN",
    "secret": "HUSHU_SECRET",
    "database_url": "DATABASE_URL",
    "app_database_url": "HUSHU_APP_DATABASE_URL",
    "platform_database_url": "HUSHU_PLATFORM_DATABASE_URL",
    "redis_url": "REDIS_URL",
    "smtp_url": "HUSHU_SMTP_URL",
    "tsa_url": "HUSHU_TSA_URL",
    "wecom_origin": "HUSHU_WECOM_ORIGIN",
    "metrics_token": "HUSHU_METRICS_TOKEN",
    "trusted_proxies": "HUSHU_TRUSTED_PROXIES",
    "web_workers": "HUSHU_WEB_WORKERS",
    "log_level": "HUSHU_LOG_LEVEL",
}

EXPECTED = {
    "port": "是 1 到 65535 的整数",
    "secret": "至少有 32 个字符，且不可猜测",
    "metrics_token": "至少有 32 个字符，且不可猜测",
    "trusted_proxies": "是用逗号隔开的网段，如 10.0.0.0/8, 192.168.1.5",
    "web_workers": "是 1 到 64 的整数",
    "log_level": "是 debug、info、warning、error 之一",
}


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """Make settings of an environment; an empty variable counts as absent."""
    values = {
        field: environment[name].strip()
        for field, name in ENVIRONMENT.items()
        if environment.get(name, "").strip()
    }
    data = Path(environment.get("HUSHU_DATA") or "data").expanduser().absolute()
    values.setdefault("origin", f"http://127.0.0.1:{values.get('port', 8000)}")
    if "secret" not in values:
        values["secret"] = kept_secret(data, "secret")
    for address in ("database_url", "app_database_url", "platform_database_url"):
        if values.get(address, "").startswith("postgres://"):
            values[address] = values[address].replace("postgres://", "postgresql://", 1)
    try:
        return msgspec.convert({**values, "data": data}, Settings, strict=False, dec_hook=_made)
    except msgspec.ValidationError as error:
        raise SettingsError(_explained(error)) from None


def kept_secret(data: Path, name: str) -> str:
    """A random secret in the data folder for its owner's eyes, made when first asked for."""
    file = private_folder(data) / name
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _read_secret(file)
    except OSError:
        raise SettingsError(
            f"无法写入 {file}：请检查数据目录的属主，或用 HUSHU_DATA 另选目录。"
        ) from None
    with os.fdopen(handle, "w") as opened:
        opened.write(value := secrets.token_urlsafe(48))
    return value


def private_folder(data: Path) -> Path:
    """`data/secrets`; the data folder itself lets the database's own user pass through."""
    try:
        if not data.exists():
            data.mkdir(parents=True)
            data.chmod(0o711 if os.geteuid() == 0 else 0o700)
        folder = data / "secrets"
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise SettingsError(
            f"无法使用数据目录 {data}：请检查属主，或用 HUSHU_DATA 另选目录。"
        ) from None
    return folder


def _read_secret(file: Path) -> str:
    try:
        value = file.read_text().strip()
    except PermissionError:
        raise SettingsError(
            f"无权读取 {file}：数据目录属于另一个用户，请换回原用户（或 sudo）启动。"
        ) from None
    if not value:
        raise SettingsError(f"{file} 是空的：请从备份恢复；全新安装可删除它后重试。")
    return value


def _made(kind: type, text: str) -> Any:
    """Values that msgspec does not know by itself."""
    return kind(text)


def _explained(error: msgspec.ValidationError) -> str:
    """msgspec names the field; a person who runs the house knows the variable."""
    field = str(error).partition("$.")[2].rstrip("`")
    name, expected = (
        ENVIRONMENT.get(field, field),
        EXPECTED.get(field, "是一个地址，如 协议://主机"),
    )
    return f"环境变量 {name} 的值不能用：应当{expected}。"
