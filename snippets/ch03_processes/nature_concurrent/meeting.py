import multiprocessing as mp

PATIENCE = 20  # 秒 | seconds


def attend(name: str, meeting) -> None:
    print(f"{name}: I have come, and wait for the other")
    meeting.wait(PATIENCE)
    print(f"{name}: we are both here")


def main() -> None:
    meeting = mp.Barrier(2)  # 两个都到了才放行 | lets nobody pass before both have come
    children = [mp.Process(target=attend, args=(name, meeting)) for name in ("A", "B")]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
