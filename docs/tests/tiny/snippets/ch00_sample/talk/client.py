import socket

# 端口 | the port
ADDRESS = ("127.0.0.1", 9001)

if __name__ == "__main__":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.connect(ADDRESS)  # 只收它的回答 | only its answers
        client.send("你好".encode())
        print(client.recv(2048).decode())
