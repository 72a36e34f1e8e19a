//! The contract, and ways to get it wrong.

/// The contract, or one way to get it wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    AsWritten,
    ExitBeforeLocals,
    ValueOutlivesExit,
    ErrInTheTailIsSuccess,
    ReturnErrIsSuccess,
    QuestionMarkIsSuccess,
    QuestionMarkBeforeConversion,
    BreakIsFailure,
    UnseenIsSuccess,
    JumpIsNeverGivenUp,
    NothingIsSuppressed,
    SuccessIsSuppressed,
    ExitErrorReplacesTheBodys,
    UnraisedIsLost,
    InnerExitErrorIsOuterSuccess,
    InnerSuppressionIsOuterFailure,
    FailedEnterIsExited,
    FailedEnterIsOuterSuccess,
    SecondPanicWins,
    PanicSkipsExit,
    /// As if `exit` could be awaited everywhere.
    NothingIsAbandoned,
    /// As a type that is asked for an `Err` would tell it.
    OuterSeesThroughNoWrapping,
    OuterSeesThroughNoBranch,
    SecondOuterSeesThroughNoBranch,
    TakenOutIsThere,
    OuterSeesThroughNoCfg,
    /// As if a fragment were opaque.
    GivenIsUnseen,
    OuterSeesThroughNoFragment,
    /// As if a macro of the user's were expanded before the block around it.
    MacroIsSeenThrough,
    MadeIsSeen,
    NamedIsUnseen,
    /// As if a macro did what its name says.
    KnownNameIsTrusted,
    /// As if labels of one name were the same.
    TwinIsItself,
    StackIsFirstInFirstOut,
    /// As if the next manager in a stack were not told what the one before it has made of the body's end.
    StackTellsTheBodysEnd,
}

impl Rule {
    pub const WRONG: [Self; 34] = [
        Self::ExitBeforeLocals,
        Self::ValueOutlivesExit,
        Self::ErrInTheTailIsSuccess,
        Self::ReturnErrIsSuccess,
        Self::QuestionMarkIsSuccess,
        Self::QuestionMarkBeforeConversion,
        Self::BreakIsFailure,
        Self::UnseenIsSuccess,
        Self::JumpIsNeverGivenUp,
        Self::NothingIsSuppressed,
        Self::SuccessIsSuppressed,
        Self::ExitErrorReplacesTheBodys,
        Self::UnraisedIsLost,
        Self::InnerExitErrorIsOuterSuccess,
        Self::InnerSuppressionIsOuterFailure,
        Self::FailedEnterIsExited,
        Self::FailedEnterIsOuterSuccess,
        Self::SecondPanicWins,
        Self::PanicSkipsExit,
        Self::NothingIsAbandoned,
        Self::OuterSeesThroughNoWrapping,
        Self::OuterSeesThroughNoBranch,
        Self::SecondOuterSeesThroughNoBranch,
        Self::TakenOutIsThere,
        Self::OuterSeesThroughNoCfg,
        Self::GivenIsUnseen,
        Self::OuterSeesThroughNoFragment,
        Self::MacroIsSeenThrough,
        Self::MadeIsSeen,
        Self::NamedIsUnseen,
        Self::KnownNameIsTrusted,
        Self::TwinIsItself,
        Self::StackIsFirstInFirstOut,
        Self::StackTellsTheBodysEnd,
    ];
}
