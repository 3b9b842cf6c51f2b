# The course as a service: a slim image, packages from the lock, no root.
#
# A tag may mean another image tomorrow. Name the one that you have looked at: deploy/README.md says how.
ARG PYTHON=python:3.12-slim
FROM ${PYTHON} AS build
WORKDIR /build
COPY pyproject.toml uv.lock ./
COPY .ci/uv_by_hash.py .ci/
RUN python .ci/uv_by_hash.py > uv.txt && python -m pip install --quiet --require-hashes --requirement uv.txt
RUN uv export --quiet --frozen --no-emit-project --no-dev --output-file requirements.txt \
 && uv venv --quiet /venv \
 && uv pip sync --quiet --compile-bytecode --python /venv/bin/python --require-hashes requirements.txt

# One script a page: esbuild comes by npm, npm by pip, and neither goes into the image.
COPY app app
COPY lessons lessons
COPY static static
COPY bundling bundling
RUN mkdir -p .cache/bundles && /venv/bin/python bundling/bundle.py

FROM ${PYTHON}
RUN useradd --system --uid 10001 --create-home --home-dir /srv/course course && install -d -o course /data
WORKDIR /srv/course
COPY --from=build /venv /venv
COPY app app
COPY lessons lessons
COPY static static
COPY bundling bundling
COPY --from=build /build/.cache/bundles .cache/bundles
RUN python3 -m compileall -q app && /venv/bin/python -m app keep-course
USER 10001
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 WD_HOST=0.0.0.0 WD_PORT=5006 WD_DATA_DIR=/data
VOLUME /data
EXPOSE 5006
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s \
  CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:5006/healthz', timeout=2)"
CMD ["python", "-m", "app", "serve"]
