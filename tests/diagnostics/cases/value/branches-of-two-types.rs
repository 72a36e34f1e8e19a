pub fn run(empty: bool) {
    let _ = with!(conn() as t => {
        if empty { t.id } else { "none" }
    });
}
