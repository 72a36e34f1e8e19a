pub fn run() {
    with!(conn() as t => { let myId = t.id; drop(myId); });
}
