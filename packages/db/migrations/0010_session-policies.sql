CREATE TABLE "session_policies" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"digest" text NOT NULL,
	"input_digest" text NOT NULL,
	"visits" integer NOT NULL,
	"report" jsonb NOT NULL,
	"trained_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "session_policy" text DEFAULT 'off' NOT NULL;--> statement-breakpoint
ALTER TABLE "session_policies" ADD CONSTRAINT "session_policies_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "session_policies_input" ON "session_policies" USING btree ("market_id","input_digest");--> statement-breakpoint
CREATE INDEX "session_policies_market" ON "session_policies" USING btree ("market_id","trained_at");--> statement-breakpoint
CREATE POLICY "session_policies_admin" ON "session_policies" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_policies_worker" ON "session_policies" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE session_policies FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON session_policies TO placard_admin, placard_worker;
--> statement-breakpoint
CREATE TRIGGER session_policies_snapshot_changed AFTER INSERT OR UPDATE OR DELETE ON session_policies
  FOR EACH STATEMENT EXECUTE FUNCTION notify_snapshot_changed();
