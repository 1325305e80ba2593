CREATE TYPE "public"."experiment_kind" AS ENUM('shadow', 'canary');--> statement-breakpoint
CREATE TYPE "public"."experiment_status" AS ENUM('running', 'stopped', 'rolled-back', 'promoted');--> statement-breakpoint
CREATE TABLE "drift_reports" (
	"model_version_id" text NOT NULL,
	"market_id" text NOT NULL,
	"day" date NOT NULL,
	"rows" integer NOT NULL,
	"feature_psi" jsonb NOT NULL,
	"score_psi" double precision,
	"served_rows" integer NOT NULL,
	"clicks" integer NOT NULL,
	"log_loss" double precision,
	"normalised_entropy" double precision,
	"calibration_ratio" double precision,
	"computed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "drift_reports_model_version_id_day_pk" PRIMARY KEY("model_version_id","day")
);
--> statement-breakpoint
ALTER TABLE "drift_reports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiments" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"model_version_id" text NOT NULL,
	"kind" "experiment_kind" NOT NULL,
	"status" "experiment_status" DEFAULT 'running' NOT NULL,
	"share" real NOT NULL,
	"settings" jsonb NOT NULL,
	"report" jsonb,
	"evaluated_at" timestamp with time zone,
	"started_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"reason" text
);
--> statement-breakpoint
ALTER TABLE "experiments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "retraining_policies" (
	"market_id" text PRIMARY KEY NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"every_hours" real,
	"psi_above" double precision,
	"decay_above" double precision,
	"new_clicks" integer,
	"request" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"next_stage" text DEFAULT 'candidate' NOT NULL,
	"share" real DEFAULT 0.05 NOT NULL,
	"auto_promote" boolean DEFAULT false NOT NULL,
	"last_started_at" timestamp with time zone,
	"last_reason" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "retraining_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "experiment" jsonb;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "shadow" jsonb;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "fairness_attributes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "model_versions" ADD COLUMN "lineage" jsonb;--> statement-breakpoint
ALTER TABLE "model_versions" ADD COLUMN "gates" jsonb;--> statement-breakpoint
ALTER TABLE "model_versions" ADD COLUMN "data_profile" jsonb;--> statement-breakpoint
ALTER TABLE "training_runs" ADD COLUMN "trigger" text;--> statement-breakpoint
ALTER TABLE "drift_reports" ADD CONSTRAINT "drift_reports_model_version_id_model_versions_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drift_reports" ADD CONSTRAINT "drift_reports_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_model_version_id_model_versions_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retraining_policies" ADD CONSTRAINT "retraining_policies_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_running" ON "experiments" USING btree ("market_id","kind") WHERE "experiments"."status" = 'running';--> statement-breakpoint
CREATE INDEX "experiments_version" ON "experiments" USING btree ("model_version_id","created_at");--> statement-breakpoint
CREATE INDEX "decisions_experiment" ON "decisions" USING btree (("experiment" ->> 'experimentId')) WHERE "decisions"."experiment" is not null;--> statement-breakpoint
CREATE INDEX "decisions_shadow" ON "decisions" USING btree (("shadow" ->> 'experimentId')) WHERE "decisions"."shadow" is not null;--> statement-breakpoint
CREATE POLICY "drift_reports_admin" ON "drift_reports" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "drift_reports_worker" ON "drift_reports" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "experiments_admin" ON "experiments" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "experiments_worker" ON "experiments" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "retraining_policies_admin" ON "retraining_policies" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "retraining_policies_worker" ON "retraining_policies" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE experiments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE drift_reports FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE retraining_policies FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON experiments, drift_reports, retraining_policies TO placard_admin, placard_worker;
--> statement-breakpoint
-- Not on its reports, which change all the time and which no decision reads.
CREATE TRIGGER experiments_snapshot_changed AFTER INSERT OR UPDATE OF status, share ON experiments
  FOR EACH STATEMENT EXECUTE FUNCTION notify_snapshot_changed();
