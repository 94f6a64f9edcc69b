//! The steps of jobs, in words.

use wxpress_publish::Code;

/// What a step is called.
pub(crate) fn word(step: &str) -> Code {
    match step {
        "pictures" => Code::StepPictures,
        "cover" => Code::StepCover,
        "draft" => Code::StepDraft,
        "submit" => Code::StepSubmit,
        _ => Code::StepWatch,
    }
}
