import socket
import socketserver
import threading

ADDRESS = ("127.0.0.1", 9325)


class Handler(socketserver.StreamRequestHandler):
    timeout = 10  # 秒 | seconds

    def handle(self):
        self.wfile.write(self.rfile.readline(100).upper())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


def main():
    with Server(ADDRESS, Handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        with socket.create_connection(ADDRESS, timeout=10) as client:
            client.sendall(b"hello\n")
            print(client.recv(100))
        # 等 serve_forever() 返回 | waits until serve_forever() returns
        server.shutdown()
        serving.join()
    print("threads left:", threading.active_count() - 1)
    with socket.create_server(ADDRESS):
        print("the port is free")


if __name__ == "__main__":
    main()
