CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TYPE "public"."ruled_fact" AS ENUM('booked', 'cancelled', 'rejected', 'no_show', 'took_place');--> statement-breakpoint
ALTER TYPE "public"."held_reason" ADD VALUE 'paused';--> statement-breakpoint
ALTER TYPE "public"."endpoint_mode" ADD VALUE 'paused' BEFORE 'disabled';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'guests_absent' BEFORE 'took_place';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'withheld' BEFORE 'unpinned';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'undone' BEFORE 'unpinned';--> statement-breakpoint
CREATE TABLE "lead_search" (
	"workspace_id" uuid NOT NULL,
	"lead_id" uuid NOT NULL,
	"local_part" text NOT NULL,
	CONSTRAINT "lead_search_workspace_id_lead_id_pk" PRIMARY KEY("workspace_id","lead_id")
);
--> statement-breakpoint
ALTER TABLE "stage_rules" DROP CONSTRAINT "stage_rules_one_per_fact";--> statement-breakpoint
DROP INDEX "booking_events_by_reschedule_uid";--> statement-breakpoint
ALTER TABLE "stage_rules" ALTER COLUMN "fact" SET DATA TYPE "public"."ruled_fact" USING "fact"::text::"public"."ruled_fact";--> statement-breakpoint
ALTER TABLE "stage_rules" ALTER COLUMN "stage_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "lead_creation" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "booking_events" ADD COLUMN "lead_id" uuid;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "may_replace" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "ambiguous_lead_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "attempts" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "retry_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "derived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stage_rules" ADD COLUMN "event_type_id" bigint;--> statement-breakpoint
ALTER TABLE "stage_rules" ADD COLUMN "from" timestamp (3) with time zone DEFAULT '1970-01-01T00:00:00Z' NOT NULL;--> statement-breakpoint
ALTER TABLE "stage_rules" ALTER COLUMN "from" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "lead_search" ADD CONSTRAINT "lead_search_workspace_id_lead_id_leads_workspace_id_id_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lead_search_by_local_part" ON "lead_search" USING gin ("local_part" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "deliveries_to_retry" ON "deliveries" USING btree ("retry_at") WHERE retry_at is not null;--> statement-breakpoint
CREATE INDEX "booking_events_by_reschedule_uid" ON "booking_events" USING btree ("workspace_id","reschedule_uid") WHERE reschedule_uid is not null;--> statement-breakpoint
ALTER TABLE "stage_rules" ADD CONSTRAINT "stage_rules_one_per_time" UNIQUE NULLS NOT DISTINCT("workspace_id","fact","event_type_id","from");--> statement-breakpoint
DROP TYPE "public"."fact_kind";--> statement-breakpoint
CREATE FUNCTION keep_lead_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF new.email IS NULL THEN
		DELETE FROM lead_search WHERE workspace_id = new.workspace_id AND lead_id = new.id;
	ELSE
		INSERT INTO lead_search (workspace_id, lead_id, local_part)
		VALUES (new.workspace_id, new.id, split_part(new.email, '@', 1))
		ON CONFLICT (workspace_id, lead_id) DO UPDATE SET local_part = excluded.local_part;
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_keep_search AFTER INSERT OR UPDATE OF email ON leads FOR EACH ROW EXECUTE FUNCTION keep_lead_search();--> statement-breakpoint
INSERT INTO lead_search (workspace_id, lead_id, local_part) SELECT workspace_id, id, split_part(email, '@', 1) FROM leads WHERE email IS NOT NULL;--> statement-breakpoint
UPDATE booking_events SET event = event || '{"leadId": null}';--> statement-breakpoint
UPDATE timeline_entries SET detail = detail || '{"proposed": [], "mayReplace": null}' WHERE fact_key IS NOT NULL AND kind::text IN ('booked', 'rescheduled', 'requested');
