-- What drizzle-kit does not emit: forced row-level security, grants by role, views that show each
-- organization its own columns of a shared row, notifications, and the ledger's balance rule.

DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.relname);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO placard_app, placard_admin, placard_auth, placard_ingest, placard_worker, placard_views;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON
  advertisers, campaigns, ad_groups, targeting_rules, items, item_reviews, assets, creatives,
  creative_versions, ads, publishers, properties, placements, api_keys, memberships
  TO placard_app;
--> statement-breakpoint
GRANT SELECT, UPDATE (name) ON organizations TO placard_app;
--> statement-breakpoint
GRANT SELECT (id, email, name, disabled, created_at) ON users TO placard_app;
--> statement-breakpoint
GRANT SELECT ON markets, ledger_accounts, ledger_entries, campaign_spend, advertiser_rollups, publisher_rollups TO placard_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_log TO placard_app, placard_admin, placard_worker;
--> statement-breakpoint
GRANT INSERT ON audit_log TO placard_auth;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO placard_admin, placard_worker;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON ledger_entries, ledger_transactions, audit_log FROM placard_admin, placard_worker;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON events, decisions FROM placard_admin;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, memberships, organizations TO placard_auth;
--> statement-breakpoint
GRANT SELECT, INSERT ON events TO placard_ingest;
--> statement-breakpoint
GRANT INSERT ON decisions TO placard_ingest;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO placard_ingest, placard_worker, placard_admin;
--> statement-breakpoint
GRANT SELECT ON decisions, events TO placard_views;
--> statement-breakpoint
CREATE POLICY decisions_views ON decisions FOR SELECT TO placard_views USING (true);
--> statement-breakpoint
CREATE POLICY events_views ON events FOR SELECT TO placard_views USING (true);
--> statement-breakpoint
CREATE VIEW advertiser_decisions WITH (security_barrier) AS
  SELECT id, request_id, decided_at, market_id, placement_id, predictor, advertiser_organization_id AS organization_id,
         advertiser_id, campaign_id, ad_group_id, ad_id, creative_version_id, item_id, pricing, bid_micros,
         clearing_price_micros, ecpm_micros, p_ctr, p_cvr, propensity, propensity_estimated, explored, features
  FROM decisions
  WHERE advertiser_organization_id = current_setting('placard.organization_id', true) AND NOT coalesce(house, false);
--> statement-breakpoint
CREATE VIEW publisher_decisions WITH (security_barrier) AS
  SELECT id, request_id, decided_at, market_id, publisher_organization_id AS organization_id, property_id,
         placement_id, slot_id, no_fill, ad_id, creative_version_id, house, funnel, latency_us
  FROM decisions
  WHERE publisher_organization_id = current_setting('placard.organization_id', true);
--> statement-breakpoint
CREATE VIEW advertiser_events WITH (security_barrier) AS
  SELECT id, kind, occurred_at, market_id, advertiser_organization_id AS organization_id, decision_id, advertiser_id,
         campaign_id, ad_group_id, ad_id, placement_id, charge_micros, item_id, quantity, value, ivt
  FROM events
  WHERE advertiser_organization_id = current_setting('placard.organization_id', true);
--> statement-breakpoint
CREATE VIEW publisher_events WITH (security_barrier) AS
  SELECT id, kind, occurred_at, market_id, publisher_organization_id AS organization_id, decision_id, property_id,
         placement_id, ad_id, (charge_micros::numeric * publisher_share_bps / 10000)::bigint AS payout_micros, ivt
  FROM events
  WHERE publisher_organization_id = current_setting('placard.organization_id', true);
--> statement-breakpoint
GRANT placard_views TO CURRENT_USER;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO placard_views;
--> statement-breakpoint
ALTER VIEW advertiser_decisions OWNER TO placard_views;
--> statement-breakpoint
ALTER VIEW publisher_decisions OWNER TO placard_views;
--> statement-breakpoint
ALTER VIEW advertiser_events OWNER TO placard_views;
--> statement-breakpoint
ALTER VIEW publisher_events OWNER TO placard_views;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM placard_views;
--> statement-breakpoint
GRANT SELECT ON advertiser_decisions, publisher_decisions, advertiser_events, publisher_events TO placard_app;
--> statement-breakpoint
CREATE FUNCTION notify_snapshot_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('snapshot_changed', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION notify_events_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('events_appended', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['advertisers', 'campaigns', 'ad_groups', 'targeting_rules', 'items', 'assets', 'creatives',
    'creative_versions', 'ads', 'publishers', 'properties', 'placements', 'markets', 'model_versions', 'api_keys']
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION notify_snapshot_changed()',
      t || '_snapshot_changed', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_appended AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION notify_events_appended();
--> statement-breakpoint
CREATE FUNCTION ledger_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE total numeric;
BEGIN
  SELECT sum(amount_micros) INTO total FROM ledger_entries WHERE transaction_id = NEW.transaction_id;
  IF total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not balance: % micros', NEW.transaction_id, total;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balances();
