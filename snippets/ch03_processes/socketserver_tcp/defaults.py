import socket
import socketserver


def main():
    print("request_queue_size:", socketserver.TCPServer.request_queue_size)
    print("allow_reuse_address:", socketserver.TCPServer.allow_reuse_address)
    print("daemon_threads:", socketserver.ThreadingTCPServer.daemon_threads)
    print("block_on_close:", socketserver.ThreadingTCPServer.block_on_close)
    print("max_children:", socketserver.ForkingTCPServer.max_children)
    print("max_packet_size:", socketserver.UDPServer.max_packet_size)
    print("SOMAXCONN:", socket.SOMAXCONN)


if __name__ == "__main__":
    main()
