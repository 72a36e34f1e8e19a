pub fn run() {
    with!(conn() as t => { send(t.touch()); });
}
