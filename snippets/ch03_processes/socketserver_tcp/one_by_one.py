import contextlib
import socketserver

ADDRESS = ("127.0.0.1", 9320)
LONGEST = 4096  # 字节，一行 | bytes in a line


class Handler(socketserver.StreamRequestHandler):
    timeout = 60  # 秒，等一次收或发 | seconds for one receive or send

    def handle(self):
        with contextlib.suppress(OSError):
            while (line := self.rfile.readline(LONGEST)).endswith(b"\n"):
                self.wfile.write(line.upper())


class Server(socketserver.TCPServer):
    allow_reuse_address = True


def main():
    with Server(ADDRESS, Handler) as server:
        print("listening")
        server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
