import multiprocessing

PARTS = {
    "create": "Process active_children current_process parent_process freeze_support",
    "exchange": "Pipe Queue SimpleQueue JoinableQueue",
    "synchronise": "Lock RLock Semaphore BoundedSemaphore Condition Event Barrier",
    "share": "Value Array RawValue RawArray Manager",
    "pool": "Pool",
    "choose how to start": "get_context get_start_method set_start_method get_all_start_methods",
}


def main() -> None:
    public = set(multiprocessing.__all__)
    for part, names in PARTS.items():
        # 名字不在其中，就是 KeyError | a name that is not among them is a KeyError
        for name in names.split():
            public.remove(name)
        print(f"{part}: {names}")
    print("other:", *sorted(public))


if __name__ == "__main__":
    main()
