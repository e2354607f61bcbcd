import contextlib
import socket
import socketserver
import threading
import time

ADDRESS = ("127.0.0.1", 9320)
LONGEST = 4096  # 字节，一行 | bytes in a line


class Handler(socketserver.StreamRequestHandler):
    timeout = 60  # 秒，等一次收或发 | seconds for one receive or send

    def handle(self):
        with contextlib.suppress(OSError):
            while (line := self.rfile.readline(LONGEST)).endswith(b"\n"):
                self.wfile.write(line.upper())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.clients = set()

    def process_request(self, request, client_address):
        self.clients.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.clients.discard(request)
        super().shutdown_request(request)

    def server_close(self):
        # 不挂断，就要等每个客户端自己走 | without this it waits until each client leaves
        for client in self.clients.copy():
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        super().server_close()


def main():
    with Server(ADDRESS, Handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            print("listening")
            # Ctrl-C 只打断这里，不打断服务 | Ctrl-C interrupts this, and not the serving
            while True:
                # 没有期限的等待可能错过它 | a wait without end may miss it
                time.sleep(1)
        finally:
            server.shutdown()
            serving.join()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
    print("threads left:", threading.active_count() - 1)
