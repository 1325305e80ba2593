# docker build --file infra/docker/worker.Dockerfile --tag placard-worker .
FROM node:24-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /placard
COPY . .
ENV CI=true
RUN --mount=type=cache,id=placard-pnpm,target=/root/.local/share/pnpm/store \
    pnpm install --frozen-lockfile --prod --filter '@placard/worker...'

FROM node:24-bookworm-slim
ENV NODE_ENV=production PLACARD_ENV=production PLACARD_HOST=0.0.0.0
ENV PLACARD_WORKER_PORT=4001 PLACARD_BLOBS_DIR=/data/blobs PLACARD_SPOOL_DIR=/data/spool
COPY --from=build /placard /placard
RUN mkdir -p /data/blobs /data/spool && chown -R node:node /data
USER node
VOLUME /data
WORKDIR /placard/apps/worker
EXPOSE 4001
HEALTHCHECK --interval=10s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4001/health').then((answer) => process.exit(answer.ok ? 0 : 1))"]
CMD ["node", "--import", "tsx", "src/main.ts"]
