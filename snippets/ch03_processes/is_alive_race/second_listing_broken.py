if __name__ == "__main__":
    print("main:", os.getpid())
    p = MyProcess(123)
    p.start()
    p.terminate()
    print(p.is_alive())
