import socket
from multiprocessing import Process

ADDRESS = ("127.0.0.1", 9303)


def talk(conn):
    while True:
        try:
            message = conn.recv(1024)
            if not message:
                break
            conn.send(message.upper())
        except Exception:  # 照原文的写法 | as the original has it
            break


if __name__ == "__main__":
    listener = socket.create_server(ADDRESS)
    print("listening")
    while True:
        conn, address = listener.accept()
        Process(target=talk, args=(conn,)).start()
