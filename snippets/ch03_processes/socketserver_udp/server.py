import contextlib
import socketserver
import threading
import time

ADDRESS = ("127.0.0.1", 9330)


class Handler(socketserver.DatagramRequestHandler):
    def handle(self):
        self.wfile.write(self.packet.upper())


class Server(socketserver.ThreadingUDPServer):
    max_packet_size = 65535


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
