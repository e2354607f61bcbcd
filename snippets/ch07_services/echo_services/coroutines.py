import asyncio
import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9701)
LONGEST = 1000  # 字节，一行 | bytes in a line
IDLE_SECONDS, MAX_CLIENTS = map(int, sys.argv[1:] or (60, 20))


def answer(line):
    return line.decode(errors="replace").upper().encode()


async def serve(conn):
    # ValueError：这一行太长 | ValueError: the line is too long
    with contextlib.suppress(OSError, ValueError):
        reader, writer = await asyncio.open_connection(sock=conn, limit=LONGEST - 1)
        with contextlib.closing(writer):
            while True:
                async with asyncio.timeout(IDLE_SECONDS):
                    if not (line := await reader.readline()).endswith(b"\n"):
                        break
                    writer.write(answer(line))
                    await writer.drain()


async def main():
    places = asyncio.Semaphore(MAX_CLIENTS)
    with socket.create_server(ADDRESS) as listener:
        listener.setblocking(False)
        print("listening")
        async with asyncio.TaskGroup() as clients:
            while True:
                await places.acquire()
                conn, _ = await asyncio.get_running_loop().sock_accept(listener)
                clients.create_task(serve(conn)).add_done_callback(lambda _: places.release())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
