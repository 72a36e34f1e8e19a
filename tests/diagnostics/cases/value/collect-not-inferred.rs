pub fn run() {
    let r = with!(conn() as t => { t.touch(); [1].into_iter().collect() });
}
