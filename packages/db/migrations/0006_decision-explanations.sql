CREATE TABLE "decision_explanations" (
	"decision_id" text NOT NULL,
	"model_version_id" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"result" jsonb,
	"error" text,
	"requested_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "decision_explanations_decision_id_model_version_id_pk" PRIMARY KEY("decision_id","model_version_id")
);
--> statement-breakpoint
ALTER TABLE "decision_explanations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "decision_explanations" ADD CONSTRAINT "decision_explanations_model_version_id_model_versions_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_explanations_status" ON "decision_explanations" USING btree ("status","created_at");--> statement-breakpoint
CREATE POLICY "decision_explanations_admin" ON "decision_explanations" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "decision_explanations_worker" ON "decision_explanations" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE decision_explanations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON decision_explanations TO placard_admin, placard_worker;
