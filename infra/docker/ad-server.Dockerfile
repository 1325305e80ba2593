# docker build --file infra/docker/ad-server.Dockerfile --tag placard-ad-server .
FROM node:24-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /placard
COPY . .
ENV CI=true
RUN --mount=type=cache,id=placard-pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --filter '@placard/ad-server...'
RUN pnpm --filter @placard/widget run build
# What only the build needed goes: the image runs on production dependencies.
RUN find . -name node_modules -prune -exec rm -rf {} +
RUN --mount=type=cache,id=placard-pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --prod --filter '@placard/ad-server...'

FROM node:24-bookworm-slim
ENV NODE_ENV=production PLACARD_ENV=production PLACARD_HOST=0.0.0.0
ENV PLACARD_AD_SERVER_PORT=4000 PLACARD_BLOBS_DIR=/data/blobs PLACARD_SPOOL_DIR=/data/spool
COPY --from=build /placard /placard
RUN mkdir -p /data/blobs /data/spool && chown -R node:node /data
USER node
VOLUME /data
WORKDIR /placard/apps/ad-server
EXPOSE 4000
HEALTHCHECK --interval=10s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/health').then((answer) => process.exit(answer.ok ? 0 : 1))"]
CMD ["node", "--import", "tsx", "src/main.ts"]
