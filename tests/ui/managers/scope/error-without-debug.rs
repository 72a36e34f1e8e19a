use scoped_core::{scope, with};

struct Full;

fn main() {
    let done = with!(scope(vec![1], |_, _| Err::<(), _>(Full)) as numbers => {
        numbers.push(2);
    });
    drop(done);
}
