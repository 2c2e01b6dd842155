ALTER TABLE "stage_rules" ADD COLUMN "is_removed" boolean DEFAULT false NOT NULL;
