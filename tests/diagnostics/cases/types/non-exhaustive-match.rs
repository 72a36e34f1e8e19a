pub fn run() {
    with!(conn() as t => {
        match t.find(1) {
            Some(_) => {}
        }
    });
}
