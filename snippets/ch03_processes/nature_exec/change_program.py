import os


def main() -> None:
    print(f"process {os.getpid()} runs Python", flush=True)
    # 换一个程序，进程还是这一个 | another program, the same process
    os.execl("/bin/sh", "sh", "-c", 'echo "process $$ runs the shell"')
    print("never reached")


if __name__ == "__main__":
    main()
