FROM python:3.11-slim AS build

WORKDIR /app
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot ./bot
COPY seed ./seed
RUN python -m venv /venv \
    && /venv/bin/pip install --constraint constraints.txt ".[postgresql]"

FROM python:3.11-slim

RUN useradd --system --uid 10001 --home-dir /data talkbot \
    && install --directory --owner=talkbot --group=talkbot /data
COPY --from=build /venv /venv
ENV PATH="/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL="sqlite+aiosqlite:////data/talkbot.db" \
    LOG_FORMAT=json
USER talkbot
WORKDIR /data
VOLUME /data
ENTRYPOINT ["talkbot"]
CMD ["run"]
