from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

SIZE = 1_000_000


def fill(name, start, stop, value):
    block = SharedMemory(name)
    block.buf[start:stop] = bytes([value]) * (stop - start)
    block.close()


def main():
    half = SIZE // 2
    block = SharedMemory(create=True, size=SIZE)
    try:
        parts = [(0, half, 1), (half, SIZE, 2)]
        children = [Process(target=fill, args=(block.name, *part)) for part in parts]
        for child in children:
            child.start()
        for child in children:
            child.join()
        content = bytes(block.buf[:SIZE])
        print("ones:", content.count(1), "twos:", content.count(2))
        print("in order:", content == b"\x01" * half + b"\x02" * half)
    finally:
        block.close()
        block.unlink()


if __name__ == "__main__":
    main()
