//! The diagram engine, and what is made of its drawings.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use merman::svg::{RenderResourcePolicy, SvgEnvironment, SvgPipeline};
use merman::{
    Engine, MermaidConfig, OperationControl, RenderError, RenderOutput, RenderRequest, Renderer, SvgRequest,
};

use super::{DiagramError, theme};
use crate::Drawing;
use crate::css::Effort;
use crate::svg::{Colours, clean, view_box};
use crate::tree::parse;

/// Bytes of source; a diagram that can be read on a phone has a tenth.
const MAX_SOURCE_BYTES: usize = 32 * 1024;

/// Lines or statements of source. Some kinds of diagram cost the square of them.
const MAX_STATEMENTS: usize = 1_000;

/// Bytes that the engine's drawing may have; ours has about a fifth.
const MAX_RAW_BYTES: usize = 2 * 1024 * 1024;

/// Bytes that one drawing may have: more than this is better sent as a picture, or no diagram at all.
const MAX_SVG_BYTES: usize = 256 * 1024;

/// The work that is let in takes a hundredth of it; only a defect of the engine comes here.
const DEADLINE: Duration = Duration::from_secs(10);

pub(super) fn draw(source: &str) -> Result<Drawing, DiagramError> {
    let statements = source.bytes().filter(|byte| matches!(byte, b'\n' | b';')).count();
    if source.len() > MAX_SOURCE_BYTES || statements > MAX_STATEMENTS {
        return Err(DiagramError::TooLarge);
    }
    // Young code on anyone's text: a defect of it costs this diagram, not the article.
    let raw = catch_unwind(AssertUnwindSafe(|| rendered(source))).unwrap_or(Err(DiagramError::Engine))?;
    if raw.len() > MAX_RAW_BYTES {
        return Err(DiagramError::TooLarge);
    }
    let mut tree = parse(&raw).map_err(|_| DiagramError::TooLarge)?;
    let svg = tree.find(tree.root(), &["svg"]).first().copied().ok_or(DiagramError::Engine)?;
    let (width, height) = view_box(&tree, svg).ok_or(DiagramError::Engine)?;
    let cleaned = clean(&mut tree, svg, Colours::Adaptive { ink: theme::INK }, &Effort::default())
        .map_err(|_| DiagramError::TooLarge)?;
    if cleaned.svg.len() > MAX_SVG_BYTES {
        return Err(DiagramError::TooLarge);
    }
    Ok(Drawing { svg: cleaned.svg, width, height, depth: 0.0 })
}

fn rendered(source: &str) -> Result<String, DiagramError> {
    let engine = Engine::new().with_site_config(MermaidConfig::from_value(theme::config()));
    let environment =
        SvgEnvironment::deterministic().with_resource_policy(RenderResourcePolicy::constrained());
    let request =
        SvgRequest { environment, pipeline: Some(SvgPipeline::resvg_safe()), ..SvgRequest::default() };
    let control = OperationControl::new().with_deadline(DEADLINE);
    match Renderer::new().with_engine(engine).render(RenderRequest::svg(source, control, request)) {
        Ok(RenderOutput::Svg(Some(output))) => Ok(output.into_parts().0),
        Ok(_) | Err(RenderError::NoDiagram) => {
            Err(DiagramError::Source("no kind of diagram begins like this".to_owned()))
        }
        Err(RenderError::ResourceLimitExceeded(_) | RenderError::Cancelled(_)) => Err(DiagramError::TooLarge),
        Err(error) => Err(DiagramError::Source(error.to_string())),
    }
}

#[cfg(test)]
mod tests;
