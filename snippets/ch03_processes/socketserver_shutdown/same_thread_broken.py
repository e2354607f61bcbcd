import socket
import socketserver
import threading

ADDRESS = ("127.0.0.1", 9325)


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("shutdown() is called by", threading.current_thread().name)
        self.server.shutdown()
        print("never reached")


class Server(socketserver.TCPServer):
    allow_reuse_address = True


def main():
    with Server(ADDRESS, Handler) as server:
        threading.Thread(target=server.serve_forever, name="serving", daemon=True).start()
        with socket.create_connection(ADDRESS, timeout=1) as client:
            try:
                client.recv(1)
            except TimeoutError:
                print("shutdown() waits for serve_forever(), and that for shutdown()")


if __name__ == "__main__":
    main()
