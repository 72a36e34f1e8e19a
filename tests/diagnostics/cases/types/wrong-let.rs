pub fn run() {
    with!(conn() as t => {
        let id: String = t.id;
        drop(id);
    });
}
