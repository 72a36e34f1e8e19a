pub fn run() -> impl Fn() -> u32 {
    with!(conn() as t => { move || t.id })
}
