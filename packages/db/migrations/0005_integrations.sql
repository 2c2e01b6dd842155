CREATE TYPE "public"."alarm_change" AS ENUM('raised', 'ended');--> statement-breakpoint
CREATE TYPE "public"."alarm_channel" AS ENUM('email', 'webhook');--> statement-breakpoint
CREATE TYPE "public"."alarm_kind" AS ENUM('quiet', 'meeting_passed', 'rejecting', 'unreadable_secret');--> statement-breakpoint
CREATE TYPE "public"."alarm_timing" AS ENUM('at_once', 'hourly', 'daily');--> statement-breakpoint
ALTER TYPE "public"."delivery_verdict" ADD VALUE 'compared';--> statement-breakpoint
CREATE TABLE "alarm_news" (
	"workspace_id" uuid NOT NULL,
	"alarm_id" uuid NOT NULL,
	"change" "alarm_change" NOT NULL,
	"channel" "alarm_channel" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"notice_id" uuid,
	CONSTRAINT "alarm_news_workspace_id_alarm_id_change_channel_pk" PRIMARY KEY("workspace_id","alarm_id","change","channel")
);
--> statement-breakpoint
CREATE TABLE "alarm_notices" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" "alarm_channel" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "alarm_notices_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "alarm_settings" (
	"workspace_id" uuid NOT NULL,
	"muted" "alarm_kind"[] DEFAULT '{}' NOT NULL,
	"timing" "alarm_timing" DEFAULT 'at_once' NOT NULL,
	"time_zone" text,
	"emails" text[],
	"webhook_host" text,
	"webhook" "bytea",
	CONSTRAINT "alarm_settings_workspace_id_pk" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
CREATE TABLE "alarms" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"kind" "alarm_kind" NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"detail" jsonb NOT NULL,
	CONSTRAINT "alarms_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "endpoint_watches" (
	"workspace_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"watched_since" timestamp (3) with time zone,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"rhythm" jsonb,
	"learned_at" timestamp (3) with time zone,
	CONSTRAINT "endpoint_watches_workspace_id_endpoint_id_pk" PRIMARY KEY("workspace_id","endpoint_id")
);
--> statement-breakpoint
CREATE TABLE "encryption_root" (
	"id" smallint PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "encryption_root_is_one" CHECK ("encryption_root"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "former_pipelines" (
	"workspace_id" uuid NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"stages" jsonb NOT NULL,
	CONSTRAINT "former_pipelines_workspace_id_until_pk" PRIMARY KEY("workspace_id","until")
);
--> statement-breakpoint
CREATE TABLE "parked_bodies" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"signature" "bytea" NOT NULL,
	"body" "bytea" NOT NULL,
	"size" integer NOT NULL,
	CONSTRAINT "parked_bodies_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "calcom_keys" (
	"workspace_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"fingerprint" text NOT NULL,
	"base_url" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"every_hours" integer,
	"next_run_at" timestamp (3) with time zone,
	"last_run_at" timestamp (3) with time zone,
	"last_good_at" timestamp (3) with time zone,
	"compared" integer,
	"applied" integer,
	"unmatched" integer,
	"problem" text,
	CONSTRAINT "calcom_keys_workspace_id_endpoint_id_pk" PRIMARY KEY("workspace_id","endpoint_id")
);
--> statement-breakpoint
ALTER TABLE "pipeline_stages" DROP CONSTRAINT "pipeline_stages_in_order";--> statement-breakpoint
ALTER TABLE "pipeline_stages" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "pipeline_stages" ADD COLUMN "merged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alarm_news" ADD CONSTRAINT "alarm_news_workspace_id_alarm_id_alarms_workspace_id_id_fk" FOREIGN KEY ("workspace_id","alarm_id") REFERENCES "public"."alarms"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_notices" ADD CONSTRAINT "alarm_notices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_settings" ADD CONSTRAINT "alarm_settings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_watches" ADD CONSTRAINT "endpoint_watches_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_watches" ADD CONSTRAINT "endpoint_watches_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_pipelines" ADD CONSTRAINT "former_pipelines_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_bodies" ADD CONSTRAINT "parked_bodies_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calcom_keys" ADD CONSTRAINT "calcom_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calcom_keys" ADD CONSTRAINT "calcom_keys_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alarm_news_untold" ON "alarm_news" USING btree ("workspace_id","channel") WHERE notice_id is null;--> statement-breakpoint
CREATE INDEX "alarm_news_of_notice" ON "alarm_news" USING btree ("workspace_id","notice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "alarm_notices_one_at_a_time" ON "alarm_notices" USING btree ("workspace_id","channel") WHERE retry_at is not null;--> statement-breakpoint
CREATE INDEX "alarm_notices_to_send" ON "alarm_notices" USING btree ("retry_at") WHERE retry_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "alarms_once" ON "alarms" USING btree ("workspace_id","endpoint_id","kind") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "parked_bodies_of_endpoint" ON "parked_bodies" USING btree ("workspace_id","endpoint_id","id");--> statement-breakpoint
CREATE INDEX "parked_bodies_by_age" ON "parked_bodies" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "calcom_keys_due" ON "calcom_keys" USING btree ("next_run_at") WHERE next_run_at is not null;--> statement-breakpoint
ALTER TABLE "pipeline_stages" ADD CONSTRAINT "pipeline_stages_merged_into_one" FOREIGN KEY ("workspace_id","merged_into_id") REFERENCES "public"."pipeline_stages"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bookings_by_event_type" ON "bookings" USING btree ("workspace_id","event_type_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_stages_in_order" ON "pipeline_stages" USING btree ("workspace_id","position") WHERE merged_into_id is null;--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_stage_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Where nothing happened to the lead its stage became another one: it stands there as long as it stood in that one.
	IF new.updated_at <> old.updated_at THEN
		new.stage_since := new.updated_at;
	END IF;
	RETURN new;
END $$;
--> statement-breakpoint
UPDATE timeline_entries SET detail = detail || jsonb_build_object('fromStageId', origin.id, 'toStageId', goal.id)
FROM pipeline_stages AS origin, pipeline_stages AS goal
WHERE timeline_entries.kind::text = 'moved'
	AND origin.workspace_id = timeline_entries.workspace_id AND origin.name = timeline_entries.detail ->> 'from'
	AND goal.workspace_id = timeline_entries.workspace_id AND goal.name = timeline_entries.detail ->> 'to';
