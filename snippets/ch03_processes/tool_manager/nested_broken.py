from multiprocessing import Manager, Process


def sign(guests):
    guests["names"].append("alice")


def main():
    with Manager() as manager:
        guests = manager.dict(names=[])
        child = Process(target=sign, args=(guests,))
        child.start()
        child.join()
        print(guests["names"], "exit code", child.exitcode)


if __name__ == "__main__":
    main()
