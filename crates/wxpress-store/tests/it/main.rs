//! The contract of the store: one suite, run on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod database;
mod jobs;
mod ledger;
mod sealing;
mod sources;
mod sqlite_files;
mod starting;
mod tokens;
mod uploads;
mod videos;
mod webhooks;

macro_rules! on_both_databases {
    ($($module:ident { $($test:ident,)* })*) => {
        mod sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread")]
                async fn $test() {
                    crate::database::with_sqlite(crate::$module::$test).await;
                })*
            })*
        }
        mod postgres {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread")]
                async fn $test() {
                    crate::database::with_postgres(crate::$module::$test).await;
                })*
            })*
        }
    };
}

on_both_databases! {
    accounts {
        an_account_is_found_as_it_was_inserted,
        the_first_account_is_the_default_until_another_takes_it,
        a_taken_name_or_appid_is_a_conflict,
        a_change_leaves_the_other_fields,
        what_is_not_there_is_neither_changed_nor_deleted,
        the_oldest_account_left_inherits_the_default,
        there_is_one_default_whatever_happens_at_once,
        a_nul_character_is_refused,
    }
    tokens {
        a_token_of_any_length_is_found_again,
        a_lease_keeps_other_owners_out_until_it_is_released,
        an_expired_lease_is_taken_over,
        only_the_holder_of_the_last_fence_saves,
        fences_grow_whatever_the_clock_says,
        one_of_many_owners_gets_the_lease,
        rows_without_use_go_and_fences_grow_on,
    }
    uploads {
        an_upload_is_found_by_all_of_its_key,
        saving_again_replaces,
        a_dead_media_id_is_forgotten_everywhere,
    }
    webhooks {
        a_telling_is_tried_until_it_is_taken,
        a_jobs_end_is_told_with_it_or_not_at_all,
        a_callback_is_its_accounts,
        a_push_is_known_again,
        a_permission_is_forgotten_in_time,
    }
    videos {
        a_video_is_one_row_for_each_account,
        acknowledged_blocks_are_kept_until_the_upload_starts_anew,
        one_of_many_takes_a_video_to_its_next_state,
        one_of_many_starts_a_video_anew,
        a_late_word_does_not_move_an_upload_started_anew,
        a_saved_video_lets_go_of_its_file,
    }
    jobs {
        a_job_is_taken_when_its_time_has_come,
        the_job_of_a_dead_worker_goes_to_the_next,
        a_job_that_waits_is_left_alone_until_then,
        a_request_makes_its_jobs_once,
        a_jobs_secret_is_gone_at_its_end,
        a_job_can_be_taken_back_and_retried,
        steps_say_where_to_go_on,
        many_workers_in_two_processes_do_each_job_once,
        jobs_are_listed_newest_first,
        jobs_of_one_turn_come_one_after_the_other,
        a_scheduled_job_lets_newer_ones_of_its_turn_pass,
        a_job_takes_the_place_of_scheduled_ones,
        a_job_goes_on_when_what_it_awaits_comes,
        calls_of_a_day_are_counted,
        attachments_are_needed_until_no_job_can_go_on,
    }
    sources {
        a_source_is_what_it_became_last,
    }
    ledger {
        a_call_is_an_intent_until_its_outcome,
        an_unknown_outcome_may_be_settled_and_a_settled_one_stays,
        words_for_people_are_cut_and_never_refused,
        filters_and_pages_give_the_newest_first,
        done_calls_of_a_day_are_counted,
    }
    sealing {
        no_secret_stands_in_the_database,
        no_secret_shows_in_debug,
        a_changed_value_does_not_open,
        a_value_moved_to_another_row_does_not_open,
        another_key_is_refused_at_the_door,
    }
    starting {
        many_start_at_once_on_an_empty_database,
        rows_outlive_the_process,
        a_database_of_the_first_version_is_brought_up,
        a_newer_database_is_refused,
        ping_tells_whether_writes_go_through,
        two_hundred_writers_in_two_processes_all_succeed,
    }
}
