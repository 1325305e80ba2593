CREATE TABLE "learning_failures" (
	"market_id" text NOT NULL,
	"learner" text NOT NULL,
	"failures" integer NOT NULL,
	"error" text NOT NULL,
	"failed_at" timestamp with time zone NOT NULL,
	"retry_at" timestamp with time zone NOT NULL,
	CONSTRAINT "learning_failures_market_id_learner_pk" PRIMARY KEY("market_id","learner")
);
--> statement-breakpoint
ALTER TABLE "learning_failures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "learning_failures" ADD CONSTRAINT "learning_failures_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "learning_failures_admin" ON "learning_failures" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "learning_failures_worker" ON "learning_failures" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE learning_failures FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON learning_failures TO placard_admin, placard_worker;
