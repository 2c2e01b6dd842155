-- Letters that Unicode knows no plain letter of are searched as what people type who lack them: Gross finds Groß, Soren Søren.
CREATE OR REPLACE FUNCTION searchable(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN octet_length(value) = length(value) THEN lower(regexp_replace(value, '[''`]', '', 'g'))
	ELSE translate(
		replace(replace(replace(replace(
			lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f''\u2019`]', '', 'g')),
			'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
		'øłđðħı', 'olddhi') END
$$;--> statement-breakpoint
UPDATE lead_search SET text = lead_search_text(name, email, aliases, phone, postcode)
FROM leads
WHERE leads.workspace_id = lead_search.workspace_id AND leads.id = lead_search.lead_id AND text ~ '[ßæœþøłđðħı]';--> statement-breakpoint
-- One row for each stage, source and owner that a statement takes leads from or to, instead of two for each lead.
CREATE FUNCTION note_moved_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO lead_counts (workspace_id, stage_id, source, owner_id, delta)
	SELECT workspace_id, stage_id, source, owner_id, sum(delta) FROM (
		SELECT workspace_id, stage_id, source, owner_id, -1 AS delta FROM former
		UNION ALL
		SELECT workspace_id, stage_id, source, owner_id, 1 FROM changed
	) AS moved GROUP BY workspace_id, stage_id, source, owner_id HAVING sum(delta) <> 0;
	RETURN NULL;
END $$;--> statement-breakpoint
DROP TRIGGER leads_note_moved ON leads;--> statement-breakpoint
CREATE TRIGGER leads_note_moved AFTER UPDATE ON leads REFERENCING OLD TABLE AS former NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION note_moved_leads();--> statement-breakpoint
DROP FUNCTION note_moved_lead();
