//! Locks.

use std::sync::{Arc, Mutex, RwLock, TryLockError};
use std::thread;

use scoped_core::{Poisoned, capture_unraised, on_exit, reading, with};

use crate::{Way, ended};

fn is_locked<T>(lock: &Mutex<T>) -> bool {
    matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
}

#[test]
fn a_mutex_is_locked_for_the_body() {
    let sum = Mutex::new(40);
    let done = with!(&sum as mut held => {
        *held += 2;
        assert!(is_locked(&sum));
        *held
    });
    assert_eq!(done, Ok(42));
    assert!(!is_locked(&sum));
}

#[test]
fn a_mutex_is_locked_without_a_name_too() {
    let lock = Mutex::new(());
    with!(&lock => { assert!(is_locked(&lock)); }).unwrap();
    with!(&lock as _ => { assert!(is_locked(&lock)); }).unwrap();
    assert!(!is_locked(&lock));
}

#[test]
fn a_mutex_is_released_before_an_outer_manager_exits() {
    let lock = Mutex::new(());
    let callback = on_exit(|_| assert!(!is_locked(&lock)));
    with!(callback, &lock as _held => { assert!(is_locked(&lock)); }).unwrap();
}

#[test]
fn a_mutex_is_poisoned_by_a_panic_and_by_nothing_else() {
    for (way, with) in [
        (Way::Succeeds, "Ok(())"),
        (Way::Fails, "failed"),
        (Way::LeavesUnseen, "left"),
    ] {
        let lock = Mutex::new(());
        let (ended, _) = capture_unraised(|| ended!(way, &lock));
        assert_eq!((&*ended, lock.is_poisoned()), (with, false), "{way:?}");
    }
    let lock = Mutex::new(1);
    assert_eq!(ended!(Way::Panics, &lock), "panicked");
    assert!(lock.is_poisoned());
    assert_eq!(
        with!(&lock => { unreachable!("it is poisoned") }),
        Err(Poisoned)
    );
    lock.clear_poison();
    assert_eq!(with!(&lock as number => { *number }), Ok(1));
}

#[test]
fn the_error_leaves_the_function_and_the_thread() {
    let lock = Arc::new(Mutex::new(1));
    let there = Arc::clone(&lock);
    let read = move || -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
        Ok(with!(&*there as number => { *number })?)
    };
    assert_eq!(ended!(Way::Panics, &*lock), "panicked");
    let error = thread::spawn(read).join().unwrap().unwrap_err();
    assert!(error.is::<Poisoned>());
}

#[test]
fn many_threads_take_turns() {
    let sum = Mutex::new(0);
    thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                for _ in 0..1000 {
                    with!(&sum as mut sum => { *sum += 1; }).unwrap();
                }
            });
        }
    });
    assert_eq!(sum.into_inner().unwrap(), 4000);
}

#[test]
fn a_lock_is_written_by_one() {
    let words = RwLock::new(vec!["one"]);
    let done = with!(&words as mut held => {
        held.push("two");
        assert!(matches!(words.try_read(), Err(TryLockError::WouldBlock)));
    });
    assert_eq!(done, Ok(()));
    assert_eq!(words.into_inner().unwrap(), ["one", "two"]);
}

#[test]
fn a_lock_is_read_by_many() {
    let words = RwLock::new(vec!["one"]);
    let reader = reading(&words);
    let length = with!((reader, reader) as (first, second) => {
        assert!(matches!(words.try_write(), Err(TryLockError::WouldBlock)));
        first.len() + second.len()
    });
    assert_eq!(length, Ok(2));
    assert!(words.try_write().is_ok());
}

#[test]
fn a_lock_is_poisoned_by_a_writer_that_panics() {
    let lock = RwLock::new(1);
    assert_eq!(ended!(Way::Panics, reading(&lock)), "panicked");
    assert_eq!(with!(reading(&lock) as number => { *number }), Ok(1));
    assert_eq!(ended!(Way::Panics, &lock), "panicked");
    assert_eq!(with!(reading(&lock) => {}), Err(Poisoned));
    assert_eq!(with!(&lock => {}), Err(Poisoned));
}
