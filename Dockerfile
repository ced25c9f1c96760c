FROM python:3.11-slim AS build

WORKDIR /app
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot ./bot
COPY seed ./seed
RUN python -m venv /venv \
    && /venv/bin/pip install --constraint constraints.txt ".[postgresql]"

FROM python:3.11-slim

RUN useradd --no-log-init --uid 10001 --home-dir /data talkbot \
    && install --directory --owner=talkbot --group=talkbot /data
COPY --from=build /venv /venv
ENV PATH="/venv/bin:$PATH" PYTHONUNBUFFERED=1
USER 10001
# From here the default of DATABASE_URL leads into the volume.
WORKDIR /
VOLUME /data
# Without HTTP_PORT there is nothing to ask, and a process that runs counts as healthy.
HEALTHCHECK --start-period=5m --interval=30s --timeout=5s \
    CMD ["python", "-c", "import os, urllib.request; port = os.environ.get('HTTP_PORT'); port and urllib.request.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=4)"]
ENTRYPOINT ["talkbot"]
CMD ["run"]
