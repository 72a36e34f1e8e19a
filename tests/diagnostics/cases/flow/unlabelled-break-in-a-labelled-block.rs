pub fn run(empty: bool) {
    'done: {
        with!(conn() as t => {
            t.touch();
            if empty { break 'done; }
            break;
        });
    }
}
