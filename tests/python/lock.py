import threading
from contextlib import contextmanager


@contextmanager
def locked(lock, name):
    with lock:
        print(f"{name} has it")
        yield
    print(f"{name} gave it back")


lock = threading.Lock()
print(lock.locked())
with locked(lock, "ann"):
    print(lock.locked())
print(lock.locked())
with locked(lock, "bob"):
    print(lock.locked())
