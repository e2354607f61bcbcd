import contextlib
import socketserver

ADDRESS = ("127.0.0.1", 9330)


class Handler(socketserver.DatagramRequestHandler):
    def handle(self):
        print("received", len(self.packet), "bytes")
        self.wfile.write(self.packet.upper())


def main():
    with socketserver.UDPServer(ADDRESS, Handler) as server:
        print("listening")
        server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
