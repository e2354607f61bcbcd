import contextlib
import io
from multiprocessing import Queue


def main() -> None:
    queue = Queue()
    with contextlib.redirect_stderr(io.StringIO()) as errors:
        # 生成器不能序列化 | a generator cannot be pickled
        queue.put(number for number in range(3))
        print("put() has returned, no exception")
        queue.put("the next item")
        print("received:", queue.get())
    # 线程打印的回溯，最后一行 | the traceback that the thread printed, its last line
    print("on stderr:", errors.getvalue().splitlines()[-1])


if __name__ == "__main__":
    main()
