import socket

ADDRESS = ("127.0.0.1", 9303)

if __name__ == "__main__":
    client = socket.create_connection(ADDRESS)
    while True:
        message = input().strip()
        if not message:
            continue
        client.send(message.encode())
        print(client.recv(1024).decode())
