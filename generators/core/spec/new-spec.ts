/** The operator.yaml that a new project begins with: small, commented, and a working operator as it is. */
import { yamlScalar } from '../emit/yaml-scalar.ts';
import { camelCase, defaultImage } from '../model/names.ts';
import type { ApiArgument } from './api-argument.ts';
import { API_VERSION, KIND, type Spec } from './spec.ts';

export interface NewSpec {
  readonly name: string;
  readonly domain: string;
  readonly apis: readonly ApiArgument[];
  readonly description?: string;
  /** By default in a registry of the domain. */
  readonly image?: string;
}

/** The whole text. */
export const newSpecText = ({ apis, ...rest }: NewSpec): string =>
  specText({ ...rest, entries: apis.map((api) => indent(apiText(api), 4)).join('') });

/** The same around entries of `spec.apis` that are made elsewhere: text indented by four, ending in a line feed. */
export const specText = ({
  name,
  domain,
  entries,
  description,
  image,
}: Omit<NewSpec, 'apis'> & { readonly entries: string }): string => `\
# yaml-language-server: $schema=operator.schema.json
apiVersion: ${API_VERSION}
kind: ${KIND}
metadata:
  name: ${scalar(name)}
spec:
${description === undefined ? '' : `  description: ${scalar(description)}\n`}  domain: ${scalar(domain)}
  # Where "npm run image" puts the container image.
  image: ${scalar(image ?? defaultImage({ metadata: { name }, spec: { domain } } as Spec))}
  apis:
${entries}  # How users install the operator. Remove what you do not need.
  delivery:
    helm: {}
    flux: {}
    olm: {}
`;

/** One entry of `spec.apis`, not indented. */
export const apiText = ({ group, version, kind }: ApiArgument): string => `\
- group: ${scalar(group)}
  kind: ${scalar(kind)}
  versions:
    - name: ${scalar(version)}
      # What users can ask for, and what they are told: OpenAPI v3, as in a CustomResourceDefinition.
      schema:
        description: ${scalar(`${kind} runs servers of one image behind a Service.`)}
        spec:
          type: object
          properties:
            replicas:
              description: How many servers to run.
              type: integer
              format: int32
              minimum: 0
              default: 1
            image:
              description: The image that the servers run.
              type: string
              minLength: 1
              default: nginxinc/nginx-unprivileged:1.29-alpine
            port:
              description: The port that the servers listen on.
              type: integer
              format: int32
              minimum: 1
              maximum: 65535
              default: 8080
        status:
          type: object
          properties:
            readyReplicas:
              description: How many servers are ready.
              type: integer
              format: int32
            selector:
              description: The label selector of the servers, for the scale subresource.
              type: string
            conditions:
              $ref: Conditions
      subresources:
        scale:
          specReplicasPath: .spec.replicas
          statusReplicasPath: .status.readyReplicas
          labelSelectorPath: .status.selector
      additionalPrinterColumns:
        - name: Replicas
          type: integer
          jsonPath: .spec.replicas
        - name: Ready
          type: integer
          jsonPath: .status.readyReplicas
        - name: Age
          type: date
          jsonPath: .metadata.creationTimestamp
  # The objects that each ${kind} owns. \${…} holds a TypeScript expression; names, labels and owner references are filled in.
  children:
    deployment:
      apiVersion: apps/v1
      kind: Deployment
      spec:
        replicas: \${self.spec.replicas}
        selector:
          matchLabels: \${labels}
        template:
          metadata:
            labels: \${labels}
          spec:
            containers:
              - name: ${scalar(containerName(kind))}
                image: \${self.spec.image}
                ports:
                  - name: main
                    containerPort: \${self.spec.port}
    service:
      apiVersion: v1
      kind: Service
      spec:
        selector: \${labels}
        ports:
          - name: main
            port: \${self.spec.port}
            targetPort: main
  # Computed from the live children after every change.
  status:
    readyReplicas: \${deployment.status?.readyReplicas ?? 0}
    selector: \${selector(labels)}
    conditions:
      Available:
        status: \${(deployment.status?.readyReplicas ?? 0) >= self.spec.replicas}
        message: \${deployment.status?.readyReplicas ?? 0}/\${self.spec.replicas} ready
      Progressing: \${(deployment.status?.updatedReplicas ?? 0) < self.spec.replicas}
      Degraded: \${deployment.status?.conditions?.some((c) => c.type === 'ReplicaFailure' && c.status === 'True') ?? false}
`;

/** Text as a YAML scalar; lines after the first stand deeper than any key here that has text of several lines. */
const scalar = (text: string): string => yamlScalar(text, ' '.repeat(4));

const containerName = (kind: string): string => camelCase(kind).toLowerCase().slice(0, 63);

const indent = (text: string, columns: number): string => text.replace(/^(?=.)/gm, ' '.repeat(columns));

/** For those who put an entry elsewhere. */
export { indent as indentText };
