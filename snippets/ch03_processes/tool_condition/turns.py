from multiprocessing import Condition, Process, Value


def speak(number, changed, turn):
    with changed:
        changed.wait_for(lambda: turn.value == number)
        print("number", number)
        turn.value += 1
        changed.notify_all()


def main():
    changed = Condition()
    # 条件自带锁，这里不用再要一把 | the condition brings a lock, no need for another
    turn = Value("i", 1, lock=False)
    # 倒着启动 | started in reverse
    speakers = [Process(target=speak, args=(n, changed, turn)) for n in (4, 3, 2, 1)]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()


if __name__ == "__main__":
    main()
