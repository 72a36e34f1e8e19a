pub fn run() -> Option<u32> {
    with!(conn() as t => {
        let n = match t.find(1) { Some(n) => n, None => return None };
        Some(n.len() as u32)
    })
}
