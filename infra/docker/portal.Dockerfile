# docker build --file infra/docker/portal.Dockerfile --tag placard-portal .
FROM node:24-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /placard
COPY . .
ENV CI=true NEXT_TELEMETRY_DISABLED=1
RUN --mount=type=cache,id=placard-pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --filter '@placard/portal...'
RUN pnpm --filter '@placard/portal^...' --if-present run build && pnpm --filter @placard/portal run build
# What only the build needed goes: the image runs on production dependencies.
RUN find . -name node_modules -prune -exec rm -rf {} +
RUN --mount=type=cache,id=placard-pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --prod --filter '@placard/portal...'

FROM node:24-bookworm-slim
ENV NODE_ENV=production PLACARD_ENV=production PLACARD_HOST=0.0.0.0
ENV PLACARD_PORTAL_PORT=3000 PLACARD_BLOBS_DIR=/data/blobs PLACARD_SPOOL_DIR=/data/spool
COPY --from=build /placard /placard
RUN mkdir -p /data/blobs /data/spool && chown -R node:node /data \
  && chown -R node:node /placard/apps/portal/.next
USER node
VOLUME /data
WORKDIR /placard/apps/portal
EXPOSE 3000
HEALTHCHECK --interval=10s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health').then((answer) => process.exit(answer.ok ? 0 : 1))"]
CMD ["node_modules/.bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]
