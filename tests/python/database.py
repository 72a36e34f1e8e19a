import sqlite3
from contextlib import contextmanager


@contextmanager
def transaction(conn):
    conn.execute("BEGIN")
    try:
        yield conn
    except BaseException:
        conn.execute("ROLLBACK")
        print("rolled back")
        raise
    conn.execute("COMMIT")
    print("committed")


conn = sqlite3.connect(":memory:", isolation_level=None)
conn.execute("CREATE TABLE account (name TEXT UNIQUE)")
with transaction(conn) as tx:
    tx.execute("INSERT INTO account VALUES ('ann')")
try:
    with transaction(conn) as tx:
        tx.execute("INSERT INTO account VALUES ('bob')")
        tx.execute("INSERT INTO account VALUES ('ann')")
except sqlite3.IntegrityError as error:
    print(error)
print(conn.execute("SELECT count(*) FROM account").fetchone()[0])
