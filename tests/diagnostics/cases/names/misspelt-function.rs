pub fn run() {
    with!(conn() as t => { t.touch(); sendd(1); });
}
