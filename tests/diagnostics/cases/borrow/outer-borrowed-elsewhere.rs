pub fn run(rows: &mut Vec<u32>) {
    let last = rows.last_mut();
    with!(conn() as t => { t.touch(); rows.push(1); });
    drop(last);
}
