-- Which changes touched what a page shows: asked by the desk. Without the list of entries to be put in later: it would
-- have to be read from end to end each time, and nobody clears it on the embedded database.
CREATE INDEX "PublicChange_tags_idx" ON "PublicChange" USING GIN ("tags") WITH (fastupdate = off);
