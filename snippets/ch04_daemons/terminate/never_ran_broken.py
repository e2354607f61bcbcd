import multiprocessing
import time


def work():
    # 让“启动得慢”必然发生 | makes a slow start certain
    time.sleep(60)
    print("child: I have a name,", multiprocessing.current_process().name)


def main():
    process = multiprocessing.Process(target=work, name="nezha")
    process.start()
    process.terminate()
    process.join()
    print("main: exit code", process.exitcode)


if __name__ == "__main__":
    main()
