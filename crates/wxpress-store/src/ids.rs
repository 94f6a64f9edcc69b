//! Ids of rows.

/// A row id over a UUID v7: ids made later compare greater.
macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            pub(crate) fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }

            /// The id as it stands in a column.
            pub(crate) fn column(self) -> String {
                self.to_string()
            }

            pub(crate) fn from_column(column: &'static str, text: &str) -> $crate::Result<Self> {
                text.parse().map_err(|_| $crate::Error::Corrupt { column })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

row_id! {
    /// Id of a stored account.
    AccountId
}

row_id! {
    /// Id of a call in the ledger.
    CallId
}

row_id! {
    /// Id of a video on its way to WeChat.
    VideoId
}

row_id! {
    /// Id of a job.
    JobId
}

row_id! {
    /// Id of a webhook.
    WebhookId
}

row_id! {
    /// Id of a telling to a webhook.
    DeliveryId
}
