import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  transpilePackages: [
    '@placard/api',
    '@placard/blobs',
    '@placard/contracts',
    '@placard/creative',
    '@placard/db',
    '@placard/domain',
    '@placard/queue',
    '@placard/services',
    '@placard/ui',
  ],
  serverExternalPackages: ['@node-rs/argon2', 'bullmq', 'ioredis', 'pdfkit', 'pg', 'sharp'],
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
  reactStrictMode: true,
  poweredByHeader: false,
  experimental: { optimizePackageImports: ['@placard/ui', '@placard/ui/charts'] },
};

export default config;
