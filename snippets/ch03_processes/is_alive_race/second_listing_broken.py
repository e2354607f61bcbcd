if __name__ == "__main__":
    print("main:", os.getpid())  # noqa: F821
    p = MyProcess(123)  # noqa: F821
    p.start()
    p.terminate()
    print(p.is_alive())
