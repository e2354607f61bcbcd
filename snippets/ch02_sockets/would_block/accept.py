import select
import socket

ADDRESS = ("127.0.0.1", 9201)


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        listener.setblocking(False)
        try:
            listener.accept()
        except BlockingIOError:
            print("accept() did not wait: nobody is there")
        with socket.create_connection(ADDRESS):
            # 等到有连接可接 | wait until there is a connection to accept
            select.select([listener], [], [])
            conn, _ = listener.accept()
            with conn:
                print("accept() did not wait: somebody was there")


if __name__ == "__main__":
    main()
