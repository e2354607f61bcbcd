from multiprocessing import Process


class Shopper(Process):
    def __init__(self, basket):
        super().__init__()
        self.basket = basket

    def run(self):
        print("buys", self.basket)


def main():
    basket = ["bread"]
    child = Shopper(basket)
    basket.append("milk")
    child.start()
    # 太晚了，start() 已经把它交了出去 | too late: start() has handed it over
    basket.append("eggs")
    child.join()
    print("has", basket)


if __name__ == "__main__":
    main()
