CREATE TABLE "online_states" (
	"market_id" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"outcomes" bigint NOT NULL,
	"state" jsonb NOT NULL,
	"report" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "online_states" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "online" jsonb;--> statement-breakpoint
ALTER TABLE "markets" ADD COLUMN "policy" text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE "online_states" ADD CONSTRAINT "online_states_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "online_states_admin" ON "online_states" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "online_states_worker" ON "online_states" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE online_states FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON online_states TO placard_admin, placard_worker;
