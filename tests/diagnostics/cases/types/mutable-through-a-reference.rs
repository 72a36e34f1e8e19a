pub fn run() {
    with!(Lends(&1) as t => { *t = 2; });
}
