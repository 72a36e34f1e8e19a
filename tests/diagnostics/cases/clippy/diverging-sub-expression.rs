pub fn run() -> bool {
    with!(conn() as t => { t.touch(); true || return false })
}
