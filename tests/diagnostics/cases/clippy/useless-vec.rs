pub fn run() {
    with!(conn() as t => { for n in vec![1, t.id] { println!("{n}"); } });
}
