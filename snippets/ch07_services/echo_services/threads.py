import contextlib
import socketserver
import sys
import threading

ADDRESS = ("127.0.0.1", 9701)
LONGEST = 1000  # 字节，一行 | bytes in a line
IDLE_SECONDS, MAX_CLIENTS = map(int, sys.argv[1:] or (60, 20))


def answer(line):
    return line.decode(errors="replace").upper().encode()


class Handler(socketserver.StreamRequestHandler):
    timeout = IDLE_SECONDS

    def handle(self):
        with contextlib.suppress(OSError):
            while (line := self.rfile.readline(LONGEST)).endswith(b"\n"):
                self.wfile.write(answer(line))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 128
    # 没有要收拾的，Ctrl-C 就不等它们 | they have nothing to tidy up: Ctrl-C does not wait for them
    daemon_threads = True
    places = threading.Semaphore(MAX_CLIENTS)

    def process_request(self, request, client_address):
        self.places.acquire()
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        super().shutdown_request(request)
        self.places.release()


def main():
    with Server(ADDRESS, Handler) as server:
        print("listening")
        server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
