"""Serves in ways that cannot stand bad clients."""

import socket
import sys
import threading

KEPT = []


def serve(conn):
    """Answer one client, with the weaknesses named on the command line."""
    with conn:
        data = conn.recv(1 << 20)
        if "trusts" in sys.argv:
            data.decode()
        if "keeps" in sys.argv:
            KEPT.append(conn.dup())
        conn.sendall(data)
        conn.shutdown(socket.SHUT_RDWR)
    if "waits" in sys.argv:
        threading.Event().wait()


with socket.create_server(("127.0.0.1", 0)) as listener:
    print("listening at", listener.getsockname()[1])
    while True:
        conn, _ = listener.accept()
        if "threads" in sys.argv:
            threading.Thread(target=serve, args=[conn], daemon=True).start()
        else:
            serve(conn)
