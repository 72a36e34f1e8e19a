pub fn run(empty: bool) -> u32 {
    with!(conn() as t => {
        if empty { t.id }
    })
}
