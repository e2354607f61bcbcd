import socket
from multiprocessing import Process

ADDRESS = ("127.0.0.1", 9307)


def talk(conn):
    with conn:
        conn.sendall(b"bye")


def main():
    with (
        socket.create_server(ADDRESS) as listener,
        socket.create_connection(ADDRESS, timeout=1) as client,
    ):
        conn, _ = listener.accept()
        with conn:
            child = Process(target=talk, args=(conn,))
            child.start()
            child.join()
            print("the child is over, exit code", child.exitcode)
            print("client received", client.recv(3))
            try:
                client.recv(1)
            except TimeoutError:
                print("and still no end")
        print("the parent has closed its copy:", client.recv(1))


if __name__ == "__main__":
    main()
