-- Who in truth started a job, where somebody worked in another's name: what the job changes says so too.
ALTER TABLE jobs ADD by_id bigint;
