pub fn run(m: &std::sync::Mutex<u32>) {
    with!(conn() as t => { t.touch(); let _ = m.lock(); });
}
