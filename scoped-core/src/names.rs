//! What managers are called, for those who read a line of a log.

use core::any::type_name;
use core::fmt;

const ROOT: &str = "scoped_core::";

/// Behind the name of a function, in that of a closure or an `async` block in it.
const CLOSURE: &str = "::{{closure}}";

/// The name of a manager's type, or of the function that makes it: its type has no name that anybody has written.
pub(crate) fn manager_name<M>() -> &'static str {
    let name = type_name::<M>();
    let made_by = name
        .strip_prefix("scoped_core::function::")
        .and_then(|name| name.split_once("FunctionManager<"))
        .and_then(|(_, setup)| setup.strip_suffix('>'));
    made_by.map_or(name, |setup| match setup.strip_suffix(">::{{closure}}>") {
        // A future of ours around that of the function.
        Some(arguments) => without_closures(last_of(arguments)),
        None => without_closures(setup),
    })
}

/// The last of some types that are parted by commas.
fn last_of(types: &'static str) -> &'static str {
    let mut depth = 0_usize;
    let comma = types.rmatch_indices(['<', '>', ',']).find(|(_, sign)| {
        match *sign {
            ">" => depth += 1,
            "<" => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    comma.map_or(types, |(at, _)| types[at + 1..].trim_start())
}

/// The name of the function that a closure or an `async` block is in.
#[cfg(feature = "std")]
pub(crate) fn function_name<F>() -> &'static str {
    without_closures(type_name::<F>())
}

fn without_closures(name: &'static str) -> &'static str {
    let mut name = name;
    while let Some(outer) = name.strip_suffix(CLOSURE) {
        name = outer;
    }
    name
}

/// A type's name without the modules of this crate, since what is public is at its root.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((before, behind)) = rest.split_once(ROOT) {
            f.write_str(before)?;
            f.write_str(ROOT)?;
            rest = behind;
            // Of a crate whose name ends in that of this one, the modules are shown.
            let is_ours = !before.ends_with(|last: char| last == '_' || last.is_alphanumeric());
            while let Some((_, item)) = rest
                .split_once("::")
                .filter(|(module, _)| is_ours && is_module(module))
            {
                rest = item;
            }
        }
        f.write_str(rest)
    }
}

fn is_module(name: &str) -> bool {
    name.chars()
        .all(|letter| letter == '_' || letter.is_ascii_lowercase())
}
