/**
 * The image of a catalog: what `opm generate dockerfile catalog` writes (operator-registry v1.73.0, alpha/action/generate_dockerfile.go),
 * but from an image of one version and not of `latest`, and with the cache that opm serves from made on the builder's own platform: it is
 * the same on every one, and so a catalog for several needs no emulation.
 */

/** The folder of catalogs; the image is built beside it. */
export const CATALOG_FOLDER = 'catalog';

const OPM_IMAGE = 'quay.io/operator-framework/opm:v1.73.0';

/** `catalog.Dockerfile`; built with the project's folder as context. */
export const catalogDockerfile = (): string => `# The builder image is expected to contain
# /bin/opm (with serve subcommand)
FROM --platform=$BUILDPLATFORM ${OPM_IMAGE} AS builder

# Copy FBC root into image at /configs and pre-populate serve cache
ADD ${CATALOG_FOLDER} /configs
RUN ["/bin/opm", "serve", "/configs", "--cache-dir=/tmp/cache", "--cache-only"]

FROM ${OPM_IMAGE}
# The base image is expected to contain
# /bin/opm (with serve subcommand) and /bin/grpc_health_probe

# Configure the entrypoint and command
ENTRYPOINT ["/bin/opm"]
CMD ["serve", "/configs", "--cache-dir=/tmp/cache"]

COPY --from=builder /configs /configs
COPY --from=builder /tmp/cache /tmp/cache

# Set FBC-specific label for the location of the FBC root directory
# in the image
LABEL operators.operatorframework.io.index.configs.v1=/configs
`;

/** `catalog.Dockerfile.dockerignore`: the project's own leaves out all that is not in the operator's image; this one goes before it. */
export const catalogDockerignore = (): string => `*\n!${CATALOG_FOLDER}\n`;

/** `catalog/.indexignore`: what is in that folder and no part of a catalog, in the words of .gitignore. */
export const indexIgnore = (): string => '*.md\n';
