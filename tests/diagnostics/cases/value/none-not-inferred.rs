pub fn run() {
    let r = with!(conn() as t => { t.touch(); None });
}
