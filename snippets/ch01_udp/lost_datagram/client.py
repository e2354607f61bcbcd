import contextlib
import socket
import sys
import time

ADDRESS = ("127.0.0.1", 9181)
ANSWER_TIMEOUT = 1  # 秒 | seconds
ATTEMPTS = 3


def ask(sock: socket.socket, question: bytes) -> bytes | None:
    for _ in range(ATTEMPTS):
        sock.send(question)
        deadline = time.monotonic() + ANSWER_TIMEOUT
        with contextlib.suppress(TimeoutError):
            # 期限不会因为旧回答而延长 | old answers do not put off the deadline
            while (left := deadline - time.monotonic()) > 0:
                sock.settimeout(left)
                answer = sock.recv(2048)
                if answer.startswith(question):
                    return answer
                print("not the answer to this question:", answer)
        print(f"no answer within {ANSWER_TIMEOUT:.2f} s")
    return None


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(ADDRESS)
        print("type a question:")
        for number, line in enumerate(sys.stdin, start=1):
            # 编号让每个问题独一无二 | the number makes each question unlike any other
            answer = ask(sock, f"{number}. {line.strip()}".encode())
            print("answer:", answer or f"none after {ATTEMPTS} attempts")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
