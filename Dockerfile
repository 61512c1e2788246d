# Assay as a container: the graph is built into the image and served by a user without rights.
#   docker build -t assay . && docker run --rm -p 8000:8000 assay
# Mount a volume on /data to keep keys and what is written over HTTP.
FROM python:3.11-slim

RUN useradd --create-home --uid 10001 assay && install -d -o assay /data
WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY kg kg
COPY ingest ingest
COPY api api
COPY ontology ontology
COPY queries queries
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

USER assay
ENV ASSAY_STORE=/data/store
RUN assay build
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
ENTRYPOINT ["assay"]
CMD ["serve", "--host", "0.0.0.0"]
