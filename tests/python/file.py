import os
import tempfile
from contextlib import contextmanager


@contextmanager
def written(path):
    file = open(path, "w")
    try:
        yield file
    finally:
        file.close()
        print(f"closed {os.path.getsize(path)}")


path = os.path.join(tempfile.mkdtemp(), "notes")
with written(path) as file:
    file.write("one\n")
    file.write("two\n")
with open(path) as file:
    for line in file:
        print(line.strip())
