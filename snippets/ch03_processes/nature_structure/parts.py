import threading
from pathlib import Path

PROC = Path("/proc/self")


def count(name: str) -> int:
    return len(list((PROC / name).iterdir()))


def main() -> None:
    maps, file = (PROC / "maps").read_text(), str((PROC / "exe").readlink())
    # 可以执行（x），不可以改写（没有 w） | may be executed (x) but not written (no w)
    code = [line for line in maps.splitlines() if "r-xp" in line and file in line]
    print("program: its code is in memory,", bool(code))
    print("data: so are its heap and its stack,", "[heap]" in maps and "[stack]" in maps)
    print("control block, kept by the kernel:")
    for line in (PROC / "status").read_text().splitlines():
        if line.startswith(("Pid:", "State:", "Threads:")):
            print(" ", line.replace("\t", " "))
    files = count("fd")
    with Path("notes.txt").open("w"):
        print(f"  open files: {count('fd') - files} more after open()")
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    print(f"  threads: {count('task')} after start()")
    end.set()
    thread.join()


if __name__ == "__main__":
    main()
