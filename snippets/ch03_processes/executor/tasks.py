from concurrent.futures import ProcessPoolExecutor, as_completed


def main():
    with ProcessPoolExecutor(max_workers=2) as executor:
        print("map:", list(executor.map(pow, [2, 3, 4], [10, 10, 10])))
        texts = {executor.submit(int, text): text for text in ("10", "ten", "20")}
        answers = {}
        for future in as_completed(texts):
            error = future.exception()
            answers[texts[future]] = error or future.result()
    for text, answer in sorted(answers.items()):
        print(f"{text}: {answer}")


if __name__ == "__main__":
    main()
