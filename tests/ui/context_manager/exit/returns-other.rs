use scoped_core::context_manager;

struct Pool;

struct Answer;

#[context_manager]
impl Pool {
    fn enter(&mut self) -> Result<(), u8> {
        Ok(())
    }
    fn exit(self) -> Answer {
        Answer
    }
}

fn main() {}
