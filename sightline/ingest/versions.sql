-- step: seen_in_order
-- Each sighting of a row, in order; whether it says something new, or comes after the row was gone.
-- in: seen, next_full
-- out: seen_in_order
WITH with_next AS (
    SELECT seen.*, next_full.gone_part, next_full.gone_rank,
           lead(seen.batch_rank) OVER one_row AS next_rank, lag(content) OVER one_row AS content_before
    FROM seen LEFT JOIN next_full USING (scope, batch_rank)
    WINDOW one_row AS (PARTITION BY row_id ORDER BY place)
),
with_gone AS (
    SELECT * EXCLUDE (gone_part, gone_rank, next_rank),
           CASE WHEN gone_rank < next_rank OR next_rank IS NULL THEN gone_part END AS gone_part
    FROM with_next
)
SELECT *, content_before IS NULL OR content_before <> content
          OR lag(gone_part) OVER (PARTITION BY row_id ORDER BY place) IS NOT NULL AS is_new
FROM with_gone
