CREATE TYPE "public"."import_state" AS ENUM('receiving', 'received', 'importing', 'stopped', 'done');--> statement-breakpoint
CREATE TYPE "public"."imported_outcome" AS ENUM('created', 'updated', 'unchanged', 'refused');--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'assigned' BEFORE 'note';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'merged' BEFORE 'note';--> statement-breakpoint
CREATE TABLE "lead_import_rows" (
	"workspace_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"cells" text[] NOT NULL,
	"outcome" "imported_outcome",
	"reason" text,
	"lead_id" uuid,
	CONSTRAINT "lead_import_rows_workspace_id_import_id_number_pk" PRIMARY KEY("workspace_id","import_id","number")
);
--> statement-breakpoint
CREATE TABLE "lead_imports" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"actor" jsonb NOT NULL,
	"file_name" text NOT NULL,
	"state" "import_state" NOT NULL,
	"header" text[] NOT NULL,
	"mapping" jsonb,
	"rows" integer DEFAULT 0 NOT NULL,
	"bytes" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "lead_imports_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "lead_counts" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "lead_counts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"stage_id" uuid NOT NULL,
	"source" text NOT NULL,
	"owner_id" uuid,
	"delta" integer NOT NULL,
	CONSTRAINT "lead_counts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE FUNCTION search_grams(workspace_id uuid, value text) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	workspace text := workspace_id::text;
	word text;
	grams integer[] := '{}';
BEGIN
	FOREACH word IN ARRAY string_to_array(value, ' ') LOOP
		grams := grams || hashtext(workspace || ' ' || left(word, 1));
	END LOOP;
	FOR place IN 1 .. length(value) - 2 LOOP
		grams := grams || hashtext(workspace || substr(value, place, 3));
	END LOOP;
	RETURN grams;
END $$;--> statement-breakpoint
CREATE FUNCTION fragment_grams(workspace_id uuid, fragment text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE
		WHEN length(fragment) = 2 AND fragment LIKE ' %' THEN array[hashtext(workspace_id::text || fragment)]
		ELSE coalesce((
			SELECT array_agg(hashtext(workspace_id::text || substr(fragment, 1 + nth * (length(fragment) - 3) / greatest(last, 1), 3)))
			FROM least(length(fragment) - 3, 4) AS last, generate_series(0, last) AS nth
		), '{}')
	END
$$;--> statement-breakpoint
CREATE TABLE "lead_search" (
	"workspace_id" uuid NOT NULL,
	"lead_id" uuid NOT NULL,
	"text" text NOT NULL,
	"name_key" text NOT NULL,
	"grams" integer[] GENERATED ALWAYS AS (search_grams(workspace_id, text)) STORED NOT NULL,
	CONSTRAINT "lead_search_workspace_id_lead_id_pk" PRIMARY KEY("workspace_id","lead_id")
);
--> statement-breakpoint
CREATE TABLE "merged_leads" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"into_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merged_leads_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"state" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
DROP INDEX "leads_by_name";--> statement-breakpoint
DROP INDEX "leads_by_stage";--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "stage_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lead_import_rows" ADD CONSTRAINT "lead_import_rows_workspace_id_import_id_lead_imports_workspace_id_id_fk" FOREIGN KEY ("workspace_id","import_id") REFERENCES "public"."lead_imports"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_imports" ADD CONSTRAINT "lead_imports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_imports" ADD CONSTRAINT "lead_imports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_leads" ADD CONSTRAINT "merged_leads_workspace_id_into_id_leads_workspace_id_id_fk" FOREIGN KEY ("workspace_id","into_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lead_imports_by_creation" ON "lead_imports" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "lead_imports_one_at_work" ON "lead_imports" USING btree ("workspace_id") WHERE state = 'importing';--> statement-breakpoint
CREATE INDEX "lead_search_by_fragment" ON "lead_search" USING gin ("grams");--> statement-breakpoint
CREATE INDEX "lead_search_by_name" ON "lead_search" USING btree ("workspace_id","name_key","lead_id");--> statement-breakpoint
CREATE INDEX "merged_leads_by_remaining" ON "merged_leads" USING btree ("workspace_id","into_id");--> statement-breakpoint
CREATE INDEX "saved_views_of_user" ON "saved_views" USING btree ("workspace_id","user_id");--> statement-breakpoint
CREATE INDEX "bookings_by_status" ON "bookings" USING btree ("workspace_id","status",coalesce("end_time", "start_time"));--> statement-breakpoint
CREATE INDEX "leads_by_group" ON "leads" USING btree ("workspace_id","stage_id","source",coalesce("owner_id", '00000000-0000-0000-0000-000000000000'),"updated_at","id");--> statement-breakpoint
CREATE INDEX "leads_by_stage" ON "leads" USING btree ("workspace_id","stage_id","updated_at","id");--> statement-breakpoint
CREATE FUNCTION searchable(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f''\u2019`]', '', 'g'))
$$;--> statement-breakpoint
CREATE FUNCTION lead_search_text(name text, email text, aliases text[], phone text, postcode text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ' ' || searchable(concat_ws(' ', name, email, nullif(array_to_string(aliases, ' '), ''), substr(phone, 2), replace(postcode, ' ', '')))
$$;--> statement-breakpoint
CREATE FUNCTION note_added_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO lead_search (workspace_id, lead_id, text, name_key)
	SELECT workspace_id, id, lead_search_text(name, email, aliases, phone, postcode), lower(name) FROM added;
	INSERT INTO lead_counts (workspace_id, stage_id, source, owner_id, delta)
	SELECT workspace_id, stage_id, source, owner_id, count(*) FROM added GROUP BY workspace_id, stage_id, source, owner_id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_note_added AFTER INSERT ON leads REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_added_leads();--> statement-breakpoint
CREATE FUNCTION note_removed_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM lead_search USING removed WHERE lead_search.workspace_id = removed.workspace_id AND lead_search.lead_id = removed.id;
	INSERT INTO lead_counts (workspace_id, stage_id, source, owner_id, delta)
	SELECT workspace_id, stage_id, source, owner_id, -count(*) FROM removed GROUP BY workspace_id, stage_id, source, owner_id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_note_removed AFTER DELETE ON leads REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION note_removed_leads();--> statement-breakpoint
CREATE FUNCTION note_moved_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO lead_counts (workspace_id, stage_id, source, owner_id, delta)
	VALUES (old.workspace_id, old.stage_id, old.source, old.owner_id, -1), (new.workspace_id, new.stage_id, new.source, new.owner_id, 1);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_note_moved AFTER UPDATE OF stage_id, source, owner_id ON leads FOR EACH ROW
WHEN (old.stage_id <> new.stage_id OR old.source <> new.source OR old.owner_id IS DISTINCT FROM new.owner_id) EXECUTE FUNCTION note_moved_lead();--> statement-breakpoint
CREATE FUNCTION note_changed_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE lead_search SET text = lead_search_text(new.name, new.email, new.aliases, new.phone, new.postcode), name_key = lower(new.name)
	WHERE workspace_id = new.workspace_id AND lead_id = new.id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_note_changed AFTER UPDATE OF name, email, aliases, phone, postcode ON leads FOR EACH ROW
WHEN ((old.name, old.email, old.aliases, old.phone, old.postcode) IS DISTINCT FROM (new.name, new.email, new.aliases, new.phone, new.postcode))
EXECUTE FUNCTION note_changed_lead();--> statement-breakpoint
CREATE FUNCTION note_stage_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	new.stage_since := new.updated_at;
	RETURN new;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_note_stage_since BEFORE UPDATE OF stage_id ON leads FOR EACH ROW
WHEN (old.stage_id <> new.stage_id) EXECUTE FUNCTION note_stage_since();--> statement-breakpoint
INSERT INTO lead_search (workspace_id, lead_id, text, name_key)
SELECT workspace_id, id, lead_search_text(name, email, aliases, phone, postcode), lower(name) FROM leads;--> statement-breakpoint
INSERT INTO lead_counts (workspace_id, stage_id, source, owner_id, delta)
SELECT workspace_id, stage_id, source, owner_id, count(*) FROM leads GROUP BY workspace_id, stage_id, source, owner_id;--> statement-breakpoint
UPDATE leads SET stage_since = moved.at
FROM (
	SELECT workspace_id, lead_id, max(at) AS at FROM timeline_entries
	WHERE kind::text IN ('moved', 'undone') AND detail ->> 'from' <> detail ->> 'to' GROUP BY workspace_id, lead_id
) AS moved
WHERE leads.workspace_id = moved.workspace_id AND leads.id = moved.lead_id;
