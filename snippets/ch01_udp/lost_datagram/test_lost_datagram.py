import contextlib
import socket

ADDRESS = ("127.0.0.1", 9181)


def test_one_lost_datagram_stops_a_client_without_a_time_limit(run):
    """Both sides wait for each other, while a client that asks again is served."""
    server = run("unreliable_server.py", "lose", record="server_loses.txt")
    server.expect("listening, mode: lose")
    stuck = run("client_broken.py", record="client_broken_stuck.txt")
    stuck.expect("type a question:")
    stuck.send("hello?")
    server.expect(r"lost b'hello\?'")
    client = run("client.py", record="client_retries.txt")
    client.expect("type a question:")
    client.send("hello?")
    client.expect("no answer within 1.00 s")
    client.expect(r"answer: b'1. hello\? -> understood'")
    assert "answer" not in stuck.stdout
    client.interrupt()
    stuck.interrupt()
    server.interrupt()


def test_repeated_answer_is_taken_for_the_next_one(run):
    """Without a number in the question, a duplicate passes for the answer to something else."""
    server = run("unreliable_server.py", "repeat")
    server.expect("listening, mode: repeat")
    client = run("client_broken.py", record="client_broken_repeat.txt")
    client.expect("type a question:")
    client.send("first?")
    client.expect(r"answer: b'first\? -> understood'")
    server.expect("answered")
    client.send("second?")
    client.expect(r"answer: b'first\? -> understood'")
    server.expect("answered")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def test_numbered_questions_tell_a_duplicate_from_an_answer(run):
    """The client recognises the late copy by its number and goes on waiting."""
    server = run("unreliable_server.py", "repeat", record="server_repeats.txt")
    server.expect("listening, mode: repeat")
    client = run("client.py", record="client_repeat.txt")
    client.expect("type a question:")
    client.send("first?")
    client.expect(r"answer: b'1. first\? -> understood'")
    server.expect("answered")
    client.send("second?")
    client.expect(r"not the answer to this question: b'1. first\? -> understood'")
    client.expect(r"answer: b'2. second\? -> understood'")
    server.expect("answered")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def test_old_answers_do_not_put_off_the_deadline(run):
    """However many arrive, the client asks again when its second is over."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        server.settimeout(0.1)  # the pause between two old answers
        client = run("client.py")
        client.expect("type a question:")
        client.send("hello?")
        questions, address = [], None
        for _ in range(100):
            with contextlib.suppress(TimeoutError):
                question, address = server.recvfrom(2048)
                questions.append(question)
            if len(questions) == 2:
                break
            if address:
                server.sendto(b"0. goodbye? -> understood", address)
                client.expect(r"not the answer to this question: b'0\. goodbye\? -> understood'")
        assert questions == [b"1. hello?", b"1. hello?"]
        assert "no answer within 1.00 s" in client.stdout
        client.interrupt()


def test_client_gives_up_after_three_attempts(run):
    """A silent server costs three datagrams and three seconds, not a life."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.settimeout(10)
        silent.bind(ADDRESS)
        client = run("client.py", record="client_gives_up.txt")
        client.expect("type a question:")
        client.send("hello?")
        client.expect("answer: none after 3 attempts")
        assert [silent.recv(2048) for _ in range(3)] == [b"1. hello?"] * 3
        client.close_input()
        client.wait(exit_code=0)
