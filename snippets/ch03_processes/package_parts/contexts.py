import multiprocessing
import os

said = []


def child(method: str, main_pid: int) -> None:
    started_by = "main" if os.getppid() == main_pid else "the fork server"
    print(f"{method}: knows {said}, started by {started_by}")


def main() -> None:
    said.append("what main said")
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        process = context.Process(target=child, args=(method, os.getpid()))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
