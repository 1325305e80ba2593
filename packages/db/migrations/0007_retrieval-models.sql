CREATE TABLE "retrieval_models" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"method" text NOT NULL,
	"digest" text NOT NULL,
	"input_digest" text NOT NULL,
	"items" integer NOT NULL,
	"interactions" integer NOT NULL,
	"newest_event_seq" bigint,
	"metrics" jsonb NOT NULL,
	"trained_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "retrieval_models" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "retrieved_by" jsonb;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "retrieval_method" text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE "retrieval_models" ADD CONSTRAINT "retrieval_models_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "retrieval_models_input" ON "retrieval_models" USING btree ("market_id","input_digest");--> statement-breakpoint
CREATE INDEX "retrieval_models_market" ON "retrieval_models" USING btree ("market_id","trained_at");--> statement-breakpoint
CREATE POLICY "retrieval_models_admin" ON "retrieval_models" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "retrieval_models_worker" ON "retrieval_models" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE retrieval_models FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON retrieval_models TO placard_admin, placard_worker;
--> statement-breakpoint
CREATE TRIGGER retrieval_models_snapshot_changed AFTER INSERT OR UPDATE OR DELETE ON retrieval_models
  FOR EACH STATEMENT EXECUTE FUNCTION notify_snapshot_changed();
