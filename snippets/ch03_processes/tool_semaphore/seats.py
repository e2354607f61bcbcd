from multiprocessing import Barrier, Process, Semaphore, Value

SEATS = 2
GUESTS = 6


def visit(seats, inside, most, all_seated):
    with seats:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        # 坐满了才走，保证真有人同时在里面 | leave only when all seats are taken
        all_seated.wait()
        with inside.get_lock():
            inside.value -= 1


def main():
    seats = Semaphore(SEATS)
    inside = Value("i", 0)
    most = Value("i", 0)
    all_seated = Barrier(SEATS)
    shared = (seats, inside, most, all_seated)
    guests = [Process(target=visit, args=shared) for _ in range(GUESTS)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print(f"{GUESTS} guests came, never more than {most.value} at once")


if __name__ == "__main__":
    main()
