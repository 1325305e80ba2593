CREATE TABLE "content_models" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"method" text NOT NULL,
	"model_digest" text NOT NULL,
	"digest" text NOT NULL,
	"input_digest" text NOT NULL,
	"contents" integer NOT NULL,
	"metrics" jsonb NOT NULL,
	"trained_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "content_models" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "content_method" text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE "content_models" ADD CONSTRAINT "content_models_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_models_market" ON "content_models" USING btree ("market_id","trained_at");--> statement-breakpoint
CREATE POLICY "content_models_admin" ON "content_models" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "content_models_worker" ON "content_models" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE content_models FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON content_models TO placard_admin, placard_worker;
--> statement-breakpoint
CREATE TRIGGER content_models_snapshot_changed AFTER INSERT OR UPDATE OR DELETE ON content_models
  FOR EACH STATEMENT EXECUTE FUNCTION notify_snapshot_changed();
