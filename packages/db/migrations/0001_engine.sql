CREATE TYPE "public"."ruled_fact" AS ENUM('booked', 'cancelled', 'rejected', 'no_show', 'took_place');--> statement-breakpoint
ALTER TYPE "public"."held_reason" ADD VALUE 'paused';--> statement-breakpoint
ALTER TYPE "public"."rejection_cause" ADD VALUE 'secret_whitespace';--> statement-breakpoint
ALTER TYPE "public"."rejection_cause" ADD VALUE 'body_altered';--> statement-breakpoint
ALTER TYPE "public"."rejection_cause" ADD VALUE 'form_template';--> statement-breakpoint
ALTER TYPE "public"."endpoint_mode" ADD VALUE 'paused' BEFORE 'disabled';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'guests_absent' BEFORE 'took_place';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'withheld' BEFORE 'unpinned';--> statement-breakpoint
ALTER TYPE "public"."entry_kind" ADD VALUE 'undone' BEFORE 'unpinned';--> statement-breakpoint
CREATE TABLE "booking_contacts" (
	"workspace_id" uuid NOT NULL,
	"contact" text NOT NULL,
	"uid" text NOT NULL,
	CONSTRAINT "booking_contacts_workspace_id_contact_uid_pk" PRIMARY KEY("workspace_id","contact","uid")
);
--> statement-breakpoint
CREATE TABLE "lead_aliases" (
	"workspace_id" uuid NOT NULL,
	"email" text NOT NULL,
	"lead_id" uuid NOT NULL,
	CONSTRAINT "lead_aliases_workspace_id_email_lead_id_pk" PRIMARY KEY("workspace_id","email","lead_id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_once";--> statement-breakpoint
ALTER TABLE "stage_rules" DROP CONSTRAINT "stage_rules_one_per_fact";--> statement-breakpoint
ALTER TABLE "booking_uids" DROP CONSTRAINT "booking_uids_workspace_id_booking_id_bookings_workspace_id_id_fk";
--> statement-breakpoint
ALTER TABLE "bookings" DROP CONSTRAINT "bookings_workspace_id_lead_id_leads_workspace_id_id_fk";
--> statement-breakpoint
ALTER TABLE "timeline_entries" DROP CONSTRAINT "timeline_entries_workspace_id_lead_id_leads_workspace_id_id_fk";
--> statement-breakpoint
DROP INDEX "booking_events_by_contact";--> statement-breakpoint
DROP INDEX "leads_by_alias";--> statement-breakpoint
DROP INDEX "timeline_entries_of_lead";--> statement-breakpoint
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
ALTER TABLE "lead_aliases" ADD CONSTRAINT "lead_aliases_workspace_id_lead_id_leads_workspace_id_id_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lead_aliases_of_lead" ON "lead_aliases" USING btree ("workspace_id","lead_id");--> statement-breakpoint
CREATE INDEX "deliveries_to_retry" ON "deliveries" USING btree ("retry_at") WHERE retry_at is not null;--> statement-breakpoint
CREATE INDEX "booking_events_by_reschedule_uid" ON "booking_events" USING btree ("workspace_id","reschedule_uid") WHERE reschedule_uid is not null;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_once" UNIQUE("workspace_id","fingerprint","endpoint_id");--> statement-breakpoint
ALTER TABLE "stage_rules" ADD CONSTRAINT "stage_rules_one_per_time" UNIQUE NULLS NOT DISTINCT("workspace_id","fact","event_type_id","from");--> statement-breakpoint
DROP TYPE "public"."fact_kind";--> statement-breakpoint
ALTER TABLE deliveries ALTER COLUMN body SET STORAGE EXTERNAL;--> statement-breakpoint
CREATE FUNCTION keep_lead_aliases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM lead_aliases WHERE workspace_id = new.workspace_id AND lead_id = new.id AND email <> ALL (new.aliases);
	INSERT INTO lead_aliases (workspace_id, email, lead_id)
	SELECT new.workspace_id, alias, new.id FROM unnest(new.aliases) AS alias ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER leads_keep_new_aliases AFTER INSERT ON leads FOR EACH ROW WHEN (new.aliases <> '{}') EXECUTE FUNCTION keep_lead_aliases();--> statement-breakpoint
CREATE TRIGGER leads_keep_aliases AFTER UPDATE OF aliases ON leads FOR EACH ROW EXECUTE FUNCTION keep_lead_aliases();--> statement-breakpoint
INSERT INTO lead_aliases (workspace_id, email, lead_id) SELECT DISTINCT workspace_id, alias, id FROM leads, unnest(aliases) AS alias;--> statement-breakpoint
INSERT INTO booking_contacts (workspace_id, contact, uid) SELECT DISTINCT workspace_id, contact, uid FROM booking_events, unnest(contacts) AS contact;--> statement-breakpoint
ALTER TABLE booking_events ALTER COLUMN event SET DATA TYPE json USING (event || '{"leadId": null}')::json;--> statement-breakpoint
UPDATE timeline_entries SET detail = detail || '{"proposed": [], "mayReplace": null}' WHERE fact_key IS NOT NULL AND kind::text IN ('booked', 'rescheduled', 'requested');
