import os
from multiprocessing import Barrier, Process


def work(all_running):
    print(f"{os.getpid()} is running", flush=True)
    # 等三个进程都到了这里 | until all three processes have come here
    all_running.wait()
    print(f"{os.getpid()} is done", flush=True)


def main() -> None:
    all_running = Barrier(3)
    processes = [Process(target=work, args=(all_running,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
