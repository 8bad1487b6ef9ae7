"""What is asked again is answered from memory, and a memory does not grow without end."""

from notifier.core.memory import Memory


def test_a_question_is_worked_out_once() -> None:
    asked: list[str] = []

    def answer(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = Memory(answer)
    assert [memory["deed"], memory["deed"], memory["act"]] == [4, 4, 3]
    assert asked == ["deed", "act"]


def test_a_full_memory_begins_anew() -> None:
    memory = Memory[int, int](abs, most=3)
    assert [memory[number] for number in range(-7, 0)] == list(range(7, 0, -1))
    assert len(memory) == 1
