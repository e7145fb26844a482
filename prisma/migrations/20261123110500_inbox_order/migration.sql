-- What waits, in the order of waiting. Under a policy no condition on an enum leads to an index (its comparison is not
-- leakproof), but the condition of a partial index may be met by it.
DROP INDEX "Review_state_submittedAt_id_idx";
CREATE INDEX "Review_submittedAt_id_idx" ON "Review"("submittedAt", "id") WHERE state = 'OPEN';
