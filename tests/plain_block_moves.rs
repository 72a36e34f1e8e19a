//! A plain block otherwise: moves, late initialisation, borrows, drops.

#![allow(clippy::all, unused, reason = "the bodies are odd on purpose")]

mod support;

use support::errors::{fail, give};
use support::same::{same, same_infallible};
use support::{Local, Oops, local, note, yes};

same! {
    a_move_out_of_the_surroundings() -> String {
        let text = String::from("text");
        block! { text }
    }
}

same_infallible! {
    /// What a jump's path moves is still there behind the block.
    a_move_on_the_path_of_return() -> Vec<String> {
        let list = vec![String::from("one")];
        block! { if !yes() { return list; } note("stays"); }
        list
    }
}

same_infallible! {
    a_move_on_the_path_of_question_mark() -> Result<String, String> {
        let text = String::from("text");
        block! { if !yes() { return Err(text)?; } }
        Ok(text)
    }
}

same_infallible! {
    a_move_on_the_path_of_a_labelled_break() -> String {
        let text = String::from("text");
        let found = 'found: {
            block! { if !yes() { break 'found text; } }
            let mut text = text;
            text.push('!');
            text
        };
        found
    }
}

same_infallible! {
    a_move_on_the_path_of_a_labelled_break_out_of_a_loop() -> String {
        let text = String::from("text");
        'rounds: loop {
            block! { if !yes() { drop(text); break 'rounds; } }
            return text;
        }
        String::new()
    }
}

same_infallible! {
    a_move_on_the_path_of_a_labelled_continue() -> usize {
        let mut lengths = 0;
        'texts: for text in [String::from("a"), String::from("bc")] {
            block! { if text.len() == 1 { drop(text); continue 'texts; } }
            lengths += text.len();
        }
        lengths
    }
}

same_infallible! {
    /// The unlabelled jump of a loop that stands in the body.
    a_move_on_the_path_of_an_inner_break() -> String {
        block! {
            let text = String::from("text");
            loop {
                if !yes() { drop(text); break; }
                return text;
            }
            String::new()
        }
    }
}

same! {
    moves_in_both_branches() -> (usize, usize) {
        let text = String::from("text");
        block! { if yes() { (text.len(), drop(text)).0 } else { drop(text); 1 }; };
        (1, 2)
    }
}

same_infallible! {
    late_initialisation() -> u32 {
        let value;
        block! { value = 7; }
        value
    }
}

same_infallible! {
    late_initialisation_in_two_branches() -> String {
        let text;
        block! { if yes() { text = String::from("yes"); } else { text = String::from("no"); } }
        text
    }
}

same_infallible! {
    late_initialisation_but_on_the_path_of_return() -> u32 {
        let value;
        block! { if !yes() { return 1; } value = 7; }
        value
    }
}

same_infallible! {
    late_initialisation_but_on_the_path_of_question_mark() -> Result<u32, Oops> {
        let value;
        block! { value = give(7)?; }
        Ok(value)
    }
}

same_infallible! {
    late_initialisation_but_on_the_path_of_a_labelled_break() -> u32 {
        'out: {
            let value;
            block! { if !yes() { break 'out 1; } value = 7; }
            value
        }
    }
}

same_infallible! {
    late_initialisation_on_the_path_of_a_labelled_break() -> u32 {
        let value;
        'out: {
            block! { value = 7; if yes() { break 'out; } }
            return 1;
        }
        value
    }
}

same_infallible! {
    late_initialisation_in_an_inner_loop() -> u32 {
        let value;
        block! {
            loop {
                if yes() { value = 7; break; }
            }
        }
        value
    }
}

same! {
    a_mutable_borrow_of_the_surroundings() -> Vec<u32> {
        let mut list = vec![1];
        block! { list.push(2); let last = list.last_mut().unwrap(); *last += 1; }
        list.push(4);
        list
    }
}

same! {
    a_borrow_that_leaves_with_the_value() -> usize {
        let list = vec![String::from("one"), String::from("two")];
        let longest = block! { list.iter().max_by_key(|text| text.len()).unwrap() };
        longest.len()
    }
}

same! {
    a_mutable_borrow_that_leaves_with_the_value() -> Vec<u32> {
        let mut list = vec![1, 2];
        let first = block! { let (first, _rest) = list.split_first_mut().unwrap(); first };
        *first = 7;
        list
    }
}

same! {
    a_borrow_that_leaves_with_return() -> String {
        fn first<'a>(texts: &'a mut Vec<String>) -> &'a mut String {
            block! { if yes() { return &mut texts[0]; } }
            unreachable!()
        }
        let mut texts = vec![String::from("one")];
        first(&mut texts).push('!');
        texts.remove(0)
    }
}

same! {
    a_borrow_that_leaves_with_question_mark() -> usize {
        fn check(text: &str) -> Result<usize, &str> {
            let number = block! { if text.len() > 2 { Err(text)? } else { text.len() } };
            Ok(number)
        }
        check("long").unwrap_err().len() + check("s").unwrap()
    }
}

same! {
    locals_with_a_drop_in_order() -> u32 {
        let _before = local("before");
        let value = block! {
            let _one = local("one");
            let _two = local("two");
            { let _three = local("three"); }
            note("end");
            7
        };
        note("behind");
        value
    }
}

same! {
    a_local_that_is_the_value() -> Local {
        block! { let one = local("one"); let _two = local("two"); one }
    }
}

same! {
    a_local_in_an_error_that_leaves() -> Result<u32, Local> {
        let value = block! { let one = local("one"); let _two = local("two"); Err::<u32, _>(one)? };
        Ok(value)
    }
}

same! {
    assignment_drops_the_old_value() -> Local {
        let mut kept = local("old");
        block! { kept = local("new"); note("assigned"); }
        kept
    }
}

same! {
    underscore_drops_at_once() -> () {
        block! { let _ = local("at once"); let _kept = local("kept"); note("end"); }
    }
}

same! {
    temporaries_of_a_statement() -> usize {
        struct Holder(Local);
        impl Holder { fn length(&self) -> usize { self.0.0.len() } }
        block! { let length = Holder(local("temporary")).length(); note("behind"); length }
    }
}

same! {
    temporaries_of_a_match_scrutinee() -> usize {
        struct Holder(Local);
        impl Holder { fn name(&self) -> &'static str { self.0.0 } }
        block! {
            match Holder(local("scrutinee")).name() { name => { note("arm"); name.len() } }
        }
    }
}

same! {
    /// In edition 2024 they end before the locals, in a plain block and here.
    temporaries_of_the_tail() -> usize {
        use std::cell::RefCell;
        block! {
            let cell = RefCell::new(vec![local("in the cell")]);
            cell.borrow().len()
        }
    }
}

same! {
    the_order_of_drops_of_the_tails_temporaries() -> usize {
        struct Holder(Local);
        impl Holder { fn length(&self) -> usize { self.0.0.len() } }
        block! { let _kept = local("kept"); Holder(local("temporary")).length() }
    }
}

same! {
    temporaries_of_the_operand_of_question_mark() -> Result<u32, Oops> {
        struct Holder(Local);
        impl Holder { fn give(&self) -> Result<u32, Oops> { give(7) } fn fail(&self) -> Result<u32, Oops> { fail(1) } }
        block! {
            let _kept = local("kept");
            let one = Holder(local("one")).give()?;
            note("between");
            let two = Holder(local("two")).fail()?;
            Ok(one + two)
        }
    }
}

same! {
    temporaries_of_the_operand_of_question_mark_live_through_the_statement() -> Result<usize, Oops> {
        struct Holder(Local);
        impl Holder { fn name(&self) -> Result<&Local, Oops> { Ok(&self.0) } }
        block! {
            let length = { let length = Holder(local("one")).name()?.0.len(); length };
            note("behind");
            Ok(length)
        }
    }
}

same! {
    a_temporary_whose_life_is_extended() -> usize {
        block! { let text = &String::from("extended"); let list = &mut vec![1]; list.push(2); text.len() + list.len() }
    }
}

same! {
    a_loop_that_moves_and_puts_back() -> String {
        let mut text = String::from("a");
        for _ in 0..3 {
            block! { let taken = text; text = taken + "b"; }
        }
        text
    }
}

same! {
    partial_moves() -> (String, String) {
        let pair = (String::from("left"), String::from("right"));
        let left = block! { pair.0 };
        (left, pair.1)
    }
}

same! {
    a_reborrow_of_a_parameter() -> Vec<u32> {
        fn push(list: &mut Vec<u32>) -> &mut Vec<u32> {
            block! { list.push(1); }
            block! { let again = &mut *list; again.push(2); }
            list
        }
        push(&mut vec![0]).clone()
    }
}
