ALTER TABLE "decisions" ADD COLUMN "seq" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "decisions_position" ON "decisions" USING btree ("xid","seq");--> statement-breakpoint
GRANT USAGE ON SEQUENCE decisions_seq_seq TO placard_ingest, placard_worker, placard_admin;
