ALTER TABLE "training_runs" ADD COLUMN "trials" jsonb DEFAULT '[]'::jsonb NOT NULL;
