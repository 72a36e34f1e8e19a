use scoped_core::{closing_with, with};

struct Archive(Vec<u8>);

impl Archive {
    fn finish(self, sync: bool) {
        drop((self, sync));
    }
}

fn main() {
    with!(closing_with(Archive(Vec::new()), Archive::finish) as archive => {
        archive.0.push(1);
    });
}
