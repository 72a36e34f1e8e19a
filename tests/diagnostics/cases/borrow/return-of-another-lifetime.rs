pub fn run<'a, 'b>(a: &'a str, b: &'b str) -> &'a str {
    with!(conn() as t => { t.touch(); if a.is_empty() { return b; } a })
}
