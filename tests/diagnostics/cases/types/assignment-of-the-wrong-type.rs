pub fn run() {
    let mut id = 1u8;
    with!(conn() as t => { id = t.id; });
    drop(id);
}
