import asyncio
from concurrent.futures import ProcessPoolExecutor


def compute():
    return sum(number * number for number in range(100_000))


async def serve_others(served):
    while True:
        served.append("somebody")
        await asyncio.sleep(0)


async def main():
    served = []
    others = asyncio.create_task(serve_others(served))
    await asyncio.sleep(0)

    before = len(served)
    compute()
    print("computed here, others were served:", len(served) > before)

    with ProcessPoolExecutor(max_workers=1) as pool:
        before = len(served)
        await asyncio.get_running_loop().run_in_executor(pool, compute)
        print("computed in a process, others were served:", len(served) > before)
    others.cancel()


if __name__ == "__main__":
    asyncio.run(main())
