import socket
import sys
from multiprocessing import Process

ADDRESS = ("127.0.0.1", 9305)

# 出错时只显示异常本身 | of an error, show the exception alone
sys.tracebacklimit = 0
listener = socket.create_server(ADDRESS)


def talk(conn):
    while message := conn.recv(1024):
        conn.sendall(message.upper())


if __name__ == "__main__":
    print("listening")
    while True:
        conn, address = listener.accept()
        print("a client is here")
        Process(target=talk, args=(conn,)).start()
