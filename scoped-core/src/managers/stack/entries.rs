//! What a stack holds, and how it grows while parts of it are lent.
//!
//! A block keeps what it is lent from each entry while it adds others, so none of them may move. They are in a chain
//! then: whoever holds its end can add a link, lend what is in that for as long as the chain is, and holds the new end.
//! When nothing is lent any more, the links go to a list.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::Cell;
use core::mem;

#[cfg(feature = "std")]
use super::mailbox::{Mailbox, deliver, mailbox, receive};

/// The entries of a stack; `T` is a box of what exits one.
pub(crate) struct Entries<T> {
    list: Vec<Item<T>>,
    chain: Link<T>,
}

/// One place in a stack.
pub(crate) enum Item<T> {
    /// An entry.
    Entry(T),
    /// What is beneath comes from another stack.
    #[cfg(feature = "std")]
    Received(Mailbox<Vec<Self>>),
}

type Link<T> = Option<Box<Linked<T>>>;

struct Linked<T> {
    added: Added<T>,
    next: Link<T>,
}

/// What was added while parts of the stack are lent.
enum Added<T> {
    /// An entry.
    Entry(T),
    /// What is beneath goes to another stack.
    #[cfg(feature = "std")]
    Popped(Mailbox<Vec<Item<T>>>),
}

/// The end of the chain, to add to.
pub(crate) struct End<'a, T>(Cell<Option<&'a mut Link<T>>>);

impl<T> Entries<T> {
    pub(crate) const fn new() -> Self {
        Self {
            list: Vec::new(),
            chain: None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.chain.is_none()
    }

    pub(crate) fn push(&mut self, entry: T) {
        self.collect();
        self.list.push(Item::Entry(entry));
    }

    /// The last entry.
    pub(crate) fn pop(&mut self) -> Option<T> {
        self.collect();
        loop {
            match self.list.pop()? {
                Item::Entry(entry) => return Some(entry),
                #[cfg(feature = "std")]
                Item::Received(mailbox) => self.list.extend(receive(&mailbox)),
            }
        }
    }

    /// All of them; none are left here.
    pub(crate) fn take(&mut self) -> Self {
        self.collect();
        mem::replace(self, Self::new())
    }

    /// To add entries of which parts are lent.
    pub(crate) fn end(&mut self) -> End<'_, T> {
        self.collect();
        End(Cell::new(Some(&mut self.chain)))
    }

    /// Moves the chain to the list, or to the stacks that were popped: whoever calls this lends nothing from it any
    /// more. One link after the other: were it dropped as a whole, each link would drop the next one, and a long chain
    /// would end the thread's stack.
    fn collect(&mut self) {
        let mut link = self.chain.take();
        // Where that begins which was added since a stack was popped that did not want its part.
        #[cfg(feature = "std")]
        let mut since = 0;
        while let Some(linked) = link {
            let Linked { added, next } = *linked;
            match added {
                Added::Entry(entry) => self.list.push(Item::Entry(entry)),
                #[cfg(feature = "std")]
                Added::Popped(mailbox) => {
                    let items = self.list.split_off(since);
                    if let Err(items) = deliver(&mailbox, items) {
                        self.list.extend(items);
                        since = self.list.len();
                    }
                }
            }
            link = next;
        }
    }
}

impl<'a, T> End<'a, T> {
    /// Adds an entry, and lends it.
    pub(crate) fn push(&self, entry: T) -> &'a mut T {
        match self.add(Added::Entry(entry)) {
            Added::Entry(entry) => entry,
            #[cfg(feature = "std")]
            Added::Popped(_) => unreachable!("it is the entry that was added"),
        }
    }

    /// Marks what is here for the stack that is returned.
    #[cfg(feature = "std")]
    pub(crate) fn pop_all(&self) -> Entries<T> {
        let mailbox = mailbox();
        self.add(Added::Popped(Mailbox::clone(&mailbox)));
        let mut popped = Entries::new();
        popped.list.push(Item::Received(mailbox));
        popped
    }

    fn add(&self, added: Added<T>) -> &'a mut Added<T> {
        let Some(end) = self.0.take() else {
            unreachable!("the end is put back below");
        };
        let Linked { added, next } = &mut **end.insert(Box::new(Linked { added, next: None }));
        self.0.set(Some(next));
        added
    }
}
