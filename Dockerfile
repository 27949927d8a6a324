# Two stages: the first installs from the lock and fits the caches, the second only runs.
FROM python:3.11-slim AS build
WORKDIR /lantern
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot bot
COPY knowledge knowledge
COPY locales locales
RUN /venv/bin/pip install --no-cache-dir --no-deps -e . \
 && echo '{"text": "hello", "language": null}' | DATA_DIR=/data /venv/bin/bot ask --json

FROM python:3.11-slim
RUN useradd --system --uid 10001 lantern
WORKDIR /lantern
COPY --from=build /venv /venv
COPY --from=build /lantern /lantern
COPY --from=build --chown=lantern /data /data
ENV DATA_DIR=/data PYTHONDONTWRITEBYTECODE=1
USER lantern
EXPOSE 8080
ENTRYPOINT ["/venv/bin/bot"]
