# One image for every service; DUNLIN_SERVICES chooses which of them a container runs.
FROM node:20-bookworm-slim AS build
WORKDIR /dunlin
COPY package.json package-lock.json ./
RUN npm install --no-save --include=dev --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
COPY test test
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production DUNLIN_HOST=0.0.0.0 DUNLIN_DATA=/var/lib/dunlin
WORKDIR /dunlin
COPY --from=build /dunlin/node_modules node_modules
COPY --from=build /dunlin/dist dist
COPY package.json ./
COPY apps/portal/views apps/portal/views
COPY campaigns campaigns
COPY templates templates
RUN mkdir -p /var/lib/dunlin && chown node:node /var/lib/dunlin \
  && printf '#!/bin/sh\nexec node --enable-source-maps /dunlin/dist/apps/dunlin/src/cli.js "$@"\n' > /usr/local/bin/dunlin \
  && chmod +x /usr/local/bin/dunlin
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT ?? 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--max-old-space-size=512", "--always-sparkplug", "dist/apps/dunlin/src/main.js"]
