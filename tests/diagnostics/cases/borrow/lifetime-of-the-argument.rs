pub fn run<'a>(s: &'a str, names: &mut Vec<&'static str>) {
    with!(conn() as t => { t.touch(); names.push(s); });
}
