CREATE TABLE "sign_in_throttles" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_throttles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "organization_id" text;--> statement-breakpoint
CREATE INDEX "sign_in_throttles_updated" ON "sign_in_throttles" USING btree ("updated_at");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "failed_sign_ins";--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "locked_until";--> statement-breakpoint
CREATE POLICY "memberships_tenant_no_staff" ON "memberships" AS RESTRICTIVE FOR ALL TO "placard_app" USING (true) WITH CHECK (role <> 'staff');--> statement-breakpoint
CREATE POLICY "advertisers_auth_insert" ON "advertisers" AS PERMISSIVE FOR INSERT TO "placard_auth" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "creative_versions_tenant_pending" ON "creative_versions" AS RESTRICTIVE FOR INSERT TO "placard_app" WITH CHECK (review_status = 'pending' and reviewed_by is null);--> statement-breakpoint
CREATE POLICY "publishers_auth_insert" ON "publishers" AS PERMISSIVE FOR INSERT TO "placard_auth" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_throttles_auth" ON "sign_in_throttles" AS PERMISSIVE FOR ALL TO "placard_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_throttles_admin" ON "sign_in_throttles" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_throttles_worker" ON "sign_in_throttles" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE sign_in_throttles FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_throttles TO placard_auth;
--> statement-breakpoint
GRANT SELECT, DELETE ON sign_in_throttles TO placard_admin;
--> statement-breakpoint
GRANT INSERT ON advertisers, publishers TO placard_auth;
--> statement-breakpoint
-- Immutable once written, or decided by staff alone: not even a hole in the services opens these.
REVOKE UPDATE, DELETE ON creative_versions, assets FROM placard_app;
--> statement-breakpoint
REVOKE UPDATE ON publishers, advertisers, api_keys FROM placard_app;
--> statement-breakpoint
GRANT UPDATE (name, time_zone) ON publishers TO placard_app;
--> statement-breakpoint
GRANT UPDATE (name, domain, time_zone, attribution_window_days) ON advertisers TO placard_app;
--> statement-breakpoint
GRANT UPDATE (revoked_at) ON api_keys TO placard_app;
--> statement-breakpoint
REVOKE DELETE ON advertisers, publishers, properties, placements, campaigns, ad_groups, ads, api_keys FROM placard_app;
