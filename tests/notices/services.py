"""The world outside, on 127.0.0.1: a mail service and WeCom's robot, which keep what they are given and can be down."""

import asyncio
import json
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message


class Mailbox:
    """A small SMTP service; `down` makes it refuse every mail."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Message]] = []
        self.down = False
        self.port = 0

    async def start(self) -> asyncio.Server:
        """Listens on a free port."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        to = ""
        while line := await reader.readline():
            command = line.decode().strip()
            word = command.upper()
            if self.down:
                writer.write(b"451 try again later\r\n")
            elif word.startswith("DATA"):
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                self.mails.append((to, message_from_bytes(body)))
                writer.write(b"250 kept\r\n")
            elif word.startswith("QUIT"):
                writer.write(b"221 bye\r\n")
                break
            else:
                to = command[8:].strip("<> ") if word.startswith("RCPT TO") else to
                writer.write(b"250 fine\r\n")
            await writer.drain()
        writer.close()


class Robot:
    """WeCom's webhook; it answers 200 with its own verdict inside."""

    def __init__(self) -> None:
        self.cards: list[tuple[str, str]] = []
        self.verdict = 0
        self.port = 0

    async def start(self) -> asyncio.Server:
        """Listens on a free port."""
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(h.split(":")[1])
            for h in head.split("\r\n")
            if h.lower().startswith("content-length")
        )
        body = json.loads(await reader.readexactly(length))
        if self.verdict == 0:
            self.cards.append((head.split(" ")[1], body["text"]["content"]))
        answer = json.dumps({"errcode": self.verdict, "errmsg": ""}).encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(answer)
            + answer
        )
        await writer.drain()
        writer.close()


def subject(mail: Message) -> str:
    """The subject as a person reads it."""
    return str(make_header(decode_header(mail["Subject"])))


def body(mail: Message) -> str:
    """The plain text."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    return payload.decode() if isinstance(payload, bytes) else ""
