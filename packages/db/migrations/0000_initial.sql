CREATE TYPE "public"."member_role" AS ENUM('owner', 'advertiser', 'publisher', 'viewer', 'staff');--> statement-breakpoint
CREATE TYPE "public"."campaign_objective" AS ENUM('awareness', 'traffic', 'conversions');--> statement-breakpoint
CREATE TYPE "public"."serving_status" AS ENUM('draft', 'active', 'paused', 'archived');--> statement-breakpoint
CREATE TYPE "public"."pricing_model" AS ENUM('cpm', 'cpc', 'cpa');--> statement-breakpoint
CREATE TYPE "public"."targeting_attribute" AS ENUM('country', 'language', 'device', 'os', 'browser', 'hour', 'weekday', 'category', 'keyword', 'property', 'placement', 'audience', 'interest', 'attribute');--> statement-breakpoint
CREATE TYPE "public"."targeting_mode" AS ENUM('include', 'exclude');--> statement-breakpoint
CREATE TYPE "public"."asset_kind" AS ENUM('image', 'logo', 'video', 'text');--> statement-breakpoint
CREATE TYPE "public"."creative_format" AS ENUM('image', 'native', 'text');--> statement-breakpoint
CREATE TYPE "public"."review_status" AS ENUM('pending', 'approved', 'rejected');--> statement-breakpoint
CREATE TYPE "public"."property_kind" AS ENUM('site', 'app');--> statement-breakpoint
CREATE TYPE "public"."placement_status" AS ENUM('active', 'archived');--> statement-breakpoint
CREATE TYPE "public"."ledger_account_kind" AS ENUM('wallet', 'payout', 'margin', 'funding');--> statement-breakpoint
CREATE TYPE "public"."ledger_transaction_kind" AS ENUM('top-up', 'settlement', 'adjustment');--> statement-breakpoint
CREATE TYPE "public"."training_status" AS ENUM('queued', 'exporting', 'training', 'evaluating', 'publishing', 'succeeded', 'failed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."model_stage" AS ENUM('candidate', 'shadow', 'canary', 'champion', 'retired');--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_platform" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" "member_role" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "advertisers" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"domain" text,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"attribution_window_days" integer DEFAULT 30 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "advertisers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "markets" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"name" text NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"exploration" real DEFAULT 0.1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "markets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"advertiser_id" text NOT NULL,
	"market_id" text NOT NULL,
	"name" text NOT NULL,
	"objective" "campaign_objective" DEFAULT 'traffic' NOT NULL,
	"status" "serving_status" DEFAULT 'draft' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"daily_budget_micros" bigint NOT NULL,
	"total_budget_micros" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_daily_budget" CHECK ("campaigns"."daily_budget_micros" > 0),
	CONSTRAINT "campaigns_total_budget" CHECK ("campaigns"."total_budget_micros" is null or "campaigns"."total_budget_micros" > 0),
	CONSTRAINT "campaigns_schedule" CHECK ("campaigns"."ends_at" is null or "campaigns"."ends_at" > "campaigns"."starts_at")
);
--> statement-breakpoint
ALTER TABLE "campaigns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ad_groups" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"campaign_id" text NOT NULL,
	"name" text NOT NULL,
	"status" "serving_status" DEFAULT 'active' NOT NULL,
	"pricing" "pricing_model" NOT NULL,
	"bid_micros" bigint NOT NULL,
	"cap_impressions" integer,
	"cap_window_ms" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ad_groups_bid" CHECK ("ad_groups"."bid_micros" > 0),
	CONSTRAINT "ad_groups_cap" CHECK (("ad_groups"."cap_impressions" is null) = ("ad_groups"."cap_window_ms" is null))
);
--> statement-breakpoint
ALTER TABLE "ad_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "targeting_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"ad_group_id" text NOT NULL,
	"attribute" "targeting_attribute" NOT NULL,
	"mode" "targeting_mode" NOT NULL,
	"values" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "targeting_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "items" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"advertiser_id" text NOT NULL,
	"external_id" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"categories" text[] NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"url" text,
	"image_url" text,
	"price_micros" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "item_reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"item_id" text NOT NULL,
	"rating" real NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"reviewed_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "item_reviews_rating" CHECK ("item_reviews"."rating" between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "item_reviews" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "assets" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" "asset_kind" NOT NULL,
	"digest" text NOT NULL,
	"content_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer,
	"height" integer,
	"file_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "creatives" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"advertiser_id" text NOT NULL,
	"name" text NOT NULL,
	"format" "creative_format" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "creatives" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "creative_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"creative_id" text NOT NULL,
	"version" integer NOT NULL,
	"asset_id" text,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"alt" text DEFAULT '' NOT NULL,
	"headline" text,
	"body" text,
	"call_to_action" text,
	"landing_url" text NOT NULL,
	"review_status" "review_status" DEFAULT 'pending' NOT NULL,
	"review_reason" text,
	"reviewed_by" text,
	"reviewed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "creative_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ads" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"ad_group_id" text NOT NULL,
	"creative_id" text NOT NULL,
	"item_id" text,
	"status" "serving_status" DEFAULT 'active' NOT NULL,
	"categories" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "publishers" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"share_bps" integer DEFAULT 7000 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "publishers_share" CHECK ("publishers"."share_bps" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "publishers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "properties" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"publisher_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" "property_kind" DEFAULT 'site' NOT NULL,
	"domains" text[] DEFAULT '{}' NOT NULL,
	"blocked_categories" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "properties" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "placements" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"property_id" text NOT NULL,
	"market_id" text NOT NULL,
	"name" text NOT NULL,
	"status" "placement_status" DEFAULT 'active' NOT NULL,
	"formats" "creative_format"[] NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"floor_ecpm_micros" bigint DEFAULT 0 NOT NULL,
	"house_creative_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "placements_floor" CHECK ("placements"."floor_ecpm_micros" >= 0),
	CONSTRAINT "placements_size" CHECK ("placements"."width" > 0 and "placements"."height" > 0)
);
--> statement-breakpoint
ALTER TABLE "placements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"market_id" text NOT NULL,
	"publisher_organization_id" text NOT NULL,
	"property_id" text NOT NULL,
	"placement_id" text NOT NULL,
	"slot_id" text NOT NULL,
	"viewer_key" text,
	"snapshot_revision" text NOT NULL,
	"predictor" jsonb NOT NULL,
	"no_fill" text,
	"advertiser_organization_id" text,
	"advertiser_id" text,
	"campaign_id" text,
	"ad_group_id" text,
	"ad_id" text,
	"creative_version_id" text,
	"item_id" text,
	"pricing" "pricing_model",
	"bid_micros" bigint,
	"clearing_price_micros" bigint,
	"ecpm_micros" double precision,
	"p_ctr" double precision,
	"p_cvr" double precision,
	"propensity" double precision,
	"propensity_estimated" boolean,
	"explored" boolean,
	"house" boolean,
	"features" jsonb,
	"runners_up" jsonb NOT NULL,
	"funnel" jsonb NOT NULL,
	"latency_us" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"market_id" text NOT NULL,
	"viewer_key" text,
	"publisher_organization_id" text,
	"property_id" text,
	"placement_id" text,
	"decision_id" text,
	"decided_at" timestamp with time zone,
	"advertiser_organization_id" text,
	"advertiser_id" text,
	"campaign_id" text,
	"ad_group_id" text,
	"ad_id" text,
	"charge_micros" bigint DEFAULT 0 NOT NULL,
	"publisher_share_bps" integer,
	"item_id" text,
	"categories" text[] DEFAULT '{}' NOT NULL,
	"quantity" bigint,
	"value" double precision,
	"ivt" text
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event_consumers" (
	"name" text PRIMARY KEY NOT NULL,
	"xid" text NOT NULL,
	"seq" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event_consumers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "viewer_profiles" (
	"market_id" text NOT NULL,
	"viewer_key" text NOT NULL,
	"profile" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "viewer_profiles_market_id_viewer_key_pk" PRIMARY KEY("market_id","viewer_key")
);
--> statement-breakpoint
ALTER TABLE "viewer_profiles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"kind" "ledger_account_kind" NOT NULL,
	"owner_id" text NOT NULL,
	"currency" text NOT NULL,
	"balance_micros" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"transaction_id" text NOT NULL,
	"account_id" text NOT NULL,
	"organization_id" text,
	"amount_micros" bigint NOT NULL,
	"kind" "ledger_transaction_kind" NOT NULL,
	"memo" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" "ledger_transaction_kind" NOT NULL,
	"event_id" text,
	"campaign_id" text,
	"memo" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_transactions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "campaign_spend" (
	"campaign_id" text NOT NULL,
	"organization_id" text NOT NULL,
	"day" date NOT NULL,
	"spend_micros" bigint DEFAULT 0 NOT NULL,
	"over_delivery_micros" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "campaign_spend_campaign_id_day_pk" PRIMARY KEY("campaign_id","day")
);
--> statement-breakpoint
ALTER TABLE "campaign_spend" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "advertiser_rollups" (
	"organization_id" text NOT NULL,
	"advertiser_id" text NOT NULL,
	"campaign_id" text NOT NULL,
	"ad_group_id" text NOT NULL,
	"ad_id" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"impressions" integer DEFAULT 0 NOT NULL,
	"viewables" integer DEFAULT 0 NOT NULL,
	"clicks" integer DEFAULT 0 NOT NULL,
	"conversions" integer DEFAULT 0 NOT NULL,
	"invalid" integer DEFAULT 0 NOT NULL,
	"spend_micros" bigint DEFAULT 0 NOT NULL,
	"conversion_value_micros" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "advertiser_rollups_ad_id_hour_pk" PRIMARY KEY("ad_id","hour")
);
--> statement-breakpoint
ALTER TABLE "advertiser_rollups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "publisher_rollups" (
	"organization_id" text NOT NULL,
	"property_id" text NOT NULL,
	"placement_id" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"filled" integer DEFAULT 0 NOT NULL,
	"impressions" integer DEFAULT 0 NOT NULL,
	"viewables" integer DEFAULT 0 NOT NULL,
	"clicks" integer DEFAULT 0 NOT NULL,
	"conversions" integer DEFAULT 0 NOT NULL,
	"invalid" integer DEFAULT 0 NOT NULL,
	"payout_micros" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "publisher_rollups_placement_id_hour_pk" PRIMARY KEY("placement_id","hour")
);
--> statement-breakpoint
ALTER TABLE "publisher_rollups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "training_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"status" "training_status" DEFAULT 'queued' NOT NULL,
	"request" jsonb NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"curve" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"log_tail" text[] DEFAULT '{}' NOT NULL,
	"error" text,
	"requested_by" text,
	"cancel_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "training_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "model_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"market_id" text NOT NULL,
	"training_run_id" text,
	"kind" text NOT NULL,
	"stage" "model_stage" DEFAULT 'candidate' NOT NULL,
	"manifest" jsonb NOT NULL,
	"card" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"promoted_at" timestamp with time zone,
	"promoted_by" text,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "model_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"entity_kind" text NOT NULL,
	"entity_id" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advertisers" ADD CONSTRAINT "advertisers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markets" ADD CONSTRAINT "markets_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_advertiser_id_advertisers_id_fk" FOREIGN KEY ("advertiser_id") REFERENCES "public"."advertisers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ad_groups" ADD CONSTRAINT "ad_groups_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ad_groups" ADD CONSTRAINT "ad_groups_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targeting_rules" ADD CONSTRAINT "targeting_rules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targeting_rules" ADD CONSTRAINT "targeting_rules_ad_group_id_ad_groups_id_fk" FOREIGN KEY ("ad_group_id") REFERENCES "public"."ad_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_advertiser_id_advertisers_id_fk" FOREIGN KEY ("advertiser_id") REFERENCES "public"."advertisers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_reviews" ADD CONSTRAINT "item_reviews_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_reviews" ADD CONSTRAINT "item_reviews_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creatives" ADD CONSTRAINT "creatives_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creatives" ADD CONSTRAINT "creatives_advertiser_id_advertisers_id_fk" FOREIGN KEY ("advertiser_id") REFERENCES "public"."advertisers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creative_versions" ADD CONSTRAINT "creative_versions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creative_versions" ADD CONSTRAINT "creative_versions_creative_id_creatives_id_fk" FOREIGN KEY ("creative_id") REFERENCES "public"."creatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creative_versions" ADD CONSTRAINT "creative_versions_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creative_versions" ADD CONSTRAINT "creative_versions_reviewed_by_users_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ads" ADD CONSTRAINT "ads_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ads" ADD CONSTRAINT "ads_ad_group_id_ad_groups_id_fk" FOREIGN KEY ("ad_group_id") REFERENCES "public"."ad_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ads" ADD CONSTRAINT "ads_creative_id_creatives_id_fk" FOREIGN KEY ("creative_id") REFERENCES "public"."creatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ads" ADD CONSTRAINT "ads_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publishers" ADD CONSTRAINT "publishers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "properties" ADD CONSTRAINT "properties_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "properties" ADD CONSTRAINT "properties_publisher_id_publishers_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."publishers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_property_id_properties_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_house_creative_id_creatives_id_fk" FOREIGN KEY ("house_creative_id") REFERENCES "public"."creatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_ledger_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."ledger_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_ledger_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."ledger_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_runs" ADD CONSTRAINT "training_runs_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_market_id_markets_id_fk" FOREIGN KEY ("market_id") REFERENCES "public"."markets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_training_run_id_training_runs_id_fk" FOREIGN KEY ("training_run_id") REFERENCES "public"."training_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_user_organization" ON "memberships" USING btree ("user_id","organization_id");--> statement-breakpoint
CREATE INDEX "memberships_organization" ON "memberships" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "advertisers_organization" ON "advertisers" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "markets_default" ON "markets" USING btree ("is_default") WHERE "markets"."is_default";--> statement-breakpoint
CREATE INDEX "campaigns_organization" ON "campaigns" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "campaigns_advertiser" ON "campaigns" USING btree ("advertiser_id");--> statement-breakpoint
CREATE INDEX "ad_groups_organization" ON "ad_groups" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "ad_groups_campaign" ON "ad_groups" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "targeting_rules_ad_group" ON "targeting_rules" USING btree ("ad_group_id");--> statement-breakpoint
CREATE INDEX "targeting_rules_organization" ON "targeting_rules" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "items_external_id" ON "items" USING btree ("advertiser_id","external_id");--> statement-breakpoint
CREATE INDEX "items_organization" ON "items" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "item_reviews_item" ON "item_reviews" USING btree ("item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "assets_organization_digest" ON "assets" USING btree ("organization_id","digest");--> statement-breakpoint
CREATE INDEX "assets_organization" ON "assets" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "creatives_organization" ON "creatives" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "creatives_advertiser" ON "creatives" USING btree ("advertiser_id");--> statement-breakpoint
CREATE UNIQUE INDEX "creative_versions_version" ON "creative_versions" USING btree ("creative_id","version");--> statement-breakpoint
CREATE INDEX "creative_versions_review" ON "creative_versions" USING btree ("review_status","created_at");--> statement-breakpoint
CREATE INDEX "creative_versions_organization" ON "creative_versions" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ads_ad_group_creative" ON "ads" USING btree ("ad_group_id","creative_id");--> statement-breakpoint
CREATE INDEX "ads_organization" ON "ads" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "publishers_organization" ON "publishers" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "properties_organization" ON "properties" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "placements_organization" ON "placements" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "placements_property" ON "placements" USING btree ("property_id");--> statement-breakpoint
CREATE INDEX "decisions_market_decided_at" ON "decisions" USING btree ("market_id","decided_at");--> statement-breakpoint
CREATE INDEX "decisions_advertiser" ON "decisions" USING btree ("advertiser_organization_id","decided_at");--> statement-breakpoint
CREATE INDEX "decisions_publisher" ON "decisions" USING btree ("publisher_organization_id","decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "events_dedupe_key" ON "events" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "events_position" ON "events" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "events_decision" ON "events" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "events_market_occurred_at" ON "events" USING btree ("market_id","occurred_at");--> statement-breakpoint
CREATE INDEX "events_viewer" ON "events" USING btree ("market_id","viewer_key");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_accounts_owner" ON "ledger_accounts" USING btree ("kind","owner_id","currency");--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "ledger_entries" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "ledger_entries_transaction" ON "ledger_entries" USING btree ("transaction_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transactions_event" ON "ledger_transactions" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_campaign" ON "ledger_transactions" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "advertiser_rollups_organization" ON "advertiser_rollups" USING btree ("organization_id","hour");--> statement-breakpoint
CREATE INDEX "advertiser_rollups_campaign" ON "advertiser_rollups" USING btree ("campaign_id","hour");--> statement-breakpoint
CREATE INDEX "publisher_rollups_organization" ON "publisher_rollups" USING btree ("organization_id","hour");--> statement-breakpoint
CREATE INDEX "training_runs_market" ON "training_runs" USING btree ("market_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_champion" ON "model_versions" USING btree ("market_id") WHERE "model_versions"."stage" = 'champion';--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_run" ON "model_versions" USING btree ("training_run_id");--> statement-breakpoint
CREATE INDEX "model_versions_market" ON "model_versions" USING btree ("market_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_log_organization" ON "audit_log" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_log_entity" ON "audit_log" USING btree ("entity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_secret_hash" ON "api_keys" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "api_keys_organization" ON "api_keys" USING btree ("organization_id");--> statement-breakpoint
CREATE POLICY "organizations_tenant" ON "organizations" AS PERMISSIVE FOR ALL TO "placard_app" USING (id = current_setting('placard.organization_id', true)) WITH CHECK (id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "organizations_auth" ON "organizations" AS PERMISSIVE FOR ALL TO "placard_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "organizations_admin" ON "organizations" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "organizations_worker" ON "organizations" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "users_auth" ON "users" AS PERMISSIVE FOR ALL TO "placard_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "users_tenant_read" ON "users" AS PERMISSIVE FOR SELECT TO "placard_app" USING (exists (select 1 from memberships m where m.user_id = users.id and m.organization_id = current_setting('placard.organization_id', true)));--> statement-breakpoint
CREATE POLICY "users_admin" ON "users" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "users_worker" ON "users" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "memberships_auth" ON "memberships" AS PERMISSIVE FOR ALL TO "placard_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "memberships_tenant" ON "memberships" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "memberships_admin" ON "memberships" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "memberships_worker" ON "memberships" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_auth" ON "sessions" AS PERMISSIVE FOR ALL TO "placard_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_admin" ON "sessions" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_worker" ON "sessions" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "advertisers_tenant" ON "advertisers" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "advertisers_admin" ON "advertisers" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "advertisers_worker" ON "advertisers" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "markets_tenant_read" ON "markets" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id is null or organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "markets_admin" ON "markets" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "markets_worker" ON "markets" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "campaigns_tenant" ON "campaigns" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "campaigns_admin" ON "campaigns" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "campaigns_worker" ON "campaigns" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ad_groups_tenant" ON "ad_groups" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "ad_groups_admin" ON "ad_groups" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ad_groups_worker" ON "ad_groups" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "targeting_rules_tenant" ON "targeting_rules" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "targeting_rules_admin" ON "targeting_rules" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "targeting_rules_worker" ON "targeting_rules" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "items_tenant" ON "items" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "items_admin" ON "items" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "items_worker" ON "items" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "item_reviews_tenant" ON "item_reviews" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "item_reviews_admin" ON "item_reviews" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "item_reviews_worker" ON "item_reviews" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "assets_tenant" ON "assets" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "assets_admin" ON "assets" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "assets_worker" ON "assets" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "creatives_tenant" ON "creatives" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "creatives_admin" ON "creatives" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "creatives_worker" ON "creatives" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "creative_versions_tenant" ON "creative_versions" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "creative_versions_admin" ON "creative_versions" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "creative_versions_worker" ON "creative_versions" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ads_tenant" ON "ads" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "ads_admin" ON "ads" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ads_worker" ON "ads" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "publishers_tenant" ON "publishers" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "publishers_admin" ON "publishers" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "publishers_worker" ON "publishers" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "properties_tenant" ON "properties" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "properties_admin" ON "properties" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "properties_worker" ON "properties" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placements_tenant" ON "placements" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "placements_admin" ON "placements" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placements_worker" ON "placements" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "decisions_ingest" ON "decisions" AS PERMISSIVE FOR INSERT TO "placard_ingest" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "decisions_admin" ON "decisions" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "decisions_worker" ON "decisions" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_ingest" ON "events" AS PERMISSIVE FOR INSERT TO "placard_ingest" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_ingest_read" ON "events" AS PERMISSIVE FOR SELECT TO "placard_ingest" USING (true);--> statement-breakpoint
CREATE POLICY "events_admin" ON "events" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "events_worker" ON "events" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "event_consumers_admin" ON "event_consumers" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "event_consumers_worker" ON "event_consumers" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "viewer_profiles_admin" ON "viewer_profiles" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "viewer_profiles_worker" ON "viewer_profiles" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_accounts_tenant_read" ON "ledger_accounts" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "ledger_accounts_admin" ON "ledger_accounts" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_accounts_worker" ON "ledger_accounts" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_entries_tenant_read" ON "ledger_entries" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "ledger_entries_admin" ON "ledger_entries" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_entries_worker" ON "ledger_entries" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_transactions_admin" ON "ledger_transactions" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_transactions_worker" ON "ledger_transactions" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "campaign_spend_tenant_read" ON "campaign_spend" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "campaign_spend_admin" ON "campaign_spend" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "campaign_spend_worker" ON "campaign_spend" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "advertiser_rollups_tenant_read" ON "advertiser_rollups" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "advertiser_rollups_admin" ON "advertiser_rollups" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "advertiser_rollups_worker" ON "advertiser_rollups" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "publisher_rollups_tenant_read" ON "publisher_rollups" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "publisher_rollups_admin" ON "publisher_rollups" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "publisher_rollups_worker" ON "publisher_rollups" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "training_runs_admin" ON "training_runs" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "training_runs_worker" ON "training_runs" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "model_versions_admin" ON "model_versions" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "model_versions_worker" ON "model_versions" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_log_tenant_read" ON "audit_log" AS PERMISSIVE FOR SELECT TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "audit_log_tenant_append" ON "audit_log" AS PERMISSIVE FOR INSERT TO "placard_app" WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "audit_log_auth_append" ON "audit_log" AS PERMISSIVE FOR INSERT TO "placard_auth" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_log_admin" ON "audit_log" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_log_worker" ON "audit_log" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "api_keys_tenant" ON "api_keys" AS PERMISSIVE FOR ALL TO "placard_app" USING (organization_id = current_setting('placard.organization_id', true)) WITH CHECK (organization_id = current_setting('placard.organization_id', true));--> statement-breakpoint
CREATE POLICY "api_keys_admin" ON "api_keys" AS PERMISSIVE FOR ALL TO "placard_admin" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "api_keys_worker" ON "api_keys" AS PERMISSIVE FOR ALL TO "placard_worker" USING (true) WITH CHECK (true);