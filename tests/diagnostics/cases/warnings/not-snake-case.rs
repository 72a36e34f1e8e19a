pub fn run() {
    with!(conn() as myConn => { myConn.touch(); });
}
