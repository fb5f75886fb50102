# One image for every part: `web` is the default command; `worker`, `scheduler` and `migrate` are others.
# It is made ready by the launcher, by the same steps as a machine without containers.
FROM python:3.13-slim-bookworm

RUN useradd --system --create-home --home-dir /var/lib/hushu hushu
WORKDIR /srv/hushu

COPY hushu requirements.lock requirements-setup.lock package.json package-lock.json ./
COPY static/icons.txt static/icons.txt
RUN UV_NO_CACHE=1 npm_config_cache=/tmp/npm ./hushu setup --lean \
 && rm -rf /tmp/npm /var/lib/apt/lists/*

COPY . .
ENV HUSHU_DATA=/var/lib/hushu/data HUSHU_HOST=0.0.0.0 HUSHU_PORT=8000
USER hushu
RUN mkdir -m 0700 /var/lib/hushu/data
VOLUME /var/lib/hushu/data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
  CMD ["python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
ENTRYPOINT ["./hushu"]
CMD ["web"]
