pub fn run(empty: bool) -> u32 {
    'done: {
        with!(conn() as t => {
            t.touch();
            if empty { break 'done "none"; }
        });
        1
    }
}
