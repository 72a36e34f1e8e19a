pub fn run() {
    with!(conn() as t => { use std::collections::HashMap; t.touch(); });
}
