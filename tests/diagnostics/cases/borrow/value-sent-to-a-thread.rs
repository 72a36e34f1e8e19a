pub fn run() {
    with!(conn() as t => { std::thread::spawn(move || t.touch()); });
}
