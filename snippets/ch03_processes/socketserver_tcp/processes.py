import contextlib
import os
import socketserver

ADDRESS = ("127.0.0.1", 9320)
LONGEST = 4096  # 字节，一行 | bytes in a line


class Handler(socketserver.StreamRequestHandler):
    timeout = 60  # 秒，等一次收或发 | seconds for one receive or send

    def handle(self):
        print("served by process", os.getpid())
        with contextlib.suppress(OSError):
            while (line := self.rfile.readline(LONGEST)).endswith(b"\n"):
                self.wfile.write(line.upper())


class Server(socketserver.ForkingTCPServer):
    allow_reuse_address = True
    max_children = 20


def main():
    with Server(ADDRESS, Handler) as server:
        print("listening in process", os.getpid())
        server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
