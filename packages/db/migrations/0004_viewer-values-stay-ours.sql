-- The values that a model saw include the viewer's: they are not the advertiser's to read.
DROP VIEW advertiser_decisions;
--> statement-breakpoint
CREATE VIEW advertiser_decisions WITH (security_barrier) AS
  SELECT id, request_id, decided_at, market_id, placement_id, predictor, advertiser_organization_id AS organization_id,
         advertiser_id, campaign_id, ad_group_id, ad_id, creative_version_id, item_id, pricing, bid_micros,
         clearing_price_micros, ecpm_micros, p_ctr, p_cvr, propensity, propensity_estimated, explored
  FROM decisions
  WHERE advertiser_organization_id = current_setting('placard.organization_id', true) AND NOT coalesce(house, false);
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO placard_views;
--> statement-breakpoint
ALTER VIEW advertiser_decisions OWNER TO placard_views;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM placard_views;
--> statement-breakpoint
GRANT SELECT ON advertiser_decisions TO placard_app;
