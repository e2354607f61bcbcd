import multiprocessing as mp
import os
import signal
import time
from pathlib import Path

PATIENCE = 20  # 秒 | seconds


def live(parent, end) -> None:
    parent.send("ready")
    parent.recv()  # 等消息 | waits for a message
    while not end.value:  # 一直计算 | computes all the time
        pass


def state(pid: int) -> str:
    # 名字里可以有空格和括号，状态在最后一个括号之后 | a name may hold spaces and brackets
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


def show(moment: str, pid: int, expected: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while (found := state(pid)) != expected and time.monotonic() < deadline:
        time.sleep(0.01)
    print(f"{moment}: {found}")


def main() -> None:
    spawn = mp.get_context("spawn")  # 由我们自己生，也由我们收 | ours to start and to reap
    ours, its_end = spawn.Pipe()
    end = spawn.Value("b", 0, lock=False)
    child = spawn.Process(target=live, args=(its_end, end))
    child.start()
    ours.recv()
    show("waits for a message", child.pid, "S")
    ours.send("go")
    show("computes", child.pid, "R")
    os.kill(child.pid, signal.SIGSTOP)
    show("stopped by a signal", child.pid, "T")
    os.kill(child.pid, signal.SIGCONT)
    show("continued", child.pid, "R")
    end.value = 1
    show("has ended", child.pid, "Z")
    child.join()
    print("after join(), still an entry:", Path(f"/proc/{child.pid}").exists())


if __name__ == "__main__":
    main()
