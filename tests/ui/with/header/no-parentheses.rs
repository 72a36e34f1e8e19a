fn main() {
    scoped_core::with! timer() as t => {
        t.stop();
    };
}
