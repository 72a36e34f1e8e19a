use scoped_core::{closing_with, with};

struct Archive(Vec<u8>);

impl Archive {
    fn finish(self) {}
}

fn main() {
    let mut archive = Archive(Vec::new());
    with!(closing_with(&mut archive, Archive::finish) as archive => {
        archive.0.push(1);
    });
}
