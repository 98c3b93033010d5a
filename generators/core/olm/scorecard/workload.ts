/** Deployments of a ClusterServiceVersion as Go has them, as far as the tests look: `decode` promises the types. */
import type { JsonObject } from '../../model/json.ts';

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  }[];
}

export interface DeploymentSpec {
  readonly replicas?: number;
  readonly selector?: LabelSelector;
  readonly template?: {
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
    readonly spec?: PodSpec;
  };
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  /** As it was called once; the API server still takes it. */
  readonly serviceAccount?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly priorityClassName?: string;
  readonly securityContext?: SecurityContext;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly volumes?: readonly Volume[];
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

/** Of a pod or of a container. */
export interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsNonRoot?: boolean;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly procMount?: string;
  readonly seccompProfile?: { readonly type?: string };
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly restartPolicy?: string;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly { readonly configMapRef?: Reference; readonly secretRef?: Reference }[];
  readonly ports?: readonly ContainerPort[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly securityContext?: SecurityContext;
  readonly livenessProbe?: Handler;
  readonly readinessProbe?: Handler;
  readonly startupProbe?: Handler;
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler };
}

export interface EnvVar {
  readonly name?: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath?: string };
    readonly configMapKeyRef?: Reference;
    readonly secretKeyRef?: Reference;
  };
}

/** To a Secret or a ConfigMap, or to a key of it. */
export interface Reference {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
}

export interface VolumeMount {
  readonly name?: string;
  readonly mountPath?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
}

/** A probe, or a hook of the lifecycle. */
export interface Handler {
  readonly httpGet?: { readonly port?: string | number; readonly path?: string };
  readonly tcpSocket?: { readonly port?: string | number };
  readonly grpc?: { readonly port?: number };
}

export interface KeyToPath {
  readonly key?: string;
  readonly path?: string;
}

/** Each kind of source is a key. */
export interface Volume {
  readonly name?: string;
  readonly secret?: { readonly secretName?: string } & Projection;
  readonly configMap?: { readonly name?: string } & Projection;
  readonly projected?: { readonly sources?: readonly VolumeProjection[] };
  readonly persistentVolumeClaim?: { readonly claimName?: string };
  readonly downwardAPI?: Downward;
  readonly hostPath?: JsonObject;
  readonly emptyDir?: JsonObject;
}

export interface VolumeProjection {
  readonly secret?: { readonly name?: string } & Projection;
  readonly configMap?: { readonly name?: string } & Projection;
  readonly downwardAPI?: Downward;
}

/** Fields of the pod as files. */
interface Downward {
  readonly items?: readonly { readonly path?: string; readonly fieldRef?: { readonly fieldPath?: string } }[];
}

interface Projection {
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
}
