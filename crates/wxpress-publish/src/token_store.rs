//! The SDK's tokens, kept sealed in the store.

use std::time::Duration;

use async_trait::async_trait;
use wxpress_store::Store;
use wxpress_wechat::{
    AccessToken, Credential,
    token::{Lease, StoredToken, TokenStore, TokenStoreError},
};

/// Keeps tokens in the store, where every process on the same database finds them.
#[derive(Debug)]
pub(crate) struct SealedTokens(pub(crate) Store);

#[async_trait]
impl TokenStore for SealedTokens {
    async fn load(&self, credential: &Credential) -> Result<Option<StoredToken>, TokenStoreError> {
        let stored = self.0.load_token(&credential.key()).await?;
        Ok(stored.map(|stored| StoredToken {
            token: AccessToken::from(stored.token),
            fetched_at: stored.fetched_at,
            expires_at: stored.expires_at,
        }))
    }

    async fn save_if_newer(
        &self,
        credential: &Credential,
        token: &StoredToken,
        lease: Lease,
    ) -> Result<bool, TokenStoreError> {
        let row = wxpress_store::StoredToken {
            token: token.token.secret().clone(),
            fetched_at: token.fetched_at,
            expires_at: token.expires_at,
        };
        Ok(self.0.save_token(&credential.key(), &row, lease.0).await?)
    }

    async fn lease(
        &self,
        credential: &Credential,
        owner: &str,
        ttl: Duration,
    ) -> Result<Option<Lease>, TokenStoreError> {
        Ok(self.0.lease_token(&credential.key(), owner, ttl).await?.map(Lease))
    }

    async fn release(&self, credential: &Credential, lease: Lease) -> Result<(), TokenStoreError> {
        Ok(self.0.release_token_lease(&credential.key(), lease.0).await?)
    }
}
