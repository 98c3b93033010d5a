/**
 * Spans for what a manager does: one for each reconcile, one for each request to the API server, which is a child of the reconcile's where
 * the tracer keeps a context. `trace.getTracer('my-operator')` of @opentelemetry/api is a `Tracer`; nothing of it is needed otherwise.
 *
 * Attributes: `controller`, `k8s.resource.group`, `.kind`, `k8s.namespace.name`, `k8s.object.name`, `k8s.object.generation`; for requests
 * those of OpenTelemetry's HTTP conventions (`http.request.method`, `url.path`, `server.address`, `http.response.status_code`).
 * Caveats: watches have no spans, as they never end.
 */
import type { Controller } from '../controller/controller.ts';
import type { Context } from '../controller/reconcile.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** As far as it is used here, the `Span` of @opentelemetry/api. */
export interface Span {
  setAttributes(attributes: Record<string, string | number | boolean>): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  recordException(exception: Error | string): void;
  end(): void;
}

/** As far as it is used here, the `Tracer` of @opentelemetry/api. */
export interface Tracer {
  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    options: { attributes?: Record<string, string | number | boolean>; kind?: number },
    fn: F,
  ): ReturnType<F>;
}

/** Of @opentelemetry/api: `SpanKind.CLIENT`, `SpanKind.INTERNAL`, `SpanStatusCode.ERROR`. */
const CLIENT = 2;
const INTERNAL = 0;
const ERROR = 2;

interface SpanOptions<T> {
  readonly kind: number;
  readonly attributes: SpanAttributes;
  /** Looks at what came of it: attributes to add, and why it is an error. */
  readonly outcome?: (result: T) => { readonly attributes?: SpanAttributes; readonly error?: string | undefined };
}

const inSpan = <T>(tracer: Tracer, name: string, options: SpanOptions<T>, work: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, { kind: options.kind, attributes: { ...options.attributes } }, async (span) => {
    try {
      const result = await work();
      const { attributes, error } = options.outcome?.(result) ?? {};
      if (attributes !== undefined) span.setAttributes({ ...attributes });
      if (error !== undefined) span.setStatus({ code: ERROR, message: error });
      return result;
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: ERROR, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      span.end();
    }
  });

/** The controller with a span around each call of its functions. */
export const traceController = (controller: Controller, tracer: Tracer): Controller => {
  const { name, kind, reconcile, cleanup } = controller;
  const traced =
    <R>(what: string, call: (object: KubernetesObject, context: Context<KubernetesObject>) => Promise<R>) =>
    (object: KubernetesObject, context: Context<KubernetesObject>): Promise<R> => {
      const { namespace, name: objectName, generation } = object.metadata;
      const attributes = {
        controller: name,
        'k8s.resource.group': kind.group,
        'k8s.resource.kind': kind.kind,
        'k8s.object.name': objectName,
        ...(namespace === undefined ? {} : { 'k8s.namespace.name': namespace }),
        ...(generation === undefined ? {} : { 'k8s.object.generation': generation }),
      };
      return inSpan(tracer, `${what} ${kind.kind}`, { kind: INTERNAL, attributes }, () => call(object, context));
    };
  return Object.freeze({
    ...controller,
    reconcile: traced('reconcile', async (object, context) => reconcile(object, context)),
    cleanup: cleanup && traced('cleanup', async (object, context) => cleanup(object, context)),
  });
};

/** The transport with a span around each request, its retries included. */
export const traceTransport = (transport: Transport, tracer: Tracer): Transport => {
  const { hostname: server } = new URL(transport.server);
  return {
    ...transport,
    request: (request) => {
      const attributes = {
        'http.request.method': request.method,
        'url.path': request.path.replace(/\?.*/s, ''),
        'server.address': server,
      };
      const outcome = ({ status }: { readonly status: number }) => ({
        attributes: { 'http.response.status_code': status },
        error: status >= 400 ? `HTTP ${status}` : undefined,
      });
      return inSpan(tracer, request.method, { kind: CLIENT, attributes, outcome }, () => transport.request(request));
    },
  };
};
