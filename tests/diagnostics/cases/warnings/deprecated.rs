#[deprecated(note = "use another")]
pub fn old() {}
pub fn run() {
    with!(conn() as t => { t.touch(); old(); });
}
