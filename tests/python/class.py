class Timer:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print(f"start {self.name}")
        return self

    def __exit__(self, kind, error, trace):
        print(f"stop {self.name}: {error or 'completed'}")


with Timer("a") as timer:
    print(f"inside {timer.name}")
try:
    with Timer("b"):
        raise ValueError("no such row")
except ValueError as error:
    print(f"caught {error}")
