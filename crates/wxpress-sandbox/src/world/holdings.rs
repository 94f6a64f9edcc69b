//! What an account owns: media, drafts, publications.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use super::comment::Comments;
use super::mass::MassSends;
use super::media::{Draft, Material, MediaKind, TemporaryMedia};
use super::partner::PartnerHoldings;
use super::publication::{Publication, Published};
use super::shelf::Shelf;
use super::sweep::Sweep;

/// The media, drafts and publications of one account. Recorded entry by entry.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    /// Pictures and thumbs: a thumb counts as an image (docs/reference/wechat-api.md §5.1).
    pub(crate) images: Shelf<Arc<Material>>,
    pub(crate) voices: Shelf<Arc<Material>>,
    pub(crate) videos: Shelf<Arc<Material>>,
    pub(crate) news: Shelf<Arc<Draft>>,
    pub(crate) temporary: HashMap<String, Arc<TemporaryMedia>>,
    temporary_sweep: Sweep,
    pub(crate) drafts: Shelf<Arc<Draft>>,
    publications: BTreeMap<u64, Publication>,
    /// Those of them that have not ended, so that calls need not look through all.
    pending: BTreeSet<u64>,
    pub(crate) published: Shelf<Arc<Published>>,
    pub(crate) partner: PartnerHoldings,
    pub(crate) mass: MassSends,
    pub(crate) comments: Comments,
    /// Ids of videos that may be sent in masses.
    pub(crate) mpvideos: BTreeSet<String>,
}

impl Holdings {
    /// Where materials of a kind lie.
    pub(crate) fn shelf(&self, kind: MediaKind) -> &Shelf<Arc<Material>> {
        match kind {
            MediaKind::Image | MediaKind::Thumb => &self.images,
            MediaKind::Voice => &self.voices,
            MediaKind::Video => &self.videos,
        }
    }

    /// Where materials of a kind lie, to change them.
    pub(crate) fn shelf_mut(&mut self, kind: MediaKind) -> &mut Shelf<Arc<Material>> {
        match kind {
            MediaKind::Image | MediaKind::Thumb => &mut self.images,
            MediaKind::Voice => &mut self.voices,
            MediaKind::Video => &mut self.videos,
        }
    }

    /// A permanent picture, voice or video.
    pub(crate) fn find_material(&self, media_id: &str) -> Option<&Arc<Material>> {
        [&self.images, &self.voices, &self.videos].into_iter().find_map(|shelf| shelf.find(media_id))
    }

    /// Takes a permanent picture, voice, video or news off its shelf. Tells whether there was one.
    pub(crate) fn remove_material(&mut self, media_id: &str) -> bool {
        [&mut self.images, &mut self.voices, &mut self.videos]
            .into_iter()
            .any(|shelf| shelf.remove(media_id).is_some())
            || self.news.remove(media_id).is_some()
    }

    /// Adds a temporary medium, and now and then forgets those that have expired.
    pub(crate) fn put_temporary(&mut self, media_id: String, media: Arc<TemporaryMedia>, now: Timestamp) {
        if self.temporary_sweep.is_due(now) {
            self.temporary.retain(|_, media| now < media.expires_at);
        }
        self.temporary.insert(media_id, media);
    }

    /// A temporary medium that is not gone yet.
    pub(crate) fn find_temporary(&self, media_id: &str, now: Timestamp) -> Option<&Arc<TemporaryMedia>> {
        self.temporary.get(media_id).filter(|media| now < media.expires_at)
    }

    /// Adds or changes a publication.
    pub(crate) fn put_publication(&mut self, publication: Publication) {
        if publication.is_pending() {
            self.pending.insert(publication.publish_id);
        } else {
            self.pending.remove(&publication.publish_id);
        }
        self.publications.insert(publication.publish_id, publication);
    }

    pub(crate) fn find_publication(&self, publish_id: u64) -> Option<&Publication> {
        self.publications.get(&publish_id)
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn publications(&self) -> impl Iterator<Item = &Publication> {
        self.publications.values()
    }

    /// Whether a publication or a mass send is due and has not ended.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        let mut pending = self.pending.iter().filter_map(|publish_id| self.publications.get(publish_id));
        pending.any(|publication| publication.due <= now) || self.mass.is_due(now)
    }

    /// Those that are due and have not ended.
    pub(crate) fn due_publications(&self, now: Timestamp) -> Vec<Publication> {
        let pending = self.pending.iter().filter_map(|publish_id| self.publications.get(publish_id));
        pending.filter(|publication| publication.due <= now).cloned().collect()
    }
}
