import socket

# 端口 | the port
ADDRESS = ("127.0.0.1", 9001)
SIZE = 2048  # 最多取 a|b 这么多 | the most we take: a | b


def serve(server):
    while True:
        # 没有数据时一直等待 | waits while nothing is there
        data, client = server.recvfrom(SIZE)
        print(
            "# 字符串 | a string stays",
            """
# 多行字符串里的 | stays too
""",
        )  # only English | stays
        server.sendto(data.upper(), client)  # 只有中文


if __name__ == "__main__":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        serve(
            server
        )  # 很长的一行，手机上放不下，桌面上也放不下，所以需要横向滚动 | a line too long for a phone, and for a desktop as well
