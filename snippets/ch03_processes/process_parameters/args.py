from multiprocessing import Process


def order(table: int, *dishes: str, drink: str = "water") -> None:
    print(f"table {table}: {dishes}, {drink}")


def main() -> None:
    positional = Process(target=order, args=(1, "noodles", "soup"))
    named = Process(target=order, args=(2,), kwargs={"drink": "tea"})
    for process in (positional, named):
        process.start()
        process.join()


if __name__ == "__main__":
    main()
