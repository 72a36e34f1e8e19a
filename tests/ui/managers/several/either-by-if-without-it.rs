use scoped_core::{closing, nullcontext, with};

fn pick(own: bool) {
    with!(if own { closing(1) } else { nullcontext(1) } as number => {
        println!("{number}");
    });
}

fn main() {
    pick(true);
}
