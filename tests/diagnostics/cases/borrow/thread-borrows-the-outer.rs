pub fn run() {
    let n = 1;
    with!(conn() as t => {
        t.touch();
        std::thread::spawn(|| println!("{n}"));
    });
}
