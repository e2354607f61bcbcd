import os
import signal
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def buy(office, dies):
    office.send("reserve")
    if dies == "early":
        os.kill(os.getpid(), signal.SIGKILL)
    if office.recv() == "reserved":
        if dies == "late":
            os.kill(os.getpid(), signal.SIGKILL)
        office.send("pay")


def sell(count, buyers):
    reserved, paid = set(), 0
    while buyers:
        for buyer in wait(buyers):
            try:
                if buyer.recv() == "pay":
                    reserved.remove(buyer)
                    paid += 1
                elif count > 0:
                    count -= 1
                    reserved.add(buyer)
                    buyer.send("reserved")
                else:
                    buyer.send("sold out")
            except (EOFError, OSError):
                # 走了；留着的票退回来 | gone: a ticket still reserved comes back
                buyers.remove(buyer)
                count += buyer in reserved
    print(f"{paid} paid, {count} left")


def main() -> None:
    buyers, processes = [], []
    for dies in ("early", "late", "never", "never"):
        ours, theirs = Pipe()
        processes.append(Process(target=buy, args=(theirs, dies)))
        processes[-1].start()
        # 现在就关，下一个子进程就不会复制它 | closed now: the next child gets no copy of it
        theirs.close()
        buyers.append(ours)
    sell(5, buyers)
    for process in processes:
        process.join()
    print("exit codes", [process.exitcode for process in processes])


if __name__ == "__main__":
    main()
