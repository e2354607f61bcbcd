from multiprocessing import Process


def shop(basket: list[str]) -> None:
    print("child got", basket)
    basket.append("added by the child")


def main() -> None:
    basket = ["there from the start"]
    process = Process(target=shop, args=(basket,))
    basket.append("added before start()")
    process.start()
    process.join()
    print("main has", basket)


if __name__ == "__main__":
    main()
