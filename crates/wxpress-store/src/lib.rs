#![doc = include_str!("../README.md")]

mod accounts;
mod callbacks;
mod columns;
mod daily_calls;
mod dialect;
mod error;
mod ids;
mod jobs;
mod ledger;
mod location;
mod master_key;
mod migrations;
mod permissions;
mod postgres;
mod private_file;
mod seal;
mod sources;
mod sqlite;
mod store;
mod tokens;
mod uploads;
mod videos;
mod webhooks;

pub use accounts::{Account, AccountChange, NewAccount};
pub use callbacks::Callback;
pub use daily_calls::DailyCalls;
pub use error::{Error, Result};
pub use ids::{AccountId, CallId, DeliveryId, JobId, VideoId, WebhookId};
pub use jobs::{
    Claim, Job, JobFilter, JobState, Lease, NewJob, NewRequest, NewStep, Pause, Step, StepOutcome, StepState,
    Submitted,
};
pub use ledger::{Call, CallFilter, CallOutcome, CallState, NewCall};
pub use master_key::MasterKey;
pub use permissions::Permission;
pub use sources::{Source, SourceKey};
pub use store::Store;
pub use tokens::StoredToken;
pub use uploads::{Upload, UploadKey, UploadKind};
pub use videos::{NewVideo, Video, VideoKey, VideoState};
pub use webhooks::{Delivery, DeliveryOutcome, DeliveryState, NewDelivery, Webhook};
