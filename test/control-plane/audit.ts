/** kube-apiserver's audit log: who asked for what, and what was answered. */
import { readFile } from 'node:fs/promises';

/** Metadata only: bodies would make the log as large as the traffic. */
export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

/** audit.k8s.io/v1 Event, as far as tests ask. */
export interface AuditEvent {
  readonly auditID: string;
  /** A watch has ResponseStarted when it began and ResponseComplete when it ended. */
  readonly stage: 'ResponseStarted' | 'ResponseComplete' | 'Panic';
  /** In the words of RBAC: get, list, watch, create, update, patch, delete, deletecollection; for other paths the HTTP method. */
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly userAgent?: string;
  /** Absent for paths that are no resource: /healthz, /openapi/v3. */
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly apiVersion?: string;
    readonly resource: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code: number; readonly reason?: string; readonly message?: string };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** The log is written before a response is sent: what a client has seen answered is in it. The last line may be in the making. */
export const readAuditLog = async (file: string): Promise<AuditEvent[]> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as AuditEvent);
};
