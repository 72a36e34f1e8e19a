pub fn run<'a>(names: &mut Vec<&'a str>) {
    with!(conn() as t => { names.push(t.name()); });
}
