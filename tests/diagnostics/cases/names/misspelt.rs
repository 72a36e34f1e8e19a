pub fn run() {
    with!(conn() as tx => { ty.touch(); });
}
