CREATE TYPE "public"."api_key_scope" AS ENUM('leads:read', 'leads:write', 'deliveries:read', 'settings:write');--> statement-breakpoint
CREATE TYPE "public"."member_role" AS ENUM('owner', 'admin', 'agent', 'viewer');--> statement-breakpoint
CREATE TYPE "public"."booking_status" AS ENUM('requested', 'confirmed', 'reschedule_requested', 'cancelled', 'rejected', 'completed');--> statement-breakpoint
CREATE TYPE "public"."delivery_outcome" AS ENUM('applied', 'duplicate', 'unmatched', 'ignored', 'held', 'malformed', 'failed', 'rejected', 'ping');--> statement-breakpoint
CREATE TYPE "public"."delivery_verdict" AS ENUM('valid', 'valid_previous');--> statement-breakpoint
CREATE TYPE "public"."held_reason" AS ENUM('stale', 'ahead', 'no_time');--> statement-breakpoint
CREATE TYPE "public"."rejection_cause" AS ENUM('no_secret_here', 'header_missing', 'header_repeated', 'header_malformed', 'sender_has_no_secret', 'retired_secret', 'mismatch');--> statement-breakpoint
CREATE TYPE "public"."endpoint_mode" AS ENUM('active', 'disabled');--> statement-breakpoint
CREATE TYPE "public"."secret_status" AS ENUM('current', 'previous', 'retired');--> statement-breakpoint
CREATE TYPE "public"."entry_kind" AS ENUM('captured', 'requested', 'payment_started', 'booked', 'rescheduled', 'paid', 'reassigned', 'relocated', 'rejected', 'cancelled', 'reschedule_requested', 'no_show', 'no_show_removed', 'took_place', 'linked', 'moved', 'unpinned', 'note', 'edited');--> statement-breakpoint
CREATE TYPE "public"."fact_kind" AS ENUM('requested', 'payment_started', 'booked', 'rescheduled', 'paid', 'reassigned', 'relocated', 'rejected', 'cancelled', 'reschedule_requested', 'no_show', 'no_show_removed', 'took_place');--> statement-breakpoint
CREATE TYPE "public"."stage_colour" AS ENUM('grey', 'blue', 'amber', 'violet', 'cyan', 'green', 'red');--> statement-breakpoint
CREATE TYPE "public"."stage_kind" AS ENUM('open', 'won', 'lost');--> statement-breakpoint
CREATE TYPE "public"."stage_set_by" AS ENUM('user', 'rule');--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"public_id" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" "api_key_scope"[] NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" "member_role" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"body_key" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "booking_decisions" (
	"workspace_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"seat" text NOT NULL,
	"lead_id" uuid,
	"reason" text,
	"actor" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "booking_decisions_workspace_id_uid_seat_pk" PRIMARY KEY("workspace_id","uid","seat")
);
--> statement-breakpoint
CREATE TABLE "booking_events" (
	"workspace_id" uuid NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"delivery_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"reschedule_uid" text,
	"contacts" text[] NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "booking_events_workspace_id_fingerprint_pk" PRIMARY KEY("workspace_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "booking_uids" (
	"workspace_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"seat" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "booking_uids_workspace_id_uid_seat_pk" PRIMARY KEY("workspace_id","uid","seat")
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lead_id" uuid,
	"status" "booking_status" NOT NULL,
	"start_time" timestamp (3) with time zone,
	"end_time" timestamp (3) with time zone,
	"title" text,
	"event_type" text,
	"event_type_id" bigint,
	"booker_name" text,
	"booker_email" text,
	"booker_phone" text,
	"booker_time_zone" text,
	"organizer_name" text,
	"organizer_time_zone" text,
	"location" text,
	"reschedule_count" integer NOT NULL,
	"cancellation_reason" text,
	"cancelled_by" text,
	"no_show" boolean NOT NULL,
	"paid" boolean NOT NULL,
	"needs_check" boolean NOT NULL,
	"ignored" boolean NOT NULL,
	CONSTRAINT "bookings_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"trigger_event" text,
	"verdict" "delivery_verdict" NOT NULL,
	"secret_version" integer,
	"outcome" "delivery_outcome" NOT NULL,
	"held_reason" "held_reason",
	"cause" text,
	"effect" jsonb,
	"fingerprint" "bytea" NOT NULL,
	"body" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"lead_id" uuid,
	"booking_id" uuid,
	"duplicates" integer DEFAULT 0 NOT NULL,
	"last_duplicate_at" timestamp (3) with time zone,
	"duration_ms" integer NOT NULL,
	CONSTRAINT "deliveries_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "deliveries_once" UNIQUE("workspace_id","endpoint_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "rejection_counts" (
	"workspace_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"cause" "rejection_cause" NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rejection_counts_workspace_id_endpoint_id_hour_cause_pk" PRIMARY KEY("workspace_id","endpoint_id","hour","cause")
);
--> statement-breakpoint
CREATE TABLE "rejections" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"cause" "rejection_cause" NOT NULL,
	"size" integer NOT NULL,
	"header_shape" text NOT NULL,
	CONSTRAINT "rejections_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "endpoint_secrets" (
	"endpoint_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" "secret_status" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"length" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "endpoint_secrets_endpoint_id_version_pk" PRIMARY KEY("endpoint_id","version")
);
--> statement-breakpoint
CREATE TABLE "endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"public_id" text NOT NULL,
	"name" text NOT NULL,
	"mode" "endpoint_mode" DEFAULT 'active' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "endpoints_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"phone" text,
	"name" text NOT NULL,
	"postcode" text,
	"address" text,
	"source" text NOT NULL,
	"owner_id" uuid,
	"stage_id" uuid NOT NULL,
	"stage_set_by" "stage_set_by" NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"base_stage_id" uuid NOT NULL,
	"base_seen" text[] DEFAULT '{}' NOT NULL,
	"booked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "leads_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "leads_one_per_email" UNIQUE("workspace_id","email")
);
--> statement-breakpoint
CREATE TABLE "pipeline_stages" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"kind" "stage_kind" NOT NULL,
	"colour" "stage_colour" NOT NULL,
	"is_booked" boolean NOT NULL,
	CONSTRAINT "pipeline_stages_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "pipeline_stages_in_order" UNIQUE("workspace_id","position")
);
--> statement-breakpoint
CREATE TABLE "stage_rules" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"fact" "fact_kind" NOT NULL,
	"stage_id" uuid NOT NULL,
	CONSTRAINT "stage_rules_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "stage_rules_one_per_fact" UNIQUE("workspace_id","fact")
);
--> statement-breakpoint
CREATE TABLE "timeline_entries" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lead_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"kind" "entry_kind" NOT NULL,
	"actor" jsonb NOT NULL,
	"detail" jsonb NOT NULL,
	"fact_key" text,
	"delivery_id" uuid,
	CONSTRAINT "timeline_entries_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "timeline_entries_one_per_fact" UNIQUE("workspace_id","lead_id","fact_key")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_decisions" ADD CONSTRAINT "booking_decisions_workspace_id_lead_id_leads_workspace_id_id_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_uids" ADD CONSTRAINT "booking_uids_workspace_id_booking_id_bookings_workspace_id_id_fk" FOREIGN KEY ("workspace_id","booking_id") REFERENCES "public"."bookings"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_workspace_id_lead_id_leads_workspace_id_id_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejection_counts" ADD CONSTRAINT "rejection_counts_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejections" ADD CONSTRAINT "rejections_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_secrets" ADD CONSTRAINT "endpoint_secrets_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_secrets" ADD CONSTRAINT "endpoint_secrets_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_workspace_id_stage_id_pipeline_stages_workspace_id_id_fk" FOREIGN KEY ("workspace_id","stage_id") REFERENCES "public"."pipeline_stages"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_workspace_id_base_stage_id_pipeline_stages_workspace_id_id_fk" FOREIGN KEY ("workspace_id","base_stage_id") REFERENCES "public"."pipeline_stages"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_stages" ADD CONSTRAINT "pipeline_stages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_rules" ADD CONSTRAINT "stage_rules_workspace_id_stage_id_pipeline_stages_workspace_id_id_fk" FOREIGN KEY ("workspace_id","stage_id") REFERENCES "public"."pipeline_stages"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_workspace_id_lead_id_leads_workspace_id_id_fk" FOREIGN KEY ("workspace_id","lead_id") REFERENCES "public"."leads"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_of_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "api_keys_of_workspace" ON "api_keys" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "members_of_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_of_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "booking_events_by_uid" ON "booking_events" USING btree ("workspace_id","uid");--> statement-breakpoint
CREATE INDEX "booking_events_by_reschedule_uid" ON "booking_events" USING btree ("workspace_id","reschedule_uid");--> statement-breakpoint
CREATE INDEX "booking_events_by_contact" ON "booking_events" USING gin ("contacts");--> statement-breakpoint
CREATE INDEX "booking_uids_of_booking" ON "booking_uids" USING btree ("workspace_id","booking_id");--> statement-breakpoint
CREATE INDEX "bookings_unmatched" ON "bookings" USING btree ("workspace_id","id") WHERE lead_id is null and not ignored and status not in ('cancelled', 'rejected');--> statement-breakpoint
CREATE INDEX "bookings_of_lead" ON "bookings" USING btree ("workspace_id","lead_id","start_time");--> statement-breakpoint
CREATE INDEX "deliveries_of_endpoint" ON "deliveries" USING btree ("workspace_id","endpoint_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_by_outcome" ON "deliveries" USING btree ("workspace_id","outcome","id");--> statement-breakpoint
CREATE INDEX "rejections_of_endpoint" ON "rejections" USING btree ("workspace_id","endpoint_id","id");--> statement-breakpoint
CREATE INDEX "endpoints_of_workspace" ON "endpoints" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "leads_by_alias" ON "leads" USING gin ("aliases");--> statement-breakpoint
CREATE INDEX "leads_by_phone" ON "leads" USING btree ("workspace_id","phone");--> statement-breakpoint
CREATE INDEX "leads_by_stage" ON "leads" USING btree ("workspace_id","stage_id","id");--> statement-breakpoint
CREATE INDEX "leads_by_creation" ON "leads" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "leads_by_name" ON "leads" USING btree ("workspace_id",lower("name"),"id");--> statement-breakpoint
CREATE INDEX "leads_by_change" ON "leads" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_stages_one_booked" ON "pipeline_stages" USING btree ("workspace_id") WHERE is_booked;--> statement-breakpoint
CREATE INDEX "timeline_entries_of_lead" ON "timeline_entries" USING btree ("workspace_id","lead_id","at");