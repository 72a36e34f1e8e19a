pub fn run() {
    with!(Lends(vec![1]) as b => { b.push(1); });
}
