import hashlib
from multiprocessing import Process, current_process


def fingerprint() -> str:
    return hashlib.sha256(current_process().authkey).hexdigest()


def child(who: str, of_main: str) -> None:
    print(f"{who}: the same key as main: {fingerprint() == of_main}")


def main() -> None:
    inheriting = Process(target=child, args=("inheriting", fingerprint()))
    separate = Process(target=child, args=("separate", fingerprint()))
    separate.authkey = b"a key of its own"
    for process in (inheriting, separate):
        process.start()
        process.join()


if __name__ == "__main__":
    main()
