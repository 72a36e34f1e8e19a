from contextlib import contextmanager


@contextmanager
def section(name):
    print(f"begin {name}")
    lines = []
    try:
        yield lines
    finally:
        print(f"end {name} {len(lines)}")


with section("outer") as outer:
    outer.append("one")
    with section("inner") as inner:
        inner.append("two")
        inner.append("three")
    outer.append("four")
